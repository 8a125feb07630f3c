import ImageSandbox
import SystemPackage

/// containerd with a store of its own, as it is started in a sandbox to take images in.
///
/// Its store lies in a plain folder, since its snapshots cannot be overlays in a layer that is being written.
struct ContainerStore {
  /// Where containerd keeps its images in an image.
  static let path = "/var/lib/containerd"
  /// Where the plain folder lies while a command runs.
  static let place = "/run/image-builder/containers"
  /// Where the archives lie.
  static let archives = "/run/image-builder/archives"
  /// The daemon's configuration, in memory.
  static let configurationFile = "/run/image-builder/containerd.toml"

  /// The plain folder, of the host.
  let folder: FilePath

  /// Only what keeps images: nothing that watches containers, and nothing that makes folders of its own in the image.
  static let configuration = """
    version = 2
    root = "\(place)/store"
    state = "/run/image-builder/containerd"
    disabled_plugins = [
      "io.containerd.cri.v1.images", "io.containerd.cri.v1.runtime", "io.containerd.grpc.v1.cri",
      "io.containerd.internal.v1.opt", "io.containerd.internal.v1.restart", "io.containerd.internal.v1.tracing",
      "io.containerd.monitor.container.v1.restart", "io.containerd.nri.v1.nri", "io.containerd.podsandbox.controller.v1.podsandbox",
      "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.blockfile",
      "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.erofs",
      "io.containerd.snapshotter.v1.native", "io.containerd.snapshotter.v1.zfs", "io.containerd.tracing.processor.v1.otlp",
    ]
    [grpc]
      address = "\(socket)"

    """

  private static let socket = "/run/image-builder/containerd.sock"

  /// Fills the folder with the store that the image has already.
  var copyingOut: SandboxCommand {
    host(
      """
      mkdir -p \(Self.place)/store
      if [ -d \(image) ]; then
        \(Self.tar) --directory=\(image) --create . | \(Self.tar) --directory=\(Self.place)/store --extract
      fi
      touch \(Self.place)/begun
      """)
  }

  /// Starts containerd and has it take in every archive, then ends it; without a network.
  ///
  /// What an image deletes of a layer below is marked by overlays of a sandbox in another way than by those of a machine:
  /// an image that does so stays packed, as does one that a sandbox cannot unpack, and a machine unpacks it when it is
  /// first used.
  func importing(_ names: [String], from files: [FilePath], withoutSuffix suffix: String, unpacked: Bool)
    -> SandboxCommand
  {
    let call = "ctr --address \(Self.socket) --namespace k8s.io"
    let script = """
      containerd --config \(Self.configurationFile) --log-level error >&2 &
      daemon=$!
      until \(call) version >/dev/null 2>&1; do
        kill -0 $daemon 2>/dev/null || { echo 'containerd ended by itself' >&2; exit 1; }
        sleep 0.05
      done
      take() { tar --directory="$folder" --create . | \(call) images import $* - ; }
      for name in \(names.joined(separator: " ")); do
        archive=\(Self.archives)/$name
        folder=$archive
        if [ -f "$archive" ]; then
          folder=\(Self.place)/archive
          rm -rf "$folder"
          mkdir "$folder"
          tar --directory="$folder" --extract --file="$archive" --no-same-owner
          for list in index.json manifest.json repositories; do
            [ -z '\(suffix)' ] || [ ! -f "$folder/$list" ] || sed -E -i 's/\(suffix)([:"])/\\1/g' "$folder/$list"
          done
        fi
        packed=\(unpacked ? "" : "--no-unpack")
        if [ -z "$packed" ] &&
          find "$folder" -type f -size +100c -exec sh -c 'tar --list --file "$1" 2>/dev/null' sh {} ';' |
            grep -Eq '(^|/)[.]wh[.]'; then
          echo "$name deletes what is in a layer below: it stays packed" >&2
          packed=--no-unpack
        fi
        take $packed || { [ -z "$packed" ] && echo "$name stays packed" >&2 && take --no-unpack; }
      done
      kill $daemon
      wait $daemon || true
      """
    let binds = zip(names, files).map { SandboxBind($1, at: "\(Self.archives)/\($0)", readOnly: true) }
    return SandboxCommand(
      ["/bin/sh", "-eu"], input: Array(script.utf8), binds: binds + [SandboxBind(folder, at: Self.place)])
  }

  /// Moves into the image what is new in the folder, without what only the daemon that ran had a use for.
  var copyingIn: SandboxCommand {
    host(
      """
      cd \(Self.place)/store
      rm -rf io.containerd.grpc.v1.introspection io.containerd.runtime.* io.containerd.runtime-* tmpmounts \
        io.containerd.content.v1.content/ingest/* io.containerd.snapshotter.v1.overlayfs/snapshots/*/work/work
      mkdir -p \(image)
      chmod 0711 \(image)
      find . -mindepth 1 -cnewer ../begun -print0 |
        \(Self.tar) --create --null --no-recursion --files-from=- | \(Self.tar) --directory=\(image) --extract
      rm -rf \(Self.place)/store \(Self.place)/archive \(Self.place)/begun
      """)
  }

  private var image: String { Surroundings.imagePlace + Self.path }

  /// Overlay's own attributes have no meaning elsewhere; a file's capabilities do.
  private static let tar =
    "tar --numeric-owner --same-owner --same-permissions --xattrs --xattrs-include=security.capability"

  /// The host's programs, which know extended attributes.
  private func host(_ script: String) -> SandboxCommand {
    SandboxCommand(
      ["/bin/sh", "-eu"], input: Array(script.utf8), root: .host, binds: [SandboxBind(folder, at: Self.place)])
  }
}
