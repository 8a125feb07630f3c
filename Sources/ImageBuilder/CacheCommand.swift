import ArgumentParser

/// Looks after the cache.
struct CacheCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cache", abstract: "Look after the cache.",
    subcommands: [
      CacheUsageCommand.self, CacheCollectCommand.self, CacheVerifyCommand.self, CacheClearCommand.self,
      CacheExportCommand.self, CacheImportCommand.self,
    ])
}
