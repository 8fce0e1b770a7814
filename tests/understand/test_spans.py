"""Dates, figures and quotations of any string: true offsets, one result whatever its form, linear time."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sada.understand.addresses import addresses_in
from sada.understand.dates import dates, dates_in
from sada.understand.figures import figures_in
from sada.understand.quotes import quotes, quotes_in
from sada.understand.sentences import sentences
from sada.understand.tokens import tokens
from tests.growth import assert_grows_with_length_only
from tests.understand.material import naughty_strings

DAY = date(2015, 7, 20)
PIECES = [
    "قال", "أوضح أمين جدة", " أن ", "«", "»", '"', ":", "(", ")", ".", "،", "\n", "\r\n", "7/10/1436هـ", "1436",
    "١٥ ", "من 5 إلى ",
    " شوال ", "الموافق ", "23 يوليو", " الماضي", "أمس", "الساعة ", "9:30", " مساء", "3 ملايين", " ريال", "٪",
    "في المئة", "خمسة و", "عشرين ",
    "الأسبوع الثاني من ", "ربيع", " الآخر", "ـ" * 30, "\u202e", "ﻷ", "َ", "🙂", "\x00", "\ud800", "د.", " ",
    "1,2.3,4", "-", "/", "نصف", "ألف", "عيد الفطر ", "أول أيام ", "اليوم الوطني ", "الـ95", " لعام ", "التشريق",
    "24.7136", " N", "46.675 E ", "مبنى رقم ", "شارع الستين",
    "طنين", " وحديقتين ", "من 10 إلى 15 ألف ", "بين 3 و", "1.234 محلا",
    " و500", "ثلثي ",
]  # fmt: skip
MIXED = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=40).map("".join)


def sound(text):
    """Every span lies in the text, quotes what stands there, and none of one kind lies on another."""
    row = tokens(text)
    said = dates_in(row, DAY)
    counted = figures_in(row, [(d.start, d.end) for d in said])
    for spans in (said, counted, quotes_in(row), addresses_in(row)):
        reached = 0
        for span in spans:
            assert reached <= span.start < span.end <= len(text)
            assert span.text == text[span.start : span.end]
            reached = span.end
    assert not any(d.start < f.end and f.start < d.end for d in said for f in counted)
    for day in (d for d in said if d.sort == "day" and d.value):
        date.fromisoformat(day.value)
    reached = 0
    for first, last in sentences(row):
        assert reached <= first < last <= len(row.kinds)
        reached = last


@given(MIXED)
@settings(max_examples=500, deadline=None)
def test_offsets_are_those_of_the_text_as_it_came(text):
    sound(text)


def test_naughty_strings_have_true_offsets():
    for text in naughty_strings():
        sound(text)
        sound(f"قال {text} أن 5 {text} 7/10/1436هـ")


PRESS = (
    "أوضح أمين منطقة الرياض المهندس إبراهيم السلطان أن الأمانة أنهت يوم الخميس 7 شوال 1436هـ الموافق 23 يوليو 2015م "
    "سفلتة 40 شارعا "
    "بتكلفة 3 ملايين ريال، وبنسبة 94% في الأسبوع الثاني من أغسطس.\nوأضاف: «لن تتوقف الأعمال قبل خمسة عشر يوما»، "
    "الساعة 9:30 مساء."
)


def values(text):
    """What is said, without places and without the words as printed."""
    row, days = tokens(text), dates(text, DAY)
    return (
        [(d.sort, d.value, d.until, d.hijri, d.agrees) for d in days],
        [(f.value, f.unit, f.bound) for f in figures_in(row, [(d.start, d.end) for d in days])],
        [q.direct for q in quotes(text)],
    )


def each_letter(text, change):
    """The text with every Arabic letter changed."""
    return "".join(change(c) if "\u0621" <= c <= "\u064a" else c for c in text)


def presented(text):
    """Arabic letters in their isolated presentation forms."""
    forms = {unicodedata.normalize("NFKC", chr(c)): chr(c) for c in range(0xFEFC, 0xFE7F, -1)}
    return each_letter(text, lambda c: forms.get(c, c))


@pytest.mark.parametrize(
    "changed",
    [
        each_letter(PRESS, lambda c: c + "ـ" if c not in "اأإآدذرزوؤةىء" else c),
        each_letter(PRESS, lambda c: c + "َ"),
        presented(PRESS),
        PRESS.translate(str.maketrans("0123456789%", "٠١٢٣٤٥٦٧٨٩٪")),
        PRESS.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")),
        PRESS.translate(str.maketrans("يكه", "یکہ")),
        *(unicodedata.normalize(form, PRESS) for form in ("NFD", "NFKC", "NFKD")),
        "\u202b" + PRESS.replace("\n", "\u202c\n\u202b") + "\u202c",
        PRESS.replace("«", "“").replace("»", "”"),
    ],
    ids=[
        "tatweel",
        "vowels",
        "presentation",
        "indic",
        "persian-digits",
        "persian",
        "NFD",
        "NFKC",
        "NFKD",
        "bidi",
        "marks",
    ],
)
def test_what_is_said_does_not_depend_on_how_it_is_written(changed):
    sound(changed)
    assert values(changed) == values(PRESS)
    assert [len(part) for part in values(PRESS)] == [5, 3, 2]


HEAVY = [
    PRESS + " ", "قال ", "قال: «", "«", '"', "أن قال محمد ", "7/10/1436 ", "1/", "1-", "خمسة وعشرين ",
    "الأول ", "ربيع ", "من 5 إلى ", "ـ", "د.",
    "الساعة ", "5 ", "\n", "مليون ", "و", "».قال فلان.", "حديقتين ", "مترين و", "ألف و5 ", "بين 5 و6 ", "5-6-",
    "اليوم الوطني ", "أول أيام ", "24.713 ", "24°42'", "شارع 1234 طريق ", "مبنى 1234 ", "ص.ب 12345 ", "خط عرض ",
]  # fmt: skip


def every_pass(text):
    row = tokens(text)
    figures_in(row, [(d.start, d.end) for d in dates_in(row, DAY)])
    quotes_in(row)
    addresses_in(row)


@pytest.mark.parametrize("unit", HEAVY)
def test_time_grows_with_length_only(unit):
    assert_grows_with_length_only(lambda size: every_pass(unit * (size // len(unit.encode()))), 12_000)


@pytest.mark.slow
@pytest.mark.parametrize("unit", HEAVY[:3])
def test_five_megabytes_are_read(unit):
    every_pass(unit * (5_000_000 // len(unit.encode())))
