/// The files of apt that name repositories.
let repositoryFiles = [
  "/etc/apt/*.list", "/etc/apt/*.sources", "/etc/apt/sources.list.d/*.list", "/etc/apt/sources.list.d/*.sources",
]

/// What the name of a repository's file ends in while it is out of use.
let disabledSuffix = ".disabled"

/// Where all of pip's users have their configuration.
let pipConfiguration = "/etc/pip.conf"

/// Where a user's repository goes.
func extraRepositoryPlace(_ name: String) -> String { "/etc/apt/sources.list.d/\(baseName(name))" }

/// Where the key of a user's repository goes; `Signed-By` names it by this place.
func extraKeyPlace(_ name: String) -> String { "/etc/apt/keyrings/\(baseName(name))" }

private func baseName(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
