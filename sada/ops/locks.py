"""Locks that the kernel drops when their holder dies, however it dies."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from sada.ops.home import give_to_owner


def open_lock(path: Path) -> IO[str]:
    """The lock file, made when it is not there. Children do not inherit it."""
    new = not path.exists()
    file = open(path, "a+")  # noqa: SIM115 - held for as long as the lock is
    if new:
        give_to_owner(path)
    return file


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Wait until nobody else holds the lock, then hold it within the block."""
    with open_lock(path) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def share(path: Path) -> IO[str]:
    """Hold the lock together with others; it lasts until the file is closed or the process ends."""
    file = open_lock(path)
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def take(file: IO[str]) -> bool:
    """True when the lock could be had alone at once."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
