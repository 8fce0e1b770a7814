"""`sada understand IN.jsonl OUT.jsonl`: one reading a line, in the order of the input, without a database.

Input lines are objects with "id", "title", "text" and optionally "author", "source", "date", "medium". Lines that
cannot be read are not lost: they are kept as they came, with number and reason, in OUT.refused.jsonl.
"""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO, Any

from sada.understand.lexicon import Lexicon
from sada.understand.read import read_many
from sada.understand.types import Evidence, Reading, Text

CHUNK = 512
FIELDS = ("author", "source", "date", "medium")


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that is no item: its number from 1, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many items were read, and the lines that were not."""

    items: int
    refused: tuple[Refused, ...]


def understand_file(
    source: Path,
    target: Path,
    lexicon: Lexicon,
    progress: Callable[[int], None] | None = None,
    with_details: bool = False,
) -> Outcome:
    """Read every item of `source` (JSON lines, also gzipped) and write its reading to `target`.

    `target` appears only when all is written. Memory holds one chunk of texts and a fingerprint per item. `progress` is
    called with the number of items done; `with_details` adds the key "details" to each line.
    Raises OSError when a file cannot be read or written.
    """
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    refused_path = target.with_name(f"{target.name}.refused.jsonl")
    refused: list[Refused] = []
    try:
        with draft.open("wb") as out:
            stories = _write_readings(source, out, lexicon, refused, progress, with_details)
        _finish(draft, target, stories)
    finally:
        draft.unlink(missing_ok=True)
    _keep_refused(source, refused_path, refused)
    return Outcome(len(stories), tuple(refused))


def to_object(identity: Any, reading: Reading) -> dict[str, Any]:
    """A reading in the format of the command, without its story."""
    return {
        "id": identity,
        "relevance": reading.relevance,
        "units": list(reading.units),
        "baladiyat": list(reading.baladiyat),
        "services": list(reading.services),
        "families": list(reading.families),
        "kind": reading.kind,
        "tone": reading.tone,
        "needs_answer": reading.needs_answer,
        "community": reading.community,
        "confidence": dict(reading.confidence),
        "unsure": list(reading.unsure),
        "urgency": reading.urgency,
        "responsible": reading.responsible,
        "agencies": list(reading.agencies),
        "byline": {"city": reading.city, "agency": reading.agency_line, "writer": reading.writer},
        "language": reading.language,
        "summary": [_span(e) for e in reading.summary],
        "personal": [_span(e) for e in reading.personal],
        "evidence": [_span(e) for e in reading.evidence],
        "version": reading.version,
    }


def _details(text: Text, reading: Reading) -> dict[str, Any]:
    """What --details adds; relative dates are seen from the item's own date where it has one."""
    from sada.understand import details as noted

    try:
        day = date.fromisoformat(text.date[:10])
    except ValueError:
        day = None
    return noted.to_object(text.whole, noted.details(text, reading, day))


def _span(e: Evidence) -> dict[str, Any]:
    return {"field": e.field, "start": e.start, "end": e.end, "text": e.text, "code": e.code}


def to_text(item: dict[str, Any]) -> Text:
    """The text of an input object; missing or null fields are empty."""
    extra = {name: str(item[name]) for name in FIELDS if item.get(name)}
    return Text(str(item.get("title") or ""), str(item.get("text") or ""), **extra)


def _open(path: Path) -> IO[bytes] | gzip.GzipFile:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")


def _item(line: bytes) -> dict[str, Any]:
    """One line as an object. Raises ValueError saying what is wrong with it."""
    try:
        item = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as reason:
        raise ValueError(f"not JSON in UTF-8: {reason}") from reason
    if not isinstance(item, dict):
        raise ValueError("not a JSON object")
    if item.get("id") in (None, ""):
        raise ValueError('no "id"')
    if not any(isinstance(item.get(name), str) for name in ("title", "text")):
        raise ValueError('neither "title" nor "text" is a string')
    return item


def _chunks(source: Path, refused: list[Refused]) -> Iterator[list[dict[str, Any]]]:
    chunk: list[dict[str, Any]] = []
    with _open(source) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                chunk.append(_item(line))
            except ValueError as reason:
                refused.append(Refused(number, str(reason)))
            if len(chunk) == CHUNK:
                yield chunk
                chunk = []
    if chunk:
        yield chunk


def _write_readings(
    source: Path,
    out: IO[bytes],
    lexicon: Lexicon,
    refused: list[Refused],
    progress: Callable[[int], None] | None,
    with_details: bool,
) -> list[int]:
    """Write readings without stories; return the story of each, known once all texts are seen."""
    from sada.understand.gather import group
    from sada.understand.stories import fingerprint_text

    fingerprints = []
    for chunk in _chunks(source, refused):
        texts = [to_text(item) for item in chunk]
        for item, text, reading in zip(chunk, texts, read_many(texts, lexicon), strict=True):
            more = {"details": _details(text, reading)} if with_details else {}
            out.write(_line(to_object(item["id"], reading) | more))
            fingerprints.append(fingerprint_text(text))
        if progress is not None:
            progress(len(fingerprints))
    return group(fingerprints)


def _finish(draft: Path, target: Path, stories: list[int]) -> None:
    """Add the story to every line and put the whole file in place at once."""
    whole = draft.with_suffix(".whole")
    try:
        with draft.open("rb") as lines, whole.open("wb") as out:
            for line, story in zip(lines, stories, strict=True):
                out.write(b'%s,"story":%d}\n' % (line.rstrip()[:-1], story))
        whole.replace(target)
    finally:
        whole.unlink(missing_ok=True)


def _line(item: dict[str, Any]) -> bytes:
    try:
        return json.dumps(item, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    except UnicodeEncodeError:  # half a surrogate pair has no UTF-8 form; JSON can still escape it
        return json.dumps(item, separators=(",", ":")).encode() + b"\n"


def _keep_refused(source: Path, path: Path, refused: list[Refused]) -> None:
    if not refused:
        path.unlink(missing_ok=True)
        return
    reasons = {entry.line: entry.reason for entry in refused}
    with _open(source) as lines, path.open("wb") as out:
        for number, line in enumerate(lines, 1):
            if number in reasons:
                raw = line.decode("utf-8", "backslashreplace").rstrip("\r\n")
                out.write(_line({"line": number, "reason": reasons[number], "raw": raw}))
