/// What a manifest says, as far as these tests look at it.
struct Manifest: Decodable {
  struct File: Decodable {
    let name: String
    let bytes: Int64
    let sha256: String
  }

  struct Phase: Decodable {
    let name: String
    let key: String
  }

  let target: String
  let architecture: String
  let kubernetes: String
  let files: [File]
  let proven: Bool
  let unproven: [String]
  let checks: [String: Int]
  let phases: [Phase]
  let packages: [String]
}
