/// Whether a text holds an address that names a password, or a web address that names a user, who may be a token:
/// `https://me:password@host/`, `https://token@host/`, but not `ssh://git@host/`.
func holdsPassword(_ text: String) -> Bool {
  // Making a pattern ready takes longer than reading most values, few of which have this sign.
  guard text.utf8.contains(UInt8(ascii: "@")) else { return false }
  return text.contains(/(?:https?|ftps?):\/\/[^\/\s@]+@|:\/\/[^\/\s@:]*:[^\/\s@]+@/.ignoresCase())
}
