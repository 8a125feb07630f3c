/// A resource `kernel-param`: what it is in the booted copy, and what the image's files set it to, where one does.
enum KernelParameterResource {
  /// What its attributes demand.
  static func statements(_ attributes: inout Attributes, prefix: String) throws(SpecificationError) -> [Statement] {
    guard let value = try attributes.text("value") else { throw attributes.missing("value") }
    let name = "\(prefix)kernel parameter \(attributes.name)"
    return [
      Statement(.sealed, "parameter_will_be", ["\(name) is set to \(value)", attributes.name, value]),
      Statement(.booted, "parameter_is", ["\(name) is \(value)", attributes.name, value]),
    ]
  }
}
