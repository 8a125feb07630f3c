import Engine
import ImageFormats
import SystemPackage
import TaskGraph
import Variables

/// What handing over reads; none of it is in a key, so that a new name makes nothing anew.
private let deliveryReads: [VariableName] = [
  .artifactName, .outputDirectory, .architecture, .kubernetesSemver, .sourceDateEpoch,
]

/// Puts a finished image into its output folder, with checksums, a manifest, bills of materials and the log of its making;
/// files that are there already are left alone.
func deliver(_ delivery: Delivery, _ variables: VariableSet) async throws -> [Delivery.File] {
  let values = DeclaredValues(variables, declared: Set(deliveryReads), reader: "the output folder")
  // Whoever skips the package wants none.
  guard let package = delivery.parts["package"], let (name, file) = package.files.first else { return [] }
  let folder = OutputFolder(path: FilePath(try values.string(.outputDirectory)))
  let image = "\(try values.string(.artifactName)).\(FilePath(name).extension ?? "raw")"
  let digest = package.facts["sha256"] ?? ""
  let bytes = try folder.size(of: file)
  let bills = try billFiles(delivery, values, image: image, sha256: digest)
  let manifest = Manifest(
    version: 1, target: delivery.target.name, provider: delivery.target.provider, system: delivery.target.system,
    architecture: try values.string(.architecture), kubernetes: try values.string(.kubernetesSemver),
    files: [Manifest.File(name: image, bytes: bytes, sha256: digest)] + bills.map(\.listed),
    proven: delivery.unproven.isEmpty && counts(of: Report.failed, in: delivery).isEmpty,
    unproven: delivery.unproven.map(\.rawValue), checks: counts(of: "checks", in: delivery),
    failedChecks: counts(of: Report.failed, in: delivery),
    phases: phases(of: delivery).map { .init(name: $0.name, key: $0.part.key) },
    downloads: downloads(delivery), archives: archives(delivery), packages: packages(delivery))

  return try await folder.whileLocking {
    if try !folder.holds(manifest) {
      // An old manifest must not describe a new image, should this be stopped half-way.
      try folder.remove("manifest.json")
      try await folder.put(file, as: image)
      for bill in bills { try folder.write(bill.text, as: bill.listed.name) }
      try folder.write(Checksums.text(manifest.files.map { ($0.name, $0.sha256) }), as: "SHA256SUMS")
      try folder.join(delivery.works.map { ($0.name, $0.part.log) }, as: "build.log")
      // Last, as it stands for all the others.
      try folder.write(manifest.text(), as: "manifest.json")
    }
    return try [image, "SHA256SUMS", "manifest.json", "build.log"].map { name in
      let path = folder.path.appending(name)
      return Delivery.File(path: path.string, bytes: try folder.size(of: path), sha256: name == image ? digest : nil)
    }
  }
}

/// The bills of materials: what the records of the phases say that the image is made of.
private func billFiles(
  _ delivery: Delivery, _ values: DeclaredValues, image: String, sha256: String
) throws -> [(listed: Manifest.File, text: String)] {
  let name = try values.string(.artifactName)
  let bill = BillOfMaterials(
    name: name, file: image, version: try values.string(.kubernetesSemver), sha256: sha256,
    created: Int64(try values.integer(.sourceDateEpoch)), system: delivery.target.system,
    packages: packages(delivery), downloads: downloads(delivery),
    compiled: phases(of: delivery).lazy.compactMap { $0.part.supplies["kubernetes-binaries"] }.first ?? [:])
  let texts = [
    ("\(name).cdx.json", try canonicalJSON(CycloneDX(bill))), ("\(name).spdx.json", try canonicalJSON(SPDX(bill))),
  ]
  return texts.map { name, text in
    (Manifest.File(name: name, bytes: Int64(text.utf8.count), sha256: Checksums.sha256(of: text)), text)
  }
}

/// A number that the records of the gates know, by gate.
private func counts(of fact: String, in delivery: Delivery) -> [String: Int] {
  linuxGates.reduce(into: [:]) { counts, gate in
    counts[gate.rawValue] = delivery.parts[gate]?.facts[fact].flatMap { Int($0) }
  }
}

private func downloads(_ delivery: Delivery) -> [Manifest.Download] {
  // The phases' records tell: a supply of a phase that is reused is not even looked at.
  let supplies = phases(of: delivery).flatMap(\.part.supplies)
  let downloads = supplies.compactMap { name, facts -> Manifest.Download? in
    guard let url = facts["url"], let digest = facts["sha256"] else { return nil }
    return Manifest.Download(name: name, url: url, sha256: digest)
  }
  return downloads.sorted { $0.name < $1.name }
}

private func archives(_ delivery: Delivery) -> [Manifest.ArchiveState] {
  let records = phases(of: delivery).flatMap { phase in
    [(phase.name, phase.part.facts)] + phase.part.supplies.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
  return records.flatMap { name, facts in
    ArchiveStates(in: facts).states.sorted { $0.key < $1.key }.map { archive, state in
      Manifest.ArchiveState(name: name, archive: archive, state: state)
    }
  }
}

private func phases(of delivery: Delivery) -> [(name: String, part: Delivery.Part)] {
  delivery.works.filter { delivery.parts[PhaseName(rawValue: $0.name)] != nil }
}

/// What the layers installed, the last version of each package; a removed one has an empty version.
private func packages(_ delivery: Delivery) -> [String] {
  var versions: [Substring: Substring] = [:]
  for phase in phases(of: delivery) {
    for package in (phase.part.facts["packages"] ?? "").split(separator: " ") {
      let parts = package.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      versions[parts[0]] = parts.count > 1 ? parts[1] : ""
    }
  }
  return versions.filter { !$0.value.isEmpty }.map { "\($0.key)=\($0.value)" }.sorted()
}
