/// The commands that make a node.
let kubernetesCommands = ["kubeadm", "kubectl", "kubelet"]

/// The programs of Kubernetes that run in containers.
let kubernetesComponents = ["kube-apiserver", "kube-controller-manager", "kube-proxy", "kube-scheduler"]

/// The images that a source of Kubernetes and the distribution's packages give.
let compiledImages = kubernetesComponents + ["etcd", "pause"]
