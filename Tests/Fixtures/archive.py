#!/usr/bin/env python3
"""A package archive of a few packages, served on 127.0.0.1: archive.py FOLDER

Prints its port. Each line of standard input is what the archive is to hold from then on, as NAME=VERSION ...; it is
answered with a line. Its suites are bookworm and bookworm-updates. `system` is always there, and alone is a system:
this machine's package manager and shell. The word `expired` makes release files whose time is over.
"""
import functools
import gzip
import hashlib
import http.server
import pathlib
import shutil
import subprocess
import sys
import threading

programs = """
    apt-cache apt-config apt-get apt-mark basename bash cat chmod cp dash diff dpkg dpkg-deb dpkg-divert dpkg-query
    dpkg-split dpkg-trigger env find grep ldconfig ln ls mkdir mv rm sed sh sha256sum sort tar touch true uname xargs
""".split()
folders = ["usr/lib/apt/methods", "usr/lib/modules", "etc/apt/apt.conf.d", "etc/apt/sources.list.d", "etc/dpkg/dpkg.cfg.d",
           "var/lib/dpkg", "var/cache/apt/archives/partial", "var/lib/apt/lists/partial", "var/log/apt", "tmp", "root"]


def put(root, path):
    """Copies a program or library with the libraries that it needs; links are followed, /usr holds everything."""
    place = root / "usr" / str(path).removeprefix("/usr/").removeprefix("/")
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, place)
    listed = subprocess.run(["ldd", path], capture_output=True, text=True)
    for line in listed.stdout.splitlines() if listed.returncode == 0 else []:
        for word in line.split():
            if word.startswith("/"):
                put(root, pathlib.Path(word))


def system(root):
    for folder in folders:
        (root / folder).mkdir(parents=True, exist_ok=True)
    for name in programs:
        put(root, pathlib.Path(shutil.which(name, path="/usr/sbin:/usr/bin")))
    for name in ["copy", "file", "gpgv", "http", "store"]:
        put(root, pathlib.Path("/usr/lib/apt/methods") / name)
    shutil.copytree("/usr/share/dpkg", root / "usr/share/dpkg")
    (root / "etc/passwd").write_text("root:x:0:0:root:/root:/bin/sh\n_apt:x:100:65534::/nonexistent:/bin/false\n")
    (root / "etc/group").write_text("root:x:0:\nnogroup:x:65534:\n")


def package(folder, work, name, version):
    """Makes a package and returns what a list says of it."""
    root = work / name
    (root / "DEBIAN").mkdir(parents=True)
    control = f"Package: {name}\nVersion: {version}\nArchitecture: amd64\nMaintainer: nobody <nobody@example.invalid>\n"
    control += {"system": "Essential: yes\n", "apt": "Priority: required\n"}.get(name, "")
    (root / "DEBIAN/control").write_text(control + f"Description: {name}\n")
    if name == "system":
        system(root)
    else:
        (root / "usr/share").mkdir(parents=True)
        (root / "usr/share" / name).write_text(version + "\n")
    file = folder / "pool" / f"{name}_{version}_amd64.deb"
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        subprocess.run(["dpkg-deb", "--root-owner-group", "-Znone", "--build", root, file], check=True, capture_output=True)
    content = file.read_bytes()
    return control + (f"Filename: pool/{file.name}\nSize: {len(content)}\n"
                      f"SHA256: {hashlib.sha256(content).hexdigest()}\nDescription: {name}\n\n")


def suite(folder, name, packages, expired):
    place = folder / "dists" / name / "main/binary-amd64"
    place.mkdir(parents=True, exist_ok=True)
    lists = {"Packages": packages.encode(), "Packages.gz": gzip.compress(packages.encode(), mtime=0)}
    lines = [f"Origin: Test\nSuite: {name}\nCodename: {name}\nDate: Wed, 01 Jan 2020 00:00:00 UTC\n"
             "Architectures: amd64\nComponents: main\n"]
    if expired:
        lines.append("Valid-Until: Wed, 08 Jan 2020 00:00:00 UTC\n")
    lines.append("SHA256:\n")
    for list_name, content in lists.items():
        (place / list_name).write_bytes(content)
        lines.append(f" {hashlib.sha256(content).hexdigest()} {len(content)} main/binary-amd64/{list_name}\n")
    (folder / "dists" / name / "Release").write_text("".join(lines))


def offer(folder, words):
    # The name `apt` is what every minimal system is asked for.
    wanted = ["system=1.0", "apt=1.0"] + [word for word in words if word != "expired"]
    work = folder / "work"
    packages = "".join(package(folder, work, *one.split("=", 1)) for one in wanted)
    shutil.rmtree(work)
    suite(folder, "bookworm", packages, "expired" in words)
    suite(folder, "bookworm-updates", "", "expired" in words)


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128


folder = pathlib.Path(sys.argv[1])
server = Server(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
for line in sys.stdin:
    offer(folder, line.split())
    print("done", flush=True)
