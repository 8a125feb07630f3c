public import Digests
import FoundationEssentials

/// `manifest.json`: what an image is, what it was made of and whether it was proven.
public struct ImageManifest: Codable, Sendable, Equatable {
  /// A file that belongs to the image.
  public struct File: Codable, Sendable, Equatable {
    /// Its name in the output directory.
    public var name: String
    /// `raw`, `qcow2`, `vhd`, `spdx`, ...
    public var format: String
    /// Its length in bytes.
    public var byteCount: Int64
    /// The SHA-256 of its content.
    public var sha256: ContentDigest

    /// A file; see the properties.
    public init(name: String, format: String, byteCount: Int64, sha256: ContentDigest) {
      self.name = name
      self.format = format
      self.byteCount = byteCount
      self.sha256 = sha256
    }
  }

  /// The package archive that a phase installed from, as it was then.
  public struct PackageArchive: Codable, Sendable, Equatable {
    /// The phase.
    public var phase: String
    /// The digest of the archive's index.
    public var state: ContentDigest

    /// An archive; see the properties.
    public init(phase: String, state: ContentDigest) {
      self.phase = phase
      self.state = state
    }
  }

  /// Something that came from the network by its address.
  public struct Download: Codable, Sendable, Equatable {
    /// The address, without credentials.
    public var url: String
    /// The checksum that it had, as `sha256:HEX`.
    public var checksum: String

    /// A download; see the properties.
    public init(url: String, checksum: String) {
      self.url = url
      self.checksum = checksum
    }
  }

  /// What the manifest itself looks like; raised when a field changes its meaning.
  public var format = 1
  /// The name of the image, which its files begin with.
  public var name: String
  /// What was typed to make it.
  public var target: String
  /// The architecture, as Go names it.
  public var architecture: String
  /// What is inside: `kubernetes`, `containerd`, `kernel`, ..., each with its version.
  public var versions: [String: String]
  /// The time in the image, in seconds since 1970.
  public var sourceDateEpoch: Int64
  /// Everything that belongs to it.
  public var files: [File]
  /// Where its packages came from; several states mean that its layers were made at several times.
  public var packageArchives: [PackageArchive]
  /// What else came from the network.
  public var downloads: [Download]
  /// The gates that were left out; an image with one is unproven.
  public var skippedGates: [String]

  /// A manifest; see the properties.
  public init(
    name: String, target: String, architecture: String, versions: [String: String], sourceDateEpoch: Int64,
    files: [File], packageArchives: [PackageArchive], downloads: [Download], skippedGates: [String]
  ) {
    self.name = name
    self.target = target
    self.architecture = architecture
    self.versions = versions
    self.sourceDateEpoch = sourceDateEpoch
    self.files = files
    self.packageArchives = packageArchives
    self.downloads = downloads
    self.skippedGates = skippedGates
  }

  /// The file's text: the same manifest gives the same bytes.
  public func text() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }
}
