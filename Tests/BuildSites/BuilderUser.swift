/// A user who is not root, with subordinate ids.
package struct BuilderUser {
  /// What the user is called.
  package let name: String

  /// Makes one; useradd gives ordinary users their subordinate ids.
  package init() async throws {
    name = "image-builder-\(UInt16.random(in: .min ... .max))"
    try await shell("useradd --no-create-home --user-group --shell /bin/sh \(name)")
  }

  /// Removes the user and the ids.
  package func remove() async throws {
    try await shell("userdel --force \(name)")
  }
}
