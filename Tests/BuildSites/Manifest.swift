/// What a manifest says, as far as these tests look at it.
package struct Manifest: Decodable {
  package struct File: Decodable {
    package let name: String
    package let bytes: Int64
    package let sha256: String
  }

  package struct Phase: Decodable {
    package let name: String
    package let key: String
  }

  package let target: String
  package let architecture: String
  package let kubernetes: String
  package let files: [File]
  package let proven: Bool
  package let unproven: [String]
  package let checks: [String: Int]
  package let phases: [Phase]
  package let packages: [String]
}
