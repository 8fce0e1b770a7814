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


def chained(papers: int) -> list[tuple[str, str]]:
    """Two events, each told in `papers` papers, and last a text that tells of both in the words of the first papers."""

    def told(event: str, paper: int) -> tuple[str, str]:
        about = " ".join(f"{event}{n}" for n in range(10))
        return f"{event}0 {event}1 {event}2", f"{about} " + " ".join(f"صحيفة{event}{paper}{n}" for n in range(40))

    texts = [told(event, paper) for event in ("زيارة", "مؤتمر") for paper in range(papers)]
    of_both = [f"{event}0 {event}1 " + " ".join(f"صحيفة{event}0{n}" for n in range(7)) for event in ("زيارة", "مؤتمر")]
    texts.append(("زيارة0 زيارة1 مؤتمر0 مؤتمر1", " ".join([*of_both, *(f"جامع{n}" for n in range(30))])))
    return texts
