import Engine
import ImageTree
import Variables

/// Variables that cannot all be meant are an error before anything is built.
let refuseImmutableContradictions = Step<Image>(
  "refuse contradictions of what is written to",
  supplies: { circumstances in
    let values = circumstances.declared([.diskSize] + ImmutableSystem.variables, by: "the immutable variant")
    try ImmutableSystem(values).refuseSmallDisk(try values.bytes(.diskSize))
    return []
  }
) { _ in }
