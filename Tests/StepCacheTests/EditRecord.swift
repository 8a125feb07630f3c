import Storage
import SystemPackage

@testable import StepCache

/// Makes a record say something else, and say so for itself too.
func edit(_ record: FilePath, _ change: (String) -> String) throws {
  let object = SealedRecord.open(try readFile(record)) ?? []
  try writeAtomically(SealedRecord.seal(Array(change(String(decoding: object, as: UTF8.self)).utf8)), to: record)
}
