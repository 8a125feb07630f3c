import Engine
import ImageTree
import Variables

/// K8S-7, K8S-8, K8S-10: the kubelet is enabled, with the arguments that the user adds.
let configureKubelet = Step<Image>("configure the kubelet", reads: [.kubeletExtraArgs, .sysusrPrefix]) { image in
  let arguments = try image.values.string(.kubeletExtraArgs)
  try await image.write("KUBELET_EXTRA_ARGS=\(arguments)\n", to: "/etc/default/kubelet")
  try await image.makeDirectory("\(image.values.string(.sysusrPrefix))/libexec/kubernetes")
  try await image.enableService("kubelet.service")
}

/// K8S-12, K8S-13: comfort for whoever logs in.
let completeCommands = Step<Image>("write completions and the shell's profile") { image in
  for command in ["kubeadm", "kubectl", "crictl"] where try await image.succeeds("which", command) {
    let completion = try await image.run(command, "completion", "bash")
    try await image.write(completion, to: "/usr/share/bash-completion/completions/\(command)")
  }
  try await image.write(
    "export KUBECONFIG=/etc/kubernetes/admin.conf\nalias k=kubectl\n", to: "/etc/profile.d/kubernetes.sh")
}

/// K8S-9, NODE-13: what is in the image, for whoever wants to know.
let nameKubernetesVersion = Step<Image>("name the Kubernetes version", reads: [.kubernetesSemver]) { image in
  let version = try image.values.string(.kubernetesSemver)
  try await image.write("\(version)\n", to: "/etc/kubernetes-version")
  try await image.write("KUBERNETES_VERSION=\(version)\n", to: "/etc/image-builder-release")
}
