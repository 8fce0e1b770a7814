"""Whoever can no longer see a case carries it no more: it is freed, and what would go to them goes to the desk."""

from datetime import date, timedelta

import pytest

from sada.desk import keep_people
from sada.desk.approve_answer import approve_answer
from sada.desk.ask_expert import CannotBeAsked, Expert, ask_expert, remind
from sada.desk.assign_case import assign_case
from sada.desk.carriers import carrier, carriers
from sada.desk.close_case import close_case
from sada.desk.draft_answer import draft_answer, submit_answer
from sada.desk.hand_over_report import Handed, hand_over, note_report
from sada.desk.letter_fates import concerned
from sada.desk.note_case import note_case
from sada.desk.send_answer import published_by_hand
from sada.desk.sweep_clocks import sweep_clocks
from sada.kernel import clock
from sada.ports import ReportStatus
from sada.store.models import Act, Case, CaseClock, ClockPolicy, Membership, Notice, Outgoing, Person, Question
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
DESK = {"saleh", "fahad", "noura", "abeer"}


@pytest.fixture(autouse=True)
def at_nine():
    with clock.at(MORNING):
        yield


def told(act):
    return sorted(Notice.objects.filter(act=act).values_list("person__username", flat=True))


def again(case):
    return Case.objects.select_related("unit", "owner").get(pk=case.pk)


def switched_off(cast, person, at=MORNING):
    return keep_people.set_active(person, False, by=cast.sami, at=at)


def role_ended(cast, person, at=MORNING):
    return keep_people.end_role(person.memberships.get(), by=cast.sami, at=at, on=MORNING.date())


def answered(cast, case):
    answer = draft_answer(case, "رد", "أُعيدت الإنارة", by=cast.saleh, at=MORNING)
    submit_answer(answer, by=cast.saleh, at=MORNING)
    approve_answer(answer, 1, by=cast.noura, at=MORNING)
    published_by_hand(answer, "https://alwaha.example/1", by=cast.saleh, at=MORNING)
    return again(case)


@pytest.mark.parametrize("leave", [switched_off, role_ended])
def test_whoever_leaves_frees_their_cases_on_record_and_the_desk_is_told_once_with_how_many(cast, leave):
    cases = [cast.case(), cast.case(), cast.case(owner=cast.fahad)]
    ended = answered(cast, cast.case())
    close_case(ended, "done", by=cast.saleh, at=MORNING, follow_up_on=date(2026, 12, 20))
    assert leave(cast, cast.saleh) == 3
    assert [again(case).owner for case in (*cases, ended)] == [None, None, cast.fahad, None]
    acts = Act.objects.filter(name="case.owner_left")
    assert {(act.subject_id, act.before["owner"], act.after["owner"]) for act in acts} == {
        (case.pk, cast.saleh.pk, None) for case in (*cases[:2], ended)
    }
    assert told("case.owner_left") == ["abeer", "fahad", "noura"]
    text = Notice.objects.filter(act="case.owner_left").first().text
    assert text.startswith("صالح القحطاني (3): ")
    assert cases[0].number in text
    assert Act.objects.filter(name__in=("person.changed", "membership.ended")).latest("pk").after["freed"] == 3


def test_whoever_keeps_a_role_in_which_they_see_the_case_keeps_it(cast):
    case = cast.case()
    Membership.objects.create(person=cast.saleh, unit=cast.riyadh, role="spokesperson")
    held = cast.saleh.memberships.get(role="officer")
    assert keep_people.end_role(held, by=cast.sami, at=MORNING, on=MORNING.date()) == 0
    assert again(case).owner == cast.saleh
    keep_people.set_active(cast.fahad, False, by=cast.sami, at=MORNING)
    assert keep_people.set_active(cast.fahad, True, by=cast.sami, at=MORNING) == 0
    assert not Act.objects.filter(name="case.owner_left").exists()


@pytest.mark.parametrize("gone", ["switched off", "role ended"])
def test_alarms_and_follow_ups_of_whoever_is_gone_go_to_the_desk_even_where_nobody_freed_the_case(cast, gone):
    """A role that ends by its date, or a row changed by hand: no act freed the cases, the sweeper does."""
    case, ended = cast.case(), answered(cast, cast.case())
    close_case(ended, "planned", by=cast.saleh, at=MORNING, promise_on=date(2026, 12, 1))
    if gone == "switched off":
        Person.objects.filter(pk=cast.saleh.pk).update(is_active=False)
    else:
        Membership.objects.filter(person=cast.saleh).update(valid_to=MORNING.date() - DAY)
    assert carrier(again(case)) is None
    assert {person.username for person in carriers(again(case))} == DESK - {"saleh"}
    sweep_clocks(at=MORNING + 2 * HOUR + HOUR / 60)
    assert told("case.near") == ["abeer", "fahad", "noura"]
    assert (again(case).owner, again(ended).owner) == (None, None)
    sweep_clocks(at=MORNING + 12 * DAY)
    assert told("case.follow_up_due") == ["abeer", "fahad", "noura"]
    assert "saleh" not in Notice.objects.filter(at__gt=MORNING).values_list("person__username", flat=True)


def test_other_news_of_the_case_find_the_desk_too(cast):
    case = cast.case()
    report = hand_over(case, Handed("940", "7", MORNING.date()), by=cast.saleh, at=MORNING)
    Person.objects.filter(pk=cast.saleh.pk).update(is_active=False)
    case, report.case = again(case), again(case)
    note_report(report, ReportStatus("7", "underway"), by=cast.fahad, at=MORNING)
    assert told("case.report_changed") == ["abeer", "noura"]
    note_case(case, "ملاحظة", by=cast.fahad, at=MORNING)
    assert told("case.noted") == []
    letter = Outgoing(answer=draft_answer(case, "رد", "نص", by=cast.fahad, at=MORNING), by=again(case).owner)
    assert {person.username for person in concerned(letter)} == DESK - {"saleh"}


@pytest.fixture
def question(cast):
    ClockPolicy.objects.create(
        unit=cast.ministry, promise="fact", minutes=90, basis="work", valid_from=date(2024, 1, 1)
    )
    return ask_expert(cast.case(), "كم عمودًا؟", Expert(cast.salma), by=cast.saleh, at=MORNING)


@pytest.mark.parametrize("leave", [switched_off, role_ended])
def test_whoever_asked_an_expert_who_leaves_hears_it_at_once_and_nobody_is_reminded(cast, question, leave):
    leave(cast, cast.salma, MORNING + HOUR / 4)
    assert told("question.expert_left") == ["saleh"]
    assert Act.objects.get(name="question.expert_left").after == {"question": question.pk, "name": "سلمى الشهري"}
    for minutes in range(15, 200, 15):
        sweep_clocks(at=MORNING + minutes * HOUR / 60)
    assert (told("question.reminded"), told("question.expert_left")) == ([], ["saleh"])
    assert told("question.became_late") == ["saleh"]
    with pytest.raises(CannotBeAsked):
        remind(Question.objects.get(), by=cast.saleh, at=MORNING + 4 * HOUR)


def test_an_expert_whose_role_ended_by_its_date_is_told_of_when_one_would_remind(cast, question):
    Membership.objects.filter(person=cast.salma).update(valid_to=MORNING.date() - DAY)
    for minutes in range(15, 90, 15):
        sweep_clocks(at=MORNING + minutes * HOUR / 60)
    assert (told("question.reminded"), told("question.expert_left")) == ([], ["saleh"])


def test_where_the_asker_is_gone_too_the_desk_hears_of_the_question(cast, question):
    switched_off(cast, cast.saleh)
    switched_off(cast, cast.salma)
    assert told("question.expert_left") == ["abeer", "fahad", "noura"]


def test_a_case_taken_by_another_meanwhile_stays_theirs(cast):
    case = cast.case()
    seen = again(case)
    assign_case(case, cast.fahad, by=cast.fahad, at=MORNING)
    from sada.desk.carriers import free

    assert not free(seen, by=cast.sami, at=MORNING)
    assert again(case).owner == cast.fahad
    assert not CaseClock.objects.filter(case=case, next_alarm_at__lt=MORNING).exists()
