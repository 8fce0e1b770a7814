"""Steps of approval, delegation, an approver's own hand, two at once; and that nobody approves what they wrote."""

import hashlib
import threading
from datetime import date, timedelta

import pytest
from django.db import InternalError, connection, transaction
from django.db.utils import IntegrityError

from sada.desk.amend_answer import amend_answer, restore_version
from sada.desk.approval_steps import ApprovedByYou, NeededLater, NotYourStep, standing
from sada.desk.approve_answer import approve_answer, reject_answer, return_answer
from sada.desk.close_case import reopen_case
from sada.desk.delegate_approval import TwiceDelegated, candidates, delegate_approval, end_delegation
from sada.desk.draft_answer import change_answer, draft_answer, submit_answer
from sada.desk.keep_approvals import NobodyElse, NobodyThere, Wanted, add_policy, change_policy, end_policy
from sada.desk.states import CaseEnded
from sada.facts.keep_fact import Value, change_fact
from sada.kernel import access, clock
from sada.kernel.refusals import Blocked, DecidedBefore, Missing, NotAllowed, OwnWork, SomeoneElseDidIt, WrongState
from sada.rules.approvals import Step
from sada.store.models import Act, Answer, AnswerVersion, Approval, Case, Delegation, Membership, Notice, Person
from sada.store.queries import cases
from tests.cast import MORNING, left_unanswered, make_cast

pytestmark = pytest.mark.django_db
SPEAKER, MANAGER = "role:spokesperson", "role:manager"
TODAY = MORNING.date()
REFUSED = (InternalError, IntegrityError)


@pytest.fixture(autouse=True)
def morning():
    with clock.at(MORNING):
        yield


@pytest.fixture
def submitted(cast):
    """`submitted("text")`: a text by Saleh, awaiting approval."""

    def make(text="أُعيدت الإنارة إلى الحي", by=None, case=None):
        by = by or cast.saleh
        answer = draft_answer(case or cast.case(), "رد الأمانة", text, by=by, at=MORNING)
        submit_answer(answer, by=by, at=MORNING)
        return answer

    return make


def approve(answer, person, version=None):
    """As a request does: the person and the text read anew."""
    fresh = Answer.objects.select_related("case", "case__unit").get(pk=answer.pk)
    return approve_answer(fresh, version or answer.version, by=Person.objects.get(pk=person.pk), at=MORNING)


def policy(cast, *steps, unit="riyadh", by=None, **named):
    wanted = Wanted(cast.unit[unit], tuple(steps), **named)
    return add_policy(wanted, by=by or cast.sami, at=MORNING)


def names(people):
    return {person.username for person in people}


def test_the_units_own_people_are_told_and_those_above_only_where_nobody_nearer_can(cast, submitted):
    above = Person.objects.create(username="faisal", name_ar="فيصل الدهناء")
    Membership.objects.create(person=above, unit=cast.ministry, role="spokesperson")
    answer = submitted()
    now = standing(answer, MORNING)
    assert names(now.nearest()) == {"noura", "abeer"}
    assert names(n.person for n in Notice.objects.filter(act="answer.submitted")) == {"noura", "abeer"}
    assert now.may_approve(above)  # may as well, and is not called for it
    Membership.objects.filter(person__in=[cast.noura, cast.abeer]).delete()
    assert names(standing(answer, MORNING).nearest()) == {"faisal"}


# Steps


def test_without_a_policy_one_of_those_who_may_is_enough(cast, submitted):
    answer = submitted()
    assert names(standing(answer, MORNING).nearest()) == {"noura", "abeer"}
    assert approve(answer, cast.noura) is True


def test_all_of_a_step_must_approve_and_each_is_recorded(cast, submitted):
    policy(cast, Step("all", (SPEAKER, MANAGER)))
    answer = submitted()
    assert approve(answer, cast.noura) is False
    waiting = Answer.objects.get()
    assert (waiting.state, waiting.awaits, waiting.final) == ("submitted", [MANAGER], "")
    with pytest.raises(ApprovedByYou):
        approve(answer, cast.noura)
    assert approve(answer, cast.abeer) is True
    assert Answer.objects.get().state == "approved"
    assert list(Act.objects.filter(name__contains="approved").values_list("name", "by__username")) == [
        ("answer.step_approved", "noura"),
        ("answer.approved", "abeer"),
    ]


def test_steps_follow_one_another_and_the_next_are_told_only_then(cast, submitted):
    policy(cast, Step("any", (MANAGER,)), Step("any", (SPEAKER,)))
    answer = submitted()
    with pytest.raises(NotYourStep):
        approve(answer, cast.noura)
    assert names(n.person for n in Notice.objects.filter(act="answer.submitted")) == {"abeer"}
    approve(answer, cast.abeer)
    assert names(n.person for n in Notice.objects.filter(act="answer.submitted")) == {"abeer", "noura"}
    assert approve(answer, cast.noura) is True


def test_steps_that_one_person_alone_could_take_are_refused_and_say_which(cast):
    with pytest.raises(NobodyElse, match="2"):
        policy(cast, Step("any", (SPEAKER,)), Step("any", (SPEAKER,)))
    with pytest.raises(NobodyElse, match="1"):
        policy(cast, Step("all", (SPEAKER, f"person:{cast.noura.pk}")))
    with pytest.raises(NobodyThere, match="2"):
        policy(cast, Step("any", (SPEAKER,)), Step("any", (f"person:{cast.saleh.pk}",)))
    Membership.objects.create(person=cast.huda, unit=cast.riyadh, role="spokesperson")
    policy(cast, Step("any", (SPEAKER,)), Step("any", (SPEAKER,)))


def test_who_alone_can_take_the_last_step_leaves_the_first_to_others(cast, submitted):
    policy(cast, Step("any", (SPEAKER, MANAGER)), Step("any", (SPEAKER,)))
    answer = submitted()
    assert names(n.person for n in Notice.objects.filter(act="answer.submitted")) == {"abeer"}
    with pytest.raises(NeededLater):
        approve(answer, cast.noura)
    assert approve(answer, cast.abeer) is False
    assert approve(answer, cast.noura) is True


def test_where_nobody_is_left_whoever_keeps_the_steps_is_told_and_a_role_given_opens_it(cast, submitted):
    policy(cast, Step("any", (MANAGER,)), Step("any", (SPEAKER,)))
    assert standing(submitted(), MORNING).stuck() is None
    assert not Notice.objects.filter(act="answer.stuck").exists()
    Membership.objects.filter(person=cast.noura).delete()
    answer = submitted()
    assert standing(answer, MORNING).stuck() == 1
    approve(answer, cast.abeer)
    assert not Notice.objects.filter(act="answer.submitted").exclude(person=cast.abeer).exists()
    assert "abeer" in names(n.person for n in Notice.objects.filter(act="answer.stuck"))
    Membership.objects.create(person=cast.huda, unit=cast.riyadh, role="spokesperson")
    assert standing(answer, MORNING).stuck() is None
    assert approve(answer, cast.huda) is True


def test_the_list_of_what_awaits_me_follows_the_steps(cast, submitted):
    policy(cast, Step("any", (MANAGER,)), Step("any", (f"person:{cast.noura.pk}",)))
    answer = submitted()

    def waiting(name):
        who = Person.objects.get(username=name)
        mine = cases.awaiting(who, access.rows_for(who, "answer.approve", "case"), TODAY)
        return Case.objects.filter(mine).exists()

    assert [waiting(name) for name in ("abeer", "noura", "saleh")] == [True, False, False]
    approve(answer, cast.abeer)
    assert [waiting(name) for name in ("abeer", "noura", "saleh")] == [False, True, False]


def test_a_text_keeps_the_steps_of_the_day_on_which_it_was_submitted(cast, submitted):
    row = policy(cast, Step("all", (SPEAKER, MANAGER)))
    answer = submitted()
    end_policy(row, by=cast.sami, at=MORNING)
    assert approve(answer, cast.noura) is False
    assert approve(submitted(), cast.noura) is True  # what is submitted after the change needs one


def test_the_row_that_names_the_case_holds(cast, submitted):
    policy(cast, Step("all", (SPEAKER, MANAGER)), medium="tv")
    policy(cast, Step("any", (MANAGER,)), urgency="urgent")
    tv, urgent, plain = cast.case(medium="tv"), cast.case(), cast.case()
    Case.objects.filter(pk=urgent.pk).update(urgency="urgent")
    urgent.refresh_from_db()
    found = [[step["seats"] for step in submitted(case=case).steps] for case in (tv, urgent, plain)]
    assert found == [[[SPEAKER, MANAGER]], [[MANAGER]], [[SPEAKER, MANAGER]]]


def test_a_role_of_one_unit_is_taken_only_by_whoever_holds_it_there(cast, submitted):
    Membership.objects.create(person=cast.majed, unit=cast.ministry, role="spokesperson")
    policy(cast, Step("any", (MANAGER,)), Step("any", (f"{SPEAKER}@{cast.ministry.pk}",)))
    answer = submitted()
    approve(answer, cast.abeer)
    with pytest.raises(NotYourStep):
        approve(answer, cast.noura)
    assert approve(answer, cast.majed) is True


def test_an_approval_falls_when_a_fact_in_the_text_changes(cast, submitted):
    policy(cast, Step("all", (SPEAKER, MANAGER)))
    fact = cast.fact("150")
    answer = submitted(f"صين {{#{fact.pk}}} عمودًا")
    approve(answer, cast.noura)
    change_fact(fact, Value("160", TODAY, TODAY + timedelta(days=9), "محضر 13"), by=cast.saleh, at=MORNING)
    assert approve(answer, cast.abeer) is False  # hers is of another text than Noura's
    assert [a.by.username for a in standing(Answer.objects.get(), MORNING).fallen] == ["noura"]
    assert approve(answer, cast.noura) is True
    assert Answer.objects.get().final == "صين 160 عمودًا"


def test_policies_are_kept_by_those_who_may_dated_and_never_leave_nobody(cast):
    with pytest.raises(NotAllowed):
        policy(cast, Step("any", (SPEAKER,)), by=cast.saleh)
    for bad in ((), (Step("any", ()),), tuple(Step("any", (SPEAKER,)) for _ in range(5))):
        with pytest.raises(Missing):
            policy(cast, *bad)
    for step in (Step("any", (f"person:{cast.saleh.pk}",)), Step("all", (SPEAKER, "role:manager@999999"))):
        with pytest.raises(NobodyThere):
            policy(cast, step)
    row = policy(cast, Step("any", (SPEAKER,)), by=cast.abeer)
    later = MORNING + timedelta(days=3)
    new = change_policy(row, Wanted(cast.riyadh, (Step("all", (SPEAKER, MANAGER)),)), by=cast.abeer, at=later)
    row.refresh_from_db()
    assert (row.valid_to, new.valid_from) == (date(2026, 11, 24), date(2026, 11, 25))
    with pytest.raises(WrongState):
        end_policy(row, by=cast.abeer, at=later)
    with pytest.raises(NotAllowed):
        change_policy(new, Wanted(cast.qassim, new.steps), by=cast.abeer, at=later)
    logged = Act.objects.filter(name__startswith="approval_policy.").values_list("name", flat=True)
    assert list(logged) == ["approval_policy.added", "approval_policy.changed"]


# Nobody approves what they wrote


def test_the_administrator_with_every_role_does_not_approve_what_they_wrote(cast, submitted):
    for role in ("officer", "spokesperson", "manager"):
        Membership.objects.create(person=cast.sami, unit=cast.ministry, role=role)
    answer = submitted(by=cast.sami)
    with pytest.raises(OwnWork):
        approve(answer, cast.sami)
    assert approve(answer, cast.noura) is True


def test_a_script_cannot_approve_for_a_writer_nor_change_what_was_approved(cast, submitted):
    answer = submitted()
    row = {"answer": answer, "version": 1, "step": 0, "seats": [SPEAKER], "sha256": "0" * 64, "at": MORNING}
    sealed = {"approved_by": cast.noura, "final": "نص", "sha256": hashlib.sha256("نص".encode()).hexdigest()}
    tries = [
        lambda: Answer.objects.filter(pk=answer.pk).update(state="approved", **sealed),  # nobody has approved it
        lambda: Answer.objects.filter(pk=answer.pk).update(state="sent", **sealed),
        lambda: Approval.objects.create(by=cast.saleh, **row),
        lambda: Approval.objects.create(by=cast.noura, on_behalf_of=cast.saleh, **row),
        lambda: Answer.objects.filter(pk=answer.pk).update(state="approved", approved_by=cast.saleh),
        lambda: Answer.objects.filter(pk=answer.pk).update(state="approved", approved_by=cast.noura, final="نص"),
        lambda: Answer.objects.filter(pk=answer.pk).update(state="sent"),
        lambda: Approval.objects.create(by=cast.noura, on_behalf_of=cast.noura, **row),
    ]
    for script in tries:
        with pytest.raises(REFUSED), transaction.atomic():
            script()
    approve(answer, cast.noura)
    for change in (
        {"final": "نص آخر"},
        {"approved_by": cast.abeer},
        {"title": "عنوان آخر"},
        {"state": "sent", "version": 2},
        {"state": "draft"},
    ):
        with pytest.raises(REFUSED), transaction.atomic():
            Answer.objects.filter(pk=answer.pk).update(**change)


# An approver's own hand


def test_an_approver_edits_with_a_reason_and_then_another_must_approve(cast, submitted):
    policy(cast, Step("any", (SPEAKER, MANAGER)), Step("any", (SPEAKER, MANAGER)))
    answer = submitted("نص صالح")
    approve(answer, cast.abeer)
    with pytest.raises(Missing):
        amend_answer(Answer.objects.get(), "رد", "نص نورة", " ", 1, by=cast.noura, at=MORNING)
    amend_answer(Answer.objects.get(), "رد", "نص نورة", "صياغة أدق", 1, by=cast.noura, at=MORNING)
    now = Answer.objects.get()
    assert (now.state, now.version, now.draft, now.awaits) == ("submitted", 2, "نص نورة", [SPEAKER, MANAGER])
    assert now.versions.get(version=2).reason == "صياغة أدق"
    assert standing(now, MORNING).taken == {}  # what was approved of the old text falls
    with pytest.raises(OwnWork):
        approve(now, cast.noura)
    assert approve(now, cast.abeer) is False
    assert Notice.objects.get(act="answer.amended").person == cast.saleh
    assert Act.objects.get(name="answer.amended").note == "صياغة أدق"


def test_who_may_not_amend_or_changes_nothing_is_told(cast, submitted):
    answer = submitted(by=cast.abeer)
    for person, text, refusal in (
        (cast.fahad, "نص", NotAllowed),
        (cast.abeer, "نص", OwnWork),
        (cast.noura, answer.draft, Missing),
        (cast.noura, " ", Missing),
    ):
        with pytest.raises(refusal):
            amend_answer(Answer.objects.get(), "رد الأمانة", text, "سبب", 1, by=person, at=MORNING)
    assert Answer.objects.get().version == 1


def test_an_earlier_version_is_restored_as_the_newest(cast, submitted):
    answer = submitted("أولى")
    change_answer(answer, "رد", "ثانية", 1, by=cast.fahad, at=MORNING)
    restore_version(answer, 1, 2, by=cast.saleh, at=MORNING)
    assert [v.draft for v in answer.versions.order_by("version")] == ["أولى", "ثانية", "أولى"]
    assert Act.objects.get(name="answer.restored").after["restored"] == 1
    for number in (3, 9):
        with pytest.raises(Missing):
            restore_version(answer, number, 3, by=cast.saleh, at=MORNING)
    with pytest.raises(NotAllowed):
        restore_version(answer, 1, 3, by=cast.rakan, at=MORNING)


def test_a_rejected_text_is_ended_with_its_reason(cast, submitted):
    answer = submitted()
    with pytest.raises(Missing):
        reject_answer(answer, " ", by=cast.noura, at=MORNING)
    with pytest.raises(NotAllowed):
        reject_answer(answer, "سبب", by=cast.fahad, at=MORNING)
    reject_answer(answer, "لا يُرد على هذا بنص مكتوب", by=cast.noura, at=MORNING)
    with pytest.raises(WrongState):
        change_answer(Answer.objects.get(), "رد", "نص", 1, by=cast.saleh, at=MORNING)
    assert Act.objects.get(name="answer.rejected").note == "لا يُرد على هذا بنص مكتوب"
    assert Notice.objects.get(act="answer.rejected").person == cast.saleh


# Delegation


def delegate(cast, giver="noura", to="fahad", first=0, last=6, **more):
    who = Person.objects.get(username=giver)
    days = (TODAY + timedelta(days=first), TODAY + timedelta(days=last))
    return delegate_approval(cast.person[to], *days, by=who, at=MORNING, **more)


def test_who_stands_in_approves_on_behalf_and_it_says_so(cast, submitted):
    policy(cast, Step("any", (SPEAKER,)))
    answer = submitted()
    with pytest.raises(NotAllowed):
        approve(answer, cast.fahad)
    delegate(cast)
    assert approve(answer, cast.fahad) is True
    row = Approval.objects.get()
    assert (row.by, row.on_behalf_of) == (cast.fahad, cast.noura)
    assert Act.objects.get(name="answer.approved").after["on_behalf_of"] == cast.noura.pk
    assert Act.objects.get(name="delegation.given").after["to"] == cast.fahad.pk


def test_a_delegation_begins_and_ends_by_itself(cast, submitted):
    delegate(cast, first=1, last=2)
    answer = submitted()
    for days, may in ((0, False), (1, True), (2, True), (3, False)):
        with clock.at(MORNING + timedelta(days=days)):
            who = Person.objects.get(username="fahad")
            assert access.may(who, "answer.approve", answer.case.path) is may, days
            assert access.may(who, "template.edit") is False  # approval alone is lent


def test_a_delegation_never_lets_anyone_approve_their_own_text(cast, submitted):
    delegate(cast)
    with pytest.raises(OwnWork):  # the stand-in wrote it
        approve(submitted(by=cast.fahad), cast.fahad)
    with pytest.raises(NotYourStep):  # whoever delegated wrote it
        approve(submitted(by=cast.noura), cast.fahad)


def test_what_was_delegated_is_not_passed_on(cast, submitted):
    delegate(cast)
    assert access.may(Person.objects.get(username="fahad"), "delegation.give") is False
    delegate(cast, giver="abeer", to="noura")
    delegate_to = Delegation.objects.filter(to=cast.noura)
    assert delegate_to.count() == 1
    policy(cast, Step("any", (MANAGER,)))
    with pytest.raises(NotYourStep):  # Noura stands in for Abeer, Fahad for Noura; not Fahad for Abeer
        approve(submitted(), cast.fahad)


def test_one_person_takes_one_seat_in_their_own_name_or_anothers(cast, submitted):
    policy(cast, Step("all", (SPEAKER, MANAGER)))
    delegate(cast, giver="abeer", to="noura")
    answer = submitted()
    assert approve(answer, cast.noura) is False
    with pytest.raises(ApprovedByYou):
        approve(answer, cast.noura)


def test_what_a_delegation_needs(cast):
    for first, last in ((3, 2), (-9, -2), (0, 200)):
        with pytest.raises(Missing):
            delegate(cast, first=first, last=last)
    for stranger in ("rakan", "salma", "huda", "majed", "zayd", "noura"):
        with pytest.raises(Missing):
            delegate(cast, to=stranger)
    with pytest.raises(NotAllowed):
        delegate(cast, giver="saleh")
    assert names(candidates(cast.noura)) == {"saleh", "fahad", "abeer"}
    first = delegate(cast)
    with pytest.raises(TwiceDelegated):
        delegate(cast, to="saleh", first=6, last=9)
    with pytest.raises(WrongState):
        end_delegation(first, by=cast.abeer, at=MORNING)
    end_delegation(first, by=cast.noura, at=MORNING)
    assert access.may(Person.objects.get(username="fahad"), "answer.approve") is False
    delegate(cast, to="saleh")
    with pytest.raises(SomeoneElseDidIt):
        end_delegation(Delegation.objects.get(pk=first.pk), by=cast.noura, at=MORNING)


def test_what_the_giver_no_longer_holds_is_not_lent(cast):
    delegate(cast)
    Membership.objects.filter(person=cast.noura).update(valid_to=TODAY - timedelta(days=1))
    assert access.may(Person.objects.get(username="fahad"), "answer.approve") is False


# Two at once


def test_who_comes_second_is_told_by_whom_and_when(cast, submitted):
    answer = submitted()
    approve(answer, cast.noura)
    for late in (lambda: approve(answer, cast.abeer), lambda: return_answer(answer, "سبب", by=cast.abeer, at=MORNING)):
        with pytest.raises(DecidedBefore) as told:
            late()
        assert (told.value.what, told.value.by, told.value.at) == ("approved", cast.noura, MORNING)
        assert "نورة الحربي" in str(told.value.sentence)
    again = submitted()
    read = Answer.objects.select_related("case", "case__unit").get(pk=again.pk)
    return_answer(again, "سبب", by=cast.noura, at=MORNING)
    with pytest.raises(DecidedBefore) as told:
        approve_answer(read, 1, by=cast.abeer, at=MORNING)
    assert (told.value.what, told.value.by) == ("returned", cast.noura)


@pytest.mark.django_db(transaction=True)
def test_of_two_connections_that_approve_at_once_exactly_one_wins_and_the_other_is_told_who():
    cast = make_cast()
    answer = draft_answer(cast.case(), "رد", "نص", by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    ready, said = threading.Barrier(2), {}

    def run(name):
        try:
            with clock.at(MORNING):
                who = Person.objects.get(username=name)
                read = Answer.objects.select_related("case", "case__unit").get(pk=answer.pk)
                ready.wait(10)
                said[name] = approve_answer(read, 1, by=who, at=MORNING)
        except Exception as refusal:  # noqa: BLE001 - told to the test's own thread
            said[name] = refusal
        finally:
            connection.close()

    both = [threading.Thread(target=run, args=[name]) for name in ("noura", "abeer")]
    for one in both:
        one.start()
    for one in both:
        one.join(20)
    [winner] = [name for name, result in said.items() if result is True]
    [refusal] = [result for name, result in said.items() if name != winner]
    assert isinstance(refusal, DecidedBefore), refusal
    assert (refusal.what, refusal.by.username) == ("approved", winner)
    assert Approval.objects.count() == Act.objects.filter(name="answer.approved").count() == 1


def test_who_reaches_down_from_above_is_asked_only_where_the_unit_has_nobody(cast, submitted):
    """The ministry's spokesperson may approve for every amana, and is asked where the policy leaves nobody nearer."""
    Membership.objects.create(person=cast.zayd, unit=cast.unit["ministry"], role="spokesperson")
    answer, other = submitted(), cast.case("qassim")
    theirs = submitted(by=cast.huda, case=other)
    nobodys = submitted(case=cast.case("riyadh.al-duwadimi"))

    def asked(name):
        who = Person.objects.get(username=name)
        mine = cases.awaiting(who, access.rows_for(who, "answer.approve", "case"), TODAY)
        return set(Case.objects.filter(mine).values_list("pk", flat=True))

    assert asked("zayd") == set()
    assert asked("badr") == {theirs.case_id}
    assert asked("noura") == asked("abeer") == {answer.case_id, nobodys.case_id}
    Membership.objects.filter(person=cast.badr).delete()
    assert asked("zayd") == {theirs.case_id}
    Membership.objects.create(person=cast.badr, unit=cast.qassim, role="spokesperson")
    part = {"title": theirs.title, "draft": theirs.draft, "at": MORNING}
    AnswerVersion.objects.create(answer=theirs, version=0, by=cast.badr, **part)  # who wrote a part may not approve it
    assert asked("zayd") == {theirs.case_id}
    for name in ("zayd", "badr", "noura"):
        now = {a.case_id for a in Answer.objects.all() if standing(a, MORNING).awaits()}
        near = {
            a.case_id
            for a in Answer.objects.all()
            if Person.objects.get(username=name) in standing(a, MORNING).nearest()
        }
        assert asked(name) == near <= now
    approve(theirs, cast.zayd)
    assert asked("zayd") == set()


def test_a_text_rests_with_its_case_and_wakes_with_it(cast, submitted):
    answer = submitted()
    case = Case.objects.get(pk=answer.case_id)
    left_unanswered(case, at=MORNING)
    mine = cases.awaiting(cast.noura, access.rows_for(cast.noura, "answer.approve", "case"), TODAY)
    assert not Case.objects.filter(mine).exists()
    assert not Case.objects.filter(cases.todays(MORNING, TODAY)).exists()
    with pytest.raises(CaseEnded):
        approve(answer, cast.noura)
    fresh = Answer.objects.select_related("case").get(pk=answer.pk)
    with pytest.raises(CaseEnded):
        change_answer(fresh, "عنوان", "نص", fresh.version, by=cast.saleh, at=MORNING)
    reopen_case(Case.objects.get(pk=case.pk), by=cast.noura, at=MORNING, note="سأل الكاتب ثانية")
    assert Case.objects.filter(mine).exists()
    assert approve(answer, cast.noura) is True


def test_a_number_in_the_title_needs_the_text_behind_it(cast):
    fact = cast.fact("1,480", "أعمدة صينت")
    case = cast.case(title="أعمدة مطفأة في 3 شوارع")
    answer = draft_answer(case, "صيانة 1,500 عمود في 3 شوارع", f"صين {{#{fact.pk}}} عمودًا.", by=cast.saleh, at=MORNING)
    with pytest.raises(Blocked) as refused:
        submit_answer(answer, by=cast.saleh, at=MORNING)
    assert [(block.code, block.text) for block in refused.value.blocks] == [("title_number", "1,500")]
    change_answer(answer, "صيانة 1,480 عمودًا في 3 شوارع", answer.draft, answer.version, by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    assert approve(answer, cast.noura) is True


@pytest.mark.parametrize("state", ["approved", "sent"])
def test_the_database_takes_in_no_text_that_stands_approved_without_an_approval(cast, state):
    sealed = hashlib.sha256("نص".encode()).hexdigest()
    row = {"case": cast.case(), "title": "رد", "draft": "نص", "final": "نص", "sha256": sealed, "state": state}
    when = {"created_at": MORNING, "changed_at": MORNING, "approved_at": MORNING}
    made = Answer(drafted_by=cast.saleh, approved_by=cast.noura, **row, **when)
    with pytest.raises(REFUSED, match="no approval"), transaction.atomic():
        Answer.objects.bulk_create([made])
    with pytest.raises(REFUSED, match="no approval"), transaction.atomic():
        made.save()
    assert not Answer.objects.exists()
