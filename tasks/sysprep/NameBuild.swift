import Engine
import ImageTree
import Variables

/// NODE-13: whatever names a date or a commit comes last, so that nothing before it is made anew with every commit.
let nameBuild = Step<Image>(
  "name the build", reads: [.imageBuilderVersion, .imageBuilderCommit, .sourceDateEpoch]
) { image in
  let facts = [
    ("IMAGE_BUILDER_VERSION", try image.values.string(.imageBuilderVersion)),
    ("IMAGE_BUILDER_COMMIT", try image.values.string(.imageBuilderCommit)),
    ("SOURCE_DATE_EPOCH", "\(try image.values.integer(.sourceDateEpoch))"),
  ]
  try await image.append(
    facts.filter { !$0.1.isEmpty }.map { "\($0.0)=\($0.1)\n" }.joined(), to: "/etc/image-builder-release")
}
