import Engine
import ImageFormats
import SystemPackage
import TaskGraph
import Variables

extension PhaseDefinition {
  /// The disk in the provider's format, on which stands how it was built.
  static let package = PhaseDefinition(
    "package", of: .phase("disk"), leaves: .artifacts, reads: [.diskFormat, .diskCompression],
    tools: Tool.all(FormatTools.packages)
  ) { context, values, description in
    guard let words = EmbeddedDescription.encode(description) else {
      throw Failure(
        "what the image says of its build takes \(description.utf8.count) bytes, and there is room for \(EmbeddedDescription.room)",
        hint: "a variable has a very long value; `image-builder vars` shows them")
    }
    let disk = try context.file(of: "disk")
    try context.makeFiles()
    let format = try values.string(.diskFormat)
    context.reporter.step("make the \(format) image")
    switch format {
    case "qcow2":
      let compression: Qcow2.Compression = try values.boolean(.diskCompression) ? .zstd : .none
      _ = try await explainingFailures {
        try await Qcow2.convert(
          disk, saying: words, to: context.files.appending("image.qcow2"), compression: compression,
          scratch: context.makeScratch())
      }
    default:
      try await context.copy(disk, as: "image.raw")
      try EmbeddedDescription.write(words, to: context.files.appending("image.raw"))
    }
    context.reporter.step("compute its checksum")
    let image = context.files.appending(format == "qcow2" ? "image.qcow2" : "image.raw")
    return .artifacts(facts: ["format": format, "sha256": try await Checksums.sha256(of: image)])
  }
}
