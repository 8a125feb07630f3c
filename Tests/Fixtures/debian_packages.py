"""Debian packages, made on the spot without Debian's programs."""

import gzip
import io
import os
import re
import tarfile


class Package:
    """A Debian package of files, links and scripts."""

    def __init__(self, name, depends="", essential=False, version="1.0", postinst=None):
        self.name, self.version = name, version
        self.fields = {"Depends": depends, "Essential": "yes" if essential else ""}
        self.priority = "required" if essential else "optional"
        self.scripts = {"postinst": postinst} if postinst else {}
        self.files = {}

    def add(self, path, content="", mode=0o644):
        self.files[path] = (content.encode() if isinstance(content, str) else content, mode)
        return self

    def copy(self, path):
        """A file of this machine, where links lead to their ends."""
        with open(os.path.realpath(path), "rb") as file:
            return self.add(place(path), file.read(), 0o755)

    def link(self, path, target):
        self.files[path] = (target, None)
        return self

    def control(self):
        lines = [f"Package: {self.name}", f"Version: {self.version}", "Architecture: amd64", f"Priority: {self.priority}",
                 "Section: misc", "Maintainer: nobody <nobody@example.org>"]
        lines += [f"{name}: {value}" for name, value in self.fields.items() if value]
        return "\n".join(lines + [f"Description: {self.name} of the tests"])

    def archive(self):
        folders = sorted({"/".join(path.split("/")[:end]) for path in self.files for end in range(2, path.count("/") + 1)})
        data = tar([(folder, None, 0o755) for folder in folders]
                   + [(path, content, mode) for path, (content, mode) in sorted(self.files.items())])
        control = tar([("/control", (self.control() + "\n").encode(), 0o644)]
                      + [(f"/{name}", text.encode(), 0o755) for name, text in self.scripts.items()])
        members = [("debian-binary", b"2.0\n"), ("control.tar.gz", pack(control)), ("data.tar.gz", pack(data))]
        text = b"!<arch>\n"
        for name, content in members:
            text += f"{name:<16}{0:<12}{0:<6}{0:<6}{'100644':<8}{len(content):<10}`\n".encode() + content
            text += b"\n" * (len(content) % 2)
        return text


def pack(data):
    return gzip.compress(data, 1, mtime=0)


def place(path):
    """Where a file goes in a system whose /bin, /sbin and /lib are links."""
    return "/usr" + path if re.match(r"/(bin|sbin|lib|lib64)/", path) else path


def tar(entries):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for path, content, mode in entries:
            info = tarfile.TarInfo("." + path)
            info.mtime = 1767225600
            if content is None:
                info.type, info.mode = tarfile.DIRTYPE, mode
            elif mode is None:
                info.type, info.linkname, info.mode = tarfile.SYMTYPE, content, 0o777
            else:
                info.size, info.mode = len(content), mode
                archive.addfile(info, io.BytesIO(content))
                continue
            archive.addfile(info)
    return buffer.getvalue()
