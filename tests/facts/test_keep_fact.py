"""Facts: value, proof, expiry, versions; a change names every text that quoted the old value."""

from datetime import date, timedelta

import pytest

from sada.desk.approve_answer import approve_answer
from sada.desk.draft_answer import draft_answer, submit_answer, withdraw_answer
from sada.facts.keep_fact import Value, add_fact, change_fact, drafts_citing, set_fact_state, uses_of
from sada.kernel.refusals import Missing, NotAllowed, SomeoneElseDidIt, WrongState
from sada.store.models import Act, Fact, Notice
from sada.store.queries import facts
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
NEW = Value("175", date(2026, 11, 20), date(2027, 2, 1), "محضر رقم 13")


def approved_with(cast, fact, title="رد"):
    answer = draft_answer(cast.case(), title, f"صين {{#{fact.pk}}} عمودًا", by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    approve_answer(answer, 1, by=cast.noura, at=MORNING)
    return answer


def test_a_new_fact_is_valid_owned_and_has_its_first_version(cast):
    fact = cast.fact("150")
    assert (fact.state, fact.owner, fact.version) == ("valid", cast.saleh, 1)
    assert list(fact.versions.values_list("version", "value")) == [(1, "150")]
    assert Act.objects.get(name="fact.added").after["value"] == "150"


@pytest.mark.parametrize(
    "value",
    [
        Value("", date(2026, 1, 1), date(2026, 2, 1), "محضر"),
        Value("5", date(2026, 1, 1), date(2026, 2, 1), "  "),
        Value("5", date(2026, 2, 2), date(2026, 2, 1), "محضر"),
    ],
)
def test_a_fact_without_value_or_proof_or_with_turned_dates_is_refused(cast, value):
    with pytest.raises(Missing):
        add_fact(cast.riyadh, "عدد الأعمدة", value, by=cast.saleh, at=MORNING)
    fact = cast.fact()
    with pytest.raises(Missing):
        change_fact(fact, value, by=cast.saleh, at=MORNING)


def test_facts_are_kept_by_the_desk_and_the_experts_of_the_unit(cast):
    cast.fact(by=cast.salma)
    for person in (cast.rakan, cast.huda, cast.majed, cast.zayd):
        with pytest.raises(NotAllowed):
            cast.fact(by=person)


def test_a_change_keeps_the_old_value_as_a_version(cast):
    fact = cast.fact("150")
    change_fact(fact, NEW, by=cast.salma, at=MORNING)
    fact.refresh_from_db()
    assert (fact.value, fact.version, fact.valid_until) == ("175", 2, date(2027, 2, 1))
    assert list(fact.versions.order_by("version").values_list("value", flat=True)) == ["150", "175"]


def test_a_change_names_every_text_that_used_it_and_tells_their_people(cast):
    fact = cast.fact("150")
    first, second = approved_with(cast, fact, "الأول"), approved_with(cast, fact, "الثاني")
    gone = draft_answer(cast.case(), "مسحوب", f"{{#{fact.pk}}}", by=cast.saleh, at=MORNING)
    withdraw_answer(gone, by=cast.saleh, at=MORNING)
    open_draft = draft_answer(cast.case(), "مسودة", f"تجاوز {{#{fact.pk}:140}}", by=cast.fahad, at=MORNING)
    uses = change_fact(fact, NEW, by=cast.salma, at=MORNING)
    assert {use.answer for use in uses} == {first, second}
    assert [use.value for use in uses] == ["150", "150"]
    told = Notice.objects.filter(act="fact.changed")
    assert {n.subject_id for n in told} == {first.case_id, second.case_id, open_draft.case_id}
    assert {n.person for n in told} == {cast.saleh, cast.fahad}


def test_a_draft_that_cites_another_fact_is_not_named(cast):
    fact = cast.fact()
    draft_answer(cast.case(), "مسودة", f"{{#{fact.pk}1}} و{{#{fact.pk + 10}}}", by=cast.saleh, at=MORNING)
    assert drafts_citing(fact) == []
    assert uses_of(fact) == []


def test_of_two_who_change_it_at_once_the_second_is_told(cast):
    fact = cast.fact()
    change_fact(Fact.objects.get(pk=fact.pk), NEW, by=cast.salma, at=MORNING)
    with pytest.raises(SomeoneElseDidIt):
        change_fact(fact, NEW, by=cast.saleh, at=MORNING)
    fresh = Fact.objects.get(pk=fact.pk)
    with pytest.raises(SomeoneElseDidIt):
        change_fact(fresh, NEW, by=cast.saleh, at=MORNING, version=1)
    assert fact.versions.count() == 2


def test_a_withdrawn_fact_takes_no_value_and_needs_a_reason_to_be_withdrawn(cast):
    fact = cast.fact()
    for state, note in (("withdrawn", ""), ("lost", "سبب")):
        with pytest.raises(Missing):
            set_fact_state(fact, state, by=cast.saleh, at=MORNING, note=note)
    set_fact_state(fact, "withdrawn", by=cast.saleh, at=MORNING, note="ألغي المشروع")
    with pytest.raises(WrongState):
        change_fact(fact, NEW, by=cast.saleh, at=MORNING)
    assert Act.objects.get(name="fact.withdrawn").note == "ألغي المشروع"


@pytest.mark.parametrize("state", ["contradicted", "withdrawn"])
def test_whoever_wrote_with_a_fact_hears_that_it_holds_no_more(cast, state):
    fact, case = cast.fact(), cast.case()
    draft_answer(case, "رد", f"أصلحت الأمانة {{#{fact.pk}}} عمودًا.", by=cast.fahad, at=MORNING)
    set_fact_state(fact, state, by=cast.noura, at=MORNING, note="تقرير آخر")
    told = Notice.objects.filter(act=f"fact.{state}").values_list("person__username", "subject_id")
    assert sorted(told) == [("fahad", case.pk), ("saleh", case.pk)]


def test_a_contradicted_fact_is_valid_again_with_a_new_proof(cast):
    fact = cast.fact()
    set_fact_state(fact, "contradicted", by=cast.saleh, at=MORNING, note="تقرير آخر")
    change_fact(fact, NEW, by=cast.saleh, at=MORNING)
    assert Fact.objects.get().state == "valid"


def test_where_a_fact_stands_is_the_same_in_python_and_in_the_database(cast):
    today = MORNING.date()
    for days in (-30, -1, 0, 1, 13, 14, 15, 90):
        for state in ("valid", "contradicted", "withdrawn"):
            fact = cast.fact(as_of=today - timedelta(days=60), valid_until=today + timedelta(days=days))
            Fact.objects.filter(pk=fact.pk).update(state=state)
    for fact in Fact.objects.annotate(standing=facts.standing_in_sql(today)):
        assert fact.standing == facts.standing(fact.state, fact.valid_until, today)
    assert {f.standing for f in Fact.objects.annotate(standing=facts.standing_in_sql(today))} == set(facts.STANDINGS)


def test_search_forgives_spelling(cast):
    fact = cast.fact("150", "عدد أعمدة الإنارة المُصانة")
    cast.fact("9", "مساحة الحدائق")
    for words in ("اعمده الاناره", "أعمدة إنارة", "١٥٠"):
        assert [f.pk for f in facts.quotable(Fact.objects.all(), words, MORNING.date())] == [fact.pk], words
    assert facts.near_words(Fact.objects.all(), "اعمدت الانارا") == [fact.pk]


def test_what_may_be_quoted_comes_before_what_may_not(cast):
    old = cast.fact("1", "عدد الأعمدة القديمة", as_of=date(2026, 1, 1), valid_until=date(2026, 2, 1))
    new = cast.fact("2", "عدد الأعمدة الجديدة")
    change_fact(old, Value("3", date(2026, 1, 1), date(2026, 2, 1), "محضر"), by=cast.saleh, at=MORNING)
    assert [f.pk for f in facts.quotable(Fact.objects.all(), "الأعمدة", MORNING.date())] == [new.pk, old.pk]
