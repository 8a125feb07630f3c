import Glibc
import Shell
import Testing

/// Builds that are ended while they work.
struct InterruptTests {
  @Test(arguments: [
    (SIGINT, CommandStatus.exited(130)), (SIGTERM, .exited(130)), (SIGKILL, .signaled(Int(SIGKILL))),
  ]) func `a build that is ended leaves nothing running or mounted`(signal: Int32, status: CommandStatus) async throws {
    try await withProject { project in
      let server = try SilentServer()
      let mirror = "http://127.0.0.1:\(server.port)/"
      let script = """
        echo $$ > pid
        exec .build/image-builder build-qemu-debian-12 UNTIL=base \
          debian_mirror=\(mirror) debian_security_mirror=\(mirror)
        """
      async let ending = project.end(["sh", "-c", script])
      let called = await server.waitForCall()
      #expect(called, "the build never asked for anything")
      let process = try #require(Int32(try project.read("pid").dropLast()))
      #expect(try await project.processes().isEmpty == false)
      kill(process, signal)
      let ended = try await ending
      #expect(ended.status == status, "\(ended.errors)")
      if signal != SIGKILL { #expect(!ended.errors.contains("error:"), "\(ended.errors)") }

      // The kernel ends the sandbox when its builder is gone; that takes it a moment.
      var left = try await project.processes()
      for _ in 0..<50 where !left.isEmpty {
        try await Task.sleep(for: .milliseconds(100))
        left = try await project.processes()
      }
      #expect(left == [])
      let plan = try await project.run("plan", "qemu-debian-12")
      #expect(plan.code == 0 && plan.out.contains("base"))
    }
  }
}
