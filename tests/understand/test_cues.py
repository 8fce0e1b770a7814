"""Tables of cues, the automaton over them, and the lexicon that is built of them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sada.understand.cues import Cue, Phrase, own_rows, phrase, rows
from sada.understand.findings import find
from sada.understand.fold import fold
from sada.understand.lexicon import Lexicon, shipped
from sada.understand.scan import CLITICS, POST_ONLY, PRESS_ONLY, Scanner
from sada.understand.types import Text

CUE = Cue("f", "c", 1.0)


def scanner(*written: str) -> Scanner:
    return Scanner([(phrase(w), CUE) for w in written])


def found(text: str, *written: str) -> list[str]:
    folded = fold(text)
    return [folded[h.start : h.end] for h in scanner(*written).scan(folded)]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("أمانة الرياض", True),
        ("وأمانة الرياض", True),
        ("بالأمانة", True),
        ("والأمانة", True),
        ("للأمانة", True),
        ("وللأمانة", True),
        ("ائتمانة", False),
        ("أماناتنا", False),
        ("أمانتها", False),
        ("«أمانة»", True),
        ("#أمانة_جدة", True),
        ("أمـــانة", True),
        ("كلمة،أمانة", True),
        ("", False),
    ],
)
def test_a_word_is_found_with_its_clitics_and_never_inside_another(text, hit):
    assert bool(found(text, "أمانة")) is hit


def test_a_phrase_with_the_article_is_found_behind_lil():
    assert found("قدم للمجلس البلدي", "المجلس البلدي") == ["مجلس البلدي"]


def test_a_phrase_does_not_cross_a_clause():
    assert found("قال أمين، الرياض جميلة", "أمين الرياض") == []


def test_a_phrase_crosses_quotation_marks_and_many_spaces():
    assert found("أمانة   «الرياض»", "أمانة الرياض") == ["امانه الرياض"]


def test_an_exact_phrase_takes_nothing_before_it():
    assert found("وبلدي", "=بلدي") == []
    assert found("بلدي", "=بلدي") == ["بلدي"]


def test_a_starred_phrase_takes_a_short_ending():
    assert found("شكاواهم", "شكاوا*") == ["شكاوا"]
    assert found("شكاواتهمنا كثيرة", "شكاوا*") == []


def test_figures_are_words_too():
    assert found("على 940 دائما", "940") == ["940"]
    assert found("بلغت 19400", "940") == []


def test_a_cue_under_two_fields_is_found_under_both():
    table = [(Phrase("حفر"), Cue("family", "paving", 1.0)), (Phrase("حفر"), Cue("kind", "complaint", 1.0))]
    assert {h.cue.field for h in Scanner(table).scan("حفر")} == {"family", "kind"}


@given(st.text(max_size=60), st.sampled_from(sorted(CLITICS)))
@settings(max_examples=150, deadline=None)
def test_what_is_found_is_in_the_text(noise, clitic):
    text = fold(f"{noise} {clitic}بلديه {noise}")
    hits = scanner("بلدية").scan(text)
    assert all(text[h.start : h.end] == "بلديه" for h in hits)
    assert hits


def test_of_nested_phrases_with_one_code_only_the_longest_counts():
    seen = find(Text("", "سفلتة الشوارع"), Scanner([(Phrase("سفلته"), CUE), (Phrase("سفلته الشوارع"), CUE)]))
    assert [seen.text[h.start : h.end] for h in seen.of("f")] == ["سفلته الشوارع"]


def test_rows_are_read_with_their_marks():
    table = list(rows(["# remark", "", "kind\tpraise\t2\t=شكرا|مشكور*| "], "x.tsv"))
    assert [(p.text, p.exact_start, p.any_ending) for p, _ in table] == [("شكرا", True, False), ("مشكور", False, True)]
    assert {cue for _, cue in table} == {Cue("kind", "praise", 2.0)}


@pytest.mark.parametrize("line", ["kind\tpraise\tشكرا", "kind\tpraise\tmuch\tشكرا", "words only"])
def test_a_row_that_cannot_be_read_is_named_with_its_line(line):
    with pytest.raises(ValueError, match=r"x\.tsv, line 2"):
        list(rows(["# remark", line], "x.tsv"))


def test_the_tables_of_the_package_are_whole():
    fields = {cue.field for _, cue in own_rows()}
    assert {"body", "not", "foreign", "place", "family", "kind", "talk", "tone", "agency", "urgency"} <= fields


def test_families_of_the_tables_are_families_of_the_pack():
    assert {cue.code for _, cue in own_rows() if cue.field == "family"} <= set(shipped().families)


def test_units_of_the_tables_are_units_of_the_pack():
    codes = {cue.code for _, cue in own_rows() if cue.field in ("place", "site")}
    assert codes <= set(shipped().units)


def test_kinds_and_tones_of_the_tables_are_known():
    assert {cue.code for _, cue in own_rows() if cue.field == "tone"} == {"positive", "negative"}


def test_a_missing_file_of_a_pack_is_named(tmp_path):
    with pytest.raises(FileNotFoundError, match=r"units\.csv"):
        Lexicon.from_folder(tmp_path)


def test_the_shipped_lexicon_is_built_once():
    assert shipped() is shipped()


def test_the_version_changes_with_the_rows():
    unit = {"parent": "", "kind": "amana", "official_ar": "", "short_ar": "", "variants": ""}
    one = Lexicon.from_rows([{**unit, "code": "a", "name_ar": "أمانة الألف"}], [], [])
    other = Lexicon.from_rows([{**unit, "code": "a", "name_ar": "أمانة الباء"}], [], [])
    assert one.version != other.version


def test_a_unit_belongs_to_the_amana_above_it_however_deep():
    assert shipped().units["riyadh.al-duwadimi"].amana == "riyadh"
    assert shipped().units["riyadh.al-malaz"].amana == "riyadh"
    assert shipped().units["ministry"].amana == "ministry"


def test_rows_with_empty_fields_are_read():
    unit = {"code": "a", "parent": None, "kind": "amana", "name_ar": "أمانة الألف", "variants": None, "short_ar": None}
    family = {"code": "cleaning", "name_ar": "النظافة", "aliases": None}
    service = {"code": "s.1", "family": "cleaning", "name_ar": "كنس الشوارع كلها", "aliases": None}
    lexicon = Lexicon.from_rows([unit], [family], [service])
    assert lexicon.units["a"].amana == "a"
    assert lexicon.service_family == {"s.1": "cleaning"}


def test_an_alias_of_the_pack_weighs_no_less_than_the_phrase_within_it():
    family = {"code": "building", "name_ar": "البناء", "aliases": "بيت آيل للسقوط|بيت أخضر كبير"}
    lexicon = Lexicon.from_rows([], [family], [])
    weights = {
        text: max(hit.cue.weight for hit in lexicon.scanner.scan(fold(text)) if hit.cue.field == "family")
        for text in family["aliases"].split("|")
    }
    assert weights == {"بيت آيل للسقوط": 3.0, "بيت أخضر كبير": 1.5}


@pytest.mark.parametrize(("post", "left_out"), [(True, PRESS_ONLY), (False, POST_ONLY)])
def test_a_text_is_spared_what_it_is_not_judged_by(post, left_out):
    text = fold("وين البلدية شارعنا مكسر، وأوضح أمين المنطقة أن المطعم مخالف. افتتاح مسرحية من جانبه مواطنون مشروع 😂")
    every = shipped().scanner.scan(text)
    fields = {hit.cue.field for hit in every}
    assert fields & PRESS_ONLY and fields & POST_ONLY
    assert shipped().scanner.scan(text, post) == [hit for hit in every if hit.cue.field not in left_out]
