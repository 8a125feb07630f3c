import FoundationEssentials
import Storage
public import SystemPackage

/// The logins that a file holds; throws `SupplyError` where it cannot be read or is no such file.
public func registryLogins(inFile path: FilePath) throws -> [String: String] {
  guard let text = try? readText(path) else {
    throw SupplyError("registry_auth_file names no file that can be read", hint: "give its absolute path")
  }
  return try registryLogins(in: text)
}

/// The logins that `docker login` and its like keep: what each registry's `auth` holds, by registry.
///
/// Throws `SupplyError` where the text is no such file.
func registryLogins(in text: String) throws -> [String: String] {
  struct Configuration: Decodable {
    struct Login: Decodable { let auth: String? }
    let auths: [String: Login]?
  }
  guard let configuration = try? JSONDecoder().decode(Configuration.self, from: Data(text.utf8)) else {
    throw SupplyError(
      "registry_auth_file names no file of registries' logins",
      hint: "it is what `docker login` writes: {\"auths\": {\"registry.example.com\": {\"auth\": \"…\"}}}")
  }
  var logins: [String: String] = [:]
  for (name, login) in configuration.auths ?? [:] {
    // Docker Hub's is kept under an address.
    let host = name.split(separator: "/").first { !$0.hasSuffix(":") }.map(String.init) ?? name
    guard let auth = login.auth, !auth.isEmpty else { continue }
    guard isWordOfAHeader(auth) else {
      throw SupplyError(
        "registry_auth_file has a login for \(host) that is none",
        hint: "`auth` is the user, a colon and the password in Base64")
    }
    logins[host == "index.docker.io" ? "docker.io" : host] = auth
  }
  return logins
}
