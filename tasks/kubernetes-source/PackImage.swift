import ImageTree

/// Where the files of images are made.
let imageFolder = "/images"

/// Makes an image of one layer with a program and what it needs: `<program>.tar` in `imageFolder`, the same bytes for the
/// same program.
func packImage(of program: String, as name: String, _ image: Image) async throws {
  let place = program == "pause" ? "/pause" : "/usr/local/bin/\(program)"
  try await image.runScript(
    """
    root=\(imageFolder)/\(program)/root
    mkdir -p "$root"
    # Copies a file to a place, and the libraries that it is linked with to theirs.
    add() {
      install -D --mode=0755 "$1" "$root$2"
      { ldd "$1" 2>/dev/null || true; } | sed -n 's,^[^/]*\\(/[^ ]*\\) (0x.*,\\1,p' | while read -r library; do
        [ -e "$root$library" ] || install -D --mode=0755 "$library" "$root$library"
      done
    }
    case \(program) in
      etcd) add /usr/bin/etcd \(place) ;;
      *) add /go/bin/\(program) \(place) ;;
    esac
    if [ \(program) = kube-proxy ]; then
      for name in iptables iptables-restore iptables-save ip6tables ip6tables-restore ip6tables-save conntrack; do
        add "/usr/sbin/$name" "/usr/sbin/$name"
      done
      for extension in $(dpkg --listfiles libxtables12 iptables | grep '/xtables/.*[.]so$'); do
        add "$extension" "$extension"
      done
    fi
    cd \(imageFolder)/\(program)
    # $1: the archive; the others: what goes in.
    pack() {
      archive=$1
      shift
      tar --create --file="$archive" --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner "$@"
    }
    pack layer.tar --directory=root .
    digest=$(sha256sum layer.tar | cut -d ' ' -f 1)
    cat >config.json <<END
    {
      "architecture": "\(image.architecture.goName)",
      "os": "linux",
      "config": {"Entrypoint": ["\(place)"], "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]},
      "rootfs": {"type": "layers", "diff_ids": ["sha256:$digest"]}
    }
    END
    echo '[{"Config": "config.json", "RepoTags": ["\(name)"], "Layers": ["layer.tar"]}]' >manifest.json
    pack ../\(program).tar config.json layer.tar manifest.json
    """)
}
