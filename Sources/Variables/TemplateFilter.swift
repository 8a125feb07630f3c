/// What an expression can do to a value on its way: `{{ kubernetes_semver | series }}`.
enum TemplateFilter: String, CaseIterable {
  /// The first two numbers of a version: `v1.36` of `v1.36.1`.
  case series
  /// A version without its leading v: `1.36.1` of `v1.36.1`.
  case withoutV = "without_v"

  /// The filtered text.
  func apply(to text: String) -> String {
    switch self {
    case .series: text.split(separator: ".", omittingEmptySubsequences: false).prefix(2).joined(separator: ".")
    case .withoutV: text.hasPrefix("v") ? String(text.dropFirst()) : text
    }
  }
}
