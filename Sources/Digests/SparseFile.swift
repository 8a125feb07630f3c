import Glibc

/// Linux's lseek(2) for the next byte that is not in a hole; the C library shows it only to those who ask for extensions.
private let seekData: Int32 = 3

/// Where the next data of an open file begins, at `place` or after it: its size where none follows, `place` itself where
/// the file or its file system knows no holes.
func nextData(in file: Int32, from place: off_t) -> off_t {
  let data = lseek(file, place, seekData)
  if data != -1 { return data }
  return errno == ENXIO ? max(place, lseek(file, 0, SEEK_END)) : place
}
