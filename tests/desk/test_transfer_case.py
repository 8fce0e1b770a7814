"""Transfer, return and split: reasons, notices, both sides seeing, clocks unbroken, exactly one winner."""

from datetime import timedelta

import pytest
from django.http import Http404

from sada.desk.approve_answer import approve_answer
from sada.desk.assign_case import assign_case
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.join_case import join_item
from sada.desk.pause_clock import pause_clock, resume_clock
from sada.desk.split_case import split_case
from sada.desk.transfer_case import last_arrival, return_case, transfer_case
from sada.kernel import access
from sada.kernel.refusals import Missing, NotAllowed, SomeoneElseDidIt, WrongState
from sada.store.models import Act, Answer, Case, Mention, Notice, Person, Transfer, Unit
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
REASON = "الموقع في القصيم"


def again(person):
    """The person as a new request finds them."""
    return Person.objects.get(pk=person.pk)


def test_a_transfer_keeps_the_clock_says_why_and_tells_the_receiver(cast):
    case = cast.case()
    due = case.due_at
    transfer_case(case, cast.qassim, REASON, by=cast.saleh, at=MORNING + HOUR)
    case.refresh_from_db()
    assert (case.unit, case.path, case.owner, case.due_at) == (cast.qassim, cast.qassim.path, None, due)
    assert dict(Mention.objects.values_list("unit__code", "state")) == {"riyadh": "case", "qassim": "case"}
    told = Notice.objects.filter(act="case.transferred")
    assert {(n.person, n.text) for n in told} == {(cast.huda, REASON), (cast.badr, REASON)}
    act = Act.objects.get(name="case.transferred")
    assert (act.note, act.before, act.after) == (REASON, {"unit": "riyadh"}, {"unit": "qassim"})


def test_a_text_that_awaited_approval_goes_back_to_its_writer(cast):
    case = cast.case()
    answer = draft_answer(case, "رد", "نفيدكم بأن العمل جارٍ.", by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    transfer_case(case, cast.qassim, REASON, by=cast.saleh, at=MORNING + HOUR)
    answer.refresh_from_db()
    assert (answer.state, answer.awaits, answer.remark) == ("returned", [], REASON)
    submit_answer(Answer.objects.get(), by=cast.huda, at=MORNING + HOUR)
    approve_answer(Answer.objects.get(), 1, by=cast.badr, at=MORNING + HOUR)
    assert Answer.objects.get().state == "approved"


@pytest.mark.parametrize(
    "way", [("ministry", "riyadh"), ("riyadh", "dawadmi"), ("dawadmi", "parks"), ("parks", "qassim")]
)
def test_it_goes_between_ministry_amana_baladiya_and_department(cast, way):
    cast.unit["parks"] = Unit.objects.create(
        code="riyadh.parks", parent=cast.riyadh, path=f"{cast.riyadh.path}parks/", kind="department",
        name_ar="إدارة الحدائق", name_en="Parks", sort_key="إدارة الحدائق",
    )  # fmt: skip
    start, end = (getattr(cast, name) for name in way)
    case = cast.case()
    Case.objects.update(unit=start, path=start.path)
    case.refresh_from_db()
    by = cast.majed if way[0] == "ministry" else cast.saleh
    transfer_case(case, end, REASON, by=by, at=MORNING)
    assert Case.objects.get().unit == end
    assert access.rows_for(again(by), "case.see").filter(pk=case.pk).exists()


def test_the_sender_goes_on_seeing_the_case_and_its_texts_but_changes_nothing(cast):
    case = cast.case()
    transfer_case(case, cast.qassim, REASON, by=cast.saleh, at=MORNING)
    answer = draft_answer(case, "رد", "نص", by=cast.huda, at=MORNING)
    saleh = again(cast.saleh)
    assert access.access_case(saleh, case.pk) == case
    assert access.access_answer(saleh, answer.pk) == answer
    for act in ("case.note", "case.close", "case.transfer"):
        with pytest.raises(NotAllowed):
            access.access_case(saleh, case.pk, act)
    assert not access.rows_within(saleh, "case.see").exists()
    with pytest.raises(NotAllowed):
        draft_answer(case, "رد", "نص", by=cast.saleh, at=MORNING)


def test_nobody_else_sees_it_and_an_expert_of_the_sender_does_not(cast):
    case = cast.case("riyadh")
    transfer_case(case, cast.dawadmi, REASON, by=cast.saleh, at=MORNING)
    for person in (cast.huda, cast.badr, cast.salma, cast.zayd):
        with pytest.raises(Http404):
            access.access_case(again(person), case.pk)


def test_the_receiver_returns_it_and_the_first_carrier_carries_it_again(cast):
    case = cast.case()
    due = case.due_at
    transfer_case(case, cast.qassim, REASON, by=cast.fahad, at=MORNING)
    assign_case(case, cast.huda, by=cast.huda, at=MORNING)
    return_case(case, "الشارع تابع للرياض", by=cast.huda, at=MORNING + HOUR)
    case.refresh_from_db()
    assert (case.unit, case.owner, case.due_at) == (cast.riyadh, cast.saleh, due)
    told = set(Notice.objects.filter(act="case.returned").values_list("person__username", flat=True))
    assert told >= {"fahad", "saleh", "noura", "abeer"}
    assert Act.objects.get(name="case.returned").note == "الشارع تابع للرياض"
    assert access.access_case(again(cast.huda), case.pk) == case  # she too handed it over
    assert last_arrival(case) is None
    with pytest.raises(WrongState):
        return_case(case, "مرة أخرى", by=cast.saleh, at=MORNING)


def test_a_pause_lives_through_transfer_and_return(cast):
    case = cast.case()
    pause_clock(case, "asker", MORNING + 3 * HOUR, by=cast.saleh, at=MORNING + HOUR)
    transfer_case(case, cast.qassim, REASON, by=cast.saleh, at=MORNING + 1.5 * HOUR)
    resume_clock(case, by=cast.huda, at=MORNING + 2 * HOUR)
    return_case(case, "ليس لنا", by=cast.huda, at=MORNING + 2 * HOUR)
    case.refresh_from_db()
    assert (case.state, case.due_at) == ("open", MORNING + 5 * HOUR)


def test_refusals_of_transfer_and_return(cast):
    case = cast.case()
    with pytest.raises(WrongState):
        transfer_case(case, cast.riyadh, REASON, by=cast.saleh, at=MORNING)
    with pytest.raises(WrongState):
        return_case(case, REASON, by=cast.saleh, at=MORNING)
    with pytest.raises(Missing):
        transfer_case(case, cast.qassim, " ", by=cast.saleh, at=MORNING)
    for person in (cast.rakan, cast.huda, cast.lina, cast.salma):
        with pytest.raises(NotAllowed):
            transfer_case(case, cast.qassim, REASON, by=person, at=MORNING)
    Case.objects.update(state="closed")
    case.refresh_from_db()
    with pytest.raises(WrongState):
        transfer_case(case, cast.qassim, REASON, by=cast.saleh, at=MORNING)
    assert not Transfer.objects.exists()


def test_of_two_who_transfer_at_once_one_is_told(cast):
    first = cast.case()
    second = Case.objects.select_related("unit").get(pk=first.pk)
    transfer_case(first, cast.qassim, REASON, by=cast.saleh, at=MORNING)
    with pytest.raises(SomeoneElseDidIt):
        transfer_case(second, cast.dawadmi, REASON, by=cast.saleh, at=MORNING)
    assert Case.objects.get().unit == cast.qassim
    assert Transfer.objects.count() == 1


@pytest.fixture
def double(cast):
    """A case with two matters: lamps at nine, a pothole at ten."""
    case = cast.case()
    mention = cast.mention(title="حفرة في الطريق", at=MORNING + HOUR, reading={"kind": "inquiry", "families": []})
    join_item(case, mention, by=cast.saleh, at=MORNING + 2 * HOUR)
    return case, mention.item


def test_a_split_off_matter_runs_from_when_it_came(cast, double):
    case, item = double
    due = case.due_at
    made = split_case(case, [item.pk], "حفرة الطريق", by=cast.fahad, at=MORNING + 3 * HOUR)
    made.refresh_from_db()
    assert (made.asked_at, made.due_at) == (MORNING + HOUR, MORNING + 5 * HOUR)
    assert (made.subject, made.kind, made.owner, made.split_from) == ("حفرة الطريق", "inquiry", cast.saleh, case)
    assert made.case_items.get().item == item
    case.refresh_from_db()
    assert (case.case_items.count(), case.due_at) == (1, due)
    assert Act.objects.get(name="case.split").after == {"number": made.number, "items": [item.pk]}
    assert Act.objects.get(name="case.split_off").before == {"number": case.number}
    assert Notice.objects.get(act="case.split").person == cast.saleh


def test_a_split_keeps_one_item_and_needs_a_subject_and_the_right(cast, double):
    case, item = double
    every = list(case.case_items.values_list("item_id", flat=True))
    with pytest.raises(WrongState):
        split_case(case, every, "كلها", by=cast.saleh, at=MORNING)
    for items, subject in (([], "موضوع"), ([item.pk], "  ")):
        with pytest.raises(Missing):
            split_case(case, items, subject, by=cast.saleh, at=MORNING)
    with pytest.raises(SomeoneElseDidIt):
        split_case(case, [cast.item().pk], "غيرها", by=cast.saleh, at=MORNING)
    for person in (cast.rakan, cast.huda, cast.lina):
        with pytest.raises(NotAllowed):
            split_case(case, [item.pk], "موضوع", by=person, at=MORNING)
    Case.objects.update(state="closed")
    with pytest.raises(SomeoneElseDidIt):
        split_case(case, [item.pk], "موضوع", by=cast.saleh, at=MORNING)
    assert Case.objects.count() == 1
