import Testing

@testable import Inspection

struct SystemFactsTests {
  @Test func `of the packages that dpkg knows only the installed ones count, held ones too`() {
    let status = """
      Package: zlib1g
      Status: install ok installed
      Architecture: amd64
      Version: 1:1.2.13
      Description: compression
       A line that goes on: Version: 9

      Package: gone
      Status: deinstall ok config-files
      Architecture: all
      Version: 1

      Package: adduser
      Status: hold ok installed
      Architecture: all
      Version: 3.134
      """
    #expect(
      InstalledPackage.list(dpkgStatus: status) == [
        InstalledPackage(name: "adduser", version: "3.134", architecture: "all"),
        InstalledPackage(name: "zlib1g", version: "1:1.2.13", architecture: "amd64"),
      ])
  }

  @Test func `an accent behind a blank, a colon or a quote belongs to what it follows`() {
    let status = "Package: \u{301}x\nStatus: install ok installed\nVersion:\u{301}1\n \u{301}Package: y\n"
    #expect(
      InstalledPackage.list(dpkgStatus: status) == [
        InstalledPackage(name: "\u{301}x", version: "\u{301}1", architecture: "")
      ])
    #expect(shellAssignments(in: "A=\"b\u{301}\"\nB=\"\u{301}\"") == ["A": "b\u{301}", "B": "\u{301}"])
  }

  @Test func `a package without a name or a version is none`() {
    #expect(InstalledPackage.list(dpkgStatus: "Package:\nStatus: install ok installed\nVersion: 1\n").isEmpty)
    #expect(InstalledPackage.list(dpkgStatus: "Package: x\nStatus: install ok installed\nVersion: \n").isEmpty)
  }

  @Test func `the first entry of GRUB's menu is what is started`() {
    let menu = """
      set timeout=0
      menuentry 'Debian' {
      \tlinux /boot/vmlinuz-6.1 root=UUID=1 ro  quiet
      }
      menuentry 'old' {
        linux /boot/vmlinuz-5.10 single
      }
      """
    #expect(
      BootEntry.first(grubMenu: menu)
        == BootEntry(kernel: "/boot/vmlinuz-6.1", arguments: ["root=UUID=1", "ro", "quiet"]))
    #expect(BootEntry.first(grubMenu: "set linux=1\n") == nil)
  }

  @Test func `a unit is enabled where something wants it, and masked where it leads nowhere`() {
    let units = UnitState.list(links: [
      "multi-user.target.wants/kubelet.service": "/lib/systemd/system/kubelet.service",
      "sysinit.target.requires/a.service": "/lib/systemd/system/a.service",
      "apt-daily.timer": "/dev/null", "sshd.service": "/lib/systemd/system/ssh.service",
      "ssh.service.d/x.conf": "/somewhere", "/dev.mount": "/dev/null",
    ])
    #expect(
      units == [
        UnitState(name: "a.service", state: .enabled), UnitState(name: "apt-daily.timer", state: .masked),
        UnitState(name: "dev.mount", state: .masked), UnitState(name: "kubelet.service", state: .enabled),
      ])
  }

  @Test func `values of assignments lose their quotes`() {
    let values = shellAssignments(in: "# NAME=no\nNAME=\"Debian GNU/Linux\"\nID=debian\nempty\nX='a=b'\n")
    #expect(values == ["NAME": "Debian GNU/Linux", "ID": "debian", "X": "a=b"])
  }
}
