import Engine
import FoundationEssentials
import TaskGraph

/// What is in an image and how it came about: manifest.json.
struct Manifest: Codable, Equatable {
  /// A file beside the manifest.
  struct File: Codable, Equatable {
    let name: String
    let bytes: Int64
    let sha256: String
  }

  /// A phase, or a supply, by its key.
  struct Work: Codable, Equatable {
    let name: String
    let key: String
  }

  /// What a package archive was like when a phase, or a supply, took packages from it.
  struct ArchiveState: Codable, Equatable {
    let name: String
    let archive: String
    let state: String
  }

  /// Something that came over the network.
  struct Download: Codable, Equatable {
    let name: String
    let url: String
    let sha256: String
  }

  /// The version of this format.
  let version: Int
  let target: String
  let provider: String
  let system: String
  let architecture: String
  let kubernetes: String
  let files: [File]
  /// Whether every gate passed without anything that was let pass.
  let proven: Bool
  /// The gates that were skipped.
  let unproven: [String]
  /// How many checks each gate made.
  let checks: [String: Int]
  /// How many of them failed and were let pass (`goss_inspect_mode`), of the gates where some did.
  let failedChecks: [String: Int]
  let phases: [Work]
  let downloads: [Download]
  /// In the order of the phases, supplies after the phase that takes them in.
  let archives: [ArchiveState]
  /// `name=version` of every package.
  let packages: [String]

  /// The file's text: JSON with sorted names.
  func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
