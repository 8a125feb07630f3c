/// `url` without what may be a secret: user and password, query (signatures, tokens) and fragment.
func printableURL(_ url: String) -> String {
  var text = url.prefix { $0 != "?" && $0 != "#" }
  if let scheme = text.firstRange(of: "://") {
    let rest = text[scheme.upperBound...]
    let authority = rest.prefix { $0 != "/" }
    if let at = authority.lastIndex(of: "@") {
      text = text[..<scheme.upperBound] + rest[rest.index(after: at)...]
    }
  }
  return String(text) + (url.contains("?") ? "?..." : "")
}
