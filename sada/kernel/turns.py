"""Turns: of several workers one does a thing at a time. A turn ends with the connection: a dead worker holds none."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

ACCOUNT = 0x5ADB  # the first half of the lock's number; the second is the account's own


@contextmanager
def turn(kind: int, number: int) -> Iterator[bool]:
    """Whether it is our turn; held until the block ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [kind, number])
        row = cursor.fetchone()
    is_ours = bool(row and row[0])
    try:
        yield is_ours
    finally:
        if is_ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [kind, number])
