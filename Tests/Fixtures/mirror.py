#!/usr/bin/env python3
"""Serves a folder as a mirror does that has bad days: mirror.py FOLDER FAULTS [CERTIFICATE]

With a file that holds a certificate and its key it speaks HTTPS. Prints its port, serves 127.0.0.1, and ends when its
standard input does. Each line of the file FAULTS, which is read for every request, is a regular expression for paths, a
fault, and how often it happens: `stall` goes silent half-way, `cut` hangs up half-way, `lie` sends other bytes of the same
size, `slow` takes its time for each piece, `redirect` names the same file by another address, a number is a status instead
of the file. The first part of a path is a mirror of its own: what it is called tells tests apart, and which file it stands
for begins after it. It is also a proxy for itself, for whoever says a name and password and is not `nobody`. What a mirror
called `locked` has is only for `user` with the password `word-of-the-mirror`.

Below /v2/ it is a registry of container images, which are folders of `images/` as the OCI lays images out, each file of a
tag named for it; the first part of an image's name is the mirror. Those of a mirror called `closed` are only for who has
a token, which `user` with the password `secret` gets.
"""

import base64
import json
import os
import re
import ssl
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

folder, faults = sys.argv[1:3]
counts = {}
lock = threading.Lock()


def fault_of(path):
    with lock:
        try:
            with open(faults) as file:
                lines = file.read().splitlines()
        except FileNotFoundError:
            lines = []
        for line in lines:
            pattern, fault, count = line.split()
            if re.search(pattern, path):
                counts[line] = counts.get(line, 0) + 1
                if counts[line] <= int(count):
                    return fault
    return ""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def reply(self, status, size):
        self.send_response(status)
        self.send_header("Content-Length", str(size))
        self.end_headers()

    def is_login(self, header):
        word, _, login = header.partition(" ")
        return word == "Basic" and not base64.b64decode(login).startswith(b"nobody:")

    def send_json(self, status, body, **fields):
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def give_token(self):
        word, _, login = self.headers.get("Authorization", "").partition(" ")
        if word != "Basic" or base64.b64decode(login) != b"user:secret":
            return self.reply(401, 0)
        self.send_json(200, b'{"token": "open"}', Content_Type="application/json")

    def find_image(self):
        """The file that a path of a registry stands for, and its kind; nothing where it is not open."""
        parts = self.path.split("/")
        if parts[2] == "closed" and self.headers.get("Authorization") != "Bearer open":
            realm = f"http://{self.headers['Host']}/token"
            self.send_json(401, b"", WWW_Authenticate=f'Bearer realm="{realm}",service="test",scope="pull"')
            return None
        image = folder + "/images/" + "/".join(parts[3:-2])
        kind, name = parts[-2:]
        if kind == "blobs" or name.startswith("sha256:"):
            path = f"{image}/blobs/sha256/{name.removeprefix('sha256:')}"
        else:
            path = f"{image}/{name}"
        if kind == "blobs":
            return path, "application/octet-stream"
        try:
            with open(path, "rb") as file:
                return path, json.load(file)["mediaType"]
        except (OSError, ValueError):
            return path, "application/json"

    def do_GET(self):
        if self.path.startswith("http://"):
            if not self.is_login(self.headers.get("Proxy-Authorization", "")):
                self.send_response(407)
                self.send_header("Proxy-Authenticate", "Basic")
                self.send_header("Content-Length", "0")
                return self.end_headers()
            self.path = "/" + self.path.split("/", 3)[3]
        if self.path.startswith("/token"):
            return self.give_token()
        if self.path.startswith("/locked/"):
            word, _, login = self.headers.get("Authorization", "").partition(" ")
            if word != "Basic" or base64.b64decode(login) != b"user:word-of-the-mirror":
                return self.send_json(401, b"", WWW_Authenticate='Basic realm="test"')
        fault = fault_of(self.path)
        path, kind = folder + "/" + self.path.lstrip("/").partition("/")[2], None
        if self.path.startswith("/v2/"):
            found = self.find_image()
            if not found:
                return None
            path, kind = found
        if fault == "redirect":
            mirror, _, rest = self.path.removeprefix("/").partition("/")
            place = f"/{mirror}/./{rest}"
            return self.send_json(302, b"gone", Location=place)
        try:
            with open(path, "rb") as file:
                body = file.read()
        except OSError:
            return self.reply(404, 0)
        if fault.isdigit():
            return self.reply(int(fault), 0)
        self.send_response(200)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if fault == "slow":
            size = max(len(body) // 10, 1)
            for start in range(0, len(body), size):
                self.wfile.write(body[start:start + size])
                self.wfile.flush()
                time.sleep(0.1)
            return None
        if fault == "lie":
            body = bytes(byte ^ 1 for byte in body)
        if fault in ("stall", "cut"):
            self.wfile.write(body[: len(body) // 2])
            self.wfile.flush()
            if fault == "stall":
                time.sleep(300)
            self.close_connection = True
            return
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    request_queue_size = 128
    daemon_threads = True


server = Server(("127.0.0.1", 0), Handler)
if sys.argv[3:]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[3])
    # Each connection's own thread says hello, so that one who does not answer keeps nobody waiting.
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
os._exit(0)
