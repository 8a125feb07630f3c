public import TaskGraph

/// How a work is done: it puts its result into the context's draft and says what that is.
public typealias Body = @Sendable (WorkContext) async throws -> Product
