import ImageSandbox
import Shell
import Storage
import SystemPackage
import TestSupport
import Testing

@testable import ImageTree

@Suite struct PackagePoolTests {
  @Test func `what one package manager fetched the next one finds`() async throws {
    try await withTestDirectory { directory in
      let pool = PackagePool(directory.appending("pool"))
      try await pool.withPrivateCopy { copy in
        try writeAtomically("deb", to: copy.cache.appending("archives/a_1.deb"))
        try writeAtomically("half", to: copy.cache.appending("archives/partial/b_1.deb"))
        try writeAtomically("", to: copy.cache.appending("archives/lock"))
        try writeAtomically("list", to: copy.lists.appending("mirror_Packages"))
        try writeAtomically("", to: copy.lists.appending("lock"))
        try writeAtomically("files", to: copy.cache.appending("unpacked/a_1.deb.tar"))
        try writeAtomically("half", to: copy.cache.appending("unpacked/b_1.deb.tar.part"))
      }
      try await pool.withPrivateCopy { (copy) async throws in
        #expect(try listDirectory(copy.cache.appending("archives")) == ["a_1.deb", "partial"])
        #expect(try listDirectory(copy.cache.appending("archives/partial")) == [])
        #expect(try listDirectory(copy.lists) == ["mirror_Packages", "partial"])
        #expect(try listDirectory(copy.cache.appending("unpacked")) == ["a_1.deb.tar"])
      }
      #expect(try listDirectory(pool.directory) == ["archives", "caches", "lists", "unpacked"])
    }
  }

  @Test func `a package that could not be read is fetched again by the next one`() async throws {
    struct Failure: Error {}
    try await withTestDirectory { directory in
      let pool = PackagePool(directory)
      try await pool.withPrivateCopy { copy in
        for name in ["a_1.deb", "b_1.deb"] { try writeAtomically("deb", to: copy.cache.appending("archives/\(name)")) }
      }
      await #expect(throws: Failure.self) { () async throws in
        try await pool.withPrivateCopy { copy in
          try writeAtomically("", to: copy.cache.appending("unpacked/a_1.deb.unreadable"))
          throw Failure()
        }
      }
      #expect(try listDirectory(directory.appending("archives")) == ["b_1.deb"])
      #expect(try listDirectory(directory.appending("unpacked")) == [])
    }
  }

  @Test func `what a killed package manager left is removed by the next one`() async throws {
    try await withTestDirectory { directory in
      try makeDirectories(directory.appending("private.killed/cache/archives/partial"))
      try await PackagePool(directory).withPrivateCopy { _ in }
      #expect(try listDirectory(directory) == ["archives", "caches", "lists", "unpacked"])
    }
  }

  @Test func `a list that was fetched again takes the place of the old one, a failure keeps what was fetched`()
    async throws
  {
    struct Failure: Error {}
    try await withTestDirectory { directory in
      let pool = PackagePool(directory)
      try await pool.withPrivateCopy { try writeAtomically("old", to: $0.lists.appending("list")) }
      await #expect(throws: Failure.self) { () async throws in
        try await pool.withPrivateCopy { copy in
          try writeAtomically("new", to: copy.lists.appending("list"))
          throw Failure()
        }
      }
      let list = try await pool.withPrivateCopy { try readText($0.lists.appending("list")) }
      #expect(list == "new")
    }
  }

  @Test func `a damaged package goes, and what is kept unpacked and damaged, and the others stay`() async throws {
    try await withTestDirectory { directory in
      let pool = PackagePool(directory.appending("pool"))
      try await pool.withPrivateCopy { copy in
        for name in ["sound", "damaged", "other"] {
          _ = try await Shell.run(
            Command(
              ["sh", "-euc", Self.makePackage, "sh", directory.string, name, copy.cache.string],
              environment: Command.inherited))
        }
      }
      let archives = pool.directory.appending("archives")
      var bytes = try readFile(archives.appending("damaged.deb"))
      // Of the same size: apt believes it to be whole.
      for index in (bytes.count / 2)..<(bytes.count / 2 + 40) { bytes[index] ^= 0x55 }
      try writeAtomically(bytes, to: archives.appending("damaged.deb"))
      try writeAtomically("other", to: pool.directory.appending("unpacked/other.deb.1-5.tar"))
      try await pool.withPrivateCopy { (copy) async throws in
        #expect(try await pool.damaged() == ["damaged.deb", "other.deb.1-5.tar"])
        #expect(try await pool.dropDamaged(copy) == ["damaged.deb", "other.deb.1-5.tar"])
      }
      #expect(try listDirectory(archives) == ["other.deb", "sound.deb"])
      let kept = try listDirectory(pool.directory.appending("unpacked"))
      #expect(kept.count == 1 && kept[0].hasPrefix("sound.deb."), "\(kept)")
    }
  }

  /// Makes a package of a name, and what it holds outside of its compression, in apt's folder.
  private static let makePackage = """
    mkdir -p "$1/$2/DEBIAN"
    printf 'Package: %s\\nVersion: 1\\nArchitecture: all\\nMaintainer: x <x@example>\\nDescription: x\\n' "$2" >"$1/$2/DEBIAN/control"
    head -c 100000 /dev/urandom >"$1/$2/content"
    dpkg-deb --build --root-owner-group "$1/$2" "$3/archives/$2.deb" >/dev/null
    if [ "$2" = sound ]; then
      dpkg-deb --fsys-tarfile "$3/archives/$2.deb" >"$1/$2.tar"
      set -- "$@" $(cksum <"$1/$2.tar")
      mv "$1/$2.tar" "$3/unpacked/$2.deb.$4-$5.tar"
    fi
    """

  @Test func `packages of several package managers come together`() async throws {
    try await withTestDirectory { directory in
      let pool = PackagePool(directory)
      try await withThrowingTaskGroup { group in
        for number in 0..<8 {
          group.addTask {
            try await pool.withPrivateCopy { copy in
              try writeAtomically("\(number)", to: copy.cache.appending("archives/\(number).deb"))
              try writeAtomically("same", to: copy.cache.appending("archives/same.deb"))
            }
          }
        }
        try await group.waitForAll()
      }
      #expect(try listDirectory(directory.appending("archives")).count == 9)
    }
  }
}
