import TaskGraph
import Testing

@Suite struct PackageChangeTests {
  @Test func `lists of versions differ by what is new, gone or of another version`() {
    let changes = PackageChange.between(
      ["curl": "7", "gone": "1", "same": "1"], ["curl": "8", "new": "1", "same": "1"])
    #expect(
      changes == [
        PackageChange("curl", from: "7", to: "8"), PackageChange("gone", from: "1", to: nil),
        PackageChange("new", from: nil, to: "1"),
      ])
    #expect(PackageChange.between(["same": "1"], ["same": "1"]).isEmpty)
  }

  @Test func `what a lower layer would bring is no news of the one above, but what that one holds itself is`() {
    let below = [PackageChange("curl", from: "7", to: "8"), PackageChange("new", from: nil, to: "1")]
    let above = [
      PackageChange("curl", from: nil, to: "8"), PackageChange("new", from: nil, to: "2"),
      PackageChange("own", from: "1", to: "2"), PackageChange("curl", from: "7.5", to: "8"),
    ]
    #expect(PackageChange.leavingOut(below, of: above) == Array(above.dropFirst()))
  }
}
