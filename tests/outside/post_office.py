"""A small IMAP server on loopback that speaks as much of RFC 3501 as a mailbox that is looked into needs."""

import re
import socketserver
import threading
from email.message import EmailMessage

PASSWORD = "harbour lantern"


def letter(
    body="متى تعود إنارة حي الزهور؟", subject="استفسار صحفي", sender="سعد الناصر <saad@alwaha.example>", **heads
):
    """The bytes of a mail; heads with underscores for hyphens."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "press@amana.example", subject
    mail["Date"] = "Sun, 22 Nov 2026 08:55:00 +0300"
    mail["Message-ID"] = heads.pop("Message_ID", f"<{abs(hash((body, subject)))}@alwaha.example>")
    for name, value in heads.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(body)
    return mail.as_bytes()


REPORT = """From: MAILER-DAEMON@mx.example
To: sada@waha.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <report-{n}@mx.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"
{heads}
--b
Content-Type: text/plain; charset=utf-8

This is the mail system at host mx.example. {n}

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Sun, 22 Nov 2026 09:00:00 +0300

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <{recipient}>: no such user

--b
{brought}
--b--
"""


def report(message_id, action="failed", status="5.1.1", how="whole", n=1, recipient="saad@alwaha.example"):
    """The bytes of a mail server's report on a letter, which is brought back whole, as its head, or only named."""
    brought = {
        "whole": f"Content-Type: message/rfc822\n\nFrom: a@b.example\nMessage-ID: {message_id}\nSubject: x\n\ntext\n",
        "head": f"Content-Type: text/rfc822-headers\n\nFrom: a@b.example\nMessage-ID: {message_id}\n",
        "named": "Content-Type: text/plain\n\nnothing\n",
    }[how]
    heads = f"In-Reply-To: {message_id}\n" if how == "named" else ""
    said = REPORT.format(n=n, heads=heads, recipient=recipient, action=action, status=status, brought=brought)
    return said.encode()


class _Talk(socketserver.StreamRequestHandler):
    def say(self, *lines):
        for line in lines:
            self.wfile.write(line if isinstance(line, bytes) else f"{line}\r\n".encode())

    def handle(self):
        self.say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, _, said = line.partition(" ")
            self.server.heard.append(said)
            verb = said.upper().removeprefix("UID ").split(" ")[0]
            getattr(self, f"on_{verb.lower()}")(said)
            if not (verb == "LOGIN" and self.server.refuses):
                self.say(f"{tag} OK done")
            else:
                self.say(f"{tag} NO wrong")
            if verb == "LOGOUT":
                return

    def on_capability(self, said):
        self.say("* CAPABILITY IMAP4rev1")

    def on_login(self, said):
        self.server.refuses = f'"{PASSWORD}"' not in said

    def on_logout(self, said):
        self.say("* BYE")

    def on_examine(self, said):
        self.say(f"* {len(self.server.mails)} EXISTS", f"* OK [UIDVALIDITY {self.server.validity}] ok")

    on_select = on_examine

    def on_search(self, said):
        first = int(re.search(r"UID (\d+):", said.split("SEARCH")[1])[1])
        uids = [uid for uid in self.server.mails if uid >= first]
        if not uids and self.server.mails:
            uids = [max(self.server.mails)]  # «n:*» always names the last mail: RFC 3501 §6.4.8
        self.say("* SEARCH " + " ".join(map(str, uids)))

    def on_fetch(self, said):
        uid = int(said.split()[2])
        raw = self.server.mails.get(uid)
        if raw is None:
            return
        if "RFC822.SIZE" in said:
            size = self.server.sizes.get(uid, len(raw))
            self.say(f"* 1 FETCH (UID {uid} RFC822.SIZE {size})")
            return
        part = "BODY[HEADER]" if "HEADER" in said else "BODY[]"
        body = raw.partition(b"\n\n")[0] if "HEADER" in said else raw
        self.say(f"* 1 FETCH (UID {uid} {part} {{{len(body)}}}", body, ")")


class PostOffice(socketserver.ThreadingTCPServer):
    """`mails`: uid → bytes; `heard`: what clients said; `sizes`: sizes to claim."""

    allow_reuse_address, daemon_threads = True, True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Talk)
        self.mails, self.sizes, self.heard, self.validity, self.refuses = {}, {}, [], 7, False
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        """As a source names it."""
        return f"imap://press@127.0.0.1:{self.server_address[1]}/INBOX"

    def put(self, *mails):
        """Deliver."""
        for raw in mails:
            self.mails[max(self.mails, default=0) + 1] = raw
