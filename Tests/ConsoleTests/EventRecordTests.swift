@testable import Console
@testable import Engine
import FoundationEssentials
import SystemPackage
import TaskGraph
import TestSupport
import Testing

struct EventRecordTests {
  private struct Line: Decodable {
    let v: Int
    let run: String
    let time: Double
    let targets: [String]
    let phase, supply, key: String?
    let event: String
    let works: Int?
    let step, text, outcome, message, command, log, hint: String?
    let lines: [String]?
    let files: [Delivery.File]?
    let done, total: Int64?
    let unit: String?
    let seconds, saved_seconds: Double?
    let succeeded: Bool?
    let counts: [String: Int]?
    let archives: [MixedArchive]?
    let oldest: String?
    let age_seconds, limit_seconds: Int64?
  }

  private func decode(_ event: Event) throws -> Line {
    try JSONDecoder().decode(Line.self, from: Data(jsonLine(EventRecord(event: event)).utf8))
  }

  @Test(arguments: (Recording.run + Recording.failedRun).indices)
  func `an event is one line that says which run, when, and what it is about`(index: Int) throws {
    let event = (Recording.run + Recording.failedRun)[index]
    let text = jsonLine(EventRecord(event: event))
    #expect(text.last == "\n" && text.dropLast().allSatisfy { $0 != "\n" })
    let line = try decode(event)
    #expect(line.v == 1 && line.run == "k3x9" && line.targets == ["build-qemu-debian-12"])
    #expect(abs(line.time - event.time) < 0.001)
    #expect((line.phase ?? line.supply) == event.work)
    #expect((line.supply != nil) == (event.role == .supply))
    #expect(line.key == event.key)
  }

  @Test func `a line is written with sorted names and nothing that is not known`() {
    #expect(
      jsonLine(EventRecord(event: Recording.event(22, "kubernetes", .finished(.built, seconds: 18)))) == """
        {"event":"finished","key":"c0ffee","outcome":"built","phase":"kubernetes","run":"k3x9","seconds":18,\
        "targets":["build-qemu-debian-12"],"time":1700000022,"v":1}

        """)
  }

  @Test func `every kind of event has its fields`() throws {
    #expect(try decode(Recording.event(0, .begun(works: 10))).works == 10)
    #expect(try decode(Recording.event(0, "disk", .step("format"))).step == "format")
    #expect(try decode(Recording.event(0, "disk", .output("a line"))).text == "a line")
    #expect(try decode(Recording.event(0, .notice("n"))).event == "notice")
    #expect(try decode(Recording.event(0, "disk", .waiting(for: "process 4711"))).event == "waiting")
    let mixed = try decode(Recording.event(0, .mixedArchives(Recording.mixedArchives)))
    #expect(mixed.event == "mixed_archives" && mixed.archives == Recording.mixedArchives)
    let old = try decode(Recording.event(0, .oldPackages(Recording.oldPackages)))
    #expect(old.event == "old_packages" && old.oldest == "base")
    #expect(old.age_seconds == 777_600 && old.limit_seconds == 604_800)
    let progress = try decode(Recording.firstHalf[5])
    #expect(progress.done == 20_000_000 && progress.total == 58_000_000 && progress.unit == "bytes")
    let failed = try decode(Recording.event(0, "disk", .failed(Recording.failure)))
    #expect(failed.event == "failed" && failed.message == Recording.failure.message)
    #expect(failed.lines == Recording.failure.lines && failed.log == Recording.failure.log)
    #expect(failed.step == "pull the images" && failed.command != nil && failed.hint != nil)
    let delivered = try decode(Recording.secondHalf[6])
    #expect(delivered.event == "delivered" && delivered.files?.map(\.path) == ["output/qemu-debian-12.qcow2"])
    let ended = try decode(Recording.secondHalf[7])
    #expect(ended.event == "run_finished" && ended.succeeded == true && ended.counts == ["built": 8, "reused": 2])
    #expect(ended.seconds == 38 && ended.saved_seconds == 45)
  }

  @Test func `a display appends every event to its file and shows the run`() async throws {
    try await withTestDirectory { folder in
      let shown = folder.appending("shown")
      let events = folder.appending("events")
      let file = try FileDescriptor.open(shown, .readWrite, options: [.create], permissions: .ownerReadWrite)
      defer { try? file.close() }
      for _ in 0..<2 {
        let display = try Display(
          outline: Recording.outline(), manner: Manner(), output: Output(out: file, errors: file), events: events)
        for event in Recording.run { display.take(event) }
        display.close()
      }
      let whole = Replay.whole(Recording.run, Manner())
      let text = try String(contentsOfFile: shown.string, encoding: .utf8)
      #expect(text.count == 2 * (whole.out.count + whole.errors.count))
      let lines = try String(contentsOfFile: events.string, encoding: .utf8).split(separator: "\n")
      #expect(lines.count == 2 * Recording.run.count)
    }
  }

  @Test func `events that cannot be written are an error before the run`() {
    let error = #expect(throws: Failure.self) {
      _ = try Display(outline: Recording.outline(), manner: Manner(), events: "/nonexistent/events")
    }
    #expect(error?.message.contains("/nonexistent/events") == true)
  }
}
