"""One `sada up` a data folder: the lock that says so, and the note that says where it serves."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sada.ops.locks import open_lock, take
from sada.ops.trouble import Trouble

PATIENCE = 2.0  # seconds another instance gets to say that it is stopping
STOPPING_PATIENCE = 40.0  # seconds a stopping one gets to be gone


@contextmanager
def only_instance(folder: Path, url: str) -> Iterator[IO[str]]:
    """Hold the folder's instance lock within the block. Raises Trouble when another instance keeps running."""
    with open_lock(folder / "up.lock") as file:
        began = time.monotonic()
        while not take(file):
            running = read_note(folder)
            waited = time.monotonic() - began
            if waited > (STOPPING_PATIENCE if running.get("stopping") else PATIENCE):
                raise Trouble("second-instance", url=running.get("url", "?"), pid=running.get("pid", "?"))
            time.sleep(0.1)
        write_note(file, url=url, pid=os.getpid())
        try:
            yield file
        finally:
            file.truncate(0)


def write_note(file: IO[str], **note: object) -> None:
    """Say who holds the lock."""
    file.seek(0)
    file.truncate(0)
    file.write(json.dumps(note))
    file.flush()


def read_note(folder: Path) -> dict[str, object]:
    """What the holder of the lock said; empty when nobody runs or it cannot be read."""
    try:
        return dict(json.loads((folder / "up.lock").read_text()))
    except (OSError, ValueError):
        return {}


def running_pid(folder: Path) -> object | None:
    """The process of the running instance, or None."""
    path = folder / "up.lock"
    if not path.exists():
        return None
    with open_lock(path) as file:
        return None if take(file) else read_note(folder).get("pid", "?")
