"""The figures of a period: what counts as received, answered, late, unanswered; open cases wait and are not dropped."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sada.desk.pause_clock import pause_clock
from sada.desk.send_answer import mark_answered
from sada.kernel import access
from sada.measure.board import Rows, board
from sada.measure.periods import last_days
from sada.measure.sheet import waits
from sada.store.models import Case, Mention
from sada.store.queries import measures
from sada.store.queries.measures import Wanted
from tests.cast import MORNING, left_unanswered

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
NOON = MORNING + 3 * HOUR  # 12:00 on the working Sunday of the cast
PERIOD = last_days(30, MORNING.date())


def rows(base="/ministry/", **narrow):
    wanted = Wanted(PERIOD.since, PERIOD.until, **narrow)
    return Rows(Case.objects.all(), Mention.objects.all(), base, wanted)


def found(at=NOON, **narrow):
    return board(rows(**narrow), PERIOD, at)


def answered(cast, after, at=MORNING, **columns):
    case = cast.case(at=at, **columns)
    mark_answered(case, at + after)
    return case


def test_an_item_of_two_units_counts_once_and_in_each_of_them(cast):
    item = cast.item()
    cast.mention("riyadh", item)
    cast.mention("qassim", item)
    made = found()
    assert made.now.received == 1
    assert {code: sheet.received for code, sheet in made.groups.items()} == {"riyadh": 1, "qassim": 1}


def test_ones_own_releases_are_not_received(cast):
    cast.mention("riyadh", cast.item(is_ours=True))
    assert found().now.received == 0


def test_received_is_counted_by_day_in_riyadh_not_in_utc(cast):
    late_evening = MORNING.replace(hour=0, minute=30)  # still the day before in UTC
    cast.mention("riyadh", cast.item(at=late_evening))
    days = measures.count_by_day(measures.heard(Mention.objects.all(), rows().wanted))
    assert days == {(late_evening.date(), "complaint"): 1}


def test_on_time_leaves_out_what_is_open_and_not_yet_late(cast):
    answered(cast, HOUR)
    answered(cast, 5 * HOUR)  # due after four working hours
    cast.case(at=MORNING)  # open, in time
    old = cast.case(at=MORNING - timedelta(days=4))  # open, long late
    assert old.due_at < NOON
    now = found(at=MORNING + 2 * HOUR).now
    assert (now.on_time.part, now.on_time.whole) == (1, 3)
    assert (now.answered.part, now.answered.whole) == (2, 4)
    assert now.unanswered.part == 2
    assert now.late_open == 1


def test_a_case_that_needs_no_answer_is_counted_beside_the_others(cast):
    left_unanswered(cast.case(), at=MORNING + HOUR, note="للعلم")
    now = found().now
    assert (now.cases, now.no_answer, now.answered.whole, now.unanswered.part) == (1, 1, 0, 0)


def test_open_cases_are_censored_so_leaving_hard_ones_open_does_not_make_an_office_look_quick(cast):
    for minutes in (20, 30, 40, 50):
        answered(cast, timedelta(minutes=minutes))
    only_quick = found().now.median
    assert only_quick.state == "too_few"
    for _ in range(6):
        cast.case(at=MORNING)
    with_open = found().now.median
    assert with_open.cases == 10
    assert with_open.value is None
    assert with_open.state == "not_reached"


def test_an_open_case_has_waited_its_working_time_without_its_pauses(cast):
    case = cast.case(at=MORNING)
    pause_clock(case, "asker", NOON + 20 * HOUR, by=cast.saleh, at=MORNING + HOUR)
    sample = waits(measures.asked(Case.objects.all(), rows().wanted), NOON)
    assert [wait.seconds for wait in sample] == [3600]


def test_figures_narrow_by_unit_medium_family_and_kind(cast):
    cast.case("riyadh", medium="x")
    cast.case("qassim", medium="print")
    assert found(path="/ministry/riyadh/").now.cases == 1
    assert found(medium="x").now.cases == 1
    assert found(medium="tv").now.cases == 0
    assert found(family="lighting").now.cases == 2
    assert found(kind="praise").now.received == 0


def test_the_period_before_is_measured_by_itself(cast):
    cast.case(at=MORNING - timedelta(days=40))
    cast.case(at=MORNING)
    made = found()
    assert (made.now.cases, made.before.cases) == (1, 1)


def test_below_a_unit_its_branches_are_compared(cast):
    cast.case("riyadh")
    cast.case("riyadh.al-duwadimi")
    groups = board(rows(base="/ministry/riyadh/", path="/ministry/riyadh/"), PERIOD, NOON).groups
    assert {code: sheet.cases for code, sheet in groups.items()} == {"": 1, "al-duwadimi": 1}


def test_the_calendars_of_many_units_are_those_of_each(cast):
    from sada.store.queries.working_time import calendar_of

    calendars = measures.Calendars()
    for unit in (cast.riyadh, cast.dawadmi, cast.qassim):
        assert calendars.of(unit.path).between(MORNING, NOON) == calendar_of(unit).between(MORNING, NOON)
    assert calendars.of(cast.riyadh.path) is calendars.of(cast.qassim.path)


def test_the_number_of_queries_does_not_grow_with_the_rows(cast):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            found()
        return len(seen)

    cast.case(at=MORNING)
    cast.case("qassim", at=MORNING)
    few = queries()
    for n in range(8):
        cast.case("riyadh" if n % 2 else "qassim", at=MORNING - timedelta(days=n))
    assert queries() == few


@pytest.mark.parametrize("part", measures.PARTS)
def test_the_list_behind_a_figure_holds_as_many_as_the_figure_says(cast, part):
    answered(cast, HOUR)
    answered(cast, 5 * HOUR)
    cast.case(at=MORNING)
    cast.case(at=MORNING - timedelta(days=4))
    left_unanswered(cast.case(), at=MORNING + HOUR, note="للعلم")
    at = MORNING + 2 * HOUR
    now = found(at=at).now
    said = {
        "all": now.cases,
        "answered": now.answered.part,
        "on_time": now.on_time.part,
        "late": now.on_time.whole - now.on_time.part,
        "unanswered": now.unanswered.part,
        "no_answer": now.no_answer,
    }
    listed = measures.asked_rows(Case.objects.all(), rows().wanted).filter(measures.part_is(part, at))
    assert listed.count() == said[part]


def test_a_person_measures_what_they_may_see(cast):
    cast.case("riyadh")
    cast.case("qassim")
    seen = access.rows_for(cast.huda, "measure.see", "case")
    assert [case.unit.code for case in seen] == ["qassim"]
    assert not access.rows_for(cast.salma, "measure.see", "case").exists()
