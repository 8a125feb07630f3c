import Engine
import ImageTree
import Variables

/// Variables of the disk that cannot all be meant are an error before anything is built.
let refuseWrongDisk = Step<Image>(
  "refuse a disk that cannot be",
  supplies: { circumstances in
    let variables = [.diskSize] + ImmutableSystem.variables + RootFileSystem.variables
    let values = circumstances.declared(variables, by: "the disk phase")
    let system = try ImmutableSystem(values)
    try system.refuseSmallDisk(try values.bytes(.diskSize))
    try RootFileSystem(values).refuseLabel(of: system.data)
    return []
  }
) { _ in }
