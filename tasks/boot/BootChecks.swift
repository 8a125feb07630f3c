import ImageQEMU

/// What must be so in a booted node besides what specifications say, in the words of `CheckWords`.
let bootChecks =
  CheckScript.systemRuns + """
    succeeds 'containerd answers' ctr version
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
