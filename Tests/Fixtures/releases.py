#!/usr/bin/env python3
"""Fills a folder with releases as their projects publish them: releases.py FOLDER VERSION [signed] [CONTAINERD-DEB RUNC-DEB]

Kubernetes' binaries, CNI plugins, crictl, gVisor, a WebAssembly runtime and the credential provider of ECR are small
scripts; images of containers hold next to nothing. containerd and runc are those of Debian's packages, if their files are
given. Every file has its checksum beside it, as its project has it. With the word `signed`, Kubernetes is also there as
Debian packages, in signed repositories. `mirror.py` serves such a folder.
"""

import gzip
import hashlib
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile

import package_repositories

ARCHITECTURE = "amd64"
COMPONENTS = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy"]
OTHERS = {"pause": "3.10", "etcd": "3.5.9-0", "coredns/coredns": "v1.10.1"}


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def digest(content):
    return hashlib.sha256(content).hexdigest()


def publish(path, content, ending=".sha256", algorithm="sha256", named=False):
    """A file with its checksum beside it; the name follows the digits where the project has it so."""
    write(path, content)
    text = hashlib.new(algorithm, content).hexdigest() + (f"  {os.path.basename(path)}\n" if named else "")
    write(path + ending, text.encode())


def tar(files, compressed=True):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for path, content in files.items():
            info = tarfile.TarInfo(path)
            info.mtime, info.mode, info.size = 1767225600, 0o755, len(content)
            archive.addfile(info, io.BytesIO(content))
    return gzip.compress(buffer.getvalue(), 1, mtime=0) if compressed else buffer.getvalue()


def script(answers):
    """A program that answers its words, and says `name of it` to no others."""
    cases = "\n".join(f"  '{words}'*) printf '%s\\n' {' '.join(repr(line) for line in lines)} ;;"
                      for words, lines in answers.items())
    return f"#!/bin/sh\ncase \"$*\" in\n{cases}\nesac\n".encode()


def image(folder, tag, layers):
    """An image for two architectures, of which only one is there; layers are files by name."""
    def blob(content):
        write(f"{folder}/blobs/sha256/{digest(content)}", content)
        return {"digest": "sha256:" + digest(content), "size": len(content)}

    plain = [tar(layer, compressed=False) for layer in layers]
    config = {"architecture": ARCHITECTURE, "os": "linux", "config": {"Cmd": ["/program"]},
              "rootfs": {"type": "layers", "diff_ids": ["sha256:" + digest(layer) for layer in plain]}}
    kind = "application/vnd.docker.distribution.manifest"
    manifest = {
        "schemaVersion": 2, "mediaType": kind + ".v2+json",
        "config": {"mediaType": "application/vnd.docker.container.image.v1+json", **blob(json.dumps(config).encode())},
        "layers": [{"mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip",
                    **blob(gzip.compress(layer, 1, mtime=0))} for layer in plain]}
    own = {"mediaType": manifest["mediaType"], "platform": {"architecture": ARCHITECTURE, "os": "linux"},
           **blob(json.dumps(manifest).encode())}
    other = dict(own, digest="sha256:" + "0" * 64, platform={"architecture": "s390x", "os": "linux"})
    index = json.dumps({"schemaVersion": 2, "mediaType": kind + ".list.v2+json", "manifests": [other, own]}).encode()
    blob(index)
    write(f"{folder}/{tag}", index)


def image_archive(name, version):
    """An image as `docker save` writes it, whose name ends with the architecture."""
    layer = tar({"program": name.encode()}, compressed=False)
    config = json.dumps({"architecture": ARCHITECTURE, "os": "linux", "config": {},
                         "rootfs": {"type": "layers", "diff_ids": ["sha256:" + digest(layer)]}}).encode()
    manifest = [{"Config": digest(config) + ".json", "RepoTags": [f"registry.k8s.io/{name}-{ARCHITECTURE}:{version}"],
                 "Layers": ["layer/layer.tar"]}]
    return tar({"layer/layer.tar": layer, digest(config) + ".json": config,
                "manifest.json": json.dumps(manifest).encode()}, compressed=False)


def kubernetes(folder, version, signed):
    place = f"{folder}/release/{version}/bin/linux/{ARCHITECTURE}"
    images = [f"/{name}:{version}" for name in COMPONENTS] + [f"/{name}:{tag}" for name, tag in OTHERS.items()]
    listing = b"#!/bin/sh\nwhile [ $# -gt 0 ]; do\n  [ \"$1\" != --image-repository ] || registry=$2\n  shift\ndone\n"
    listing += "".join(f'echo "$registry{name}"\n' for name in images).encode()
    programs = {"kubeadm": listing.replace(b"#!/bin/sh\n", f"""#!/bin/sh
case "$*" in
  'version --output short') echo {version}; exit ;;
  completion*) echo '# completes'; exit ;;
esac
""".encode()),
                "kubectl": script({"version --client": [version], "completion": ["# completes"]}),
                "kubelet": script({"--version": ["Kubernetes " + version]})}
    for name, content in programs.items():
        publish(f"{place}/{name}", content)
    if signed:
        package_repositories.fill(folder, version, programs)
    for name in COMPONENTS + ["pause", "coredns", "etcd"]:
        publish(f"{place}/{name}.tar", image_archive(name, version))


def others(folder):
    plugins = {f"./{name}": script({"version": ["CNI bridge plugin v1.2.0"]}) for name in ["bridge", "host-device", "loopback"]}
    publish(f"{folder}/cni/v1.2.0/cni-plugins-linux-{ARCHITECTURE}-v1.2.0.tgz", tar(plugins), named=True)
    publish(f"{folder}/crictl/crictl-v1.36.0-linux-{ARCHITECTURE}.tar.gz",
            tar({"crictl": script({"completion": ["# completes"], "--version": ["crictl version v1.36.0"]})}))
    for name in ["runsc", "containerd-shim-runsc-v1"]:
        publish(f"{folder}/gvisor/20260101/x86_64/{name}", script({"--version": ["runsc version 20260101"]}),
                ending=".sha512", algorithm="sha512", named=True)
    write(f"{folder}/wasm/spin-v2.tar.gz", tar({"containerd-shim-spin-v2": b"#!/bin/sh\necho of spin\nexit 1\n"}))
    write(f"{folder}/ecr/ecr-credential-provider-linux-{ARCHITECTURE}", b"#!/bin/sh\necho '{}'\n")


def containerd(folder, packages):
    """containerd and runc out of Debian's packages, as their own projects' archives hold them."""
    with tempfile.TemporaryDirectory() as work:
        for package in packages:
            subprocess.run(["dpkg-deb", "--extract", package, work], check=True)
        names = ["containerd", "containerd-shim-runc-v2", "ctr"]
        files = {}
        for name in names:
            with open(f"{work}/usr/bin/{name}", "rb") as file:
                files[f"bin/{name}"] = file.read()
        with open(f"{work}/lib/systemd/system/containerd.service", "rb") as file:
            unit = file.read().replace(b"/usr/bin/", b"/usr/local/bin/")
        with open(f"{work}/usr/sbin/runc", "rb") as file:
            runc = file.read()
    publish(f"{folder}/containerd/containerd-1.6.20-linux-{ARCHITECTURE}.tar.gz", tar(files), ".sha256sum", named=True)
    write(f"{folder}/containerd/containerd.service", unit)
    write(f"{folder}/runc/runc.{ARCHITECTURE}", runc)
    write(f"{folder}/runc/runc.sha256sum", f"{digest(runc)}  runc.{ARCHITECTURE}\n".encode())


def images(folder, version):
    shared = {"etc/os-release": b"ID=test\n"}
    for name in COMPONENTS:
        image(f"{folder}/images/{name}", version, [shared, {"program": name.encode()}])
    for name, tag in OTHERS.items():
        image(f"{folder}/images/{name}", tag, [shared, {"program": name.encode()}])
    # It deletes what its first layer has, which overlays of a sandbox mark in another way than those of a machine.
    image(f"{folder}/images/shrunk", "1", [shared, {"etc/.wh.os-release": b"", "program": b"shrunk"}])


def main(folder, version, *packages):
    kubernetes(folder, version, "signed" in packages)
    others(folder)
    images(folder, version)
    files = [file for file in packages if file != "signed"]
    if files:
        containerd(folder, files)


main(*sys.argv[1:])
