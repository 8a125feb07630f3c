import Digests
import Testing

@Suite struct CanonicalEncodingTests {
  /// The digest of texts and named values in order.
  private func digest(_ parts: [[String]]) -> ContentDigest {
    var encoding = CanonicalEncoding()
    for part in parts {
      if part.count == 2 { encoding.append(part[0], part[1]) } else { encoding.append(part[0]) }
    }
    return encoding.digest
  }

  @Test func `different sequences have different digests`() {
    let sequences: [[[String]]] = [
      [], [[""]], [["", ""]], [[""], [""]], [["ab"]], [["a"], ["b"]], [["a", "b"]], [["b"], ["a"]], [["ab", ""]],
      [["", "ab"]], [["a", "b"], ["c", "d"]], [["a", "bc"], ["", "d"]], [["a\u{0}"]], [["a"], ["\u{0}"]],
      [["\u{1}\u{0}"]], [["é"]], [["e\u{301}"]],
    ]
    #expect(Set(sequences.map(digest)).count == sequences.count)
  }

  @Test func `the format is frozen`() {
    var encoding = CanonicalEncoding()
    encoding.append("phase", "kubernetes")
    encoding.append("é")
    // printf '\2\5\0\0\0\0\0\0\0phase\12\0\0\0\0\0\0\0kubernetes\1\2\0\0\0\0\0\0\0\303\251' | sha256sum
    #expect(encoding.digest.hex == "9df8b5ed2243e5a99e4914a2d32438c5f01a026b87efce185b35e9177de90f2b")
  }

  @Test func `reading the digest does not change it`() {
    var encoding = CanonicalEncoding()
    encoding.append("a")
    let first = encoding.digest
    #expect(encoding.digest == first)
    encoding.append("b")
    #expect(encoding.digest != first)
  }
}
