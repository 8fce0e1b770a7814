"""Looks into a mailbox: over IMAP, or a folder of mails (Maildir). It reads and never deletes.

IMAP goes on behind the highest number seen (UID) and begins anew where the server gave all mails new numbers
(UIDVALIDITY); mails are read with PEEK, so that they stay unread for the people who use the box. In a Maildir a mail
moves from `new` to `cur` once it is kept. Reading a mail twice does no harm: the same bytes are the same item.
"""

from __future__ import annotations

import imaplib
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sada.outside.fetch import Allowed, is_public, plain_address
from sada.outside.mail_text import read_mail
from sada.ports import FetchFailed, Mailbox, Mails, Quarantined, Received, Record

MOST_MAILS, MOST_BYTES, TIMEOUT = 50, 30 << 20, 30
PORTS = {"imaps": 993, "imap": 143}
KIND = "message/rfc822"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mailbox lies, as its address says: imaps://user@host:993/INBOX."""

    scheme: str
    user: str
    host: str
    port: int
    folder: str

    @property
    def login(self) -> str:
        """What its password is kept under."""
        return f"{self.user}@{self.host}"


def place_of(address: str) -> Place:
    """The parts of an IMAP address; raises FetchFailed for one that is none."""
    try:
        parts = urlsplit(address)
        port = parts.port or PORTS[parts.scheme]
    except (ValueError, KeyError):
        raise FetchFailed("refused_address", "imaps://user@host/INBOX") from None
    if not parts.hostname or not parts.username:
        raise FetchFailed("refused_address", "imaps://user@host/INBOX")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    return Place(parts.scheme, unquote(parts.username), parts.hostname, port, folder)


def open_mailbox(
    address: str, secrets: Mapping[str, str], roots: tuple[Path, ...], allowed: Allowed = is_public
) -> Mailbox:
    """The mailbox of an address. Folders must lie under one of `roots`; `secrets`: user@host → password."""
    if address.startswith("maildir:"):
        folder = Path(address.removeprefix("maildir:")).resolve()
        if not any(folder.is_relative_to(root.resolve()) for root in roots):
            raise FetchFailed("refused_address", f"{folder} lies in no folder of SADA_MAILDIRS")
        return MailFolder(folder)
    place = place_of(address)
    if place.login not in secrets:
        raise FetchFailed("refused_address", f"no password for {place.login} in SADA_MAILBOX_SECRETS")
    return ImapMailbox(place, secrets[place.login], allowed)


class ImapMailbox:
    """One folder of an IMAP account. `allowed` says which addresses may be connected to."""

    def __init__(self, place: Place, password: str, allowed: Allowed) -> None:
        self._place, self._password, self._allowed = place, password, allowed

    def look(self, mark: str) -> Mails:
        """At most MOST_MAILS mails behind the mark «uidvalidity:uid», oldest first."""
        try:
            with _connected(self._place, self._allowed) as server:
                server.login(self._place.user, self._password)
                return self._behind(server, mark)
        except TimeoutError as fault:
            raise FetchFailed("timeout", str(fault)) from fault
        except (OSError, imaplib.IMAP4.error) as fault:
            raise FetchFailed("network", str(fault)[:200]) from fault

    def done(self, posted: Mails) -> None:
        """Nothing: the mark remembers."""

    def _behind(self, server: imaplib.IMAP4, mark: str) -> Mails:
        status, _ = server.select(f'"{self._place.folder}"', readonly=True)
        if status != "OK":
            raise FetchFailed("status", self._place.folder)
        _, said = server.response("UIDVALIDITY")
        validity = said[0].decode() if said and isinstance(said[0], bytes) else "0"
        before, _, last = mark.partition(":")
        last_uid = int(last) if before == validity and last.isdecimal() else 0
        _, found = server.uid("SEARCH", f"UID {last_uid + 1}:*")
        uids = sorted(uid for uid in map(int, (found[0] or b"").split()) if uid > last_uid)[:MOST_MAILS]
        records = tuple(record for uid in uids if (record := _fetched(server, uid, self._place)) is not None)
        return Mails(records, f"{validity}:{uids[-1] if uids else last_uid}")


def _fetched(server: imaplib.IMAP4, uid: int, place: Place) -> Record | None:
    """One mail; of an oversized one its head alone, quarantined. None for one deleted meanwhile."""
    _, sizes = server.uid("FETCH", str(uid), "(RFC822.SIZE)")
    size = next((int(part.split(b"RFC822.SIZE ")[1].split(b")")[0].split()[0]) for part in _plain(sizes)), 0)
    part = "BODY.PEEK[HEADER]" if size > MOST_BYTES else "BODY.PEEK[]"
    _, data = server.uid("FETCH", str(uid), f"({part})")
    raw = next((one[1] for one in data or [] if isinstance(one, tuple) and len(one) > 1), None)
    if raw is None:
        return None
    received = Received(raw, KIND, f"{place.login}/{place.folder}", uid)
    return Record(received, Quarantined("too_large", f"{size} bytes") if size > MOST_BYTES else read_mail(raw))


def _plain(data: object) -> list[bytes]:
    rows = data if isinstance(data, list) else []
    return [one for one in rows if isinstance(one, bytes) and b"RFC822.SIZE " in one]


def _connected(place: Place, allowed: Allowed) -> imaplib.IMAP4:
    """A connection to the very address that was checked, always behind TLS unless it is on this machine."""
    address = _checked(place, allowed)

    def connect(host: str, port: int, timeout: float | None) -> socket.socket:
        return socket.create_connection((address, port), timeout)

    if place.scheme == "imaps":
        return _Secure(place, connect)
    server = _Plain(place, connect)
    if not plain_address(address).is_loopback:
        server.starttls(ssl.create_default_context())
    return server


def _checked(place: Place, allowed: Allowed) -> str:
    found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
    for *_, where in found:
        if allowed(plain_address(str(where[0])), place.port):
            return str(where[0])
    raise FetchFailed("refused_address", f"{place.host} is not on the open network, nor in SADA_FETCH_ALLOW")


Connect = Callable[[str, int, float | None], socket.socket]


class _Plain(imaplib.IMAP4):
    def __init__(self, place: Place, connect: Connect) -> None:
        self._dial = connect
        super().__init__(place.host, place.port, TIMEOUT)

    def _create_socket(self, timeout: float | None) -> socket.socket:
        return self._dial(self.host, self.port, timeout)


class _Secure(_Plain):
    def _create_socket(self, timeout: float | None) -> socket.socket:
        bare = super()._create_socket(timeout)
        return ssl.create_default_context().wrap_socket(bare, server_hostname=self.host)


class MailFolder:
    """A Maildir: what the mail server, or a person, drops into its `new`; plain .eml files in the folder count too."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kept: list[Path] = []

    def look(self, mark: str) -> Mails:
        """The mails that wait, at most MOST_MAILS."""
        if not self._folder.is_dir():
            raise FetchFailed("network", f"{self._folder} is no folder")
        waiting = [*sorted((self._folder / "new").glob("*")), *sorted(self._folder.glob("*.eml"))]
        self._kept = [path for path in waiting if path.is_file()][:MOST_MAILS]
        return Mails(tuple(self._record(path) for path in self._kept), "")

    def done(self, posted: Mails) -> None:
        """Move what was kept to `cur`, marked as seen."""
        (self._folder / "cur").mkdir(exist_ok=True)
        for path in self._kept:
            path.replace(self._folder / "cur" / f"{path.name.split(':', 1)[0]}:2,S")

    def _record(self, path: Path) -> Record:
        if path.stat().st_size > MOST_BYTES:
            with path.open("rb") as file:
                head = file.read(64 << 10)
            return Record(Received(head, KIND, path.name), Quarantined("too_large", f"{path.stat().st_size} bytes"))
        raw = path.read_bytes()
        return Record(Received(raw, KIND, path.name), read_mail(raw))
