"""A file of service reports with their states, as a report centre hands it over: CSV, its heading in any language."""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from sada.rules.report_states import denies, state_of

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "reference": ("reference", "رقم البلاغ", "رقم", "الرقم", "report"),
    "state": ("state", "status", "الحالة", "حالة البلاغ"),
    "at": ("date", "at", "updated", "التاريخ", "تاريخ التحديث", "تاريخ الإغلاق"),
    "proof": ("proof", "note", "الإثبات", "إثبات الإغلاق", "ملاحظة", "الإجراء"),
    "url": ("url", "link", "الرابط", "صورة"),
}
MOST = 5_000
LONGEST_REFERENCE, LONGEST_URL = 60, 1000
LONGEST_CELL = 100_000  # letters; csv's own limit belongs to the whole process, and other readers move it
YEARS: Final = range(2000, 2100)  # in which a report can have moved
_SPACES: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class ReportStatus:
    """What a service desk (940, Balady) says of one report. `state`: open, underway, done, refused.

    `proof`: what shows that it was done; without one a report counts as closed, but nothing is proven by it.
    """

    reference: str
    state: str
    text: str = ""
    at: datetime | None = None
    proof: str = ""
    proof_url: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """What a file says: the states, and the lines that could not be read with the reason code."""

    found: list[ReportStatus]
    wrong: list[tuple[int, str]]


def rows_of(raw: bytes) -> Rows:
    """The rows of a CSV file; a file without a column for reference and state has none and says so.

    A line that cannot be read is named and takes none of the others with it. Lines are those of the file, as an editor
    counts them.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1256", "replace")
    records = _records(text, ";" if text.split("\n", 1)[0].count(";") > 1 else ",")
    _first, heading = next(records, (1, None))
    places = _places(heading or [])
    if not {"reference", "state"} <= places.keys():
        return Rows([], [(1, "no_columns")])
    found, wrong = [], []
    for number, line in islice(records, MOST):
        cells = {name: line[at].strip() if at < len(line) else "" for name, at in places.items()} if line else {}
        state = state_of(cells.get("state", ""))
        fault = _fault(cells, state)
        if fault:
            wrong.append((number, fault))
        else:
            found.append(_status(cells, state))
    more = next(records, None)
    if more is not None:
        wrong.append((more[0], "too_many"))
    return Rows(found, wrong)


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """(line it begins on, its cells) of each record that holds anything; None for the cells of one that cannot be read.

    A quotation mark that is never closed would swallow the rest of the file: one reads on with the next line.
    """
    lines = [f"{line}\n" for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    at = 0
    while at < len(lines):
        reader = csv.reader(lines[at:], delimiter=delimiter, strict=True)
        begun = at
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield begun + 1, cells if all(len(cell) <= LONGEST_CELL for cell in cells) else None
                begun = at + reader.line_num
        except csv.Error:
            yield begun + 1, _leniently(lines[begun], delimiter)
        else:
            return
        at = begun + 1


def _leniently(line: str, delimiter: str) -> list[str] | None:
    """A line with a stray quotation mark; None where it is not whole or one of its cells is longer than any can be."""
    if line.count('"') % 2:
        return None
    try:
        return next(csv.reader([line], delimiter=delimiter), None)
    except csv.Error:
        return None


def _fault(cells: Mapping[str, str], state: str) -> str:
    """Why a row cannot be taken in; "" where it can."""
    at = _moment(cells.get("at", ""))
    faults = (
        (not cells, "unreadable"),
        (any("\0" in cell for cell in cells.values()), "unreadable"),
        (not cells.get("reference"), "no_reference"),
        (len(cells.get("reference", "")) > LONGEST_REFERENCE, "long_reference"),
        (not state, "unknown_state"),
        (len(cells.get("url", "")) > LONGEST_URL, "long_url"),
        (at is not None and at.year not in YEARS, "impossible_date"),
        (state == "done" and denies(cells.get("proof", "")), "proof_denies"),
    )
    return next((code for holds, code in faults if holds), "")


def _status(cells: Mapping[str, str], state: str) -> ReportStatus:
    url = cells.get("url", "")
    return ReportStatus(
        reference=cells["reference"],
        state=state,
        text=cells["state"][:200],
        at=_moment(cells.get("at", "")),
        proof=cells.get("proof", ""),
        proof_url=url if url.startswith(("http://", "https://")) else "",
    )


def _places(heading: list[str]) -> dict[str, int]:
    plain = [_SPACES.sub(" ", cell.strip().lower()) for cell in heading]
    return {name: plain.index(one) for name, known in COLUMNS.items() for one in known if one in plain}


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        return None
