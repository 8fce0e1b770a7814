"""`sada backup`: one file with everything in the database, taken while people work.

The file is pg_dump's own, with the SHA-256 of all that went before as its last bytes: pg_restore takes a file whose
end is missing without a word, so completeness is ours to prove.
"""

import hashlib
import os
import subprocess
from pathlib import Path

from sada.ops.clients import client, connection_environment, present_url
from sada.ops.database import database, see_server
from sada.ops.home import disk_full, home
from sada.ops.trouble import Trouble

SEAL = b"\nsada-sha256:"


def backup(target: Path | None) -> Path:
    """Write a backup and return its path. The name appears only when the file is whole. Raises Trouble."""
    target = (target or default_target()).absolute()
    if target.exists():
        raise Trouble("backup-exists", file=target)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with database():
        dump(present_url(), target)
    return target


def default_target() -> Path:
    """backups/sada-DATE-TIME.dump in the data folder."""
    from sada.kernel import clock

    return home() / "backups" / f"sada-{clock.now().astimezone(clock.RIYADH):%Y-%m-%d-%H%M%S}.dump"


def dump(url: str, target: Path) -> None:
    """pg_dump's own format, compressed, readable to the owner alone (it holds personal data)."""
    program = client("pg_dump", see_server(url))
    part = target.with_name(target.name + ".part")
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        done = subprocess.run(
            [program, "--format=custom", "--no-owner", "--no-privileges"],
            stdout=file,
            stderr=subprocess.PIPE,
            check=False,
            env=connection_environment(url),
        )
    if done.returncode:
        part.unlink()
        what = done.stderr.decode(errors="replace").strip()
        raise disk_full(target.parent) if "No space left" in what else Trouble("backup-failed", what=what)
    seal(part)
    part.replace(target)


def seal(path: Path) -> None:
    """Add the hash of the content as the last bytes, and see the file safely on the disk."""
    digest = content_digest(path, path.stat().st_size)
    with open(path, "ab") as file:
        file.write(SEAL + digest)
        file.flush()
        os.fsync(file.fileno())


def is_sealed(path: Path) -> bool:
    """Whether the file is as long and as it was when it was written."""
    size = path.stat().st_size - len(SEAL) - hashlib.sha256().digest_size
    if size <= 0:
        return False
    with open(path, "rb") as file:
        file.seek(size)
        return file.read() == SEAL + content_digest(path, size)


def content_digest(path: Path, size: int) -> bytes:
    """The SHA-256 of the first `size` bytes."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while size > 0 and (block := file.read(min(size, 1 << 20))):
            digest.update(block)
            size -= len(block)
    return digest.digest()
