"""Which template holds, how it is filled, how one is addressed, and that a gap stands against approval."""

from datetime import date

import pytest

from sada.rules.citations import blocks, gaps
from sada.rules.honorifics import addressed
from sada.rules.templates import Matter, Pattern, choose, fill

DAY = date(2026, 11, 22)
MATTER = Matter("complaint", "lighting", "print", "open")


def test_the_nearer_unit_outranks_what_names_more():
    found = choose([Pattern(1, "letter", medium="print", rank=2), Pattern(2, "letter", rank=3)], MATTER, DAY)
    assert found == {"letter": 2}


def test_of_one_unit_the_row_that_names_most_holds():
    rows = [
        Pattern(1, "letter"),
        Pattern(2, "letter", medium="print"),
        Pattern(3, "letter", kind="complaint", family="lighting", state="open"),
    ]
    assert choose(rows, MATTER, DAY) == {"letter": 2}
    assert choose([*rows, Pattern(4, "letter", medium="print", kind="complaint")], MATTER, DAY) == {"letter": 4}


def test_a_row_of_another_medium_or_state_is_not_offered():
    rows = [Pattern(1, "post", medium="x"), Pattern(2, "holding", state="paused"), Pattern(3, "denial", kind="news")]
    assert choose(rows, MATTER, DAY) == {}


def test_a_row_holds_from_its_first_to_its_last_day():
    row = Pattern(1, "letter", valid_from=date(2026, 1, 1), valid_to=DAY)
    assert choose([row], MATTER, DAY) == {"letter": 1}
    assert choose([row], MATTER, date(2026, 11, 23)) == {}
    assert choose([row], MATTER, date(2025, 12, 31)) == {}


def test_of_two_alike_the_younger_holds_whatever_their_order():
    rows = [Pattern(1, "letter", valid_from=date(2026, 5, 1)), Pattern(2, "letter", valid_from=date(2026, 1, 1))]
    assert choose(rows, MATTER, DAY) == choose(rows[::-1], MATTER, DAY) == {"letter": 1}


def test_what_is_known_is_filled_and_what_is_missing_stays_a_gap():
    text = fill("في [المنفذ]، العدد ([رقم العدد])", {"المنفذ": "صحيفة الواحة", "رقم العدد": "  "})
    assert text == "في صحيفة الواحة، العدد ([رقم العدد])"
    assert [gap.text for gap in gaps(text)] == ["[رقم العدد]"]


def test_the_brackets_of_a_headline_are_neither_gaps_nor_citations():
    text = fill("«[العنوان]»", {"العنوان": "[فيديو] ظلام {في} الحي"})
    assert text == "«(فيديو) ظلام (في) الحي»"
    assert blocks(text, {}, DAY) == []


def test_a_gap_stands_against_approval_at_its_place():
    found = blocks("في العدد ([رقم العدد]) الصادر", {}, DAY)
    assert [(block.code, block.text, block.start) for block in found] == [("gap", "[رقم العدد]", 10)]


def test_brackets_without_words_are_no_gap():
    assert gaps("[12] و [] و [...]") == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("الدكتورة سعاد العمري", "سعادة الدكتورة سعاد العمري المحترمة"),
        ("الأستاذ ماجد السالم", "سعادة الأستاذ ماجد السالم المحترم"),
        ("الكاتبة هيا الفهد", "سعادة الأستاذة هيا الفهد المحترمة"),
        ("معالي الأستاذ فهد الراشد", "معالي الأستاذ فهد الراشد المحترم"),
        ("صاحب السمو الملكي الأمير سلطان", "صاحب السمو الملكي الأمير سلطان حفظه الله"),
        ("سعادة الدكتور فهد الوادي", "سعادة الدكتور فهد الوادي المحترم"),
        ("اللواء سعد النخيل", "سعادة اللواء سعد النخيل المحترم"),
        ("فضيلة الشيخ سالم الجبل", "فضيلة الشيخ سالم الجبل المحترم"),
        ("الأمير خالد", "[صاحب السمو الملكي أو صاحب السمو] الأمير خالد حفظه الله"),
        ("السيدة سعاد العمري", "سعادة الأستاذة سعاد العمري المحترمة"),
        ("", ""),
    ],
)
def test_a_title_in_the_name_tells_rank_and_gender(name, said):
    assert addressed(name) == said


@pytest.mark.parametrize("name", ["نور السالم", "د. نور السالم", "أ.د. نور السالم", "م. نور السالم", "أ. نور السالم"])
def test_without_a_title_that_tells_it_the_gender_is_left_to_the_writer(name):
    said = addressed(name)
    assert "نور السالم" in said
    assert len(gaps(said)) == 2
