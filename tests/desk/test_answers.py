"""The text of an answer: drafted, changed, submitted, returned, approved by a second person, frozen."""

import hashlib
from datetime import date

import pytest

from sada.desk.approve_answer import approve_answer, return_answer
from sada.desk.draft_answer import change_answer, draft_answer, submit_answer, withdraw_answer
from sada.facts.keep_fact import Value, change_fact, set_fact_state
from sada.kernel.refusals import Blocked, Missing, NotAllowed, OwnWork, SomeoneElseDidIt, WrongState
from sada.store.models import Act, Answer, FactUse, Notice
from tests.cast import MORNING, left_unanswered

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(cast):
    """`draft("text")`: a draft by Saleh on a new case."""

    def make(text="أُعيدت الإنارة إلى الحي", by=None):
        return draft_answer(cast.case(), "رد الأمانة", text, by=by or cast.saleh, at=MORNING)

    return make


@pytest.fixture
def submitted(cast, draft):
    """`submitted("text")`: the same, awaiting approval."""

    def make(text="أُعيدت الإنارة إلى الحي", by=None):
        answer = draft(text, by)
        submit_answer(answer, by=by or cast.saleh, at=MORNING)
        return answer

    return make


@pytest.fixture
def pending(draft):
    """`pending("text")`: awaiting approval though something prevents it, as when a fact has expired meanwhile."""

    def make(text):
        answer = draft(text)
        Answer.objects.filter(pk=answer.pk).update(state="submitted", submitted_by=answer.drafted_by)
        answer.refresh_from_db()
        return answer

    return make


def approve(answer, person, version=None):
    approve_answer(answer, version or answer.version, by=person, at=MORNING)


def codes(refusal):
    return [block.code for block in refusal.value.blocks]


def test_every_version_and_its_writer_are_kept(cast, draft):
    answer = draft("أولى")
    change_answer(answer, "رد الأمانة", "ثانية", 1, by=cast.fahad, at=MORNING)
    kept = list(answer.versions.order_by("version").values_list("version", "draft", "by__username"))
    assert kept == [(1, "أولى", "saleh"), (2, "ثانية", "fahad")]


def test_saving_what_stands_there_makes_no_version_and_takes_no_approval_away(cast, submitted):
    answer = submitted()
    approve(answer, cast.noura)
    change_answer(answer, answer.title, answer.draft, 1, by=cast.saleh, at=MORNING)
    assert Answer.objects.get().state == "approved"
    assert answer.versions.count() == 1


def test_two_who_write_at_once_lose_nothing_the_second_is_told(cast, draft):
    answer = draft("أولى")
    mine = Answer.objects.get(pk=answer.pk)
    change_answer(answer, "رد", "نص فهد", 1, by=cast.fahad, at=MORNING)
    with pytest.raises(SomeoneElseDidIt):
        change_answer(mine, "رد", "نص صالح", 1, by=cast.saleh, at=MORNING)
    assert Answer.objects.get().draft == "نص فهد"


def test_no_draft_on_an_ended_case_or_without_the_right(cast):
    case = cast.case()
    for person in (cast.rakan, cast.salma, cast.huda, cast.majed):
        with pytest.raises(NotAllowed):
            draft_answer(case, "رد", "نص", by=person, at=MORNING)
    left_unanswered(case, at=MORNING, note="للعلم")
    with pytest.raises(WrongState):
        draft_answer(case, "رد", "نص", by=cast.saleh, at=MORNING)


def test_submitting_tells_those_who_may_approve(cast, submitted):
    submitted()
    told = Notice.objects.filter(act="answer.submitted").values_list("person__username", flat=True)
    assert set(told) == {"noura", "abeer"}


def test_what_would_prevent_approval_is_refused_and_listed_at_submission(cast, draft):
    expired = cast.fact(as_of=date(2026, 8, 1), valid_until=date(2026, 11, 21))
    answer = draft(f"صين {{#{expired.pk}}} وصُينت 40 لوحة، [موعد الإنجاز]")
    with pytest.raises(Blocked) as refusal:
        submit_answer(answer, by=cast.saleh, at=MORNING)
    assert set(codes(refusal)) == {"fact_expired", "number_without_fact", "gap"}
    assert (Answer.objects.get().state, Notice.objects.count()) == ("draft", 0)
    assert not Act.objects.filter(name="answer.submitted").exists()


def test_an_empty_text_or_title_is_not_submitted(cast, draft):
    for title, text in (("", "نص"), ("رد", " ")):
        answer = draft_answer(cast.case(), title, text, by=cast.saleh, at=MORNING)
        with pytest.raises(Missing):
            submit_answer(answer, by=cast.saleh, at=MORNING)


def test_an_approved_text_is_frozen_with_its_hash(cast, submitted):
    fact = cast.fact("150")
    answer = submitted(f"صينت {{#{fact.pk}}} عمودًا خلال {{=14}} يومًا")
    approve(answer, cast.noura)
    answer.refresh_from_db()
    assert answer.final == "صينت 150 عمودًا خلال 14 يومًا"
    assert answer.sha256 == hashlib.sha256(answer.final.encode()).hexdigest()
    assert (answer.state, answer.approved_by, answer.approved_at) == ("approved", cast.noura, MORNING)
    assert [(u.fact, u.version, u.value) for u in FactUse.objects.all()] == [(fact, 1, "150")]
    assert Act.objects.get(name="answer.approved").after["sha256"] == answer.sha256


def test_nobody_approves_what_they_wrote_any_part_of(cast, submitted):
    answer = submitted(by=cast.noura)
    with pytest.raises(OwnWork):
        approve(answer, cast.noura)
    change_answer(answer, "رد", "نص جديد لصالح", 1, by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    with pytest.raises(OwnWork):
        approve(answer, cast.noura)
    approve(answer, cast.abeer)
    assert Answer.objects.get().approved_by == cast.abeer


def test_whoever_submits_does_not_approve(cast, draft):
    answer = draft()
    submit_answer(answer, by=cast.noura, at=MORNING)
    with pytest.raises(OwnWork):
        approve(answer, cast.noura)


def test_who_has_no_right_approves_nothing(cast, submitted):
    answer = submitted()
    for person in (cast.fahad, cast.rakan, cast.badr, cast.majed, cast.sami, cast.zayd):
        with pytest.raises(NotAllowed):
            approve(answer, person)
    assert Answer.objects.get().state == "submitted"


def test_only_the_version_that_was_read_is_approved(cast, submitted):
    answer = submitted()
    read = Answer.objects.select_related("case", "case__unit").get(pk=answer.pk)
    change_answer(answer, "رد", "نص تغير بعد القراءة", 1, by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    with pytest.raises(SomeoneElseDidIt):
        approve(read, cast.noura, 1)
    assert Answer.objects.get().state == "submitted"


def test_of_two_who_approve_at_once_exactly_one_wins(cast, submitted):
    answer = submitted()
    other = Answer.objects.select_related("case", "case__unit").get(pk=answer.pk)
    approve(answer, cast.noura)
    with pytest.raises(SomeoneElseDidIt):
        approve(other, cast.abeer)
    assert Act.objects.filter(name="answer.approved").count() == 1


def test_a_number_without_a_fact_blocks_approval_in_digits_and_in_words(cast, pending):
    for text in ("صينت 150 عمودًا", "صينت ١٥٠ عمودًا", "صينت مئة وخمسون عمودًا"):
        answer = pending(text)
        with pytest.raises(Blocked) as refusal:
            approve(answer, cast.noura)
        assert codes(refusal) == ["number_without_fact"], text
    assert not Answer.objects.filter(state="approved").exists()


def test_an_expired_a_contradicted_and_an_unknown_fact_block_approval(cast, pending):
    expired = cast.fact(as_of=date(2026, 8, 1), valid_until=date(2026, 11, 21))
    disputed, foreign = cast.fact("7"), cast.fact("9", unit="qassim")
    set_fact_state(disputed, "contradicted", by=cast.saleh, at=MORNING, note="تعارض مع تقرير آخر")
    answer = pending(f"{{#{expired.pk}}} و{{#{disputed.pk}}} و{{#{foreign.pk}}}")
    with pytest.raises(Blocked) as refusal:
        approve(answer, cast.noura)
    assert codes(refusal) == ["fact_expired", "fact_contradicted", "unknown_fact"]


def test_a_fact_holds_to_the_end_of_its_last_day(cast, submitted):
    fact = cast.fact(as_of=date(2026, 11, 1), valid_until=MORNING.date())
    approve(submitted(f"صين {{#{fact.pk}}} عمودًا"), cast.noura)


def test_a_late_change_takes_the_approval_away(cast, submitted):
    fact = cast.fact()
    answer = submitted(f"صين {{#{fact.pk}}} عمودًا")
    approve(answer, cast.noura)
    change_answer(answer, "رد", "نص معدل", answer.version, by=cast.saleh, at=MORNING)
    answer.refresh_from_db()
    assert (answer.state, answer.final, answer.sha256, answer.approved_by) == ("draft", "", "", None)
    assert FactUse.objects.count() == 0


def test_a_returned_text_goes_back_with_what_to_change(cast, submitted):
    answer = submitted()
    with pytest.raises(Missing):
        return_answer(answer, " ", by=cast.noura, at=MORNING)
    return_answer(answer, "أضف موعد الإنجاز", by=cast.noura, at=MORNING)
    answer.refresh_from_db()
    assert (answer.state, answer.remark) == ("returned", "أضف موعد الإنجاز")
    assert Notice.objects.get(act="answer.returned").person == cast.saleh
    submit_answer(answer, by=cast.saleh, at=MORNING)
    assert Answer.objects.get().state == "submitted"


def test_a_withdrawn_text_is_neither_changed_nor_submitted(cast, submitted):
    answer = submitted()
    withdraw_answer(answer, by=cast.saleh, at=MORNING)
    with pytest.raises(WrongState):
        change_answer(answer, "رد", "آخر", 1, by=cast.saleh, at=MORNING)
    with pytest.raises(WrongState):
        submit_answer(answer, by=cast.saleh, at=MORNING)


def test_what_is_recorded_of_a_fact_is_what_the_text_says(cast, submitted):
    fact = cast.fact("150")
    answer = submitted(f"صين {{#{fact.pk}}} عمودًا")
    change_fact(fact, Value("175", date(2026, 11, 20), date(2027, 1, 1), "محضر 13"), by=cast.saleh, at=MORNING)
    approve(answer, cast.noura)
    use = FactUse.objects.get()
    assert (Answer.objects.get().final, use.value, use.version) == ("صين 175 عمودًا", "175", 2)
