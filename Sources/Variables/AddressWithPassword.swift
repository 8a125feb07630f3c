/// Whether a text holds an address that names a password, or a web address that names a user, who may be a token:
/// `https://me:password@host/`, `https://token@host/`, but not `ssh://git@host/`.
func holdsPassword(_ text: String) -> Bool {
  text.contains(/(?:https?|ftps?):\/\/[^\/\s@]+@|:\/\/[^\/\s@:]*:[^\/\s@]+@/.ignoresCase())
}
