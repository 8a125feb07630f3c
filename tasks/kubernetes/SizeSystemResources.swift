import Engine
import ImageTree
import Variables

/// K8S-11: a machine keeps back what its own size asks for, each time before the kubelet starts.
let sizeSystemResources = Step<Image>(
  "size the system's resources", when: .variable(.kubernetesResourceSizing, is: "true"),
  reads: [.kubernetesSemver, .sysusrPrefix]
) { image in
  let script = "\(try image.values.string(.sysusrPrefix))/libexec/kubernetes/size-system-resources"
  try await image.write(sizingScript, to: script, mode: 0o755)
  // From 1.28 on the kubelet reads a folder of configurations; in 1.28 and 1.29 only if it is told that this may be.
  let minor = minorVersion(try image.values.string(.kubernetesSemver))
  let told =
    minor >= 28
    ? "Environment=\"KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml --config-dir=/etc/kubernetes/kubelet.conf.d\"\n"
      + (minor < 30 ? "Environment=KUBELET_CONFIG_DROPIN_DIR_ALPHA=1\n" : "")
    : "EnvironmentFile=-/run/kubelet-system-reserved.env\n"
  try await image.write(
    "[Service]\nExecStartPre=\(script) \(minor >= 28 ? "file" : "environment")\n\(told)",
    to: "/etc/systemd/system/kubelet.service.d/11-resource-sizing.conf")
}

/// The minor version of `v1.28.3`.
private func minorVersion(_ version: String) -> Int {
  version.split(separator: ".").dropFirst().first.flatMap { Int($0) } ?? 0
}

/// Large machines run more of everything that is no pod, but not in proportion: each further slice gives up less.
private let sizingScript = """
  #!/bin/sh
  # Works out what the kubelet keeps for the system, from this machine's memory and processors.
  set -eu
  memory=$(($(sed -n 's/^MemTotal: *\\([0-9]*\\) kB$/\\1/p' /proc/meminfo) / 1024))
  processors=$(getconf _NPROCESSORS_ONLN)
  left=$memory
  reserved=0
  # Slices in MiB, and the part of each in percent.
  for slice in 4096:25 4096:20 8192:10 114688:6 1000000000:2; do
    size=${slice%:*}
    [ "$size" -lt "$left" ] || size=$left
    reserved=$((reserved + size * ${slice#*:} / 100))
    left=$((left - size))
  done
  [ "$memory" -ge 1024 ] || reserved=255
  left=$processors
  share=0
  # Processors, and the part of each in hundred-thousandths.
  for slice in 1:6000 1:1000 2:500 1000000:250; do
    count=${slice%:*}
    [ "$count" -lt "$left" ] || count=$left
    share=$((share + count * ${slice#*:}))
    left=$((left - count))
  done
  cpu=$((share / 100))
  if [ "$1" = environment ]; then
    echo "KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml --system-reserved=cpu=${cpu}m,memory=${reserved}Mi" \\
      >/run/kubelet-system-reserved.env
    exit
  fi
  mkdir -p /etc/kubernetes/kubelet.conf.d
  cat >/etc/kubernetes/kubelet.conf.d/10-system-reserved.conf <<END
  apiVersion: kubelet.config.k8s.io/v1beta1
  kind: KubeletConfiguration
  systemReserved:
    cpu: ${cpu}m
    memory: ${reserved}Mi
  END

  """
