import Glibc
public import SystemPackage

/// Sets the access and modification times of a file to now, as a note of when it was last of use.
public func markUsed(_ path: FilePath) throws(StorageError) {
  guard path.withPlatformString({ utimensat(AT_FDCWD, $0, nil, 0) }) == 0 else {
    throw .last("note the use of", path)
  }
}
