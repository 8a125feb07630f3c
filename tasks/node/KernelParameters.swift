import Engine
import ImageTree

/// NODE-3: kernel parameters of a node, in a file of their own, since Debian 13 no longer reads /etc/sysctl.conf.
let setKernelParameters = Step<Image>("set kernel parameters") { image in
  try await image.write(
    """
    net.bridge.bridge-nf-call-iptables=1
    net.bridge.bridge-nf-call-ip6tables=1
    net.ipv4.ip_forward=1
    net.ipv6.conf.all.forwarding=1
    net.ipv6.conf.all.disable_ipv6=0
    net.ipv4.tcp_congestion_control=bbr
    vm.overcommit_memory=1
    kernel.panic=10
    kernel.panic_on_oops=1
    fs.inotify.max_user_instances=8192
    fs.inotify.max_user_watches=524288

    """, to: "/etc/sysctl.d/99-kubernetes.conf")
}
