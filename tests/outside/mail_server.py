"""A mail server of the tests' own on loopback that speaks as much of RFC 5321 as a letter that is handed over needs.

`plan` holds what is to go wrong, one a session: "cut": the line breaks before the text is asked for; "lost": the letter
is taken and the answer never comes; "broken": the line breaks in the middle of the text; or (verb, reply).
"""

import socket
import socketserver


class _Talk(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def hang_up(self):
        self.connection.shutdown(socket.SHUT_RDWR)

    def handle(self):
        fault = self.server.plan.pop(0) if self.server.plan else None
        self.say("220 ready")
        while line := self.rfile.readline().decode().strip():
            verb = line.split(" ")[0].upper()
            if isinstance(fault, tuple) and fault[0] == verb:
                self.say(fault[1])
                continue
            if verb == "DATA":
                if fault == "cut" or not self.take(fault):
                    self.hang_up()
                    return
                continue
            self.say({"EHLO": "250 SIZE", "QUIT": "221 bye"}.get(verb, "250 ok"))
            if verb == "QUIT":
                return

    def take(self, fault):
        """The text of a letter; whether it is answered."""
        self.say("354 go ahead")
        if fault == "broken":
            self.rfile.readline()
            return False
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if isinstance(fault, tuple) and fault[0] == "TEXT":
            self.say(fault[1])
            return True
        self.server.letters.append(b"".join(lines))
        if fault == "lost":
            return False
        self.say("250 taken")
        return True


class MailServer(socketserver.ThreadingTCPServer):
    """`letters`: the bytes of what was taken; `plan`: what is to go wrong."""

    daemon_threads = allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Talk)
        self.letters, self.plan = [], []
