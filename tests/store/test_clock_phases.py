"""Where a clock stands is one thing, in Python and in SQL: over random dates, pauses, calendars and moments."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sada.desk.reckon import NoPolicy, Promise
from sada.rules import clocks
from sada.rules.calendar import Hours, WorkingCalendar
from sada.rules.policies import Policy
from sada.store.models import Case, CaseClock
from sada.store.queries.cases import narrowed, views
from sada.store.queries.clocks import phase_is, with_phase
from sada.web.cases.why import phase_of
from tests.cast import MORNING
from tests.rules.saudi_time import EID, NATIONAL_DAY, NORMAL, RAMADAN_1448, RIYADH, WEEK, at

pytestmark = pytest.mark.django_db
PHASES = ("in_time", "near", "late", "paused", "met", "missed")
unhurried = settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
minutes = st.integers(0, 60 * 24 * 40)
moments = minutes.map(lambda m: at("2026-02-01") + timedelta(minutes=m))
maybe = st.one_of(st.none(), moments)
pauses = st.builds(lambda a, m: clocks.Pause(a, a + timedelta(minutes=m), "asker"), moments, st.integers(1, 3000))
split = Hours.parse(at("2020-01-01").date(), None, WEEK, ["08:00-12:00", "16:00-20:00"])
calendars = st.builds(
    lambda hours, days: WorkingCalendar(hours, days, RIYADH),
    st.lists(st.sampled_from([NORMAL, RAMADAN_1448, split]), min_size=1, max_size=3),
    st.lists(st.sampled_from([EID, NATIONAL_DAY]), max_size=2, unique=True),
)
policies = st.builds(Policy, st.just("hold"), st.integers(1, 2000), st.sampled_from(["work", "wall", "day"]))


@st.composite
def deadlines(draw):
    """(due, warn) of a random promise with random pauses on a random calendar, outranked or not."""
    promise = Promise(draw(policies), draw(moments), draw(calendars), draw(st.lists(pauses, max_size=3)), draw(maybe))
    try:
        times = promise.deadline()
    except NoPolicy:  # a calendar that had Ramadan's hours alone
        times = Promise(Policy("hold", 60, "wall"), promise.started_at, promise.calendar).deadline()
    return times.due_at, times.warn_at


@given(st.lists(st.tuples(deadlines(), maybe, maybe), min_size=1, max_size=12), moments)
@unhurried
def test_a_clocks_phase_in_sql_is_that_of_the_rules(cast, drawn, now):
    """Fault: a list that says late of what its page calls in time, since two places reckon lateness on their own."""
    case = Case.objects.first() or cast.case()
    CaseClock.objects.all().delete()
    CaseClock.objects.bulk_create(
        CaseClock(
            case=case, promise=f"p{n}", started_at=due, due_at=due, warn_at=warn, met_at=met, paused_at=paused
        )
        for n, ((due, warn), met, paused) in enumerate(drawn)
    )  # fmt: skip
    for row in with_phase(CaseClock.objects.all(), now):
        assert row.phase == clocks.phase(now, row.due_at, row.warn_at, row.met_at, row.paused_at)


@given(deadlines(), st.one_of(st.none(), deadlines()), maybe, maybe, st.integers(-1, 1), st.data())
@unhurried
def test_a_cases_phase_in_sql_is_that_of_its_row_and_it_stands_in_one_alone(
    cast, own, first, answered, paused, shift, data
):
    case = Case.objects.first() or cast.case()
    now = data.draw(st.one_of(moments, st.sampled_from([d for pair in (own, first or own) for d in pair])))
    now += timedelta(seconds=shift)  # just before, at and just after a border
    state = "answered" if answered else "paused" if paused else "open"
    Case.objects.filter(pk=case.pk).update(
        due_at=own[0], warn_at=own[1], answered_at=answered, state=state,
        paused_at=None if answered else paused, first_promise="approve" if first else "",
        first_due_at=first[0] if first else None, first_warn_at=first[1] if first else None,
    )  # fmt: skip
    row = Case.objects.get(pk=case.pk)
    standing = [phase for phase in PHASES if Case.objects.filter(phase_is(phase, now)).exists()]
    assert standing == [phase_of(row, now)]


def test_at_the_deadline_itself_a_case_is_not_late_in_the_list_either(cast):
    """Fault: due at 13:00 called late at 13:00 by the list and in time by the page."""
    case = cast.case()
    rows, conditions = Case.objects.all(), views(cast.saleh, Case.objects.none(), case.due_at, MORNING.date())
    assert conditions["open"]
    for seconds, phase in ((-1, "near"), (0, "near"), (1, "late")):
        now = case.due_at + timedelta(seconds=seconds)
        assert rows.filter(phase_is(phase, now)).get() == case
        from sada.store.queries.cases import Wanted

        assert narrowed(rows, Wanted(phase=phase), conditions, now).get() == case


def test_a_pause_begun_after_the_deadline_does_not_hide_lateness_in_the_list(cast):
    """Fault: a late case that is paused disappears from the list of the late ones."""
    case = cast.case()
    late = case.due_at + timedelta(minutes=5)
    Case.objects.filter(pk=case.pk).update(state="paused", paused_at=late)
    assert Case.objects.filter(phase_is("late", late)).exists()
    assert not Case.objects.filter(phase_is("paused", late)).exists()
