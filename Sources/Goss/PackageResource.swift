/// A resource `package`: whether it is installed, and at which versions.
enum PackageResource {
  /// What its attributes demand.
  static func statements(_ attributes: inout Attributes, prefix: String) throws(SpecificationError) -> [Statement] {
    let package = attributes.name
    let installed = try attributes.requiredBoolean("installed")
    let versions = try attributes.texts("versions")
    guard installed || versions.isEmpty else {
      throw attributes.error("`\(package)` cannot have versions without being installed")
    }
    return [isInstalled(installed, package, prefix: prefix)]
      + versions.map {
        Statement(.sealed, "package_has", ["\(prefix)package \(package) has version \($0)", package, $0])
      }
  }

  /// That a package is installed, or is not.
  static func isInstalled(_ installed: Bool, _ package: String, prefix: String) -> Statement {
    Statement(
      .sealed, "package_is",
      ["\(prefix)package \(package) is \(installed ? "" : "not ")installed", installed ? "yes" : "no", package])
  }
}
