import CYAML

/// Reads a text through libyaml's events.
func readYAML(_ text: String) throws(YAMLError) -> YAMLNode? {
  var text = text
  var outcome: Result<YAMLNode?, YAMLError> = .success(nil)
  text.withUTF8 { bytes in
    // libyaml keeps a pointer to the parser inside the parser, so that it needs an address of its own.
    let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
    defer { parser.deallocate() }
    guard yaml_parser_initialize(parser) == 1 else {
      outcome = .failure(YAMLError("there is no memory to read it", at: YAMLMark(line: 1, column: 1)))
      return
    }
    defer { yaml_parser_delete(parser) }
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    do throws(YAMLError) {
      outcome = .success(try readEvents(of: parser, bytes: bytes))
    } catch {
      outcome = .failure(error)
    }
  }
  return try outcome.get()
}

private func readEvents(
  of parser: UnsafeMutablePointer<yaml_parser_t>, bytes: UnsafeBufferPointer<UInt8>
) throws(YAMLError) -> YAMLNode? {
  var builder = YAMLBuilder()
  while true {
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw complaint(of: parser.pointee, bytes: bytes) }
    defer { yaml_event_delete(&event) }
    let mark = YAMLMark(line: event.start_mark.line + 1, column: event.start_mark.column + 1)
    switch event.type {
    case YAML_STREAM_END_EVENT:
      return builder.root
    case YAML_DOCUMENT_START_EVENT:
      if builder.root != nil { throw YAMLError("a second document begins here; one file holds one document", at: mark) }
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let text = String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      let tag = string(scalar.tag)
      try check(tag: tag, at: mark)
      let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE && tag == nil
      try builder.add(YAMLNode(.scalar(text, isPlain: isPlain), at: mark), anchor: string(scalar.anchor))
    case YAML_ALIAS_EVENT:
      try builder.addAlias(string(event.data.alias.anchor) ?? "", at: mark)
    case YAML_SEQUENCE_START_EVENT:
      try check(tag: string(event.data.sequence_start.tag), at: mark)
      try builder.open(isMapping: false, anchor: string(event.data.sequence_start.anchor), at: mark)
    case YAML_MAPPING_START_EVENT:
      try check(tag: string(event.data.mapping_start.tag), at: mark)
      try builder.open(isMapping: true, anchor: string(event.data.mapping_start.anchor), at: mark)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      try builder.close()
    default:
      break
    }
  }
}

private func string(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? {
  text.map { String(cString: $0) }
}

/// Tags of YAML's own schema say nothing that a declared type does not say; others ask for a foreign object.
private func check(tag: String?, at mark: YAMLMark) throws(YAMLError) {
  guard let tag, tag != "!", !tag.hasPrefix("tag:yaml.org,2002:") else { return }
  throw YAMLError("the tag `\(tag)` has no meaning here", at: mark)
}

/// libyaml's complaint as an error of ours.
private func complaint(of parser: yaml_parser_t, bytes: UnsafeBufferPointer<UInt8>) -> YAMLError {
  let problem = parser.problem.map { String(cString: $0) } ?? "it cannot be read"
  if parser.error == YAML_READER_ERROR {
    // A reader's problem knows only its byte.
    var marks = MarkCounter(from: bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0)
    return YAMLError(problem, at: marks.mark(of: min(parser.problem_offset, bytes.count), in: bytes))
  }
  let mark = YAMLMark(line: parser.problem_mark.line + 1, column: parser.problem_mark.column + 1)
  if problem.hasPrefix("found character that cannot start any token"),
    parser.problem_mark.index < bytes.count, lineBegins(withTabAt: parser.problem_mark.line, in: bytes)
  {
    return YAMLError("a tab cannot indent YAML; use spaces", at: mark)
  }
  let context = parser.context.map { " \(String(cString: $0))" } ?? ""
  return YAMLError(problem + context, at: mark)
}

private func lineBegins(withTabAt line: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
  let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  guard line < lines.count else { return false }
  return lines[line].first { $0 != UInt8(ascii: " ") } == UInt8(ascii: "\t")
}
