"""Bytes to text: UTF-8 as the rule, windows-1256 as Arabic's old habit, UTF-16 by its mark; never a silent guess."""

from __future__ import annotations

import codecs
import re

from sada.ports import Quarantined

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ARABIC = re.compile("[\u0621-\u064a]{3,}")  # three letters in a row: random bytes seldom give that in windows-1256
_BAD = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def mark_of(raw: bytes) -> tuple[str, int]:
    """The encoding its byte order mark names and the mark's length; ("", 0) without one."""
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return encoding, len(mark)
    return "", 0


def guess(raw: bytes, is_whole: bool = True) -> str:
    """The encoding of some bytes, or "" when they are no text we know. `is_whole`: not cut in the middle."""
    marked, _ = mark_of(raw)
    if marked:
        return marked
    if b"\x00" in raw[:4_000]:
        return ""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(raw, final=is_whole)
    except UnicodeDecodeError:
        text = raw.decode("cp1256", "replace")
        return "cp1256" if len(_ARABIC.findall(text)) * 20 >= len(re.findall(r"\w+", text)) > 0 else ""
    return "utf-8"


def decode(raw: bytes, declared: str = "") -> str | Quarantined:
    """The text of some bytes. A declared encoding is believed only when the bytes agree with it."""
    marked, length = mark_of(raw)
    for encoding in (marked, "utf-8", declared, guess(raw)):
        if not encoding:
            continue
        try:
            text = raw[length:].decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        return Quarantined("binary", "control characters") if is_binary(text) else text
    return Quarantined("binary" if b"\x00" in raw else "encoding", "neither UTF-8 nor windows-1256")


def is_binary(text: str) -> bool:
    """More control characters than any text has."""
    head = text[:20_000]
    return len(_BAD.findall(head)) * 10 > len(head)
