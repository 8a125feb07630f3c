import Shell
import Storage
import SystemPackage

extension PackagePool {
  /// Prints which files below `archives` and `unpacked` are damaged, a name a line. The checksums of packages are only in
  /// lists that may have moved on, but all that is compressed has one of its own; what is kept unpacked has it in its name.
  private static let script = """
    cd "$1/archives"
    find . -maxdepth 1 -name '*.deb' -printf '%f\\0' | xargs -0 -r -n 16 -P "$(nproc)" sh -c '
      for file; do
        if ! dpkg-deb --ctrl-tarfile "$file" >/dev/null 2>&1 || ! dpkg-deb --fsys-tarfile "$file" >/dev/null 2>&1; then
          echo "$file"
        fi
        for kept in ../\(UnpackedPackages.directory)/"$file".*.tar; do
          if [ -e "$kept" ]; then
            set -- $(cksum <"$kept")
            if [ "${kept##*/}" != "$file.$1-$2.tar" ]; then echo "${kept##*/}"; fi
          fi
        done
      done' sh
    """

  /// The names of files that cannot be read or are not what was unpacked; reads all of them, a second for each 50 MB.
  public func damaged() async throws -> [String] { try await Self.damaged(in: directory) }

  /// Removes files of these names, so that they are fetched and unpacked anew.
  public func remove(_ names: [String]) throws { try Self.remove(names, in: directory) }

  /// Removes what is damaged of a private copy, from the pool too; returns the names.
  func dropDamaged(_ copy: PrivateCopy) async throws -> [String] {
    let names = try await Self.damaged(in: copy.cache)
    for place in [copy.cache, directory] { try Self.remove(names, in: place) }
    return names
  }

  private static func damaged(in place: FilePath) async throws -> [String] {
    guard fileExists(place.appending("archives")) else { return [] }
    let command = Command(["sh", "-euc", script, "sh", place.string], environment: Command.inherited)
    return try await Shell.run(command).output.split(separator: "\n").map(String.init).sorted()
  }

  private static func remove(_ names: [String], in place: FilePath) throws {
    for name in names {
      for folder in ["archives", UnpackedPackages.directory] { try removeTree(place.appending(folder).appending(name)) }
    }
  }
}
