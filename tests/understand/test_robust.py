"""Any string can be read: no crash, true offsets, bounded time, the same result whatever its form."""

import dataclasses
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sada.understand.lexicon import shipped
from sada.understand.read import read
from sada.understand.types import KINDS, RELEVANCES, TONES, Text
from tests.growth import assert_grows_with_length_only
from tests.understand.material import naughty_strings

PIECES = [
    "أمانة الرياض", "بلدية ", "البلدية", "الخرج", "شكا أهالي", "\u202e", "ﻻ", "ﷲ", "ـ" * 40, "🙂", "\x00", "َ", "؟",
    "\n", "نفايات", "إنارة", "#أمانة_جدة", "رئيس", " ", "\ud800", "م", "أمين", "،", "المجلس البلدي بـ", "940",
    "مستخدم", "رابط",
]  # fmt: skip
MIXED = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30).map("".join)


def sound(text: Text) -> None:
    """A reading holds only known values and its evidence points at what it quotes."""
    reading = read(text, shipped())
    assert reading.relevance in RELEVANCES
    assert reading.kind in KINDS
    assert reading.tone in TONES
    assert all(0.0 <= value <= 1.0 for value in reading.confidence.values())
    assert set(reading.units) <= set(shipped().units)
    for evidence in reading.evidence:
        assert text.whole[evidence.start : evidence.end] == evidence.text
        assert evidence.text


@given(title=MIXED, body=MIXED, medium=st.sampled_from(["online", "x"]))
@settings(max_examples=400, deadline=None)
def test_evidence_points_into_the_text_as_it_came(title, body, medium):
    sound(Text(title, body, medium=medium))


def test_naughty_strings_are_read():
    for text in naughty_strings():
        sound(Text(text, text))
        sound(Text("", text + " أمانة الرياض", medium="x"))


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_a_reading_does_not_depend_on_the_unicode_form(form):
    body = "شكا أهالي حيّ الصفا بجدّة من إهمال أمانة جدّة لإنارة الشوارع، ﻻ حياة لمن تنادي. شؤون الأحياء سيئة"
    one = read(Text("", body), shipped())
    other = read(Text("", unicodedata.normalize(form, body)), shipped())
    bare = {"evidence": (), "summary": (), "personal": ()}  # their offsets are those of the form
    assert dataclasses.replace(one, **bare) == dataclasses.replace(other, **bare)


WORDS = [
    "شكا أهالي", "أمانة جدّة", "بلدية الخرج", "إنارة", "سفلتة الشوارع", "ﻻ", "ﷲ", "لمسؤولي الأحياء", "آيل للسقوط",
    "شؤون", "سيئة", "١٢٫٥", "۱۲", "وش ذا", "🙂", "é", "ﬁ", "أُنجِز", "الحيّ", "؟", "مسئول",
]  # fmt: skip


@given(
    body=st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
    form=st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]),
    medium=st.sampled_from(["online", "x"]),
)
@settings(max_examples=150, deadline=None)
def test_no_text_depends_on_its_unicode_form(body, form, medium):
    def judged(written: str) -> tuple:
        r = read(Text("", written, medium=medium), shipped())
        return r.relevance, r.units, r.families, r.kind, r.tone, r.needs_answer, r.urgency, dict(r.confidence)

    assert judged(body) == judged(unicodedata.normalize(form, body))


@pytest.mark.parametrize(
    "body",
    [
        "أمانة الریاض تسفلت شوارعها",  # Persian yeh
        "امانہ الریاض تسفلت شوارعها",  # Urdu heh
        "بلدیة الخرج تنظف الشوارع",
        "وين البلدیه ياامانة الرياض الشارع مکسر",  # Persian kaf
        "ﺃﻣﺎﻧﺔ ﺍﻟﺮﻳﺎﺽ ﺗﺴﻔﻠﺖ ﺍﻟﺸﻮﺍﺭﻉ",  # presentation forms
        "أمانة الرياض🙂🙂🙂تسفلت🚧الشوارع",
        "Riyadh أمانة الرياض municipality تسفلت streets",
    ],
)
def test_neighbours_letters_emoji_and_mixed_scripts_do_not_hide_a_body(body):
    assert read(Text("", body), shipped()).units == ("riyadh",)


@pytest.mark.parametrize("wrap", ["\u202b{}\u202c", "\u2067{}\u2069", "\u200f{}", "{}\ufeff"])
def test_direction_marks_do_not_hide_a_body(wrap):
    assert read(Text(wrap.format("أمانة") + " " + wrap.format("الرياض"), "تنفذ السفلتة"), shipped()).units == (
        "riyadh",
    )


def test_tatweel_and_repeated_letters_do_not_hide_a_body():
    assert read(Text("", "أمـــــانة الريــــــــاض تسفلت شوارعناااا"), shipped()).units == ("riyadh",)


def test_an_empty_text_is_no_matter():
    reading = read(Text("", ""), shipped())
    assert (reading.relevance, reading.units, reading.evidence) == ("none", (), ())


HEAVY = [
    "شكا أهالي الرياض من أمانة الرياض وتراكم النفايات، شكرا أمانة جدة. ",
    "ا",
    "أمانة ",
    "ـ",
    "الرياض ",
    "بلدية في ",
    "الأمانة العامة ",
    "بلدية القنفذة ",
    "بحضور المحافظ، ورئيس بلدية تيماء، ",
    "بالتعاون مع بلدية ",
    "وين البلدية؟ ",
    "🙂",
    "ﷺ",
    "\u202e",
]


@pytest.mark.slow
@pytest.mark.parametrize("unit", HEAVY)
def test_five_megabytes_are_read(unit):
    wall = unit * (5_000_000 // len(unit.encode()))
    reading = read(Text("", wall, medium="x" if "؟" in unit else "online"), shipped())
    assert all(0 <= e.start < e.end <= len(wall) + 1 for e in reading.evidence)


def test_time_grows_with_length_only():
    sentence = "أمانة الرياض وبلدية الخرج شكرا من أهالي جدة. "
    assert_grows_with_length_only(lambda times: read(Text("", sentence * times), shipped()), 200)
