/// A sequence of texts as bytes that no other sequence has, so that a digest of them means just this sequence.
///
/// Each text stands after a mark and its length: 0x01 for a text alone, 0x02 for a named value (name, value); a length
/// is 8 bytes, the lowest first. This format is frozen: keys are made of it.
public struct CanonicalEncoding: ~Copyable {
  // Memory of its own, as a plan encodes hundreds of thousands of texts, and an array asks with each who else has it.
  private var memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 1024, alignment: 1)
  private var count = 0

  /// An empty sequence.
  public init() {}

  deinit { memory.deallocate() }

  /// Adds a text.
  public mutating func append(_ text: String) {
    append(0x01 as UInt8)
    appendLengthPrefixed(text)
  }

  /// Adds a named value; not the same as its name and its value added one after the other.
  public mutating func append(_ name: String, _ value: String) {
    append(0x02 as UInt8)
    appendLengthPrefixed(name)
    appendLengthPrefixed(value)
  }

  /// The digest of all that was added so far.
  public var digest: ContentDigest {
    var hasher = Hasher256()
    hasher.update(UnsafeRawBufferPointer(rebasing: memory[..<count]))
    return hasher.finalize()
  }

  private mutating func appendLengthPrefixed(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      append(UInt64(bytes.count).littleEndian)
      makeRoom(for: bytes.count)
      UnsafeMutableRawBufferPointer(rebasing: memory[count...]).copyMemory(from: UnsafeRawBufferPointer(bytes))
      count += bytes.count
    }
  }

  private mutating func append(_ value: some FixedWidthInteger & BitwiseCopyable) {
    let size = value.bitWidth / 8
    makeRoom(for: size)
    memory.storeBytes(of: value, toByteOffset: count, as: type(of: value))
    count += size
  }

  private mutating func makeRoom(for more: Int) {
    guard count + more > memory.count else { return }
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * (count + more), alignment: 1)
    larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: memory[..<count]))
    memory.deallocate()
    memory = larger
  }
}
