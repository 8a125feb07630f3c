import Engine
import ImageTree
import Variables

/// NODE-3, NODE-9: kernel parameters of a node, in a file of their own, since Debian 13 no longer reads /etc/sysctl.conf, and
/// those that the operating system wants beside them.
let setKernelParameters = Step<Image>(
  "set kernel parameters", reads: [.sysctlFile, .systemKernelParameters]
) { image in
  let parameters = try image.values.map(.systemKernelParameters).sorted { $0.key < $1.key }
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

    """ + parameters.map { "\($0.key)=\($0.value)\n" }.joined(), to: image.values.string(.sysctlFile))
}
