#!/usr/bin/env python3
"""A package archive of stand-ins, served on 127.0.0.1: stand-ins.py FOLDER SUITE NAME[:DEPENDS[,DEPENDS]] ...

Each package is empty and stands for others that do its work under another name. Prints the archive's port, and ends with
its standard input.
"""
import functools
import hashlib
import http.server
import pathlib
import subprocess
import sys
import threading


def package(folder, name, depends):
    """Makes a package and returns what a list says of it."""
    control = f"Package: {name}\nVersion: 1.0\nArchitecture: all\nMaintainer: nobody <nobody@example.invalid>\n"
    if depends:
        control += f"Depends: {depends.replace(',', ', ')}\n"
    control += f"Description: stands for {depends or 'nothing'}\n"
    root = folder / "work" / name
    (root / "DEBIAN").mkdir(parents=True)
    (root / "DEBIAN/control").write_text(control)
    file = folder / f"{name}_1.0_all.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Znone", "--build", root, file], check=True, capture_output=True)
    content = file.read_bytes()
    return f"{control}Filename: {file.name}\nSize: {len(content)}\nSHA256: {hashlib.sha256(content).hexdigest()}\n\n"


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


folder, suite = pathlib.Path(sys.argv[1]), sys.argv[2]
packages = "".join(package(folder, *word.partition(":")[::2]) for word in sys.argv[3:]).encode()
place = folder / "dists" / suite
(place / "main/binary-amd64").mkdir(parents=True)
lists = {"main/binary-amd64/Packages": packages}
for name, content in lists.items():
    (place / name).write_bytes(content)
sums = "".join(f" {hashlib.sha256(content).hexdigest()} {len(content)} {name}\n" for name, content in lists.items())
(place / "Release").write_text(
    f"Origin: Test\nSuite: {suite}\nCodename: {suite}\nDate: Wed, 01 Jan 2020 00:00:00 UTC\nArchitectures: amd64\n"
    f"Components: main\nSHA256:\n{sums}")
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=folder))
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_port, flush=True)
sys.stdin.read()
