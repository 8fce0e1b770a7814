"""The data folder: where it is, who owns it, the secrets in it."""

import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sada.ops.trouble import Trouble


def home() -> Path:
    """SADA_HOME, or /var/lib/sada for root, or the user's own data directory."""
    named = os.environ.get("SADA_HOME", "").strip()
    if named:
        return Path(named).expanduser().absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/sada")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "sada"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "sada"


def make_home(folder: Path, mode: int = 0o700) -> Path:
    """Make the data folder, or see that it is ours; raise Trouble when it cannot be used."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        owner = folder.stat().st_uid
        if owner not in (os.geteuid(), 0) and os.geteuid() != 0:
            raise Trouble("home-foreign", folder=folder, owner=owner_name(owner))
        if owner == os.geteuid():
            folder.chmod(mode)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise Trouble("home-foreign", folder=folder, owner=owner_name(owner))
    except (PermissionError, NotADirectoryError, FileExistsError, FileNotFoundError) as error:
        raise Trouble("home-unwritable", folder=folder, what=error.strerror) from error
    return folder


def owner_name(uid: int) -> str:
    """The name of a user, or the number where there is no name."""
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def give_to_owner(path: Path) -> None:
    """When root works in an ordinary user's data folder, what it makes there belongs to that user."""
    if os.geteuid() == 0:
        owner = path.parent.stat()
        os.chown(path, owner.st_uid, owner.st_gid)


def kept_secret(name: str) -> str:
    """The secret of that name in the data folder; where there is none yet, one that lives as long as this process."""
    try:
        return (home() / name).read_text().strip() or secrets.token_urlsafe(48)
    except OSError:
        return secrets.token_urlsafe(48)


def keep_secret(folder: Path, name: str) -> str:
    """The secret of that name, made once (0600) and then kept."""
    path = folder / name
    if path.exists() and path.read_text().strip():
        return path.read_text().strip()
    value = secrets.token_urlsafe(48)
    part = path.with_name(name + ".new")
    part.unlink(missing_ok=True)
    with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(value)
        file.flush()
        os.fsync(file.fileno())
    give_to_owner(part)
    part.replace(path)
    return value


def free_bytes(folder: Path) -> int:
    """Bytes free on the disk that holds the folder (or the nearest parent there is)."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def readable(count: int) -> str:
    """A number of bytes for people."""
    size = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"


def disk_full(folder: Path) -> Trouble:
    """The Trouble for a full disk, with what is free now."""
    return Trouble("disk-full", folder=folder, free=readable(free_bytes(folder)))


@contextmanager
def changed(name: str, value: str) -> Iterator[None]:
    """An environment variable set within the block."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
