import Engine
import ImageTree
import Variables

/// SETUP-D6: the repositories that the base brought are out of use, of both forms.
let disablePublicRepositories = Step<Image>(
  "disable the public repositories", when: .isSet(.disablePublicRepos)
) { image in
  for pattern in repositoryFiles {
    for path in try await image.match(pattern) { try await image.rename(path, to: path + disabledSuffix) }
  }
}

/// SETUP-D7: the user's repositories, and the keys that sign them.
let addExtraRepositories = Step<Image>(
  "add the user's repositories", when: .isSet(.extraRepos), reads: [.extraRepos, .extraRepoKeys],
  files: { circumstances in
    let values = circumstances.declared([.extraRepos, .extraRepoKeys], by: "extra_repos")
    let repositories = try values.list(.extraRepos)
    for name in repositories where !name.hasSuffix(".list") && !name.hasSuffix(".sources") {
      throw Failure(
        "`extra_repos` names `\(name)`, which apt would not read",
        hint: "a file of a repository ends in .list or .sources, and apt takes no other")
    }
    return try circumstances.userFiles(of: .extraRepos, repositories)
      + circumstances.userFiles(of: .extraRepoKeys, values.list(.extraRepoKeys))
  }
) { image in
  for name in try image.values.list(.extraRepos) {
    try await image.copyTree(image.userFile(name), to: extraRepositoryPlace(name), mode: 0o644)
  }
  for name in try image.values.list(.extraRepoKeys) {
    try await image.copyTree(image.userFile(name), to: extraKeyPlace(name), mode: 0o644)
  }
}

/// SETUP-X1: where pip finds packages.
let configurePip = Step<Image>(
  "configure pip", when: .isSet(.pipConfFile), reads: [.pipConfFile],
  files: { circumstances in
    let name = try circumstances.declared([.pipConfFile], by: "pip_conf_file").string(.pipConfFile)
    return try circumstances.userFiles(of: .pipConfFile, [name])
  }
) { image in
  try await image.copyTree(image.userFile(image.values.string(.pipConfFile)), to: pipConfiguration, mode: 0o644)
}
