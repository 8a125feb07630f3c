import Engine
import ImageSupply
import ImageTree
import Variables

/// What machines of AWS need.
let ami = provider(
  [
    installAWSCommandsFromDistribution, installAWSCommands, installSSMAgent, fetchSecretUserData,
    recognizeEC2,
  ], without: hyperV)

/// PROV-AWS-1: AWS's commands, where the distribution has their second version.
let installAWSCommandsFromDistribution = Step<Image>(
  "install AWS's commands of the distribution", when: .variable(.awsCLISourceType, is: "distribution")
) { image in
  try await image.installPackages(["awscli"])
}

/// PROV-AWS-1: the same from their release, known by its checksum.
let installAWSCommands = Step<Image>(
  "install AWS's commands", when: .variable(.awsCLISourceType, is: "release"),
  supplies: { circumstances in
    let values = circumstances.declared(
      [.awsCLIVersion, .awsCLIBaseURL, .awsCLIChecksum, .architecture], by: "AWS's commands")
    let name = "awscli-exe-linux-x86_64-\(try values.string(.awsCLIVersion)).zip"
    let digits = try values.string(.awsCLIChecksum)
    return [
      download(
        "awscli-archive", from: "\(try values.string(.awsCLIBaseURL))/\(name)",
        checksum: digits.isEmpty ? .pinned : .sha256(digits), circumstances)
    ]
  }
) { image in
  let archive = "/run/image-builder/awscli.zip"
  try await image.copy(image.supply("awscli-archive"), to: archive)
  try await image.run("python3", "-m", "zipfile", "--extract", archive, "/usr/local")
  // Python leaves permissions out.
  try await image.run("chmod", "--recursive", "u=rwX,go=rX", "/usr/local/aws")
  for name in ["aws", "aws_completer"] {
    try await image.setMode("/usr/local/aws/dist/\(name)", 0o755)
    try await image.link("/usr/local/sbin/\(name)", to: "/usr/local/aws/dist/\(name)")
  }
  try await image.remove(archive)
}

/// PROV-AWS-4: Amazon's agent, from its own package: a sandbox has no snap store.
let installSSMAgent = Step<Image>(
  "install Amazon's SSM agent", when: .variable(.amazonSSMAgentSourceType, is: "release"),
  supplies: { circumstances in
    let values = circumstances.declared([.amazonSSMAgentDeb], by: "Amazon's SSM agent")
    let url = try values.string(.amazonSSMAgentDeb)
    return [download("amazon-ssm-agent-package", from: url, checksum: .pinned, circumstances)]
  }
) { image in
  try await image.installPackage(from: image.supply("amazon-ssm-agent-package"))
  try await image.write(
    """
    # Elsewhere it would fail again and again.
    [Service]
    ExecCondition=/bin/grep -qsi amazon /sys/class/dmi/id/sys_vendor /sys/class/dmi/id/bios_version

    """, to: "/etc/systemd/system/amazon-ssm-agent.service.d/only-amazon.conf")
  try await image.enableService("amazon-ssm-agent.service")
}

/// No other cloud is taken for EC2: cloud-init would ask it for minutes.
let recognizeEC2 = Step<Image>("have cloud-init recognize EC2") { image in
  try await image.write("datasource:\n  Ec2:\n    strict_id: true\n", to: "/etc/cloud/cloud.cfg.d/20_ec2.cfg")
}
