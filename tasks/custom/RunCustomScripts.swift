import Engine
import ImageTree
import Variables

/// The scripts of `custom_scripts` in their order, in the image and without a network.
let runCustomScripts = Step<Image>(
  "run the user's scripts", when: .isSet(.customScripts), reads: [.customScripts],
  files: { circumstances in
    let names = try circumstances.declared([.customScripts], by: "custom_scripts").list(.customScripts)
    return try circumstances.userFiles(of: .customScripts, names)
  }
) { image in
  for name in try image.values.list(.customScripts) {
    try await runUserScript("the script `\(name)`", file: name, network: false, in: image)
  }
}
