import ArgumentParser
import Console
import SystemPackage

/// Says in what two images differ.
struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Say in words in what two images differ.",
    discussion: """
      image-builder diff last-week.qcow2 build-qemu-debian-12

      Packages, files, units, kernel arguments, partitions, and the variables and phases that the images were built with.
      Exit code: 0 where every byte of the disks is the same, 1 where something differs.
      """)

  @Argument(help: "A file of any format that qemu-img reads, a folder of output/, or a target.", completion: .file())
  var old: String

  @Argument(help: "The image to compare it with, named in the same way.", completion: .file())
  var new: String

  @Flag(help: "Show every line, however many there are.")
  var all = false

  @Flag(help: "Tell it as JSON; the names in it are stable.")
  var json = false

  @OptionGroup var variables: VariableOptions

  mutating func run() async throws {
    let first = try ImageArgument(old, variables).file()
    let second = try ImageArgument(new, variables).file()
    let found = try await imageDifference(between: first, and: second)
    Output().show(
      ImageDifferenceReport(
        (first.string, second.string), found?.difference, build: found?.build ?? BuildDifference(nil, nil),
        limit: all ? nil : ImageDifferenceReport.usualLimit), asJSON: json)
    if found != nil { throw Console.ExitCode.failed }
  }
}
