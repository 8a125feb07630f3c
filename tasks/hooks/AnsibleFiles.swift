/// What Ansible is given besides roles: how it reaches the image, and what tells of what a sandbox cannot do.
enum AnsibleFiles {
  /// Where all of it lies in the image, in memory.
  static let place = "/run/image-builder/ansible"

  /// Where what could not be done is written down, a line each.
  static let omissions = "\(place)/omissions"

  /// The files by their names below `place`; `image` is where the host's programs see the image.
  static func texts(image: String) -> [String: String] {
    [
      "ansible.cfg": "[defaults]\n",
      "hosts":
        "image ansible_connection=image_root ansible_host=\(image) ansible_python_interpreter=/usr/bin/python3\n",
      "connection/image_root.py": text(PackageResources.image_root_py, place: place),
      "callback/omissions.py": text(PackageResources.omissions_py, place: image + place),
      "python/sitecustomize.py": text(PackageResources.sitecustomize_py, place: place),
      "init": "systemd\n",
    ]
  }

  /// Programs that stand first in the image's `PATH`: what they would change is the builder's, and not the image's.
  static let programs = [
    "sysctl": """
    #!/bin/sh
    for word; do
      case $word in
        -w | -p* | --write | --load* | --system | *=*)
          echo "sets kernel parameters (sysctl $*)" >>\(place)/omitted
          exit 0 ;;
      esac
    done
    for program in /usr/sbin/sysctl /sbin/sysctl; do [ -x "$program" ] && exec "$program" "$@"; done
    exit 127

    """,
    "modprobe": "#!/bin/sh\necho \"loads a kernel module (modprobe $*)\" >>\(place)/omitted\n",
    "snap": "#!/bin/sh\necho \"installs a snap (snap $*)\" >>\(place)/omitted\n",
  ]

  /// A file of `hooks/ansible` that is told where all of it lies.
  private static func text(_ file: [UInt8], place: String) -> String {
    String(decoding: file, as: UTF8.self).replacing("@PLACE@", with: place)
  }
}
