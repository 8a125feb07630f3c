import TaskGraph
import Testing

@Suite struct `The difference of two keys` {
  @Test func `names what changed, with both values and their origins`() {
    let old = [KeyField(.variable, "version", "1", origin: "a:1"), KeyField(.code, "", "x")]
    let new = [KeyField(.variable, "version", "2", origin: "b:2"), KeyField(.code, "", "x")]
    #expect(KeyDifference.between(old, new) == [.changed(from: old[0], to: new[0])])
  }

  @Test func `names what came and what went`() {
    let came = KeyField(.supply, "runc", "2")
    let went = KeyField(.file, "extra.conf", "1")
    #expect(KeyDifference.between([went], [came]) == [.added(came), .removed(went)])
  }

  @Test func `tells fields of one name apart by their values`() {
    let old = [KeyField(.parameter, "write", "a"), KeyField(.parameter, "write", "b")]
    let new = [KeyField(.parameter, "write", "b"), KeyField(.parameter, "write", "c")]
    #expect(KeyDifference.between(old, new) == [.changed(from: old[0], to: new[1])])
    #expect(KeyDifference.between(old, [new[0]]) == [.removed(old[0])])
    #expect(KeyDifference.between([old[1]], new) == [.added(new[1])])
  }

  @Test func `is empty where only an origin moved`() {
    let old = KeyField(.variable, "version", "1", origin: "a:1")
    let new = KeyField(.variable, "version", "1", origin: "b:2")
    #expect(KeyDifference.between([old], [new]).isEmpty)
  }
}
