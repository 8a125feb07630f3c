/// What packages hold outside of its compression, which the pool keeps beside the files that were downloaded.
///
/// Decompressing is a good part of an installation, and the next image needs the same packages.
enum UnpackedPackages {
  /// Their directory, in the pool and in what stands at /var/cache/apt.
  static let directory = "unpacked"

  /// Whether this is the name of a whole one, and not of one that is being made.
  static func isWhole(_ name: String) -> Bool { name.hasSuffix(".tar") }

  /// Stands in for `program`, dpkg-deb, which dpkg asks for the files of each package; `cache` is apt's directory.
  ///
  /// What cannot be kept, on a full disk for example, is decompressed as ever.
  static func standIn(program: String = "/usr/bin/dpkg-deb", cache: String = "/var/cache/apt") -> String {
    """
    #!/bin/sh
    # image-builder keeps what packages hold, as decompressing it takes longer than reading it.
    if [ "$1" = --fsys-tarfile ]; then
      # apt may name a link.
      package=$(readlink -f "$2")
      tar=\(cache)/\(directory)/${package##*/}.tar
      if [ "${package%/*}" = \(cache)/archives ] && [ ! -e "$tar" ]; then
        { \(program) --fsys-tarfile "$package" >"$tar.part" && mv "$tar.part" "$tar"; } 2>/dev/null || rm -f "$tar.part"
      fi
      if [ -e "$tar" ]; then exec cat "$tar"; fi
    fi
    exec \(program) "$@"

    """
  }
}
