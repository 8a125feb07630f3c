import Engine
import ImageTree
import Variables

/// SYS-D3, SYS-2: the repositories that only the build used, with their keys and pip's configuration, leave the image.
let removeExtraRepositories = Step<Image>(
  "remove the user's repositories", when: .isSet(.removeExtraRepos), reads: [.extraRepos, .extraRepoKeys]
) { image in
  for name in try image.values.list(.extraRepos) { try await image.remove(extraRepositoryPlace(name)) }
  for name in try image.values.list(.extraRepoKeys) { try await image.remove(extraKeyPlace(name)) }
  try await image.remove(pipConfiguration)
}

/// SYS-D4: a machine of the image has its public repositories back, of both forms.
let reenablePublicRepositories = Step<Image>(
  "enable the public repositories again", when: .isSet(.disablePublicRepos).and(.isSet(.reenablePublicRepos))
) { image in
  for pattern in repositoryFiles {
    for path in try await image.match(pattern + disabledSuffix) {
      try await image.rename(path, to: String(path.dropLast(disabledSuffix.count)))
    }
  }
}
