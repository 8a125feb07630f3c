/// What the build did wrong when it called this tool.
struct Wrong: Error {
  let message: String
}
