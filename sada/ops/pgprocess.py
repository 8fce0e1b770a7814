"""Which processes serve a data folder. A pid alone proves nothing: it may be a zombie's, or somebody else's by now."""

import contextlib
import signal
import time
from pathlib import Path

import psutil

ORPHAN_GRACE = 5.0  # seconds a back end whose postmaster died gets to end by itself


def postmaster(data: Path) -> psutil.Process | None:
    """The living server of that folder."""
    try:
        process = psutil.Process(int((data / "postmaster.pid").read_text().split("\n")[0]))
    except (FileNotFoundError, psutil.NoSuchProcess, ValueError):
        return None
    return process if serves(process, data) else None


def serves(process: psutil.Process, data: Path) -> bool:
    """Whether it is a living PostgreSQL process at home in that folder."""
    try:
        return (
            process.name().startswith("postgres")
            and process.status() != psutil.STATUS_ZOMBIE
            and Path(process.cwd()) == data
        )
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return False


def orphans(data: Path) -> list[psutil.Process]:
    """Back ends that outlived their killed server and may still write."""
    return [process for process in psutil.process_iter() if serves(process, data)]


def see_orphans_off(data: Path) -> None:
    """Wait until no back end of a dead server is left; ask those that stay to quit."""
    end = time.monotonic() + ORPHAN_GRACE
    while left := orphans(data):
        if time.monotonic() > end:
            for process in left:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.send_signal(signal.SIGQUIT)
            end = time.monotonic() + ORPHAN_GRACE
        time.sleep(0.1)


def drop_stale_locks(data: Path, socket: Path) -> None:
    """Remove lock files whose number now belongs to a zombie or a stranger, which PostgreSQL takes for a server.

    Where the number is nobody's the file stays: PostgreSQL checks it better than we could.
    """
    if postmaster(data) is not None:
        return
    for path in (data / "postmaster.pid", socket / ".s.PGSQL.5432.lock"):
        with contextlib.suppress(FileNotFoundError, ValueError):
            if psutil.pid_exists(int(path.read_text().split("\n")[0])):
                path.unlink()
