"""One row of a table, whatever the table's format, to what it says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sada.outside.dates import read_date
from sada.outside.html_text import has_markup, plain
from sada.ports import Heard, Quarantined

SAMPLE = 50  # rows looked at before columns are guessed
MOST_DEPTH = 3  # levels of nesting a cell's lists are joined through
MEDIA = {
    "print": "print newspaper صحيفة ورقية ورقي مطبوع",
    "radio": "radio إذاعة الإذاعة راديو",
    "tv": "tv television تلفزيون التلفزيون قناة",
    "online": "online web website news موقع إلكتروني الكتروني",
    "x": "x twitter تويتر إكس اكس",
    "facebook": "facebook فيسبوك فيس",
    "instagram": "instagram إنستغرام انستقرام انستغرام",
    "youtube": "youtube يوتيوب",
    "tiktok": "tiktok تيك",
    "snapchat": "snapchat سناب سناب_شات",
    "telegram": "telegram تيليجرام تلغرام تليجرام",
    "whatsapp": "whatsapp واتساب واتس",
    "forum": "forum منتدى",
    "email": "email e-mail mail بريد",
    "phone": "phone call هاتف اتصال",
    "in_person": "in_person حضوري شفهي",
}
_MEDIUM = {name: code for code, names in MEDIA.items() for name in names.split()}


def medium_code(name: str) -> str:
    """The medium code of a name in either language; "" when it is none."""
    folded = name.strip().lower()
    return _MEDIUM.get(folded) or _MEDIUM.get(folded.split(" ")[0], "") if folded else ""


def cell(value: Any, depth: int = 0) -> str:
    """A value as text: lists and the names in objects are joined, whatever else is nested is left out."""
    if value is None or value is True or value is False:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, (list, tuple)) and depth < MOST_DEPTH:
        return "، ".join(filter(None, (cell(v, depth + 1) for v in value[:100])))
    if isinstance(value, Mapping) and depth < MOST_DEPTH:
        return next((cell(value[k], depth + 1) for k in ("name", "text", "value", "title", "url") if value.get(k)), "")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return "" if isinstance(value, Mapping) else str(value)


def _text(row: Mapping[str, Any], column: str | None) -> str:
    value = row.get(column) if column else None
    return value if isinstance(value, str) else cell(value)


def heard(row: Mapping[str, Any], mapping: Mapping[str, str]) -> Heard | Quarantined:
    """What a row says under a mapping of fields to columns."""
    said = {field: _text(row, mapping.get(field)) for field in ("title", "text", "author", "source", "url", "date")}
    title, body = said["title"].strip(), said["text"]
    if has_markup(title):
        title = plain(title).replace("\n", " ") or title
    if has_markup(body):
        body = plain(body) or body  # what is nothing but markup is kept as it is written
    if not title and not body.strip():
        return Quarantined("no_text")
    return Heard(
        title=title,
        body=body,
        author=said["author"].strip(),
        source=said["source"].strip(),
        url=said["url"].strip(),
        published=read_date(said["date"]),
        medium=medium_code(_text(row, mapping.get("medium"))),
    )


def columns_of(rows: list[Mapping[str, Any]]) -> tuple[str, ...]:
    """The names of all columns of some rows, in order of first appearance."""
    return tuple(dict.fromkeys(name for row in rows for name in row))


def as_text(rows: list[Mapping[str, Any]]) -> list[dict[str, str]]:
    """Rows with every value as text, for guessing."""
    return [{name: cell(value) for name, value in row.items()} for row in rows]


def chain(first: list[Any], rest: Iterator[Any]) -> Iterator[Any]:
    """The rows looked at for guessing, then the others."""
    yield from first
    yield from rest
