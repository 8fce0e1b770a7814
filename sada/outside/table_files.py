"""CSV (any separator and encoding Arabic offices use) and XLSX (merged and two-line heads) to records."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sada.outside.columns import by_name
from sada.outside.encodings import guess, mark_of
from sada.outside.rows import cell
from sada.outside.streams import MOST_LINE, Stream, Truncated
from sada.outside.tabular import Parsed, opened
from sada.ports import Opened, Quarantined, Received, Record

SEPARATORS = ",;\t|"
MOST_SHEET = 512 << 20  # uncompressed bytes of a workbook: beyond it is a bomb or belongs in CSV
HEAD_ROWS = 10  # rows among which the line of column names is looked for
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def separator_of(line: str) -> str:
    """The separator of a heading line: the one that stands most often outside quotation marks."""
    if line.lower().startswith("sep=") and len(line.strip()) == 5:
        return line.strip()[4]
    bare = "".join(part for place, part in enumerate(line.split('"')) if place % 2 == 0)
    return max(SEPARATORS, key=bare.count)


def is_table(head: bytes) -> bool:
    """True when the first line names columns we know, one of them a title or a text: a table without a telling name."""
    encoding = guess(head, is_whole=False)
    if not encoding:
        return False
    first = head[mark_of(head)[1] :].decode(encoding, "replace").split("\n", 1)[0]
    cells = [name.strip(' "\r') for name in first.split(separator_of(first))]
    known = by_name([name for name in cells if name])
    return len(known) > 1 and bool(known.keys() & {"title", "text"})


class _Lines:
    """Decodes lines for csv.reader and keeps the bytes of the row being read."""

    def __init__(self, stream: Stream, encoding: str) -> None:
        self._lines, self._encoding = stream.lines(), encoding
        self.taken = bytearray()
        self.number = 0
        self.truncated: Truncated | None = None
        self.is_first = True

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        try:
            line, _ = next(self._lines)
        except Truncated as fault:
            self.truncated = fault
            raise StopIteration from fault
        self.number += 1
        if self.is_first:
            line, self.is_first = line[mark_of(line)[1] :], False
        self.taken += line
        return line.decode(self._encoding, "replace").replace("\x00", "")


def _named(columns: Sequence[str], values: Sequence[str]) -> dict[str, str]:
    extra = [f"column {n}" for n in range(len(columns) + 1, len(values) + 1)]
    return dict(zip([*columns, *extra], values, strict=False))


def _csv_rows(lines: _Lines, separator: str, origin: str) -> Iterator[Parsed]:
    """Rows by column name. A row the reader refuses is quarantined and reading goes on after it."""
    columns: list[str] = []
    reader = csv.reader(lines, delimiter=separator)
    while True:
        lines.taken.clear()
        start = lines.number + 1
        try:
            values = next(reader)
        except StopIteration:
            break
        except csv.Error as fault:
            yield Received(bytes(lines.taken), "text/csv", origin, start), Quarantined("unreadable", str(fault))
            reader = csv.reader(lines, delimiter=separator)
            continue
        if not any(value.strip() for value in values) or (not columns and values[0].lower().startswith("sep=")):
            continue
        if not columns:
            columns = [value.strip() or f"column {place}" for place, value in enumerate(values, 1)]
            continue
        yield Received(bytes(lines.taken).rstrip(b"\r\n"), "text/csv", origin, start), _named(columns, values)
    if lines.truncated:
        rest = Received(lines.truncated.rest, "text/csv", origin, lines.number + 1)
        yield rest, Quarantined("truncated", str(lines.truncated))


def open_csv(stream: Stream, name: str, given: Mapping[str, str]) -> Opened:
    """A CSV file; its first line holds the column names."""
    csv.field_size_limit(MOST_LINE)
    head = stream.peek()
    encoding = guess(head, is_whole=False)
    if encoding.startswith("utf-16"):
        text = (stream.whole(MOST_SHEET) or b"").decode(encoding, "replace").lstrip("\ufeff")
        stream, encoding = Stream(io.BytesIO(text.encode("utf-8", "surrogatepass"))), "utf-8"
        head = stream.peek()
    if not encoding:
        got = Received(head[:MOST_LINE], "text/csv", name)
        return Opened(name, "csv", iter([Record(got, Quarantined("encoding"))]), stream.size)
    first = head[mark_of(head)[1] :].split(b"\n", 1)[0].decode(encoding, "replace")
    rows = _csv_rows(_Lines(stream, encoding), separator_of(first), name)
    return opened(name, "csv", rows, given, stream.size)


def _filled(values: Sequence[str]) -> list[str]:
    """A row of merged cells with each value carried to the cells it spans."""
    out: list[str] = []
    for value in values:
        out.append(value or (out[-1] if out else ""))
    return out


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """A two-line head as one: the lower name, else the one that spans above it."""
    wide = max(len(upper), len(lower))
    above = _filled([*upper, *[""] * (wide - len(upper))])
    return [low or high for low, high in zip([*lower, *[""] * (wide - len(lower))], above, strict=True)]


def find_head(rows: Sequence[Sequence[str]]) -> tuple[int, list[str]]:
    """Where data begins and the column names: the line, or two lines, whose names say most; else the first line."""
    best, found = 0, (1, list(rows[0]) if rows else [])
    for place in range(min(HEAD_ROWS, len(rows))):
        for names in (list(rows[place]), _joined(rows[max(0, place - 1)], rows[place])):
            known = by_name([n for n in names if n])
            score = 2 * len(known) + bool(known.keys() & {"title", "text"})
            if score > best:
                best, found = score, (place + 1, names)
    return found


def _sheet_rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
        values = [cell(v.isoformat() if hasattr(v, "isoformat") else v) for v in row]
        if any(value.strip() for value in values):
            yield number, values


def _xlsx_rows(book: Any, origin: str) -> Iterator[Parsed]:
    """Rows of every sheet. A cell has no bytes of its own, so a row's values as JSON stand for them."""
    for sheet in book.worksheets:
        rows = _sheet_rows(sheet)
        first = list(islice(rows, HEAD_ROWS))
        start, names = find_head([values for _, values in first])
        columns = [name.strip() or f"column {place}" for place, name in enumerate(names, 1)]
        for number, values in (*first[start:], *rows):
            raw = json.dumps([sheet.title, *values], ensure_ascii=False).encode("utf-8", "surrogatepass")
            yield Received(raw, XLSX, origin, number), _named(columns, values)


def open_xlsx(raw: bytes, name: str, given: Mapping[str, str]) -> Opened:
    """A workbook; every sheet with a line of column names."""
    import openpyxl

    whole = Received(raw, XLSX, name)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(part.file_size for part in archive.infolist()) > MOST_SHEET:
                return Opened(name, "xlsx", iter([Record(whole, Quarantined("too_large"))]), len(raw))
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        rows = list(_xlsx_rows(book, name))
    except Exception as fault:  # noqa: BLE001  # the reader raises whatever its parser meets: all of it means one thing
        return Opened(name, "xlsx", iter([Record(whole, Quarantined("unreadable", str(fault)[:200]))]), len(raw))
    if not rows:
        return Opened(name, "xlsx", iter([Record(whole, Quarantined("empty"))]), len(raw))
    return opened(name, "xlsx", iter(rows), given, len(raw))
