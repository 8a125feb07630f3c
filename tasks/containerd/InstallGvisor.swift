import Engine
import ImageSupply
import ImageTree
import Variables

/// CTD-18: gVisor, whose runtime class is `runsc`.
let installGvisor = Step<Image>(
  "install gVisor", when: .variable(.gvisorRuntime, is: "true"),
  reads: [.gvisorVersion, .gvisorURL, .architecture],
  supplies: { circumstances in
    let values = circumstances.declared([.gvisorVersion, .gvisorURL, .architecture], by: "gVisor")
    let machine = Architecture(rawValue: try values.string(.architecture))?.kernelName ?? ""
    let folder = "\(try values.string(.gvisorURL))/\(try values.string(.gvisorVersion))/\(machine)"
    return gvisorPrograms.map { program in
      download(program, from: "\(folder)/\(program)", checksum: .file("\(folder)/\(program).sha512"), circumstances)
    }
  }
) { image in
  for program in gvisorPrograms {
    try await image.copy(image.supply(program), to: "/usr/local/bin/\(program)", mode: 0o755)
  }
}

private let gvisorPrograms = ["runsc", "containerd-shim-runsc-v1"]
