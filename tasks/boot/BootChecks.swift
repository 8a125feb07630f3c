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
    expect "etcd's traffic goes first" prio "$(tc qdisc show | sed -n 's/^qdisc \\(prio\\) 1: .*/\\1/p' | head -n 1)"
    succeeds 'the machine has an address' sh -c 'ip -4 -brief address show scope global | grep .'
    succeeds 'the machine knows its own name' sh -c 'getent hosts "$(hostname)"'
    rules=/etc/audit/rules.d/containerd.rules
    if [ -e "$rules" ]; then
      expect 'the audit rules are loaded' "$(grep -c . "$rules")" "$(auditctl -l | grep -c -e '-k containerd')"
    fi
    succeeds 'SSH has host keys of its own' ls /etc/ssh/ssh_host_ed25519_key
    succeeds 'the machine has an identity of its own' test -s /etc/machine-id

    """
}
