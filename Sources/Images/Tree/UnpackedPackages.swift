/// What packages hold outside of its compression, which the pool keeps beside the files that were downloaded.
///
/// Decompressing is a good part of an installation, and the next image needs the same packages.
enum UnpackedPackages {
  /// Their directory, in the pool and in what stands at /var/cache/apt.
  static let directory = "unpacked"

  /// Whether this is the name of a whole one, and not of one that is being made.
  static func isWhole(_ name: String) -> Bool { name.hasSuffix(".tar") }

  /// The package whose file could not be read, where this is the name of a note of that.
  static func unreadable(_ name: String) -> String? {
    name.hasSuffix(unreadableSuffix) ? String(name.dropLast(unreadableSuffix.count)) : nil
  }

  private static let unreadableSuffix = ".unreadable"

  /// Stands in for `program`, dpkg-deb, which dpkg asks for the files of each package; `cache` is apt's directory.
  ///
  /// What cannot be kept, on a full disk for example, is decompressed as ever. The name of what is kept has its checksum
  /// in it: a power cut may take contents and leave names, and dpkg finds no fault with an empty archive.
  static func standIn(program: String = "/usr/bin/dpkg-deb", cache: String = "/var/cache/apt") -> String {
    """
    #!/bin/sh
    # image-builder keeps what packages hold, as decompressing it takes longer than reading it.
    # apt may name a link.
    package=$(readlink -f "$2" 2>/dev/null)
    name=${package##*/}
    if [ "${package%/*}" != \(cache)/archives ]; then exec \(program) "$@"; fi
    kept=\(cache)/\(directory)/$name
    place() { set -- $(cksum <"$1"); echo "$kept.$1-$2.tar"; }
    if [ "$1" = --fsys-tarfile ]; then
      for tar in "$kept".*.tar; do
        if [ ! -e "$tar" ]; then continue; fi
        if [ "$tar" = "$(place "$tar")" ]; then exec cat "$tar"; fi
        echo "image-builder: what is kept of $name is damaged, and decompressed anew" >&2
        rm -f "$tar"
      done
      {
        \(program) --fsys-tarfile "$package" >"$kept.part" && tar=$(place "$kept.part") && mv "$kept.part" "$tar"
      } 2>/dev/null || rm -f "$kept.part"
      if [ -e "$tar" ]; then exec cat "$tar"; fi
    fi
    \(program) "$@" && exit
    status=$?
    : >"$kept\(unreadableSuffix)"
    echo "image-builder: $name cannot be read, and is downloaded anew" >&2
    exit $status

    """
  }
}
