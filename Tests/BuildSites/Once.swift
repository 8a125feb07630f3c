/// Something expensive that several tests look at: it is done when the first one asks.
package actor Once<Value: Sendable> {
  private let make: @Sendable () async throws -> Value
  private var task: Task<Value, any Error>?

  package init(_ make: @escaping @Sendable () async throws -> Value) {
    self.make = make
  }

  package var value: Value {
    get async throws {
      let task = self.task ?? Task { [make] in try await make() }
      self.task = task
      return try await task.value
    }
  }
}
