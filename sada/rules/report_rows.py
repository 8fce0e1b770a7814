"""A file of service reports with their states, as a report centre hands it over: CSV, its heading in any language."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "reference": ("reference", "رقم البلاغ", "رقم", "الرقم", "report"),
    "state": ("state", "status", "الحالة", "حالة البلاغ"),
    "at": ("date", "at", "updated", "التاريخ", "تاريخ التحديث", "تاريخ الإغلاق"),
    "proof": ("proof", "note", "الإثبات", "إثبات الإغلاق", "ملاحظة", "الإجراء"),
    "url": ("url", "link", "الرابط", "صورة"),
}
# The first that stands in the words decides: «مغلق دون معالجة» is no closing as done.
STATES: Final = (
    ("refused", ("مرفوض", "دون معالجة", "بدون معالجة", "لم يعالج", "خارج الاختصاص", "rejected", "refused", "cancel")),
    ("done", ("مغلق", "أغلق", "تمت المعالجة", "تم الإغلاق", "منجز", "منفذ", "closed", "done", "resolved")),
    ("underway", ("تحت المعالجة", "قيد", "جار", "محال", "progress", "underway", "assigned")),
    ("open", ("جديد", "مستلم", "مفتوح", "وارد", "new", "open", "received")),
)
MOST = 5_000
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


def state_of(words: str) -> str:
    """The state that a centre's words mean; "" where they mean none we know."""
    plain = _SPACES.sub(" ", words.strip().lower())
    return next((state for state, known in STATES if any(one in plain for one in known)), "")


def rows_of(raw: bytes) -> Rows:
    """The rows of a CSV file; a file without a column for reference and state has none and says so."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1256", "replace")
    sheet = csv.reader(io.StringIO(text), delimiter=";" if text.split("\n", 1)[0].count(";") > 1 else ",")
    lines = [line for line in sheet if any(cell.strip() for cell in line)]
    places = _places(lines[0]) if lines else {}
    if not {"reference", "state"} <= places.keys():
        return Rows([], [(1, "no_columns")])
    found, wrong = [], []
    for number, line in enumerate(lines[1 : MOST + 1], 2):
        cells = {name: line[at].strip() if at < len(line) else "" for name, at in places.items()}
        state = state_of(cells["state"])
        if not cells["reference"] or not state:
            wrong.append((number, "no_reference" if not cells["reference"] else "unknown_state"))
            continue
        found.append(_status(cells, state))
    return Rows(found, wrong)


def _status(cells: Mapping[str, str], state: str) -> ReportStatus:
    url = cells.get("url", "")
    return ReportStatus(
        reference=cells["reference"][:60],
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
