"""Before anything is written the mapping is shown, and a person at a terminal is asked whether to go on."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from itertools import islice

import click

from sada.ops.ingest_report import Progress, say_mapping, say_row
from sada.outside.rows import chain
from sada.ports import Opened

ROWS = 3  # rows shown before the question


class Declined(Exception):
    """The person at the terminal said no."""


class Asker:
    """Shows how each document would be read. Asks once for each mapping, and never where nobody can answer."""

    def __init__(self, progress: Progress, is_sure: bool) -> None:
        self._progress, self._is_sure = progress, is_sure
        self._agreed: list[Mapping[str, str]] = []

    def see(self, opened: Opened, given: Mapping[str, str], before: Mapping[str, str] | None) -> None:
        """Show the mapping; where it was guessed and not agreed to yet, ask. `before`: that of an earlier run. Raises
        Declined."""
        if not opened.columns:
            return
        with self._progress.paused():
            say_mapping(opened, given)
            known = opened.mapping in (before, *self._agreed)
            if self._is_sure or known or not is_answered():
                return
            first = list(islice(opened.records, ROWS))
            opened.records = chain(first, opened.records)
            for number, record in enumerate(first, 1):
                say_row(number, record)
            if not click.confirm("  Continue?  ·  متابعة؟", default=True):
                raise Declined
            self._agreed.append(opened.mapping)


def is_answered() -> bool:
    """Whether a person sits at a terminal, for input as well as output."""
    return sys.stdin.isatty() and sys.stdout.isatty()
