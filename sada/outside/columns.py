"""Guesses which column of a table holds what, from its name and from what stands in it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sada.outside.dates import read_date

FIELDS = ("title", "text", "author", "source", "url", "date", "medium")
NAMES: Mapping[str, tuple[str, ...]] = {  # best first; folded as `fold_name` does
    "title": (
        "title", "headline", "subject", "العنوان", "عنوان", "عنوان الخبر", "عنوان الماده", "العنوان الرئيس",
        "العنوان الرئيسي", "المانشيت", "head",
    ),
    "text": (
        "text", "body", "content", "article", "full text", "fulltext", "content text", "content html", "tweet",
        "message", "post", "description", "summary", "snippet", "comment", "caption", "النص", "نص", "نص الخبر", "المتن",
        "المحتوي", "محتوي", "الخبر", "الماده", "نص الماده", "التغريده", "نص التغريده", "المنشور", "التعليق", "الرساله",
        "الموضوع", "التفاصيل", "الوصف", "الملخص",
    ),
    "author": (
        "author", "by", "byline", "writer", "journalist", "user", "username", "screen name", "authors", "creator",
        "الكاتب", "كاتب", "المحرر", "الصحفي", "المراسل", "صاحب الحساب", "الحساب", "المستخدم", "اسم الكاتب",
    ),
    "source": (
        "outlet", "source", "newspaper", "publisher", "site", "channel", "publication", "domain", "المصدر", "مصدر",
        "الصحيفه", "صحيفه", "الجريده", "المنفذ", "الموقع", "القناه", "الجهه الاعلاميه", "الوسيله الاعلاميه",
        "اسم الصحيفه", "اسم الجريده", "اسم المنفذ", "اسم المصدر",
    ),
    "url": ("url", "link", "address", "permalink", "href", "الرابط", "رابط", "العنوان الالكتروني", "رابط الخبر"),
    "date": (
        "date", "published", "published at", "publish date", "pubdate", "date published", "created at", "created",
        "time", "timestamp", "datetime", "التاريخ", "تاريخ", "تاريخ النشر", "النشر", "الوقت", "fetched at",
    ),
    "medium": ("medium", "media", "media type", "platform", "channel type", "الوسيله", "المنصه", "نوع الوسيله"),
}  # fmt: skip
_SIGNS = re.compile(r"[\W_]+")
_LETTERS = str.maketrans("أإآىة", "اااي\u0647", "ـًٌٍَُِّْ")
_URL = re.compile(r"https?://\S+$|www\.\S+$")


def fold_name(name: str) -> str:
    """A column name without case, signs and spelling variants."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return _SIGNS.sub(" ", split.translate(_LETTERS)).strip().lower()


def by_name(columns: Sequence[str]) -> dict[str, str]:
    """Field → column for the columns whose names say it."""
    folded = {fold_name(column): column for column in reversed(columns)}
    found: dict[str, str] = {}
    for field in FIELDS:
        for name in NAMES[field]:
            column = folded.get(name)
            if column is not None and column not in found.values():
                found[field] = column
                break
    return found


def _mean(values: Sequence[str]) -> float:
    return sum(map(len, values)) / len(values) if values else 0.0


def by_content(rows: Sequence[Mapping[str, str]], taken: Mapping[str, str], columns: Sequence[str]) -> dict[str, str]:
    """Fields that no name gave, from the values: addresses, dates, the longest text, the next longest."""
    found: dict[str, str] = {}
    free = [c for c in columns if c not in taken.values()]
    values = {c: [row[c] for row in rows if row.get(c, "").strip()] for c in free}
    for column in free:
        sample = values[column][:20]
        if not sample:
            continue
        if "url" not in taken and "url" not in found and all(_URL.match(v.strip()) for v in sample):
            found["url"] = column
        elif "date" not in taken and "date" not in found and all(len(v) < 60 and read_date(v) for v in sample):
            found["date"] = column
    length = {c: _mean(values[c]) for c in free if c not in found.values()}
    wordy = sorted((c for c in length if length[c] > 15), key=lambda c: -length[c])
    for field in ("text", "title"):
        if field not in taken and wordy:
            found[field] = wordy.pop(0)
    return found


def guess(columns: Sequence[str], rows: Sequence[Mapping[str, str]], given: Mapping[str, str]) -> dict[str, str]:
    """Field → column: what the user gave stands, names come next, values last. An empty given column means none."""
    kept = {field: column for field, column in given.items() if column in columns}
    rest = [c for c in columns if c not in kept.values()]
    named = {f: c for f, c in by_name(rest).items() if f not in given}
    taken = {**named, **kept}
    return {**{f: c for f, c in by_content(rows, taken, columns).items() if f not in given}, **taken}
