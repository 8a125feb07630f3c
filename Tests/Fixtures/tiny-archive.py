#!/usr/bin/env python3
"""Makes a package archive of a distribution that is just large enough for every phase: tiny-archive.py FOLDER [quick]

Its one essential package holds this machine's own dpkg, apt and shell with their libraries. Kernel, container runtime and
Kubernetes are scripts that answer what the checks ask. The services' tool and the scripts of packages take their time, so
that every phase lasts long enough to be disturbed, unless they are to be quick. Then there are signed repositories, too,
and only those: the archive itself is unsigned, and nothing in the image says that this is right.
"""

import hashlib
import os
import re
import subprocess
import sys

import package_repositories
from debian_packages import Package, pack

QUICK = sys.argv[2:] == ["quick"]
SUITES = ["bookworm", "bookworm-updates"]
KERNEL = "6.1.0-tiny-amd64"
VERSION = "v1.30.0"
PAUSE = 0 if QUICK else 0.2

PROGRAMS = """
  /bin/bash /bin/sh /bin/cat /bin/chmod /bin/chown /bin/cp /bin/date /bin/dd /bin/echo /bin/false /bin/grep /bin/ln /bin/ls
  /bin/mkdir /bin/mktemp /bin/mv /bin/pwd /bin/readlink /bin/rm /bin/rmdir /bin/sed /bin/sleep /bin/tar /bin/gzip
  /bin/touch /bin/true /bin/uname /usr/bin/awk /usr/bin/cksum /usr/bin/cut /usr/bin/diff /usr/bin/env /usr/bin/find /usr/bin/head
  /usr/bin/id /usr/bin/install /usr/bin/sha256sum /usr/bin/sort /usr/bin/tail /usr/bin/tee /usr/bin/test /usr/bin/tr
  /usr/bin/wc /usr/bin/xargs /usr/bin/stat /usr/bin/basename /usr/bin/dirname /usr/bin/uniq /usr/bin/printf
  /usr/bin/timeout /usr/bin/dpkg /usr/bin/dpkg-deb /usr/bin/dpkg-query /usr/bin/dpkg-split /usr/bin/dpkg-divert /usr/bin/dpkg-trigger
  /usr/bin/apt-get /usr/bin/apt-config /usr/bin/apt-mark /usr/bin/grub-mkimage /sbin/ldconfig
  /usr/lib/apt/methods/http /usr/lib/apt/methods/https /usr/lib/apt/methods/file /usr/lib/apt/methods/store /usr/lib/apt/methods/copy
  /usr/lib/apt/methods/gpgv /usr/bin/apt-key /usr/bin/base64 /usr/bin/cmp /usr/bin/gpgv /usr/bin/sqv /usr/bin/truncate
  /sbin/start-stop-daemon
  /usr/lib/apt/methods/sqv
""".split()

SYSTEMCTL = f"""#!/bin/sh
# Remembers what starts at boot, slowly.
sleep {PAUSE}
word=$1
shift
folder=/etc/systemd/enabled
mkdir -p $folder
for unit; do
  case $word in
    enable) : >"$folder/$unit" ;;
    disable | mask) rm -f "$folder/$unit" ;;
    is-enabled) [ -e "$folder/$unit" ] || exit 1 ;;
  esac
done
"""

INITRAMFS = """#!/bin/sh
# update-initramfs -c -k KERNEL
echo "update-initramfs: Generating /boot/initrd.img-$3"
echo "of $3" >"/boot/initrd.img-$3"
"""


def slow(seconds=PAUSE, text=""):
    return f"#!/bin/sh\nset -e\nsleep {0 if QUICK else seconds}\n{text}\n"


def answer(lines):
    cases = "\n".join(f"  '{words}') echo '{text}' ;;" for words, text in lines.items())
    return f"#!/bin/sh\nsleep {PAUSE / 2}\ncase \"$*\" in\n{cases}\nesac\n"


def libraries(programs):
    """What the loader wants for these programs, the loader included."""
    text = subprocess.run(["ldd", *map(os.path.realpath, programs)], capture_output=True, text=True).stdout
    return sorted(set(re.findall(r"(/\S+) \(0x", text)))


def modules(folder, names):
    """GRUB's modules of these names, and those that they need."""
    with open(f"{folder}/moddep.lst") as file:
        needs = dict((line.split(":")[0], line.split(":")[1].split()) for line in file)
    found = list(names)
    for name in found:
        found += [need for need in needs.get(name, []) if need not in found]
    return found


def system():
    package = Package("tiny-system", essential=True)
    programs = [path for path in PROGRAMS if os.path.exists(path)]
    tables = [f"/usr/share/dpkg/{name}" for name in ("cputable", "ostable", "tupletable")]
    for path in programs + libraries(programs) + tables:
        package.copy(path)
    package.add("/usr/bin/which", "#!/bin/sh\ncommand -v \"$1\"\n", 0o755)
    package.add("/usr/bin/systemctl", SYSTEMCTL, 0o755)
    package.add("/usr/bin/passwd", slow(), 0o755)
    package.add("/usr/sbin/usermod", "#!/bin/sh\necho \"$*\" >>/etc/groups-of-root\n", 0o755)
    package.add("/usr/sbin/update-initramfs", INITRAMFS, 0o755)
    package.add("/usr/sbin/update-grub", "#!/bin/sh\n", 0o755)
    package.add("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n_apt:x:42:65534::/nonexistent:/bin/false\n")
    package.add("/etc/group", "root:x:0:\nadm:x:4:\nshadow:x:42:\nnogroup:x:65534:\n")
    package.add("/etc/shadow", "root:*:20000:0:99999:7:::\n_apt:!:20000::::::\n", 0o640)
    package.add("/etc/os-release", "ID=debian\nVERSION_ID=12\nPRETTY_NAME=\"A tiny system\"\n")
    package.add("/etc/ld.so.conf", "/usr/lib/x86_64-linux-gnu\n")
    package.add("/etc/fstab", "")
    # What the checks ask of every system.
    for path in ["/usr/bin/dhclient", "/usr/bin/netplan", "/usr/bin/sudo", "/usr/lib/systemd/systemd-resolved"]:
        package.add(path, "#!/bin/sh\n", 0o755)
    package.add("/etc/cloud/cloud.cfg", "system_info:\n  default_user:\n    name: tiny\n")
    package.add("/usr/share/keyrings/tiny-archive-keyring.gpg", "none\n")
    if QUICK:
        package.add("/etc/iscsi/iscsid.conf", "node.session.cmds_max = 128\nnode.startup = manual\n")
    else:
        # Nobody signs a tiny archive.
        package.add("/etc/apt/apt.conf.d/50unsigned",
                    "Acquire::AllowInsecureRepositories \"true\";\nAPT::Get::AllowUnauthenticated \"true\";\n")
    for unit in ["chrony", "auditd", "ssh", "containerd", "systemd-resolved", "cloud-config", "cloud-final"]:
        package.add(f"/etc/systemd/enabled/{unit}.service")
    for folder in ["/root", "/home", "/boot", "/var/log", "/var/tmp", "/tmp", "/etc/systemd/system",
                   "/etc/cloud/cloud.cfg.d", "/usr/lib/python3/dist-packages/cloudinit", "/var/lib/cloud"]:
        package.add(f"{folder}/.keep" if folder not in ("/var/lib/cloud", "/var/tmp", "/tmp") else folder + "/.x", "")
    for name in ("/var/lib/cloud/.x", "/var/tmp/.x", "/tmp/.x"):
        del package.files[name]
    return package


def packages():
    boot = Package("tiny-boot")
    for path, content in {
        "/usr/lib/shim/shimx64.efi.signed": "shim", "/usr/lib/shim/mmx64.efi.signed": "keys",
        "/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed": "grub",
    }.items():
        boot.add(path, content * 1000)
    folder = "/usr/lib/grub/i386-pc"
    for name in ["boot.img", "kernel.img", "diskboot.img", "lzma_decompress.img", "moddep.lst"]:
        boot.copy(f"{folder}/{name}")
    for name in modules(folder, ["biosdisk", "part_gpt", "ext2", "normal", "search", "search_fs_uuid"]):
        boot.copy(f"{folder}/{name}.mod")
    kernel = Package("linux-image-tiny-amd64")
    kernel.add(f"/boot/vmlinuz-{KERNEL}", "a kernel\n" * 1000)
    kernel.add(f"/usr/lib/modules/{KERNEL}/modules.dep", "")
    containerd = Package("containerd", postinst=slow(0.5))
    containerd.add("/usr/bin/containerd", slow(0.3, "echo 'containerd github.com/containerd/containerd 1.7.0 x'"), 0o755)
    plugins = Package("containernetworking-plugins").add("/usr/lib/cni/loopback", "#!/bin/sh\n", 0o755)
    return [
        system(), Package("apt", depends="tiny-system"), boot, kernel, containerd, plugins,
        Package("libseccomp2"), Package("runc").add("/usr/sbin/runc", "#!/bin/sh\n", 0o755),
        Package("tiny-tools", postinst=slow(0.8)).add("/usr/share/tiny-tools/data", "tools\n" * 100),
        Package("tiny-agent", postinst=slow(0.8)).add("/usr/share/tiny-agent/data", "agent\n" * 100),
        Package("tiny-extra", postinst=slow(0.5)).add("/usr/share/tiny-extra/data", "extra\n" * 100),
        # What comes out otherwise each time.
        Package("tiny-chance", postinst=slow(0, "cat /proc/sys/kernel/random/uuid >/usr/share/tiny-chance/number"))
        .add("/usr/share/tiny-chance/data", "chance\n"),
    ]


def more_packages():
    """What only quick tests install: certificates, and what drivers of graphics cards are built with."""
    certificates = Package("ca-certificates").add(
        "/usr/sbin/update-ca-certificates",
        "#!/bin/sh\nmkdir -p /etc/ssl/certs\ncat /usr/local/share/ca-certificates/*.crt >/etc/ssl/certs/ca-certificates.crt\n",
        0o755).add("/usr/local/share/ca-certificates/.keep", "")
    headers = Package(f"linux-headers-{KERNEL}").add(f"/usr/src/linux-headers-{KERNEL}/Makefile", "all:\n")
    return [certificates, headers] + [Package(name) for name in ("build-essential", "clinfo", "dkms", "rocminfo")]


def drivers(folder):
    """What takes the place of NVIDIA's and AMD's installers: each leaves a module for the kernel that it is to build for, if
    it finds that kernel's headers, and refuses another kernel than `uname` tells of."""
    build = """[ "$(uname -r)" = "$kernel" ] && test -e "/usr/src/linux-headers-$kernel/Makefile"
mkdir -p "/lib/modules/$kernel/updates/dkms"
echo "of $*" >"/lib/modules/$kernel/updates/dkms/$module.ko"
"""
    write(f"{folder}/drivers/v1/NVIDIA-grid.run", f"""#!/bin/sh -eu
module=nvidia
for word; do case $word in --kernel-name=*) kernel=${{word#*=}} ;; esac; done
{build}""".encode())
    write(f"{folder}/drivers/v1/licence.tok", b"a token\n")
    amd = Package("amdgpu-install").add(
        "/usr/bin/amdgpu-install", f"#!/bin/sh -eu\nmodule=amdgpu\nkernel=$(uname -r)\n{build}", 0o755)
    write(f"{folder}/drivers/amdgpu-install.deb", amd.archive())


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def checksum(content):
    return hashlib.sha256(content).hexdigest()


def main(folder):
    stanzas = []
    for package in packages() + (more_packages() if QUICK else []):
        content = package.archive()
        file = f"pool/{package.name}_{package.version}_amd64.deb"
        write(f"{folder}/{file}", content)
        stanzas.append(f"{package.control()}\nFilename: {file}\nSize: {len(content)}\nSHA256: {checksum(content)}\n")
    for suite in SUITES:
        index = "\n".join(stanzas if suite == SUITES[0] else []).encode()
        lists = {"main/binary-amd64/Packages": index, "main/binary-amd64/Packages.gz": pack(index)}
        sums = [f" {checksum(content)} {len(content)} {name}" for name, content in lists.items()]
        release = ["Origin: tiny", f"Suite: {suite}", f"Codename: {suite}", "Architectures: amd64", "Components: main",
                   "Date: Thu, 01 Jan 2026 00:00:00 UTC", "SHA256:"] + sums
        write(f"{folder}/dists/{suite}/Release", ("\n".join(release) + "\n").encode())
        for name, content in lists.items():
            write(f"{folder}/dists/{suite}/{name}", content)
    commands = {
        "kubelet": {"--version": f"Kubernetes {VERSION}"}, "kubectl": {"version --client": VERSION},
        "kubeadm": {"version --output short": VERSION},
    }
    if QUICK:
        package_repositories.fill(folder, VERSION, {name: answer(answers) for name, answers in commands.items()},
                                  packages()[1:])
        drivers(folder)
    for command, answers in commands.items():
        # Large enough to be cut.
        content = (answer(answers) + "# " + "x" * 300_000 + "\n").encode()
        file = f"{folder}/release/{VERSION}/bin/linux/amd64/{command}"
        write(file, content)
        write(file + ".sha256", checksum(content).encode())


main(sys.argv[1])
