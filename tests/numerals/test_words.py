"""Numbers written in Arabic words."""

import itertools
import json
import os
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.numerals.words import fold, in_words

DATA = Path(os.environ.get("SADA_TESTDATA", Path(__file__).parents[3] / "shared"))


def values(text):
    return [number.value for number in in_words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مئة وخمسون خدمة", 150),
        ("مائة وخمسين خدمة", 150),
        ("مِئَةٌ وَخَمْسُونَ خدمة", 150),
        ("مئة و خمسون", 150),
        ("المئة والخمسون خدمة", 150),
        ("بخمسين حاوية", 50),
        ("ولثلاثين حديقة", 30),
        ("خمسة وعشرون", 25),
        ("اثنا عشر", 12),
        ("إحدى عشرة", 11),
        ("ثلاث مائة وواحد وثلاثون", 331),
        ("ثمانمئة وتسعة", 809),
        ("ألف شجرة", 1000),
        ("ألفان", 2000),
        ("سبعمئة وخمسون ألفًا", 750_000),
        ("ثلاثة آلاف ومئتين وخمسة وعشرين", 3225),
        ("مليونين وثلاثمائة ألف", 2_300_000),
        ("نصف مليون ريال", 500_000),
        ("مليون ونصف المليون ريال", 1_500_000),
        ("ألف وأربعمئة وسبعة وأربعين", 1447),
        ("اثني عشر مليار ريال", 12_000_000_000),
    ],
)
def test_a_number_in_words_has_its_value(text, expected):
    assert values(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("خمسة وستة", [5, 6]),
        ("خمسة وعشرون. ثلاثون", [25, 30]),
        ("عشرون وخمسة", [20, 5]),
        ("خمسون وألف", [50, 1000]),
        ("سبعة (ثمانية)", [7, 8]),
        ("مئة ألف ألف", [100_000, 1000]),
    ],
)
def test_numbers_side_by_side_stay_apart(text, expected):
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    ["آلاف المواطنين", "مئات الشكاوى", "الحادية عشرة", "الخامس والعشرين", "الثلاثاء", "ربع الشوارع", "النصف", "", "و"],
)
def test_vague_amounts_ordinals_and_days_are_no_numbers(text):
    assert values(text) == []


def test_the_place_of_a_number_points_into_the_text_as_written():
    text = "نُفّذ مِئَة وخمسون مشروعًا"
    (number,) = in_words(text)
    assert text[number.start : number.end] == "مِئَة وخمسون"


UNITS = ["واحد", "اثنان", "ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة", "عشرة"]
TENS = ["عشرون", "ثلاثون", "أربعون", "خمسون", "ستون", "سبعون", "ثمانون", "تسعون"]
HUNDREDS = ["مئة", "مئتان", "ثلاثمئة", "أربعمائة", "خمسمئة", "ستمائة", "سبعمئة", "ثمانمئة", "تسعمئة"]


def spelt(n):
    """The number in words as grammar has it (nominative, masculine), for numbers below a million."""
    if n >= 1000:
        thousands, rest = divmod(n, 1000)
        head = {1: "ألف", 2: "ألفان"}.get(thousands) or f"{spelt(thousands)} {'آلاف' if thousands < 11 else 'ألف'}"
        return head + (f" و{spelt(rest)}" if rest else "")
    if n >= 100:
        hundreds, rest = divmod(n, 100)
        return HUNDREDS[hundreds - 1] + (f" و{spelt(rest)}" if rest else "")
    if n >= 20:
        tens, unit = divmod(n, 10)
        return f"{UNITS[unit - 1]} و{TENS[tens - 2]}" if unit else TENS[tens - 2]
    if n > 10:
        return {11: "أحد عشر", 12: "اثنا عشر"}.get(n) or f"{UNITS[n - 11]} عشر"
    return UNITS[n - 1]


@given(st.integers(1, 999_999))
def test_every_number_below_a_million_is_read_back(n):
    assert values(f"بلغ {spelt(n)} بلاغ") == [n]


@given(st.text(alphabet="وألفمئة ثلاخسينعشربمليون.,()\n", max_size=60))
def test_any_text_is_read_without_error_and_in_order(text):
    found = in_words(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(text[n.start : n.end].strip() for n in found)


# Dozens, fractions («خُمس»), zero; and one that the suite gives a tenth of its value («اثني عشر مليار»).
NOT_OURS = ("دزين", "دست", "علي", "اثمان", "خماس", "خمس العشر", "مائه خمس", "صفر", "اثني عشر مليار", "نصف")


def test_folding_keeps_what_tells_numbers_apart():
    assert fold("مِئَةٌ") == "مئه"
    assert fold("أَلْف") == fold("الف")


def test_whole_numbers_of_a_foreign_suite_are_read():
    """Cases whose text is words alone and whose meaning is one whole number, without dozens, fractions, mistakes."""
    archive = DATA / "data" / "dates-numbers.tar.xz"
    if not archive.exists():
        pytest.skip(f"no test data at {archive}; set SADA_TESTDATA")
    with tarfile.open(archive) as tar:
        member = next(m for m in tar.getmembers() if m.name.endswith("Number/Arabic/NumberModel.json"))
        cases = json.loads(tar.extractfile(member).read().decode("utf-8-sig"))
    wanted = []
    for case in cases:
        texts = [(r["Text"], r["Resolution"].get("value", "")) for r in case["Results"]]
        if len(texts) == 1 and texts[0][1].isdigit() and not any(c.isdigit() for c in texts[0][0]):
            said = fold(texts[0][0])
            if not any(part in said for part in NOT_OURS):
                wanted.append((texts[0][0], int(texts[0][1])))
    read = [text for text, value in wanted if values(text) == [value]]
    assert len(wanted) >= 20
    assert len(read) / len(wanted) >= 0.9, sorted(set(t for t, _ in wanted) - set(read))
