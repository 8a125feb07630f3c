/// The commands that make a node.
let kubernetesCommands = ["kubeadm", "kubectl", "kubelet"]
