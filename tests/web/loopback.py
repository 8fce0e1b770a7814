"""Servers of the tests' own on 127.0.0.1: a newspaper with a feed, and a mail server that speaks SMTP."""

import socketserver
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def served(server):
    """The server answers in a thread of its own until the block ends."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def newspaper(feed):
    """A site that answers every address with these bytes, as a feed."""

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args):
            pass

        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
            self.send_header("Content-Length", str(len(feed)))
            self.end_headers()
            self.wfile.write(feed)

    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)


class Smtp(socketserver.StreamRequestHandler):
    """One conversation after RFC 5321; what arrived lies in `server.letters` as (from, [to], bytes)."""

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        self.say("220 tests ESMTP")
        sender, to = "", []
        while line := self.rfile.readline():
            word, _, rest = line.decode().strip().partition(" ")
            if word.upper() == "MAIL":
                sender, to = address(rest), []
            elif word.upper() == "RCPT":
                to.append(address(rest))
            elif word.upper() == "DATA":
                self.say("354 go on")
                self.server.letters.append((sender, to, self.data()))
            elif word.upper() == "QUIT":
                self.say("221 bye")
                return
            self.say("250 ok")

    def data(self):
        """The letter up to the lone dot; a doubled dot at the beginning of a line is one."""
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            assert line, "the letter broke off"
            lines.append(line[1:] if line.startswith(b"..") else line)
        return b"".join(lines)


def address(rest):
    """«FROM:<a@b.example> size=9» → a@b.example"""
    return rest.partition("<")[2].partition(">")[0]


def mail_server():
    """A mail server with an empty `letters`."""
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Smtp)
    server.daemon_threads = True
    server.letters = []
    return server
