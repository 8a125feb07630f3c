/// What a sandbox answers.
enum SandboxReply: Codable, Sendable {
  /// The payload is what the running command printed.
  case output(isError: Bool)
  /// The command ended.
  case ended(exitStatus: Int, signal: Int)
  /// Done; a payload holds the content that was asked for.
  case done
  /// What a path leads to, nil for nothing.
  case facts(FileFacts?)
  /// Names or paths.
  case names([String])
  /// The layer is sealed.
  case sealed(LayerSeal)
  /// It could not be done; the fields are those of `SandboxError`.
  case failed(message: String, hint: String?, code: Int32)
}
