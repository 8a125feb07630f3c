extension SpecifiedFaultsTests {
  /// A system on which every check passes: its files below the current folder, and programs that say what is in some of them.
  static let system = #"""
    # Nothing but what lies below the current folder is written, not even by a link that leads out of it.
    put() { case $1 in /* | *../*) exit 9 ;; esac; [ ! -L "$1" ] || exit 9; printf '%s\n' "$2" >"$1"; }
    with() { echo "$1" >>"$2"; }
    without() { grep -vxF -e "$1" "$2" >rest; mv rest "$2"; }
    # A program that says this and ends so: program NAME [TEXT [STATUS]]
    program() { rm -f "bin/$1"; put "bin/$1" "#!/bin/sh
    printf '%s\n' '$2'
    exit ${3:-0}"; chmod +x "bin/$1"; }
    # A program that runs this: script FILE TEXT
    script() { put "$1" "#!/bin/sh
    $2"; chmod +x "$1"; }
    mkdir -p bin boot/grub curtin lib said opt/cni/bin parameter run/systemd/resolve sys/class/net/enp0s3 sys/class/net/lo \
      sys/module/ip_vs sys/kernel/security/apparmor etc/apt/trusted.gpg.d etc/cloud/cloud.cfg.d etc/containerd \
      etc/default etc/iptables etc/iscsi etc/modprobe.d etc/systemd/resolved.conf.d \
      etc/systemd/system/google-guest-agent.service.d etc/vmware-tools usr/lib/udev/rules.d \
      usr/lib/x86_64-linux-gnu usr/sbin usr/share/keyrings
    for name in sh awk cat cut find grep head ls mktemp printf readlink sed sort stat test timeout tr true; do
      ln -s "/usr/bin/$name" "bin/$name"
    done

    printf '%s\n' systemd-resolved.service cloud-config.service cloud-final.service apparmor.service iscsid.service \
      chrony-dhcp.path google-guest-agent.service open-vm-tools.service keep-hostname.service walinuxagent.service \
      multipathd.service falco-modern-bpf.service containerd.service kubelet.service auditd.service chrony.service \
      amazon-ssm-agent.service ssh.service >enabled
    printf '%s\n' systemd-networkd.service systemd-resolved.service apparmor.service chrony-dhcp.path containerd.service \
      auditd.service chrony.service >active
    printf '%s\n' kubeadm kubelet kubectl kubernetes-cni linux-firmware multipath-tools falco trivy >packages
    echo 1.36.1-1.1 >versions
    script bin/systemctl "
    case \$1 in
      is-enabled) grep -qxF -e \$2 \$top/enabled ;;
      is-active) grep -qxF -e \$2 \$top/active ;;
      show) cat \$top/limit ;;
    esac"
    script bin/dpkg-query "
    if [ -n \"\$3\" ]; then echo \"installed \$(cat \$top/versions)\"; else sed 's/.*/installed & 1 /' \$top/packages; fi"
    echo 1048576 >limit

    for parameter in net.bridge.bridge-nf-call-iptables net.bridge.bridge-nf-call-ip6tables net.ipv4.ip_forward \
      net.ipv6.conf.all.forwarding vm.overcommit_memory kernel.panic_on_oops net.ipv4.conf.all.rp_filter; do
      put "parameter/$parameter" 1
    done
    put parameter/net.ipv6.conf.all.disable_ipv6 0
    put parameter/kernel.panic 10
    script bin/sysctl "cat \$top/parameter/\$3"
    put listening 'LISTEN 0 128 0.0.0.0:22 0.0.0.0:*'
    script bin/ss "cat \$top/listening"

    for name in dhclient netplan sudo iscsiadm qemu-ga python3 aws runc trivy containerd-shim-runsc-v1; do
      program "$name"
    done
    program containerd 'containerd github.com/containerd/containerd v2.3.2 abc'
    program runsc 'runsc version release-20260101.0'
    program crictl 'crictl version 1.36.0'
    program kubectl 'Client Version: v1.36.1'
    program kubelet 'Kubernetes v1.36.1'
    program kubeadm v1.36.1
    for shim in lunatic-v1 slight-v1 spin-v2 wws-v1; do
      program "containerd-shim-$shim" 'io.containerd: InvalidArgument("Shim namespace cannot be empty")' 1
    done
    program timedatectl Etc/UTC
    program findmnt 'ext4   root'
    program lsblk "
    21686148-6449-6e6f-744e-656564454649
    c12a7328-f81f-11d2-ba4b-00a0c93ec93b
    4f68bce3-e8cd-4db1-96e7-fbcaf984b709"
    program journalctl 'Reached target basic.target - Basic System.'
    program iptables '-P FORWARD ACCEPT
    -A FORWARD -d 168.63.129.16/32 -p tcp -m tcp --dport 80 -j DROP'
    for path in bin/gcloud opt/cni/bin/loopback usr/sbin/mount.nfs4; do ln -s /usr/bin/true "$path"; done
    script opt/cni/bin/host-device 'echo CNI host-device plugin v1.2.0 >&2'

    ln -s ../run/systemd/resolve/stub-resolv.conf etc/resolv.conf
    : >etc/machine-id
    put etc/fstab 'UUID=1 / ext4 defaults 0 1
    # UUID=2 none swap sw 0 0'
    put etc/containerd/config.toml '  SystemdCgroup = true
      image_pull_progress_timeout = "5m"
      runtime_type = "io.containerd.runsc.v1"
      runtime_type = "io.containerd.lunatic.v1"
      runtime_type = "io.containerd.slight.v1"
      runtime_type = "io.containerd.spin.v2"
      runtime_type = "io.containerd.wws.v1"'
    put etc/cloud/cloud.cfg 'system_info: {default_user: {name: debian}}
      default_user: x'
    put etc/default/locale LANG=C.UTF-8
    put etc/image-builder-release 'VERSION=v1'
    put etc/iscsi/initiatorname.iscsi GenerateName=yes
    chmod 600 etc/iscsi/initiatorname.iscsi
    put etc/iscsi/iscsid.conf 'node.session.timeo.replacement_timeout = 120
    node.session.queue_depth = 1024'
    put etc/iptables/rules.v4 '-A FORWARD -d 168.63.129.16/32 -p tcp -m tcp --dport 80 -j DROP'
    put etc/cloud/cloud.cfg.d/15_azure-vnet.cfg 'apply_network_config: false'
    put etc/cloud/cloud.cfg.d/20_ec2.cfg 'strict_id: true'
    put etc/cloud/cloud.cfg.d/95_cloudstack.cfg 'datasource_list: [CloudStack]'
    put etc/systemd/resolved.conf.d/default.conf DNS=8.8.8.8
    put etc/systemd/system/google-guest-agent.service.d/only-google.conf 'ExecCondition=/bin/true'
    put etc/vmware-tools/tools.conf 'exclude-nics=cali*,cni*,veth*'
    put etc/multipath.conf 'defaults {}'
    put etc/modprobe.d/blocklist-nouveau.conf 'blacklist nouveau
    options nouveau modeset=0
    install nouveau /bin/false'
    put usr/lib/udev/rules.d/66-azure-storage.rules x
    put usr/lib/udev/rules.d/99-nutanix.rules 'ATTRS{vendor}=="NUTANIX ", RUN+="/bin/sh -c echo 60 >timeout"'
    put usr/lib/x86_64-linux-gnu/libnss_oslogin.so.2 x
    put usr/share/keyrings/debian-archive-keyring.gpg x
    put boot/grub/grub.cfg '  set timeout=0'
    put boot/vmlinuz-6 x
    put boot/initrd.img-6 x
    put sys/kernel/security/apparmor/profiles '/usr/sbin/chronyd (enforce)'

    """#

  /// What the checks run that are named for what they ask.
  static let programs: [String: Substring] = [
    "the partitions": "lsblk", "the root's file system": "findmnt", "the time zone": "timedatectl",
    "units in an order": "journalctl", "keys of the package archives": "find", "OS Login": "find",
    "no waiting in GRUB": "grep", "manual pages and translations": "find",
  ]

  /// The faults that have to be told, by the check that sees each.
  static let faults = [
    "names are asked of systemd's resolver: /etc/resolv.conf leads to ../run/systemd/resolve/stub-resolv.conf":
      "ln -sfn /run/systemd/resolve/resolv.conf etc/resolv.conf",
    "a machine makes itself a name for iSCSI: /etc/iscsi/initiatorname.iscsi has mode 0600":
      "chmod 644 etc/iscsi/initiatorname.iscsi",
    "a machine makes itself a name for iSCSI: /etc/iscsi/initiatorname.iscsi does not contain `^InitiatorName`":
      "echo InitiatorName=iqn.1993-08.org.debian:01:0123 >>etc/iscsi/initiatorname.iscsi",
    #"nothing swaps: /etc/fstab does not contain `^[^#]\S*\s+\S+\s+swap\s`"#:
      "echo '/swapfile none swap sw 0 0' >>etc/fstab",
    "/etc/machine-id has a size of 0": "put etc/machine-id 0123",
    "MAAS' installer knows that the image brings its own kernel: /curtin is a directory": "rmdir curtin; put curtin x",
    "`no waiting in GRUB` does not say `timeout=[1-9-]`": "echo 'set timeout=5' >>boot/grub/grub.cfg",
    "`no waiting in GRUB` says `timeout=0$`": "put boot/grub/grub.cfg 'set timeout=-1'",
    "`no waiting in GRUB` ends with status 0": "rm boot/grub/grub.cfg",
    "`the partitions` does not say `0657fd6d-a4ab-43c4-84e5-0933c84b4f4f`":
      "program lsblk 0657fd6d-a4ab-43c4-84e5-0933c84b4f4f",
    "no unit waits for itself: `units in an order` does not say `ordering cycle`":
      "program journalctl 'a.service: Found ordering cycle on b.service/start'",
    "network cards are named for their places: `ls /sys/class/net` does not say `^eth`": "mkdir sys/class/net/eth0",
    "network cards are named for their places: `ls /sys/class/net` says `^en`": "rmdir sys/class/net/enp0s3",
    "network cards are named for their places: `ls /sys/class/net` ends with status 0": "rm -r sys",
    "the firewall keeps containers from the wire server: `iptables -S FORWARD` says `^-A FORWARD -d 168\\.63\\.129\\.16\\/32 .*--dport 80 -j DROP$`":
      "program iptables '-P FORWARD ACCEPT'",
    "none are there: `manual pages and translations` does not say `.`":
      "mkdir -p usr/share/man/man1; put usr/share/man/man1/ls.1.gz x",
    "something listens at tcp:22": ": >listening",
    "a kernel and its initramfs are in /boot: `ls /boot/vmlinuz-* /boot/initrd.img-*` ends with status 0":
      "rm boot/initrd.img-6",
    "`keys of the package archives` says `archive`": "rm usr/share/keyrings/*",
    "it can be turned on: `OS Login` says `libnss_oslogin.so.2`": "rm usr/lib/x86_64-linux-gnu/libnss_oslogin.so.2",
    "containerd is the one asked for: `containerd --version | cut -d ' ' -f 3` ends with status 0": "rm bin/cut",
    "the CNI plugins are those asked for: `/opt/cni/bin/host-device 2>&1` ends with status 0":
      "rm opt/cni/bin/host-device",
    "the CNI plugins are those asked for: `/opt/cni/bin/host-device 2>&1` says `v1.2.0`":
      "script opt/cni/bin/host-device 'echo v1.1.0'",
  ]
}
