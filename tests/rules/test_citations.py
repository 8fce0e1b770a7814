"""Every number of an outgoing text rests on a fact that holds, or is the writer's own."""

import itertools
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.rules.citations import UnknownFact, bare_numbers, bearing, blocks, cited, parse, render

TODAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Fact:
    value: str
    valid_until: date = date(2026, 12, 31)
    state: str = "valid"
    proof: str = "تقرير الإنجاز"
    measure: str = ""


FACTS = {12: Fact("250"), 13: Fact("١٬٢٠٠ حاوية"), 14: Fact("94%")}


def codes(text, facts=None):
    return [block.code for block in blocks(text, FACTS if facts is None else facts, TODAY)]


def test_a_draft_comes_apart_and_together_again():
    draft = "نُفذت {#12} خدمة، منها {=150} جديدة."
    parts = parse(draft)
    assert [(p.fact, p.own, p.text) for p in parts] == [
        (None, False, "نُفذت "),
        (12, False, ""),
        (None, False, " خدمة، منها "),
        (None, True, "150"),
        (None, False, " جديدة."),
    ]
    assert "".join(draft[p.start : p.end] for p in parts) == draft


def test_what_leaves_holds_the_facts_values_and_the_writers_own_numbers():
    assert render("نُفذت {#12} خدمة، منها {=150} جديدة.", FACTS) == "نُفذت 250 خدمة، منها 150 جديدة."
    assert render("تجاوز {#12:150} خدمة", FACTS) == "تجاوز 150 خدمة"


def test_a_fact_that_is_not_there_cannot_be_rendered_and_blocks():
    for draft in ("{#99}", "{#99:150}"):
        with pytest.raises(UnknownFact):
            render(draft, FACTS)
    assert codes("{#99} خدمة") == ["unknown_fact"]


def test_facts_are_cited_once_each_in_the_order_of_the_text():
    assert cited("{#13} ثم {#12} ثم {#13}") == [13, 12]


@pytest.mark.parametrize(
    "text", ["رُفعت 250 حاوية", "رُفعت ٢٥٠ حاوية", "مئتان وخمسون حاوية", "تجاوز 150 خدمة", "94%", "(150) ألف ريال"]
)
def test_a_bare_number_blocks_in_either_digits_and_in_words(text):
    assert codes(text) == ["number_without_fact"]


@pytest.mark.parametrize(
    "text",
    [
        "نُفذت {#12} خدمة",
        "خلال {=24} ساعة",
        "للتواصل عبر مركز البلاغات (940)",
        "إشارة إلى ما نُشر بالعدد (14305) بتاريخ 3-1-1433هـ",
        "يوم الاثنين 23 نوفمبر 2026م الساعة 10 صباحًا",
        "1. النظافة\n2. الإنارة",
    ],
)
def test_cited_own_and_naming_numbers_do_not_block(text):
    assert codes(text) == []


def test_a_block_says_where_it_stands():
    (block,) = blocks("رُفعت 250 حاوية", FACTS, TODAY)
    assert "رُفعت 250 حاوية"[block.start : block.end] == block.text == "250"


def test_a_fact_holds_to_the_end_of_its_last_day():
    assert codes("{#1}", {1: Fact("250", valid_until=TODAY)}) == []
    assert codes("{#1}", {1: Fact("250", valid_until=date(2026, 11, 22))}) == ["fact_expired"]


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        (Fact("250", state="contradicted"), "fact_contradicted"),
        (Fact("250", state="withdrawn"), "fact_withdrawn"),
        (Fact("250", state="something new"), "fact_withdrawn"),
        (Fact("250", proof="  "), "fact_without_proof"),
    ],
)
def test_a_fact_that_does_not_hold_blocks(fact, code):
    assert codes("{#1} خدمة", {1: fact}) == [code]


def test_all_that_is_wrong_with_a_fact_is_said():
    fact = Fact("250", valid_until=date(2026, 1, 1), state="contradicted", proof="")
    assert codes("{#1}", {1: fact}) == ["fact_contradicted", "fact_expired", "fact_without_proof"]


@pytest.mark.parametrize(
    ("text", "borne"),
    [
        ("تجاوز {#12:150} خدمة", True),
        ("تجاوز {#12:250} خدمة", False),
        ("لا يقل عن {#12:250} خدمة", True),
        ("نُفذت {#12:150} خدمة", False),
        ("نُفذت {#12:مئتان وخمسون} خدمة", True),
        ("نُفذت {#12:٢٥٠} خدمة", True),
        ("نحو {#13:1,250} حاوية", True),
        ("{#14:90%}", False),
        ("{#12:كثير} خدمة", False),
        ("{#12:200} على الأقل", True),
        ("{#12:300} أو أكثر", False),
        ("{#12:300} على الأكثر", True),
        ("تجاوز {#12} خدمة", False),  # the fact's own value too is bounded by the words before it
        ("لا يقل عن {#12} خدمة", True),
        ("{#12:ربع} خدمة", False),
        ("{#14:94} في المئة", True),
        ("{#14}", True),
        ("تجاوز {#13:ألف} حاوية و{#12:مئتين وخمسين} خدمة", True),
        ("تجاوز {#13:ألفي} حاوية", False),
    ],
)
def test_a_number_as_written_must_be_borne_by_its_fact(text, borne):
    assert codes(text) == ([] if borne else ["fact_does_not_bear"])


@pytest.mark.parametrize(
    ("value", "text", "borne"),
    [
        ("أكثر من 150", "{#1} خدمة", True),
        ("أكثر من 150", "نُفذت {#1:150} خدمة", False),  # more than 150 is not 150
        ("أكثر من 150", "تجاوز {#1:150} خدمة", True),
        ("أكثر من 150", "تجاوز {#1:١٠٠} خدمة", True),
        ("أكثر من 150", "تجاوز {#1:200} خدمة", False),
        ("لا يقل عن 150", "أكثر من {#1:150} خدمة", False),
        ("لا يقل عن 150", "أكثر من {#1:149} خدمة", True),
        ("أقل من 24", "خلال أقل من {#1:30} ساعة", True),
        ("أقل من 24", "خلال أقل من {#1:20} ساعة", False),
        ("نحو 150", "نحو {#1:155} خدمة", True),
        ("نحو 150", "{#1:150} خدمة", False),
        ("مئة وخمسون", "{#1:١٥٠} خدمة", True),
    ],
)
def test_a_fact_that_is_itself_bounded_bears_only_what_follows_from_it(value, text, borne):
    assert codes(text, {1: Fact(value)}) == ([] if borne else ["fact_does_not_bear"])


@pytest.mark.parametrize(
    ("measure", "code"), [("حاوية", ["fact_other_measure"]), ("%", []), ("نسبة مئوية", []), ("", [])]
)
def test_a_count_is_not_told_as_a_percentage(measure, code):
    for text in ("{#1}%", "{#1:94} في المئة", "٪{#1:٩٤}"):
        assert codes(text, {1: Fact("94", measure=measure)}) == code, text


@pytest.mark.parametrize("text", ["{#12} ألف خدمة", "{#12:٢٥٠} مليون ريال", "{#12:250} ألف"])
def test_a_word_that_multiplies_a_cited_number_blocks(text):
    assert {"number_without_fact", "fact_does_not_bear"} & set(codes(text))


def test_a_fact_of_which_another_says_otherwise_blocks():
    found = blocks("{#12} خدمة و{#13}", FACTS, TODAY, {13})
    assert [(block.code, block.fact) for block in found] == [("fact_disputed", 13)]


@pytest.mark.parametrize("text", ["{#x}", "{#}", "{12}", "{", "}", "{= }x{", "{#12", "{{#12}"])
def test_a_citation_that_is_none_blocks(text):
    assert "broken_citation" in codes(text)


def test_for_a_bare_number_the_facts_that_bear_it_are_offered_exact_ones_first():
    facts = {**FACTS, 20: Fact("151"), 21: Fact("400", state="withdrawn"), 22: Fact("قيد التنفيذ"), 23: Fact("150")}
    (over,) = bare_numbers("تجاوز 150 خدمة")
    assert bearing(over, facts, TODAY) == [12, 13, 20]
    (exact,) = bare_numbers("نُفذت 150 خدمة")
    assert bearing(exact, facts, TODAY) == [23]


def test_a_year_inside_a_citation_is_not_asked_for_again():
    assert bare_numbers("{#12:150} و{=75} و{#13}") == []


@given(st.lists(st.sampled_from(["{#12}", "{=150}", "{#12:150}", "{", "}", "#", "12", "نص ", "مئة", "\n", "=", ":"])))
def test_the_pieces_of_any_draft_make_the_draft(pieces):
    draft = "".join(pieces)
    parts = parse(draft)
    assert "".join(draft[p.start : p.end] for p in parts) == draft
    assert all(a.end == b.start for a, b in itertools.pairwise(parts))
    for block in blocks(draft, FACTS, TODAY):
        assert draft[block.start : block.end] == block.text


@given(st.lists(st.sampled_from(["{#12}", "{=مئة}", "{#13:1200}", "نص ", "، "])))
def test_nothing_of_a_citation_is_left_in_what_leaves(pieces):
    assert not set("{}#=") & set(render("".join(pieces), FACTS))


@pytest.mark.parametrize(
    ("value", "text", "borne"),
    [
        ("30 يونيو 2027م", "يُفتتح في {#1:٣٠ يونيو ٢٠٢٧م}", True),
        ("2027/6/30", "يُفتتح في {#1:30 يونيو 2027}", True),
        ("30 يونيو 2027م", "يُفتتح في {#1:30 يوليو 2027م}", False),
        ("15 رجب 1448هـ", "يُفتتح في {#1:15 شعبان 1448هـ}", False),
        ("15 رجب 1448هـ", "يُفتتح في {#1:24 ديسمبر 2026م}", False),
        ("15 رجب 1448هـ", "يُفتتح في {#1}", True),
    ],
)
def test_a_day_as_written_must_be_that_of_its_fact(value, text, borne):
    assert codes(text, {1: Fact(value)}) == ([] if borne else ["fact_does_not_bear"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("نشكر لكم تواصلكم، ونفيدكم بأن \n\nوالسلام", "تواصلكم، ونفيدكم بأن"),
        ("ونود أن نوضح أن", "أن نوضح أن"),
        ("نود أن", "نود أن"),
    ],
)
def test_a_sentence_begun_and_not_ended_blocks(text, said):
    (block,) = blocks(text, {}, TODAY)
    assert (block.code, block.text) == ("unfinished", said)
    assert text[block.start : block.end].strip() == said


def test_nothing_written_blocks_and_a_whole_sentence_does_not():
    assert [block.code for block in blocks(" \n", {}, TODAY)] == ["empty"]
    for text in ("ونفيدكم بأن الإنارة أُعيدت.", "ونود أن\u200f نوضح ما يأتي:", "سكان الخان\nوالسلام", "نشأن\nوبعد"):
        assert blocks(text, {}, TODAY) == []
