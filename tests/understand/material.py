"""Texts that tests of understanding share: real bytes from outside the repository, and the compiled lexicon."""

import json
import os
from pathlib import Path

import pytest

from sada.understand.lexicon import shipped
from sada.understand.read import read
from sada.understand.types import Reading, Text

TESTDATA = Path(os.environ.get("SADA_TESTDATA") or Path(__file__).resolve().parents[2].parent / "shared")


def understood(body: str, title: str = "", **more: str) -> Reading:
    """The reading of a text written in a test."""
    return read(Text(title, body, **more), shipped())


def post(body: str) -> Reading:
    """The reading of a post."""
    return read(Text("", body, medium="x"), shipped())


def naughty_strings() -> list[str]:
    """515 strings that break programs."""
    path = TESTDATA / "data" / "naughty-strings.json"
    if not path.exists():
        pytest.skip(f"{path} is absent: set SADA_TESTDATA to the folder of real test material")
    return json.loads(path.read_text(encoding="utf-8"))
