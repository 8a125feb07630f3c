import CNamespaces
import Glibc
import Storage
import SystemPackage

/// The file systems of a sandbox, seen by its first process: a root of our own in memory, with the host at `host`,
/// the image at `image` and, once a command needs it, the host's programs at `tools`.
struct SandboxRoot {
  static let host = "/host"
  static let image = "/image"
  static let tools = "/tools"
  private static let nothing = "/nothing"
  private static let resolver = "/resolv.conf"

  /// A network namespace with nothing but a loopback.
  private(set) var network: Int32 = -1
  private(set) var setUp: SandboxSetUp?
  private var hasTools = false
  private var isClosed = false

  /// What the name of a host's path is here.
  func hostPath(_ path: String) -> String {
    setUp?.hasRoot == true ? Self.host + path : path
  }

  /// The directory that is sealed: the writable layer or the plain directory.
  var sealed: String? {
    guard let setUp, let path = setUp.directory ?? setUp.upper else { return nil }
    return hostPath(path.hasPrefix("/") ? path : setUp.store + "/" + path)
  }

  /// Overlay's notes, which a sealed layer has no use for.
  var work: String? {
    guard let setUp, let path = setUp.work else { return nil }
    return hostPath(path.hasPrefix("/") ? path : setUp.store + "/" + path)
  }

  /// Mounts everything that the plan names.
  mutating func setUp(_ wanted: SandboxSetUp) throws(SandboxError) {
    guard setUp == nil else { throw SandboxError("the sandbox has begun already") }
    guard wanted.hasRoot else {
      setUp = wanted
      return
    }
    try check(
      namespaces_set_host_name(Surroundings.hostName), "set the host name of the sandbox",
      hint: "the kernel gives no rights in a user namespace; on Ubuntu, as root: "
        + "sysctl kernel.apparmor_restrict_unprivileged_userns=0")
    try mount("none", "/", flags: mount_recursive | mount_private)
    try mount("tmpfs", "/tmp", type: "tmpfs", options: "mode=0755")
    for name in [Self.host, Self.image, Self.tools, Self.nothing] { try makeDirectory("/tmp" + name) }
    try check(namespaces_pivot("/tmp", "/tmp" + Self.host), "change the root")
    try check(chdir("/"), "enter the new root")
    try check(symlink("image/proc", "/proc"), "link /proc")
    setUp = wanted
    try mountTree(wanted)
    try mountSurroundings()
    if let foreign = wanted.foreign { try register(foreign) }
  }

  /// Since Linux 6.7 a user namespace has a table of foreign programs of its own; before, the host's counts.
  private func register(_ foreign: ForeignPrograms) throws(SandboxError) {
    let table = "/foreign"
    try makeDirectory(table)
    let hint =
      "Linux 6.7 lets a sandbox run programs of another architecture by itself; before it, as root: "
      + "apt-get install qemu-user-static binfmt-support"
    guard namespaces_mount("binfmt_misc", table, "binfmt_misc", 0, nil) == 0 else {
      let known = "\(Self.host)/proc/sys/fs/binfmt_misc/qemu-\(foreign.machine.rawValue)"
      try check(access(known, F_OK), "run programs of \(foreign.machine.rawValue)", hint: hint)
      return
    }
    let text = Array(foreign.registration(hostPath(foreign.interpreter)).utf8)
    let descriptor = try check(open(table + "/register", O_WRONLY | O_CLOEXEC), "open \(table)/register", hint: hint)
    defer { Glibc.close(descriptor) }
    let written = text.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    try check(Int32(clamping: written), "let \(foreign.interpreter) run programs of \(foreign.machine.rawValue)")
  }

  private func mountTree(_ wanted: SandboxSetUp) throws(SandboxError) {
    let store = hostPath(wanted.store)
    try check(chdir(store), "enter the store \(wanted.store)")
    defer { chdir("/") }
    if let directory = wanted.directory {
      try makeDirectory(directory.hasPrefix("/") ? hostPath(directory) : directory)
      try mount(directory.hasPrefix("/") ? hostPath(directory) : directory, Self.image, flags: mount_bind)
      return
    }
    // The first layer has an empty directory in memory below it: an overlay all the same, for `volatile` and because
    // its marks must not be seen.
    var lower = wanted.lower
    if lower.isEmpty || (lower.count == 1 && wanted.upper == nil) { lower.append(Self.nothing) }
    var options = ["userxattr", "index=off", "metacopy=off", "xino=off", "redirect_dir=nofollow"]
    options.append("lowerdir=" + lower.map(escaped).joined(separator: ":"))
    if let upper = wanted.upper, let work = wanted.work {
      // A killed sandbox leaves a mark in here that forbids to mount it again.
      try storage { () throws(StorageError) in try removeTree(FilePath(work + "/work")) }
      for path in [upper, work] { try makeDirectory(path) }
      options += ["volatile", "upperdir=\(escaped(upper))", "workdir=\(escaped(work))"]
    }
    let text = options.joined(separator: ",")
    guard text.utf8.count < 4096 else {
      throw SandboxError("the names of \(wanted.lower.count) layers are longer than the kernel takes (4095 bytes)")
    }
    var hint: String?
    if namespaces_refuses_overlay(".") == 1 {
      hint = "\(wanted.store) lies on an overlay or on NFS: set IMAGE_BUILDER_CACHE to a directory of a local disk"
    }
    try check(
      namespaces_mount("overlay", Self.image, "overlay", 0, text), "mount the layers in \(wanted.store) as an overlay",
      hint: hint)
  }

  /// A path as an option of overlay.
  private func escaped(_ path: String) -> String {
    path.flatMap { character -> [Character] in
      character == ":" || character == "," || character == "\\" ? ["\\", character] : [character]
    }.reduce(into: "") { $0.append($1) }
  }

  private mutating func mountSurroundings() throws(SandboxError) {
    let image = Self.image
    for name in ["proc", "sys", "dev", "run"] { try makeDirectory("\(image)/\(name)") }
    try makeDirectory(image + "/tmp", mode: 0o1777)
    let plain = mount_no_set_id | mount_no_device | mount_no_execute
    try mount(
      "proc", image + "/proc", type: "proc", flags: plain,
      hint: "in a container, /proc must not be masked (podman: --security-opt unmask=ALL)")
    for name in ["sys", "sysrq-trigger", "irq", "bus", "fs"] {
      let path = "\(image)/proc/\(name)"
      guard access(path, F_OK) == 0 else { continue }
      try mount(path, path, flags: mount_bind | mount_recursive)
      try check(namespaces_mount_read_only(path), "make \(path) read-only")
    }
    try mountDevices(image + "/dev")
    try mount("tmpfs", image + "/run", type: "tmpfs", flags: mount_no_set_id | mount_no_device, options: "mode=0755")
    try mount("tmpfs", image + "/tmp", type: "tmpfs", flags: mount_no_set_id | mount_no_device, options: "mode=1777")
    try makeDirectory(image + "/run/lock", mode: 0o1777)
    try makeDirectory(image + "/run/image-builder")
    try makeDirectory(image + Surroundings.programs)
    try makeFile(image + Surroundings.programs + "/uname", Surroundings.uname, mode: 0o755)
    network = try check(namespaces_private_network(image + "/sys"), "make a network namespace")
  }

  private func mountDevices(_ path: String) throws(SandboxError) {
    try mount("tmpfs", path, type: "tmpfs", flags: mount_no_set_id, options: "mode=0755")
    for name in ["null", "zero", "full", "random", "urandom", "tty"] {
      try makeFile("\(path)/\(name)", mode: 0o666)
      try mount("\(Self.host)/dev/\(name)", "\(path)/\(name)", flags: mount_bind)
    }
    let links = [
      "fd": "/proc/self/fd", "stdin": "/proc/self/fd/0", "stdout": "/proc/self/fd/1", "stderr": "/proc/self/fd/2",
      "ptmx": "pts/ptmx",
    ]
    for (name, target) in links { try check(symlink(target, "\(path)/\(name)"), "link \(path)/\(name)") }
    try makeDirectory(path + "/pts")
    try makeDirectory(path + "/shm")
    let plain = mount_no_set_id | mount_no_execute
    try mount(
      "devpts", path + "/pts", type: "devpts", flags: plain, options: "newinstance,ptmxmode=0666,mode=0620,gid=5")
    try mount("tmpfs", path + "/shm", type: "tmpfs", flags: plain | mount_no_device, options: "mode=1777")
  }

  /// Where a command runs, and what it sees beside the root.
  struct Place {
    let path: String
    var binds: [SandboxBind]
    /// What was made so that there is something to mount on.
    var made: [String] = []
  }

  /// Makes ready what a command needs; `tidy` takes it away again.
  mutating func prepare(_ command: ContainedCommand) throws(SandboxError) -> Place {
    guard setUp?.hasRoot == true, !isClosed else { throw SandboxError("this sandbox runs no commands") }
    if command.root == .host && !hasTools {
      try mountTools()
      hasTools = true
    }
    var place = Place(path: command.root == .host ? Self.tools : Self.image, binds: [])
    do throws(SandboxError) {
      for bind in command.binds {
        try add(hostPath(bind.source), at: bind.target, readOnly: bind.isReadOnly, to: &place)
      }
      if command.network { try addResolver(&place, command) }
    } catch {
      tidy(place)
      throw error
    }
    return place
  }

  /// Removes what `prepare` made.
  func tidy(_ place: Place) {
    for path in place.made.reversed() where unlink(path) != 0 { rmdir(path) }
  }

  private func addResolver(_ place: inout Place, _ command: ContainedCommand) throws(SandboxError) {
    guard let content = contentOfFile(Self.host, "/etc/resolv.conf") else { return }
    try makeFile(Self.resolver, content)
    try add(Self.resolver, at: "/etc/resolv.conf", readOnly: true, to: &place)
    guard command.root == .host, command.entersImage else { return }
    try add(Self.resolver, at: Surroundings.imagePlace + "/etc/resolv.conf", readOnly: true, to: &place)
  }

  /// Mounts `source` for one command, making what it is mounted on if nothing is there.
  private func add(
    _ source: String, at target: String, readOnly: Bool, to place: inout Place
  ) throws(SandboxError) {
    let resolved = resolve(target, below: place.path)
    let path = place.path + resolved
    var facts = stat()
    try check(stat(source, &facts), "find \(source) to show it at \(target)")
    if access(path, F_OK) != 0 {
      let isDirectory = facts.st_mode & S_IFMT == S_IFDIR
      var above = ""
      let names = resolved.split(separator: "/")
      for name in names.dropLast() {
        above += "/" + name
        if access(place.path + above, F_OK) != 0 {
          try makeDirectory(place.path + above)
          place.made.append(place.path + above)
        }
      }
      if isDirectory { try makeDirectory(path) } else { try makeFile(path) }
      place.made.append(path)
    }
    place.binds.append(SandboxBind(.init(source), at: resolved, readOnly: readOnly))
  }

  /// The host's root as commands see it: read-only, with nothing that its services offer.
  private func mountTools() throws(SandboxError) {
    let tools = Self.tools
    try mount(Self.host, tools, flags: mount_bind | mount_recursive)
    try check(namespaces_mount_read_only(tools), "make the host's root read-only")
    let plain = mount_no_set_id | mount_no_device
    for name in ["/run", "/tmp", "/var/tmp"] where access(tools + name, F_OK) == 0 {
      try mount("tmpfs", tools + name, type: "tmpfs", flags: plain, options: name == "/run" ? "mode=0755" : "mode=1777")
    }
    try mount("\(Self.image)/proc", tools + "/proc", flags: mount_bind | mount_recursive)
    try mount("\(Self.image)/dev", tools + "/dev", flags: mount_bind | mount_recursive)
    try makeDirectory(tools + "/run/image-builder")
    try makeDirectory(tools + Surroundings.imagePlace)
    try mount(Self.image, tools + Surroundings.imagePlace, flags: mount_bind | mount_recursive)
    // Where the host's resolv.conf leads into /run, that place is empty now.
    let resolver = resolve("/etc/resolv.conf", below: tools)
    if resolver.hasPrefix("/run/"), let content = contentOfFile(Self.host, "/etc/resolv.conf") {
      var above = ""
      for name in resolver.split(separator: "/").dropLast() {
        above += "/" + name
        try makeDirectory(tools + above)
      }
      try makeFile(tools + resolver, content)
    }
  }

  /// Unmounts the image: nothing changes its writable layer any more.
  mutating func close() throws(SandboxError) {
    guard sealed != nil, !isClosed else { throw SandboxError("this sandbox has no writable layer to seal") }
    isClosed = true
    if hasTools { try check(namespaces_unmount(Self.tools), "unmount the host's root") }
    try check(namespaces_unmount(Self.image), "unmount the image")
  }

  private func mount(
    _ source: String, _ target: String, type: String? = nil, flags: Int = 0, options: String? = nil,
    hint: String? = nil
  ) throws(SandboxError) {
    try check(
      namespaces_mount(source, target, type, Int32(flags), options), "mount \(type ?? source) at \(target)", hint: hint)
  }
}
