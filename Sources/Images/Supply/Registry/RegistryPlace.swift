/// A place where an image can be asked for.
struct RegistryPlace: Hashable {
  /// Whose login is wanted there.
  let registry: String
  /// The address below which the image's pieces lie.
  let address: String
}
