#!/usr/bin/env python3
"""An HTTP/1.1 server that fails on demand, for the tests of Transfer.

Prints its port, serves 127.0.0.1, and ends when its standard input does. A path is a chain of faults and the file:
/FAULT:ARGUMENT.../FAULT.../file/SIZE. A fault with a count holds for so many requests of that path, then no more.
A first part that is no fault keeps the tests apart; /log/PART lists the requests that began with it.
"""

import base64
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

log = []
counts = {}
lock = threading.Lock()


def content(size, seed=0):
    pattern = bytes((i * 7 + seed) % 251 for i in range(251))
    return (pattern * (size // 251 + 1))[:size]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def reply(self, status, body=b"", **fields):
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        if self.path.startswith("http://"):  # As a proxy is asked; every host is this one.
            self.path = "/" + self.path.split("/", 3)[3]
        if self.path.startswith("/log/"):
            wanted = self.path.removeprefix("/log")
            with lock:
                text = "".join(line + "\n" for line in log if line.startswith(wanted + "/"))
            return self.reply(200, text.encode())
        with lock:
            number = counts[self.path] = counts.get(self.path, 0) + 1
            log.append(" ".join([self.path, self.headers.get("Range", "-"), self.headers.get("If-Range", "-")]))
        faults = {}
        first, *parts = self.path.partition("?")[0].strip("/").split("/")
        while parts and parts[0] != "file":
            name, *arguments = parts.pop(0).split(":")
            faults[name] = arguments
            if name == "redirect":
                return self.reply(302, b"gone", Location="/" + "/".join([first] + parts))
        if "elsewhere" in faults:  # elsewhere:PROTOCOL
            return self.reply(302, Location=faults["elsewhere"][0] + "://127.0.0.1/etc/hostname")
        size = int(parts[1]) if len(parts) > 1 else 0

        if "status" in faults:  # status:CODE[:COUNT[:RETRY-AFTER]]
            code, *rest = faults["status"]
            if not rest or number <= int(rest[0]):
                fields = {"Retry_After": rest[1]} if len(rest) > 1 else {}
                return self.reply(int(code), b"this is not the file", **fields)
        if "basic" in faults:  # basic:USER:PASSWORD
            wanted = base64.b64encode(":".join(faults["basic"]).encode()).decode()
            if self.headers.get("Authorization") != "Basic " + wanted:
                return self.reply(401, WWW_Authenticate="Basic")
        if "proxy" in faults:  # proxy:USER:PASSWORD
            wanted = base64.b64encode(":".join(faults["proxy"]).encode()).decode()
            if self.headers.get("Proxy-Authorization") != "Basic " + wanted:
                return self.reply(407, Proxy_Authenticate="Basic")
        if "header" in faults and self.headers.get(faults["header"][0]) != faults["header"][1]:
            return self.reply(403)

        seed = number if "changing" in faults else 0
        body = content(size, seed)
        tag = f'"{size}-{seed}"'
        if "weak" in faults:
            tag = "W/" + tag
        start = 0
        asked = self.headers.get("Range")
        ranged = asked and "plain" not in faults and self.headers.get("If-Range", tag) == tag
        if ranged:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            if start >= size:
                return self.reply(416, Content_Range=f"bytes */{size}")
            if "wrongrange" in faults:
                start = max(start - 10, 0)
        body = body[start:]

        self.send_response(206 if ranged else 200)
        if "plain" not in faults:
            self.send_header("ETag", tag)
        if ranged:
            self.send_header("Content-Range", f"bytes {start}-{size - 1}/{size}")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        for name in ("cut", "stall"):  # cut:COUNT:BYTES
            if name in faults and number <= int(faults[name][0]):
                self.wfile.write(body[: int(faults[name][1])])
                self.wfile.flush()
                if name == "stall":
                    time.sleep(60)
                self.close_connection = True
                return
        self.wfile.write(body)


class Server(ThreadingHTTPServer):
    request_queue_size = 128  # With the usual 5 a client may wait a second to be let in.


server = Server(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
os._exit(0)
