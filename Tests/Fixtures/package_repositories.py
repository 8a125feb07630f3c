"""Package repositories that are signed, as pkgs.k8s.io has one for each minor version; their keys are thrown away."""

import hashlib
import os
import subprocess
import tempfile

from debian_packages import Package, pack


class SigningKey:
    """A key that signs package repositories, and is gone with the program."""

    def __init__(self, name):
        self.home = tempfile.TemporaryDirectory(prefix="key-")
        self.name = f"{name} <{name.lower()}@example.invalid>"
        self.run("--passphrase", "", "--quick-generate-key", self.name, "ed25519", "sign", "never")
        self.public = self.run("--armor", "--export", self.name)

    def run(self, *words, text=b""):
        command = ["gpg", "--homedir", self.home.name, "--batch", "--quiet", "--pinentry-mode", "loopback", *words]
        return subprocess.run(command, input=text, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout

    def end(self):
        subprocess.run(["gpgconf", "--homedir", self.home.name, "--kill", "all"], check=False)
        self.home.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *arguments):
        self.end()


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def publish(folder, packages, key):
    """A repository as pkgs.k8s.io has one for each minor version: lists, signatures and key beside each other."""
    stanzas = []
    for package in packages:
        content = package.archive()
        file = f"amd64/{package.name}_{package.version}_amd64.deb"
        write(f"{folder}/{file}", content)
        stanzas.append(f"{package.control()}\nFilename: {file}\nSize: {len(content)}\n"
                       f"SHA256: {hashlib.sha256(content).hexdigest()}\n")
    index = "\n".join(stanzas).encode()
    lists = {"Packages": index, "Packages.gz": pack(index)}
    lines = ["Origin: isv:kubernetes:core:stable", "Label: isv:kubernetes:core:stable", "Architectures: amd64",
             "Date: Thu, 01 Jan 2026 00:00:00 UTC", "SHA256:"]
    lines += [f" {hashlib.sha256(content).hexdigest()} {len(content)} {name}" for name, content in lists.items()]
    release = ("\n".join(lines) + "\n").encode()
    files = {**lists, "Release": release, "InRelease": key.run("--clearsign", text=release),
             "Release.gpg": key.run("--armor", "--detach-sign", text=release), "Release.key": key.public}
    for name, content in files.items():
        write(f"{folder}/{name}", content)


def kubernetes(version, programs, cni):
    """The packages of a Kubernetes version as its repository has them; programs are bytes by name."""
    number = version.removeprefix("v")
    series = ".".join(number.split(".")[:2])
    unit = "[Service]\nExecStart=/usr/bin/kubelet\nRestart=always\n\n[Install]\nWantedBy=multi-user.target\n"
    drop_in = ("[Service]\nEnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env\nEnvironmentFile=-/etc/default/kubelet\n"
               "ExecStart=\nExecStart=/usr/bin/kubelet $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS\n")
    plugins = Package("kubernetes-cni", version=cni)
    for name in ["bridge", "host-device", "loopback"]:
        plugins.add(f"/opt/cni/bin/{name}", f"#!/bin/sh\necho CNI {name} plugin v{cni.split('-')[0]}\n", 0o755)
    return [
        Package("kubelet", depends="kubernetes-cni (>= 1.2.0)", version=f"{number}-1.1")
        .add("/usr/bin/kubelet", programs["kubelet"], 0o755)
        .add("/usr/lib/systemd/system/kubelet.service", unit),
        Package("kubeadm", depends=f"cri-tools (>= {series}.0)", version=f"{number}-1.1")
        .add("/usr/bin/kubeadm", programs["kubeadm"], 0o755)
        .add("/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf", drop_in),
        Package("kubectl", version=f"{number}-1.1").add("/usr/bin/kubectl", programs["kubectl"], 0o755),
        Package("cri-tools", version=f"{series}.0-1.1").add(
            "/usr/bin/crictl", "#!/bin/sh\ncase $1 in completion) echo '# completes' ;; *) echo crictl "
            f"version v{series}.0 ;; esac\n", 0o755),
        plugins,
    ]


def following(version):
    """The next patch of a version: v1.30.1 of v1.30.0."""
    above, _, patch = version.rpartition(".")
    return f"{above}.{int(patch) + 1}"


def fill(folder, version, programs, others=()):
    """Below FOLDER/packages: Kubernetes' repository of a version and the next two, one of the user's own site with other
    packages, and the key of a stranger, who signs nothing."""
    series = ".".join(version.split(".")[:2])
    with SigningKey("Kubernetes") as own, SigningKey("Site") as site, SigningKey("Stranger") as stranger:
        newer = kubernetes(following(version), programs, "1.4.0-1.1")
        # The tools are those of the minor version.
        packages = kubernetes(version, programs, "1.2.0-2.1") + [one for one in newer if one.name != "cri-tools"]
        newest = kubernetes(following(following(version)), programs, "1.4.0-1.1")
        packages += [one for one in newest if one.name.startswith("kube") and one.name != "kubernetes-cni"]
        publish(f"{folder}/packages/core:/stable:/{series}/deb", packages, own)
        agent = Package("site-agent").add("/usr/share/site-agent/data", "of the site\n")
        publish(f"{folder}/packages/site/deb", [agent, *others], site)
        write(f"{folder}/packages/stranger.key", stranger.public)
