import SystemPackage
import Testing

@testable import ImageQEMU

struct MachineTests {
  private func machine(_ firmware: Firmware) -> Machine {
    Machine(
      firmware: firmware, accelerator: .tcg, disk: "/work/a,b/disk.raw", variables: "/work/variables.fd",
      console: "/work/console", report: "/work/report")
  }

  @Test func `only Secure Boot protects its variables`() {
    let command = machine(.ovmfSecureBoot).command
    #expect(command.contains("q35,smm=on"))
    #expect(command.contains("driver=cfi.pflash01,property=secure,value=on"))
    #expect(command.contains { $0.contains("readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.ms.fd") })
    #expect(!machine(.ovmf).command.contains { $0.contains("secure") })
  }

  @Test func `a BIOS needs no file`() {
    #expect(!machine(.seabios).command.contains { $0.contains("pflash") })
    #expect(QemuTools.files(.seabios).isEmpty)
    #expect(Set(QemuTools.files(.ovmf).values) == ["ovmf"])
  }

  @Test(arguments: Firmware.allCases) func `the variables are a copy`(firmware: Firmware) {
    let writable = machine(firmware).command.filter { $0.contains("unit=1") }
    #expect(writable.allSatisfy { $0.hasSuffix("file=/work/variables.fd") })
  }

  @Test func `a comma in a path stays in the path`() {
    #expect(machine(.seabios).command.contains { $0.hasSuffix("file=/work/a,,b/disk.raw") })
  }

  @Test
  func `a machine that is ordered to become something knows its name and its orders, and is not waited for forever`() {
    let orders = BootOrders(
      name: "node", userData: "#cloud-config\nruncmd: []\n", memory: 4096, processors: 3, seconds: 99)
    let files = CheckInjection.dataSource(orders)
    func text(_ name: String) -> String? {
      files.lazy.compactMap {
        if case .file(let path, let text, _) = $0, path.hasSuffix("/\(name)") { text } else { nil }
      }
      .first
    }
    #expect(text("user-data") == orders.userData)
    #expect(text("meta-data")?.contains("local-hostname: node\n") == true)
    #expect(CheckScript.text("", within: 99).contains("$(timeout 99 systemctl is-system-running --wait)"))
    #expect(CheckScript.text("").contains("$(systemctl is-system-running --wait)"))
  }

  @Test func `machines of one network have addresses of their own, and none of them reaches the world`() {
    let sockets = MachineNetwork.sockets(2)
    let networks: [MachineNetwork] =
      [.alone, .shared(sockets)] + sockets.enumerated().map { .joined($1, number: $0 + 1) }
    let played = networks.flatMap(\.options).filter { $0.hasPrefix("user,") }
    #expect(played.count == 2 && played.allSatisfy { $0.hasSuffix(",restrict=on") })
    let cards = networks.dropFirst().flatMap(\.options).filter { $0.hasPrefix("virtio-net") }
    #expect(Set(cards).count == 3, "\(cards)")
    for (socket, joined) in zip(sockets, networks.dropFirst(2)) {
      let ends = [networks[1], joined].map { $0.options.filter { $0.contains("addr.path=\(socket)") } }
      #expect(ends[0].count == 1 && ends[0][0].contains("server=on"))
      #expect(ends[1].count == 1 && ends[1][0].contains("server=off"))
    }
  }

  @Test func `who joins a machine stays until that one has ended`() {
    #expect(CheckScript.text("").hasSuffix("exec systemctl --force --force poweroff\n"))
    #expect(CheckScript.text("", stays: true).hasSuffix("exec sleep infinity\n"))
  }

  @Test func `the probe's answer holds until the machine is started again`() {
    #expect(AcceleratorProbe.answer(in: "boot-1 kvm\n", boot: "boot-1") == .kvm)
    #expect(AcceleratorProbe.answer(in: "boot-1 tcg\n", boot: "boot-1") == .tcg)
    #expect(AcceleratorProbe.answer(in: "boot-1 kvm\n", boot: "boot-2") == nil)
    #expect(AcceleratorProbe.answer(in: "boot-1 xen\n", boot: "boot-1") == nil)
    #expect(AcceleratorProbe.answer(in: "", boot: "boot-1") == nil)
  }

  @Test func `what takes too long is cancelled`() async throws {
    let clock = ContinuousClock()
    let start = clock.now
    let answer = try await withTimeLimit(.milliseconds(50)) {
      try await Task.sleep(for: .seconds(6000))
      return true
    }
    #expect(answer == nil)
    #expect(clock.now - start < .seconds(600))
    #expect(try await withTimeLimit(.seconds(600)) { 7 } == 7)
  }
}
