import Testing

@testable import ImageQEMU

struct PersistentFilesTests {
  private let persistent = PersistentFiles(offset: 4096, folder: "persistent", paths: ["/etc", "/var/lib"])

  @Test func `what is to be found below a persistent path goes where that is, and everything else to the root`() {
    let (here, elsewhere) = persistent.divide([
      .file(path: "/etc/a", text: "a", mode: 0o644), .file(path: "/etcetera", text: "b", mode: 0o644),
      .file(path: "/var/lib/cloud/c", text: "c", mode: 0o600), .link(path: "/etc/d", target: "/usr/share/d"),
    ])
    #expect(
      here == [
        .file(path: "/persistent/etc/a", text: "a", mode: 0o644),
        .file(path: "/persistent/var/lib/cloud/c", text: "c", mode: 0o600),
        .link(path: "/persistent/etc/d", target: "/usr/share/d"),
      ])
    #expect(elsewhere == [.file(path: "/etcetera", text: "b", mode: 0o644)])
  }

  @Test func `the check itself is at a place that nothing is mounted over`() {
    let check = CheckInjection.check("").filter { $0.path == CheckScript.path }
    #expect(check.count == 1 && persistent.divide(check).elsewhere == check)
    #expect(CheckScript.path.hasPrefix("/usr/share/"))
  }
}
