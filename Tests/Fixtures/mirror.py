#!/usr/bin/env python3
"""Serves a folder as a mirror does that has bad days: mirror.py FOLDER FAULTS

Prints its port, serves 127.0.0.1, and ends when its standard input does. Each line of the file FAULTS, which is read for
every request, is a regular expression for paths, a fault, and how often it happens: `stall` goes silent half-way, `cut`
hangs up half-way, `lie` sends other bytes of the same size, a number is a status instead of the file. The first part of a
path is a mirror of its own: what it is called tells tests apart, and which file it stands for begins after it. It is also
a proxy for itself, for whoever says a name and password and is not `nobody`.
"""

import base64
import os
import re
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

folder, faults = sys.argv[1:]
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

    def do_GET(self):
        if self.path.startswith("http://"):
            if not self.is_login(self.headers.get("Proxy-Authorization", "")):
                self.send_response(407)
                self.send_header("Proxy-Authenticate", "Basic")
                self.send_header("Content-Length", "0")
                return self.end_headers()
            self.path = "/" + self.path.split("/", 3)[3]
        fault = fault_of(self.path)
        try:
            with open(folder + "/" + self.path.lstrip("/").partition("/")[2], "rb") as file:
                body = file.read()
        except OSError:
            return self.reply(404, 0)
        if fault.isdigit():
            return self.reply(int(fault), 0)
        self.reply(200, len(body))
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
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
os._exit(0)
