public import Inspection
public import TaskGraph

/// What is in an image.
public struct InspectionReport: Report {
  /// A part of the report that is shown in full only on request.
  public enum Section: String, Sendable, CaseIterable {
    case partitions, units, packages, variables, phases
  }

  private let image: InspectedImage
  private let build: BuildDescription?
  private let sections: Set<Section>

  /// Reports on an image.
  ///
  /// - Parameters:
  ///   - build: what the image says of how it was built.
  ///   - sections: what alone is to be shown to people, in full; empty for the summary.
  public init(_ image: InspectedImage, build: BuildDescription?, showing sections: Set<Section>) {
    self.image = image
    self.build = build
    self.sections = sections
  }

  /// A summary, or the sections asked for.
  public var text: String {
    let lines =
      sections.isEmpty
      ? summary
      : Section.allCases.filter(sections.contains).flatMap { section in
        (sections.count > 1 ? [section.rawValue] : []) + rows(of: section)
      }
    return lines.map { $0 + "\n" }.joined()
  }

  private var summary: [String] {
    let title = "\(image.file)   \(image.format), \(sizeText(image.stored)), a disk of \(sizeText(image.size))"
    let parts = Section.allCases.map { [$0.rawValue, count(of: $0)] }.filter { !$0[1].isEmpty }
    let remarks = image.remarks.map { "note: \($0)" }
    return [title] + Table().lines(facts + parts) + remarks
      + ["--packages, --units, --partitions, --variables and --phases list them, --json all"]
  }

  private var facts: [[String]] {
    let system = image.system
    let rows: [(String, String?)] = [
      ("target", build?.target), ("system", system?.name), ("release", system?.release),
      ("kubernetes", system?.kubernetes), ("containerd", containerd), ("runc", system?.version(of: ["runc"])),
      ("kernel", system.map { $0.kernels.joined(separator: ", ") }),
      ("arguments", system?.boot?.arguments.joined(separator: " ")),
      ("root", system.map { "\(sizeText($0.size)), \(sizeText($0.free)) free" }),
    ]
    return rows.compactMap { name, value in value.map { [name, $0.printable] } }
  }

  /// One that was unpacked from an archive is in no package database.
  private var containerd: String? {
    image.system?.version(of: ["containerd", "containerd.io"]) ?? build?.variables["containerd_version"]
  }

  private func count(of section: Section) -> String {
    switch section {
    case .partitions: image.table.map { $0.partitions.map(\.title).joined(separator: ", ") } ?? ""
    case .units: units(.enabled).isEmpty ? "" : "\(units(.enabled).count) enabled, \(units(.masked).count) masked"
    case .packages: (image.system?.packages.isEmpty ?? true) ? "" : "\(image.system?.packages.count ?? 0)"
    case .variables: build.map { "\($0.variables.count)" } ?? ""
    case .phases: build.map { $0.parts.filter { $0.role == .phase }.map(\.name).joined(separator: ", ") } ?? ""
    }
  }

  private func rows(of section: Section) -> [String] {
    switch section {
    case .partitions:
      Table(right: [3, 4]).lines(
        (image.table?.partitions ?? []).map {
          [$0.title, $0.kind, $0.identifier, sizeText($0.size), "at \($0.start)"]
        })
    case .units: Table().lines((image.system?.units ?? []).map { [$0.state.rawValue, $0.name.printable] })
    case .packages:
      Table().lines((image.system?.packages ?? []).map { [$0.name, $0.version, $0.architecture].map(\.printable) })
    case .variables:
      Table().lines((build?.variables ?? [:]).sorted { $0.key < $1.key }.map { [$0.key, shortValue($0.value)] })
    case .phases: Table().lines((build?.parts ?? []).map { [$0.name, $0.role == .supply ? "supply" : "", $0.key] })
    }
  }

  private func units(_ state: UnitState.State) -> [UnitState] {
    (image.system?.units ?? []).filter { $0.state == state }
  }

  /// `{"file": …, "format": …, "size": …, "stored": …, "table": …, "system": …, "build": …, "remarks": […]}`
  public func encode(to encoder: any Encoder) throws {
    enum Key: String, CodingKey { case build }
    try image.encode(to: encoder)
    var record = encoder.container(keyedBy: Key.self)
    try record.encodeIfPresent(build, forKey: .build)
  }
}

/// A value on part of a line.
func shortValue(_ text: String) -> String {
  text.isEmpty ? "\"\"" : text.replacing("\n", with: "\\n").printable.cut(to: 60)
}
