/// A program that scripts of packages run again and again, and that is run once after all of them instead.
struct DeferredProgram {
  /// Its name, by which the scripts find a stand-in.
  let name: String
  /// What does all of its work, to be run by a shell.
  let script: String

  /// Where the stand-in writes down what it was asked for, an argument a line; in memory.
  var note: String { "/run/image-builder/deferred-\(name)" }

  /// Stands in for it.
  var standIn: String {
    """
    #!/bin/sh
    # image-builder runs this once, after all packages are installed.
    printf '%s\\n' "$@" >>\(note)

    """
  }

  /// Compiles Python's modules, of all packages by one process instead of two for each.
  ///
  /// With `SOURCE_DATE_EPOCH` set, what is compiled is valid by the source's content: times of layers are changed.
  static let compilePython = DeferredProgram(
    name: "py3compile",
    // A package may hold a file that is no Python of this version; py3compile passes over it, too.
    script: """
      { echo /usr/lib/python3/dist-packages; grep '^/' /run/image-builder/deferred-py3compile || true; } | sort -u |
        xargs python3 -m compileall -q -j 2 || true
      """)

  /// Collects the certificates of authorities into one file.
  static let updateCertificates = DeferredProgram(
    name: "update-ca-certificates", script: "/usr/sbin/update-ca-certificates")
}
