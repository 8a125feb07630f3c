import ArgumentParser
import Console
import ImageInspection

/// Says what is in an image.
struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "Say what is in an image, from its file alone.",
    discussion: """
      image-builder inspect build-qemu-debian-12
      image-builder inspect disk.qcow2 --packages

      Nothing is booted, mounted or changed. Without one of the lists it shows a summary.
      """)

  @Argument(help: "A file of any format that qemu-img reads, a folder of output/, or a target.", completion: .file())
  var image: String

  @Flag(help: "List the installed packages with their versions.")
  var packages = false

  @Flag(help: "List the enabled and the masked units.")
  var units = false

  @Flag(help: "List the partitions.")
  var partitions = false

  @Flag(help: "List the variables that shaped the image.")
  var variables = false

  @Flag(help: "List the phases and supplies that made the image, with the hash of what each was asked to do.")
  var phases = false

  @Flag(help: "Tell it as JSON; the names in it are stable.")
  var json = false

  @OptionGroup var settings: VariableOptions

  mutating func run() async throws {
    let output = Output()
    let image = try await inspectedImage(try ImageArgument(image, settings).file())
    output.show(
      InspectionReport(image, build: try buildDescription(of: image), showing: sections), asJSON: json)
  }

  private var sections: Set<InspectionReport.Section> {
    let asked: [(InspectionReport.Section, Bool)] = [
      (.packages, packages), (.units, units), (.partitions, partitions), (.variables, variables), (.phases, phases),
    ]
    return Set(asked.filter(\.1).map(\.0))
  }
}
