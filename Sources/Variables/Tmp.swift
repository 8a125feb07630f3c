public struct DeclaredValues: Sendable {}
