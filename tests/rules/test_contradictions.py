"""A number of a text against the fact it cites: own sentences, each with its twin that is in order."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.rules.contradictions import contradictions, other_things
from sada.rules.day_said import DaySaid, day_said, same_day


@dataclass(frozen=True)
class Fact:
    value: str
    measure: str = ""
    statement_ar: str = ""
    valid_until: date = date(2026, 12, 31)
    state: str = "valid"
    proof: str = "تقرير الإنجاز"


FACTS = {
    1: Fact("120", "بلدية", "عدد البلديات التي تعمل فيها الفرق"),
    2: Fact("١٬٢٠٠ حاوية", "", "عدد الحاويات المركبة"),
    3: Fact("94%", "من البلاغات", "نسبة البلاغات المغلقة"),
    4: Fact("أكثر من 150", "خدمة", "عدد الخدمات البلدية"),
    5: Fact("12", "حديقة", "الحدائق التي أعيد تأهيلها"),
}


def found(text):
    return [(one.text, one.fact, one.is_sure) for one in contradictions(text, FACTS)]


@pytest.mark.parametrize(
    ("text", "number", "fact"),
    [
        ("تعمل الفرق في {#1} بلدية. وتعمل الفرق في {=150} بلدية.", "150", 1),
        ("تعمل الفرق في {#1} بلدية. والفرق تعمل في {=١٥٠} بلدية.", "١٥٠", 1),
        ("تعمل الفرق في {#1} بلدية. تعمل الفرق في {=مئة وخمسين} بلدية.", "مئة وخمسين", 1),
        ("تعمل الفرق في {#1} بلدية. تعمل الفرق في 150 بلدية.", "150", 1),
        ("تعمل الفرق في {#1} بلدية. تعمل الفرق في أكثر من {=150} بلدية.", "150", 1),
        ("رُكّبت {#2}. وعدد الحاويات المركبة {=ألف} حاوية.", "ألف", 2),
        ("أُغلقت {#3} من البلاغات. نسبة البلاغات المغلقة {=90%} من البلاغات.", "90%", 3),
        ("تقدم الأمانة {#4} خدمة. تقدم الأمانة {=150} خدمة.", "150", 4),
        ("أُعيد تأهيل {#5} حديقة. أُعيد تأهيل {=15} حديقة.", "15", 5),
        ("أُعيد تأهيل {#5} حديقة. أُعيد تأهيل {=ثلاث} حدائق.", "ثلاث", 5),
    ],
)
def test_another_number_of_the_same_thing_is_a_contradiction(text, number, fact):
    assert found(text) == [(number, fact, True)]


@pytest.mark.parametrize(
    "text",
    [
        "تعمل الفرق في {#1} بلدية. تعمل الفرق في {=120} بلدية.",
        "تعمل الفرق في {#1} بلدية. تعمل الفرق في {=مئة وعشرين} بلدية.",
        "تعمل الفرق في {#1} بلدية. تعمل الفرق في أكثر من {=100} بلدية.",
        "تعمل الفرق في {#1} بلدية، منها {=30} بلدية.",
        "تعمل الفرق في {#1} بلدية. إضافة إلى {=30} بلدية.",
        "تعمل الفرق في {#1} بلدية و{=30} بلدية أخرى.",
        "تعمل الفرق في {#1} بلدية خلال {=24} ساعة.",
        "تعمل الفرق في {#1} بلدية. والعدد {=150} حاوية.",
        "رُكّبت {#2}. ونسبة الإنجاز {=90%} من الحاويات.",
        "تقدم الأمانة {#4} خدمة. تقدم الأمانة أكثر من {=100} خدمة.",
        "تعمل الفرق في {=150} بلدية.",
        "تعمل الفرق في {#99} بلدية. تعمل الفرق في {=150} بلدية.",
        "",
    ],
)
def test_the_same_number_a_part_or_another_thing_is_none(text):
    assert found(text) == []


def test_where_the_sentence_names_something_else_a_person_judges():
    assert found("تعمل الفرق في {#1} بلدية. وفي جدة تعمل الفرق في {=14} بلدية.") == [("14", 1, False)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("زرعت الأمانة {#5} شجرة في الحي", [(5, "شجرة في")]),
        ("ووُزعت {#2} شجرة.", [(2, "شجرة")]),
        ("أعادت الأمانة تأهيل {#5} حديقة", []),
        ("أعادت الأمانة تأهيل {#5} من الحدائق", []),
        ("تعمل في {#1} بلديات", []),
        ("بلغت {#3} هذا العام", []),
        ("عددها {#5}.", []),
        ("أغلقت {#9} شجرة", []),
    ],
)
def test_a_fact_cited_for_another_thing_is_told(text, told):
    assert other_things(text, FACTS) == told


def test_it_says_where_in_the_draft():
    draft = "تعمل الفرق في {#1} بلدية. تعمل الفرق في {=150} بلدية، وتعمل في 160 بلدية."
    own, bare = contradictions(draft, FACTS)
    assert (draft[own.start : own.end], draft[bare.start : bare.end]) == ("{=150}", "160")


@given(st.integers(3, 10**6), st.integers(3, 10**6))
def test_whatever_the_numbers_only_a_different_one_contradicts(stated, said):
    facts = {1: Fact(str(stated), "حاوية", "عدد الحاويات")}
    text = f"عدد الحاويات {{#1}} حاوية. عدد الحاويات {{={said}}} حاوية."
    assert bool(contradictions(text, facts)) == (stated != said)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("30 يونيو 2027م", DaySaid(False, 2027, 6, 30)),
        ("٣٠ يونيو", DaySaid(False, 0, 6, 30)),
        ("15 من شهر رجب 1448هـ", DaySaid(True, 1448, 7, 15)),
        ("3 جمادى الآخرة 1448هـ", DaySaid(True, 1448, 6, 3)),
        ("15/7/1448هـ", DaySaid(True, 1448, 7, 15)),
        ("2027-06-30", DaySaid(False, 2027, 6, 30)),
        ("في نهاية العام", None),
    ],
)
def test_a_day_is_read_as_official_texts_write_it(text, day):
    assert day_said(text) == day


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("30 يونيو 2027م", "2027/6/30", True),
        ("30 يونيو 2027م", "30 يونيو", True),
        ("30 يونيو 2027م", "30 يوليو 2027م", False),
        ("30 يونيو 2027م", "30 يونيو 2028م", False),
        ("15 رجب 1448هـ", "24 ديسمبر 2026م", None),
    ],
)
def test_two_days_are_compared_within_one_calendar(one, other, same):
    assert same_day(day_said(one), day_said(other)) is same
