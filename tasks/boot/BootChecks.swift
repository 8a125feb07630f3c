import ImageQEMU

/// What must be so in a booted node, in the words of `CheckScript`.
func bootChecks(kubernetes version: String) -> String {
  CheckScript.systemRuns + CheckScript.rootGrew + """
    succeeds 'containerd answers' ctr version
    expect 'the kubelet is the one asked for' 'Kubernetes \(version)' "$(kubelet --version 2>/dev/null)"
    expect 'kubeadm is the one asked for' '\(version)' "$(kubeadm version --output short 2>/dev/null)"
    expect 'packets are forwarded' 1 "$(cat /proc/sys/net/ipv4/ip_forward)"
    expect 'bridged packets are filtered' 1 "$(cat /proc/sys/net/bridge/bridge-nf-call-iptables)"
    expect 'nothing swaps' '' "$(tail -n +2 /proc/swaps)"
    succeeds 'SSH has host keys of its own' ls /etc/ssh/ssh_host_ed25519_key
    succeeds 'the machine has an identity of its own' test -s /etc/machine-id

    """
}
