/// What a secret variable does, which decides how it enters a key.
public enum Secrecy: String, Hashable, Sendable {
  /// It ends in the image, like a password hash: a key takes it in as an HMAC.
  case content
  /// It only opens a door, like a token: it is never in a key.
  case credential
}
