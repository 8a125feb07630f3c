import Shell
import Storage
import SystemPackage
import TestSupport
import Testing

@testable import ImageQEMU

struct LiveMachineTests {
  private func machine(_ firmware: Firmware = .seabios, network: Bool = false) -> LiveMachine {
    LiveMachine(
      disk: "/images/a,b.qcow2", format: .qcow2, seed: "/work/seed", firmware: firmware, accelerator: .tcg,
      memory: 1024, processors: 1, sshPort: 4022, network: network)
  }

  @Test(arguments: Firmware.allCases) func `nothing that the machine writes reaches a file of ours`(firmware: Firmware)
  {
    let drives = machine(firmware).command.filter { $0.hasPrefix("if=") }
    #expect(drives.allSatisfy { $0.contains("snapshot=on") || $0.contains("readonly=on") }, "\(drives)")
    #expect(drives.contains { $0.hasPrefix("if=virtio,format=qcow2,") && $0.hasSuffix("file=/images/a,,b.qcow2") })
  }

  @Test func `SSH is at the loopback alone, and there is no other network unless it is asked for`() {
    #expect(machine().command.contains("user,id=network,restrict=on,hostfwd=tcp:127.0.0.1:4022-:22"))
    #expect(machine(network: true).command.contains("user,id=network,restrict=off,hostfwd=tcp:127.0.0.1:4022-:22"))
  }

  @Test func `the format of an image is told by its own marks`() {
    #expect(DiskFormat(head: [0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 3], tail: []) == .qcow2)
    #expect(DiskFormat(head: Array("KDMV".utf8), tail: []) == .vmdk)
    #expect(DiskFormat(head: Array("vhdxfile".utf8), tail: []) == .vhdx)
    #expect(DiskFormat(head: [0, 0], tail: Array("conectix".utf8)) == .vpc)
    #expect(DiskFormat(head: [0xeb, 0x63], tail: [0, 0]) == .raw)
    #expect(DiskFormat(head: [], tail: []) == .raw)
  }

  @Test func `a free port can be listened at`() throws {
    #expect(try freePort() > 1023)
  }

  @Test func `the user's own key is taken, the best kind first`() async throws {
    try await withTestDirectory { home in
      #expect(LoginKey(of: home) == nil)
      try makeDirectories(home.appending(".ssh"))
      try writeAtomically("ssh-rsa AAAA me\n", to: home.appending(".ssh/id_rsa.pub"))
      try writeAtomically("ssh-ed25519 BBBB me\n", to: home.appending(".ssh/id_ed25519.pub"))
      #expect(LoginKey(of: home)?.publicKey == "ssh-ed25519 BBBB me")
      #expect(LoginKey(of: home)?.throwawayFile == nil)
    }
  }

  @Test(
    .enabled(if: findProgram("mkfs.vfat") != nil && findProgram("mcopy") != nil && findProgram("ssh-keygen") != nil))
  func `a seed holds the user data as they are, and who may log in`() async throws {
    try await withTestDirectory { directory in
      let key = try await LoginKey(makingIn: directory)
      let data: [UInt8] = Array("#cloud-config\n".utf8) + [0xff]
      let seed = directory.appending("seed")
      try await makeSeed(userData: data, keys: [key.publicKey], name: "node1", in: directory, at: seed)
      let copy = directory.appending("copy")
      _ = try await run(Command(["mcopy", "-i", seed.string, "::user-data", copy.string]))
      #expect(try readFile(copy) == data)
      let meta = try await run(Command(["mtype", "-i", seed.string, "::meta-data"])).output
      #expect(meta.contains("local-hostname: node1\n"))
      #expect(meta.contains("public-keys:\n  - \"\(key.publicKey)\"\n"))
      #expect(try await run(Command(["mlabel", "-s", "-i", seed.string, "::"])).output.contains("CIDATA"))
    }
  }
}
