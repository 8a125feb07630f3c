import FoundationEssentials
import ImageChecks
import Shell
import TestSupport
import Testing

@testable import Tasks

/// Small trees that each have one fault: the search for what must not be in an image finds it, and nothing else.
struct HygieneTests {
  /// A fault: how a tree gets it, the rule that finds it, and the path that is named.
  struct Fault: Sendable, CustomStringConvertible {
    let description: String
    let rule: String
    let path: String
    let seed: String

    init(_ description: String, found rule: String, at path: String, by seed: String) {
      self.description = description
      self.rule = rule
      self.path = path
      self.seed = seed
    }
  }

  static let faults: [Fault] = [
    Fault(
      "a host key", found: "no SSH host key", at: "/etc/ssh/ssh_host_rsa_key.pub",
      by: "put etc/ssh/ssh_host_rsa_key.pub x"),
    Fault("a machine id", found: "no machine id", at: "/etc/machine-id", by: "put etc/machine-id 0123456789abcdef"),
    Fault("no file for a machine id", found: "no machine id", at: "/etc/machine-id", by: "rm etc/machine-id"),
    Fault(
      "an id of D-Bus", found: "no other identity of a machine", at: "/var/lib/dbus/machine-id",
      by: "put var/lib/dbus/machine-id x"),
    Fault(
      "a random seed", found: "no other identity of a machine", at: "/var/lib/systemd/random-seed",
      by: "put var/lib/systemd/random-seed x"),
    Fault(
      "a lease", found: "no other identity of a machine", at: "/var/lib/dhcp/dhclient.leases",
      by: "put var/lib/dhcp/dhclient.leases x"),
    Fault(
      "an instance of cloud-init", found: "no instance of cloud-init", at: "/var/lib/cloud/data",
      by: "mkdir -p var/lib/cloud/data"),
    Fault(
      "a private key", found: "no private key", at: "/srv/tls/server.pem",
      by: "put srv/tls/server.pem '-----BEGIN EC PRIVATE KEY-----'"),
    Fault(
      "a private key of OpenSSH", found: "no private key", at: "/var/lib/agent/key",
      by: "put var/lib/agent/key '-----BEGIN OPENSSH PRIVATE KEY-----'"),
    Fault(
      "a key of PGP", found: "no private key", at: "/opt/key.asc",
      by: "put opt/key.asc '-----BEGIN PGP PRIVATE KEY BLOCK-----'"),
    Fault(
      "an authorized key", found: "no authorized key", at: "/root/.ssh/authorized_keys",
      by: "put root/.ssh/authorized_keys 'ssh-ed25519 AAAA me'"),
    Fault(
      "a netrc file", found: "no file of passwords and keys", at: "/root/.netrc",
      by: "put root/.netrc 'machine example.org login me password secret'"),
    Fault(
      "credentials of AWS", found: "no file of passwords and keys", at: "/home/debian/.aws/credentials",
      by: "put home/debian/.aws/credentials '[default]'"),
    Fault(
      "a kubeconfig", found: "no file of passwords and keys", at: "/etc/kubernetes/admin.conf",
      by: "put etc/kubernetes/admin.conf 'client-key-data: x'"),
    Fault(
      "a cluster's key", found: "no file of passwords and keys", at: "/etc/kubernetes/pki/ca.key",
      by: "put etc/kubernetes/pki/ca.key x"),
    Fault(
      "a key of a user", found: "no file of passwords and keys", at: "/root/.ssh/id_ed25519",
      by: "put root/.ssh/id_ed25519 x"),
    Fault(
      "a configuration of Docker", found: "no password of a registry", at: "/root/.docker/config.json",
      by: #"put root/.docker/config.json '{"auths": {"example.org": {"auth": "bWU6c2VjcmV0"}}}'"#),
    Fault(
      "a registry's password for containerd", found: "no password of a registry",
      at: "/etc/containerd/conf.d/auth.toml",
      by: #"put etc/containerd/conf.d/auth.toml '  password = "secret"'"#),
    Fault(
      "a password of apt", found: "no password of a package archive", at: "/etc/apt/auth.conf.d/own.conf",
      by: "put etc/apt/auth.conf.d/own.conf 'machine example.org login me password secret'"),
    Fault(
      "a token of npm", found: "no password of a package archive", at: "/root/.npmrc",
      by: "put root/.npmrc '//example.org/:_authToken=secret'"),
    Fault(
      "a key of AWS", found: "no key of a cloud", at: "/etc/default/agent",
      by: "put etc/default/agent 'KEY=AKIA''ABCDEFGHIJKLMNOP'"),
    Fault(
      "a secret of AWS", found: "no key of a cloud", at: "/usr/share/agent/env",
      by: "put usr/share/agent/env 'aws_secret_access_key = x'"),
    Fault(
      "an account of Google", found: "no key of a cloud", at: "/opt/account.json",
      by: #"put opt/account.json '  "private_key_id": "0123"'"#),
    Fault(
      "a token of GitHub", found: "no token", at: "/usr/local/bin/fetch",
      by: "put usr/local/bin/fetch \"curl -H 'Authorization: token gh\"\"p_$(printf 'a%.0s' $(seq 36))'\""),
    Fault(
      "a web token", found: "no token", at: "/etc/agent.conf",
      by: "put etc/agent.conf token=eyJ\"hbGciOiJIUzI1NiJ9.eyJ\"zdWIiOiIxMjM0NTY3ODkwIn0.x"),
    Fault(
      "a password in an address", found: "no password in an address", at: "/etc/apt/sources.list.d/own.list",
      by: "put etc/apt/sources.list.d/own.list 'deb https://me:secret@example.org/debian bookworm main'"),
    Fault(
      "a password hash", found: "no password of an account", at: "/etc/shadow",
      by: "put etc/shadow 'root:$6$salt$hash:20000:0:99999:7:::'"),
    Fault(
      "the password hash of a locked account", found: "no password of an account", at: "/etc/shadow",
      by: "put etc/shadow 'root:!$6$salt$hash:20000:0:99999:7:::'"),
    Fault(
      "an account without a password", found: "no password of an account", at: "/etc/shadow",
      by: "put etc/shadow 'root::20000:0:99999:7:::'"),
    Fault(
      "a hash that anyone can read", found: "no password of an account", at: "/etc/passwd",
      by: "put etc/passwd 'root:$6$salt$hash:0:0:root:/root:/bin/sh'"),
    Fault("a history", found: "no history", at: "/root/.bash_history", by: "put root/.bash_history ls"),
    Fault(
      "hosts that a user knew", found: "no history", at: "/home/me/.ssh/known_hosts",
      by: "put home/me/.ssh/known_hosts x"),
    Fault("a log", found: "no log", at: "/var/log/syslog", by: "put var/log/syslog x"),
    Fault("a core file", found: "no core file", at: "/var/crash/core.1", by: "put var/crash/core.1 x"),
    Fault("a temporary file", found: "nothing temporary", at: "/var/tmp/x", by: "put var/tmp/x x"),
    Fault(
      "a package in apt's cache", found: "no cache of the package manager", at: "/var/cache/apt/archives/a.deb",
      by: "put var/cache/apt/archives/a.deb x"),
    Fault(
      "lists of packages", found: "no cache of the package manager", at: "/var/lib/apt/lists/a_Packages",
      by: "put var/lib/apt/lists/a_Packages x"),
    Fault(
      "a configuration that was put aside", found: "nothing that the package manager put aside",
      at: "/etc/a.conf.dpkg-old", by: "put etc/a.conf.dpkg-old x"),
    Fault(
      "passwords that were put aside", found: "nothing that the package manager put aside", at: "/etc/shadow-",
      by: "put etc/shadow- 'root:*:1::::::'"),
    Fault(
      "what keeps services from starting", found: "nothing that the package manager put aside",
      at: "/usr/sbin/policy-rc.d", by: "put usr/sbin/policy-rc.d 'exit 101'"),
    Fault(
      "a proxy of apt", found: "no proxy", at: "/etc/apt/apt.conf.d/90proxy",
      by: "put etc/apt/apt.conf.d/90proxy 'Acquire::http::Proxy \"http://10.0.0.1:3128\";'"),
    Fault(
      "a proxy of every program", found: "no proxy", at: "/etc/environment",
      by: "put etc/environment 'http_proxy=http://10.0.0.1:3128'"),
    Fault(
      "a proxy of a service", found: "no proxy",
      at: "/etc/systemd/system/containerd.service.d/http-proxy.conf",
      by:
        "put etc/systemd/system/containerd.service.d/http-proxy.conf 'Environment=\"HTTPS_PROXY=http://10.0.0.1:3128\"'"
    ),
    Fault(
      "a folder of the machine that builds", found: "nothing of the machine that built it", at: "/etc/agent.ini",
      by: "put etc/agent.ini 'source = /home/builder-7/cache/results'"),
    Fault(
      "a user of the build", found: "no user of the build", at: "/etc/passwd",
      by: "put etc/passwd 'builder:x:1000:1000::/home/builder:/bin/sh'"),
    Fault(
      "rights of the build's user", found: "no user of the build", at: "/etc/sudoers.d/90-build",
      by: "put etc/sudoers.d/90-build 'builder ALL=(ALL) NOPASSWD: ALL'"),
    Fault(
      "a program with its owner's rights", found: "no file with rights that are not expected", at: "/usr/local/bin/own",
      by: "put usr/local/bin/own x; chmod 4755 usr/local/bin/own"),
    Fault(
      "a package's program with rights that nobody expects", found: "no file with rights that are not expected",
      at: "/usr/bin/tool", by: "chmod 2755 usr/bin/tool"),
    Fault(
      "an expected path of another package", found: "no file with rights that are not expected", at: "/usr/bin/su",
      by: "put usr/bin/su x; chmod 4755 usr/bin/su"),
    Fault(
      "a file that anyone may write to", found: "nothing that anyone may write to", at: "/etc/cron.d/job",
      by: "put etc/cron.d/job x; chmod 666 etc/cron.d/job"),
    Fault(
      "a folder that anyone may write to", found: "nothing that anyone may write to", at: "/opt/shared",
      by: "mkdir -p opt/shared; chmod 777 opt/shared"),
    Fault(
      "a half-installed package", found: "no package is half-installed", at: "/var/lib/dpkg/status",
      by: "put var/lib/dpkg/status 'Package: tool\nStatus: install ok half-configured'"),
    Fault(
      "a package that waits for another", found: "no package is half-installed", at: "/var/lib/dpkg/status",
      by: "put var/lib/dpkg/status 'Package: tool\nStatus: install ok installed\nTriggers-Pending: ldconfig'"),
    Fault(
      "a unit that leads nowhere", found: "no unit that leads nowhere",
      at: "/etc/systemd/system/multi-user.target.wants/gone.service",
      by: "mkdir -p etc/systemd/system/multi-user.target.wants; "
        + "ln -s /usr/lib/systemd/system/gone.service etc/systemd/system/multi-user.target.wants/gone.service"),
  ]

  @Test(arguments: faults) func `a tree with one fault is refused for it alone`(fault: Fault) async throws {
    let results = try await look(seeding: fault.seed)
    let failed = results.filter { !$0.passed }
    #expect(failed.map(\.name) == [fault.rule], "\(failed)")
    let named = failed.first?.detail.split(separator: "\n").map { $0.prefix { $0 != ":" } } ?? []
    #expect(named.contains(Substring(fault.path)), "\(failed)")
  }

  @Test func `a tree without faults passes, and every rule finds one of the faults`() async throws {
    let results = try await look(seeding: "")
    #expect(results.filter { !$0.passed } == [])
    #expect(Set(results.map(\.name)) == Set(Self.faults.map(\.rule)))
  }

  @Test func `what an exception names is left alone, and the report says so`() async throws {
    let results = try await look(
      seeding: "put root/.netrc x; put root/.ssh/authorized_keys x", exceptions: ["/root/.ssh/*", "/none"])
    #expect(results.filter { !$0.passed }.map(\.name) == ["no file of passwords and keys"])
    let excepted = results.first { $0.name == "no authorized key" }
    #expect(excepted?.detail == "left alone, as hygiene_exceptions says: /root/.ssh/authorized_keys")
  }

  @Test func `a rule that cannot be answered fails`() async throws {
    let results = try await look(seeding: "find() { echo 'find: cannot read' >&2; return 1; }")
    #expect(results.contains { $0.name == "no SSH host key" && !$0.passed && $0.detail.contains("cannot read") })
  }

  /// Looks through a small tree that is as it should be, but for what a script does to it.
  private func look(seeding seed: String, exceptions: [String] = []) async throws -> [CheckResult] {
    try await withTestDirectory { folder in
      let hygiene = String(decoding: PackageResources.hygiene_sh, as: UTF8.self)
      let script = """
        {
        cd \(folder)
        put() { mkdir -p "$(dirname "$1")"; printf '%s\\n' "$2" >"$1"; }
        mkdir -p var/log var/tmp tmp usr/lib/systemd/system/multi-user.target.wants var/lib/cloud/.keep
        chmod 1777 tmp var/tmp
        rmdir var/lib/cloud/.keep
        put etc/ssh/sshd_config 'PermitRootLogin no'
        : >etc/machine-id
        put etc/passwd 'root:x:0:0:root:/root:/bin/sh'
        put etc/shadow 'root:!*:20000:0:99999:7:::'
        put etc/apt/apt.conf.d/50own '# Acquire::http::Proxy "http://127.0.0.1:3128";'
        put etc/environment '# http_proxy=http://127.0.0.1:3128'
        put usr/bin/tool x
        put usr/bin/sudo x
        chmod 4755 usr/bin/sudo
        put usr/share/doc/tool/example 'https://me:password@example.org and -----BEGIN RSA PRIVATE KEY-----'
        put var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/1/fs/bin/su '-----BEGIN RSA PRIVATE KEY-----'
        chmod 4777 var/lib/containerd/io.containerd.snapshotter.v1.overlayfs/snapshots/1/fs/bin/su
        printf '\\0-----BEGIN RSA PRIVATE KEY-----\\n' >usr/local-binary
        put var/lib/dpkg/status 'Package: tool
        Status: install ok installed'
        put var/lib/dpkg/info/tool.list '/usr/bin/tool
        /usr/share/doc/tool/example'
        put var/lib/dpkg/info/sudo:amd64.list /bin/sudo
        put usr/lib/systemd/system/tool.service '[Service]'
        ln -s ../tool.service usr/lib/systemd/system/multi-user.target.wants/tool.service
        mkdir -p etc/systemd/system
        ln -s /dev/null etc/systemd/system/masked.service
        ln -s /usr/lib/systemd/system/tool.service etc/systemd/system/alias.service
        umask 022
        \(seed)
        root=\(folder)
        set_uid='sudo:/usr/bin/sudo
        util-linux:/usr/bin/su'
        exceptions='\(exceptions.joined(separator: "\n"))'
        places=/home/builder-7/cache
        \(CheckWords.text)
        \(hygiene)
        finished
        } </dev/null
        """
      let output = try await run(Command(["sh"], input: Array(script.utf8))).output
      return try #require(CheckReport.results(output), "\(output)")
    }
  }
}
