import ArgumentParser

/// The script that teaches a shell: that of the argument parser, which knows commands and options, and what it does not
/// know: that words which are no command are those of `make`.
enum CompletionScript {
  /// The script for a shell.
  static func text(for shell: CompletionCommand.Shell) -> String {
    switch shell {
    case .bash: ImageBuilder.completionScript(for: .bash) + "\n" + bash
    case .zsh: ImageBuilder.completionScript(for: .zsh) + "\n" + zsh
    case .fish: ImageBuilder.completionScript(for: .fish) + "\n" + fish
    }
  }

  /// The commands, as the first word after the program.
  private static var commands: String {
    (ImageBuilder.configuration.subcommands.compactMap { $0.configuration.commandName } + ["help"])
      .joined(separator: " ")
  }

  private static var phases: String { CompletionWords.phases.joined(separator: " ") }

  // bash takes `=` for the end of a word, and sets a blank after what is complete.
  private static var bash: String {
    """
    _image-builder_or_goals() {
        local commands=' \(commands) ' line=("${COMP_WORDS[@]}") found=() setting='' cur="${2}"
        if [[ "${COMP_WORDS[COMP_CWORD]}" = '=' ]]; then
            setting="${COMP_WORDS[COMP_CWORD - 1]}"
            cur=''
        elif [[ "${COMP_WORDS[COMP_CWORD - 1]}" = '=' ]]; then
            setting="${COMP_WORDS[COMP_CWORD - 2]}"
        fi
        if [[ "${setting}" =~ ^(\(CompletionWords.phaseSettings.joined(separator: "|")))$ ]]; then
            COMPREPLY=($(compgen -W '\(phases)' -- "${cur}"))
            return
        fi
        if [[ "${COMP_CWORD}" -gt 1 && "${commands}" = *" ${COMP_WORDS[1]} "* ]]; then
            _image-builder "$@"
        else
            if [[ "${COMP_CWORD}" -eq 1 ]]; then
                _image-builder "$@"
                found=("${COMPREPLY[@]}")
                COMPREPLY=()
            fi
            local -a COMP_WORDS=("${line[0]}" make "${line[@]:1}")
            local -i COMP_CWORD=COMP_CWORD+1
            _image-builder "$@"
            COMPREPLY=("${found[@]}" "${COMPREPLY[@]}")
        fi
        if [[ "${#COMPREPLY[@]}" -eq 1 && "${COMPREPLY[0]}" = *= ]]; then
            compopt -o nospace
        fi
    }
    complete -o filenames -F _image-builder_or_goals image-builder
    """
  }

  private static var zsh: String {
    """
    _image-builder_or_goals() {
        local -i ret=1
        if (( CURRENT > 2 )) && [[ ' \(commands) ' = *" ${words[2]} "* ]]; then
            _image-builder "${@}"
            return
        fi
        if (( CURRENT == 2 )); then
            _image-builder "${@}" && ret=0
        fi
        words=("${words[1]}" make "${(@)words[2,-1]}")
        (( CURRENT++ ))
        _image-builder "${@}" && ret=0
        return "${ret}"
    }
    compdef _image-builder_or_goals image-builder
    """
  }

  private static var fish: String {
    """
    function _image-builder_wants_goal
        set -l first (commandline -opc)[2]
        not contains -- "$first" \(commands)
    end
    complete -c image-builder -n _image-builder_wants_goal -fka '(\(fishGoals))'
    """
  }

  // The words and the place of the cursor, in the parser's own functions for fish.
  private static var fishGoals: String {
    let own = "__image-builder"
    return "\(own)_custom_completion ---completion make -- positional@0 (count (\(own)_tokens -pc)) (\(own)_tokens -tC)"
  }
}
