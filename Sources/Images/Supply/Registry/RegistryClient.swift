import Digests
import Storage
import SystemPackage
import Transfer

/// Asks one registry for the pieces of one image.
struct RegistryClient {
  private let reference: ImageReference
  private let access: RegistryAccess
  private let place: RegistryPlace
  private let downloader: Downloader
  private var authorization: [String: String] = [:]

  /// A client that asks at one of the places of `RegistryAccess.places`.
  init(_ reference: ImageReference, at place: RegistryPlace, _ access: RegistryAccess) {
    self.reference = reference
    self.access = access
    self.place = place
    downloader = Downloader(proxies: access.proxies, authorities: access.authorities) { path, algorithm in
      try hexDigest(ofFile: path, algorithm == .sha256 ? .sha256 : .sha512)
    }
    if let login = access.logins[place.registry] { authorization = ["Authorization": "Basic \(login)"] }
  }

  /// The manifest or index that a tag or digest names, with its kind.
  mutating func manifest(_ version: String) async throws -> (bytes: [UInt8], mediaType: String?) {
    let url = "\(base)/manifests/\(version)"
    let accept = ["Accept": ImageManifest.mediaTypes.joined(separator: ", ")]
    var answer = try await ask(url, accept)
    if answer.status == 401, let question = answer.fields["www-authenticate"].flatMap(TokenQuestion.init) {
      authorization = ["Authorization": "Bearer \(try await token(question))"]
      answer = try await ask(url, accept)
    }
    guard answer.status == 200 else {
      throw SupplyError(
        "\(reference) cannot be pulled: \(place.registry) answers with HTTP status \(answer.status)",
        hint: answer.status == 404
          ? "check the image's name and tag"
          : "registry_auth_file or netrc_file names a file with a login for \(place.registry)")
    }
    if version.hasPrefix("sha256:"), "sha256:\(contentDigest(of: answer.bytes).hex)" != version {
      throw SupplyError("\(url) is not what its digest says", hint: "the registry, or a proxy before it, is damaged")
    }
    return (answer.bytes, answer.fields["content-type"].map { String($0.prefix { $0 != ";" }) })
  }

  /// Downloads a piece; what has come of it before is gone on with.
  func fetch(_ piece: ImageDescriptor, to place: FilePath) async throws {
    guard let digits = piece.digits else {
      throw SupplyError("\(reference) has a piece with the digest `\(piece.digest)`", hint: "only SHA-256 is known")
    }
    let request = DownloadRequest(
      url: "\(base)/blobs/sha256:\(digits)", destination: place,
      expected: ContentChecksum(.sha256, hex: digits), headers: authorization, netrc: access.netrc)
    _ = try await downloader.download(request)
  }

  private var base: String { place.address }

  private func ask(_ url: String, _ headers: [String: String]) async throws -> Answer {
    try await downloader.ask(
      url, headers: headers.merging(authorization) { own, _ in own }, netrc: access.netrc, accepting: [401, 403, 404])
  }

  private func token(_ question: TokenQuestion) async throws -> String {
    // The login is for whoever gives tokens; what it gives is for the registry.
    let text = try await downloader.fetchText(
      access.rewrites.address(for: question.url), headers: authorization, netrc: access.netrc)
    guard let token = tokenAnswer(text) else {
      throw SupplyError("\(place.registry) gives no token", hint: "look at \(question.url.prefix { $0 != "?" })")
    }
    return token
  }
}
