"""Two valid facts of one thing with different values: neither is quoted until a person has settled it."""

from datetime import date

import pytest
from django.urls import reverse

from sada.desk.approve_answer import approve_answer
from sada.desk.citations import disputes
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.facts.keep_fact import Value, change_fact, same_as, set_fact_state
from sada.kernel import clock
from sada.kernel.refusals import Blocked
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()


def disputed(*facts):
    return {fact.pk: other.pk for fact, other in ((f, disputes({f.pk: f}, TODAY).get(f.pk)) for f in facts) if other}


def test_the_same_statement_is_known_however_it_is_spelt():
    one = same_as("عدد أعمدة الإنارة المصانة", "عمود")
    assert same_as("عدد اعمده الاناره المصانه", "عمود") == one
    assert same_as("عدد أعمدة الإنارة المستبدلة", "عمود") != one
    assert same_as("عدد أعمدة الإنارة المصانة", "حي") != one
    assert same_as(" ", "") == ""


def test_two_values_of_one_thing_in_one_unit_dispute_each_other(cast):
    mine, other = cast.fact("150"), cast.fact("160")
    assert disputed(mine, other) == {mine.pk: other.pk, other.pk: mine.pk}


@pytest.mark.parametrize(
    "more",
    [
        {"value": "١٥٠"},  # the same value in the other digits
        {"value": "مئة وخمسون"},
        {"value": "160", "unit": "qassim"},
        {"value": "160", "statement": "عدد أعمدة الإنارة المستبدلة"},
        {"value": "160", "as_of": date(2026, 6, 1), "valid_until": date(2026, 11, 21)},  # it has expired
    ],
)
def test_what_is_no_contradiction(cast, more):
    fact = cast.fact("150")
    cast.fact(**more)
    assert disputed(fact) == {}


def test_words_dispute_words(cast):
    fact = cast.fact("قيد التنفيذ", "حالة مشروع النفق")
    cast.fact("اكتمل", "حالة مشروع النفق")
    assert list(disputed(fact)) == [fact.pk]


def test_a_disputed_fact_blocks_approval_until_it_is_settled(cast, client):
    fact = cast.fact("150")
    answer = draft_answer(cast.case(), "رد", f"صين {{#{fact.pk}}} عمودًا", by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    other = cast.fact("160", proof="تقرير آخر")
    with pytest.raises(Blocked) as refusal:
        approve_answer(answer, 1, by=cast.noura, at=MORNING)
    assert [block.code for block in refusal.value.blocks] == ["fact_disputed"]
    cast.noura.language = "en"
    cast.noura.save()
    client.force_login(cast.noura)
    with clock.at(MORNING):
        shown = client.get(reverse("cases:answer", args=[answer.pk])).content.decode()
        assert "Another valid fact states otherwise (160)" in shown
        page = client.get(reverse("facts:show", args=[fact.pk])).content.decode()
        assert "Another valid fact of this unit states otherwise" in page
        assert "تقرير آخر" in page
    set_fact_state(other, "withdrawn", by=cast.saleh, at=MORNING, note="رقم قديم")
    approve_answer(answer, 1, by=cast.noura, at=MORNING)


def test_a_value_brought_into_line_settles_it_too(cast):
    fact, other = cast.fact("150"), cast.fact("160")
    change_fact(other, Value("150", TODAY, date(2026, 12, 31), "محضر 13"), by=cast.saleh, at=MORNING)
    assert disputed(fact, other) == {}
