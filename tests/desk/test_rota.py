"""The duty rota and «cannot be reached»: who is on call, who is next, once and on record."""

from datetime import timedelta

import pytest

from sada.desk.keep_rota import CannotBeOnCall, Overlapping, Shift, add_shifts, change_shift, remove_shift, repeat_week
from sada.desk.on_duty import cannot_reach, on_duty, whom_to_call
from sada.kernel.refusals import Missing, NotAllowed, SomeoneElseDidIt
from sada.store.models import Act, DutyShift, Notice, Unreached
from tests.cast import MORNING

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NIGHT = MORNING + 6 * HOUR


def shift(cast, **more):
    given = {
        "unit": cast.riyadh,
        "starts": NIGHT,
        "ends": NIGHT + 16 * HOUR,
        "person": cast.noura,
        "deputy": cast.fahad,
    }
    return Shift(**given | more)


def names(people):
    return [person.username for person in people]


def test_a_shift_is_written_told_and_recorded(cast):
    (row,) = add_shifts(shift(cast), by=cast.abeer, at=MORNING)
    assert on_duty(cast.riyadh, NIGHT) == row
    assert on_duty(cast.riyadh, NIGHT - timedelta(seconds=1)) is None
    assert on_duty(cast.riyadh, row.ends) is None
    assert {n.person for n in Notice.objects.filter(act="rota.changed")} == {cast.noura, cast.fahad}
    assert Act.objects.get(name="rota.changed").after["person"] == cast.noura.pk


def test_several_days_are_written_at_once_or_none_of_them(cast):
    add_shifts(shift(cast, days=7), by=cast.abeer, at=MORNING)
    assert [row.starts for row in DutyShift.objects.all()] == [NIGHT + n * DAY for n in range(7)]
    with pytest.raises(Overlapping):
        add_shifts(shift(cast, starts=NIGHT + 5 * DAY, ends=NIGHT + 5 * DAY + HOUR, days=9), by=cast.abeer, at=MORNING)
    with pytest.raises(Overlapping):
        add_shifts(
            shift(cast, starts=NIGHT + 20 * DAY, ends=NIGHT + 21 * DAY + HOUR, days=2), by=cast.abeer, at=MORNING
        )
    assert DutyShift.objects.count() == 7


def test_a_baladiya_without_a_shift_is_served_by_its_amana(cast):
    (row,) = add_shifts(shift(cast), by=cast.abeer, at=MORNING)
    assert on_duty(cast.dawadmi, NIGHT) == row
    (own,) = add_shifts(shift(cast, unit=cast.dawadmi, person=cast.saleh), by=cast.abeer, at=MORNING)
    assert on_duty(cast.dawadmi, NIGHT) == own
    assert on_duty(cast.qassim, NIGHT) is None


def test_a_shift_is_changed_and_removed_and_one_that_began_ends_now(cast):
    (row,) = add_shifts(shift(cast), by=cast.abeer, at=MORNING)
    change_shift(row, shift(cast, person=cast.saleh, deputy=None, ends=NIGHT + HOUR), by=cast.abeer, at=MORNING)
    row.refresh_from_db()
    assert (row.person, row.deputy, row.ends) == (cast.saleh, None, NIGHT + HOUR)
    remove_shift(row, by=cast.abeer, at=NIGHT + HOUR / 2)
    row.refresh_from_db()
    assert row.ends == NIGHT + HOUR / 2
    (later,) = add_shifts(shift(cast, starts=NIGHT + DAY, ends=NIGHT + 2 * DAY), by=cast.abeer, at=NIGHT)
    remove_shift(later, by=cast.abeer, at=NIGHT)
    assert list(DutyShift.objects.all()) == [row]
    assert Act.objects.filter(name="rota.changed").count() == 5


def test_a_week_is_repeated_whole(cast):
    add_shifts(shift(cast, days=3), by=cast.abeer, at=MORNING)
    first = MORNING.replace(hour=0)
    rows = repeat_week(cast.riyadh, first, by=cast.abeer, at=MORNING)
    assert [row.starts for row in rows] == [NIGHT + (7 + n) * DAY for n in range(3)]
    with pytest.raises(Overlapping):
        repeat_week(cast.riyadh, first, by=cast.abeer, at=MORNING)
    with pytest.raises(Missing):
        repeat_week(cast.riyadh, first + 30 * DAY, by=cast.abeer, at=MORNING)


@pytest.mark.parametrize(
    "wrong",
    [{"ends": NIGHT}, {"ends": NIGHT + 8 * DAY}, {"starts": MORNING - 2 * DAY, "ends": MORNING - DAY}, {"days": 0},
     {"days": 32}],
)  # fmt: skip
def test_a_shift_that_makes_no_sense_is_refused(cast, wrong):
    with pytest.raises(Missing):
        add_shifts(shift(cast, **wrong), by=cast.abeer, at=MORNING)
    with pytest.raises(Missing):
        add_shifts(shift(cast, deputy=cast.noura), by=cast.abeer, at=MORNING)
    assert not DutyShift.objects.exists()


def test_only_who_answers_for_the_unit_is_on_call_and_only_its_manager_writes_the_rota(cast):
    for person in (cast.huda, cast.rakan, cast.zayd):
        with pytest.raises(CannotBeOnCall):
            add_shifts(shift(cast, person=person), by=cast.abeer, at=MORNING)
    for by, unit in ((cast.saleh, cast.riyadh), (cast.abeer, cast.qassim)):
        with pytest.raises(NotAllowed):
            add_shifts(shift(cast, unit=unit), by=by, at=MORNING)
    (row,) = add_shifts(shift(cast), by=cast.abeer, at=MORNING)
    with pytest.raises(NotAllowed):
        remove_shift(row, by=cast.huda, at=MORNING)
    with pytest.raises(NotAllowed):
        repeat_week(cast.riyadh, MORNING, by=cast.saleh, at=MORNING)


def test_who_cannot_be_reached_is_followed_by_the_next_up_to_the_ministry(cast):
    add_shifts(shift(cast), by=cast.abeer, at=MORNING)
    case, called = cast.case(), []
    Notice.objects.all().delete()
    for n, person in enumerate((cast.noura, cast.fahad, cast.abeer, cast.majed)):
        at = NIGHT + n * timedelta(minutes=10)
        assert names(whom_to_call(case, at)) == [person.username]
        called.append(names(cannot_reach(case, person, by=cast.rakan, at=at)))
    assert called == [["fahad"], ["abeer"], ["majed"], []]
    assert names(n.person for n in Notice.objects.filter(act="duty.called", urgent=True).order_by("id")) == [
        "fahad", "abeer", "majed",
    ]  # fmt: skip
    assert {n.person for n in Notice.objects.filter(act="duty.nobody_reached")} == {cast.abeer, cast.majed}
    acts = Act.objects.filter(name="duty.not_reached").order_by("id")
    assert (acts[0].by, acts[0].after["owner"]) == (cast.rakan, cast.noura.pk)
    assert whom_to_call(case, NIGHT + HOUR) == []


def test_the_next_shift_begins_at_the_first_rung_again(cast):
    add_shifts(shift(cast, days=2), by=cast.abeer, at=MORNING)
    case = cast.case()
    cannot_reach(case, cast.noura, by=cast.saleh, at=NIGHT)
    assert names(whom_to_call(case, NIGHT + HOUR)) == ["fahad"]
    assert names(whom_to_call(case, NIGHT + DAY + HOUR)) == ["noura"]
    assert names(whom_to_call(cast.case(), NIGHT + HOUR)) == ["noura"]  # of another case nobody was called yet


def test_of_two_who_press_it_at_once_one_wins(cast):
    add_shifts(shift(cast), by=cast.abeer, at=MORNING)
    case = cast.case()
    cannot_reach(case, cast.noura, by=cast.saleh, at=NIGHT)
    with pytest.raises(SomeoneElseDidIt):
        cannot_reach(case, cast.noura, by=cast.rakan, at=NIGHT)
    with pytest.raises(SomeoneElseDidIt):
        cannot_reach(case, cast.majed, by=cast.rakan, at=NIGHT)  # it is not their turn
    assert Unreached.objects.count() == 1


def test_a_stranger_and_an_auditor_call_nobody(cast):
    add_shifts(shift(cast), by=cast.abeer, at=MORNING)
    for person in (cast.huda, cast.lina, cast.zayd):
        with pytest.raises(NotAllowed):
            cannot_reach(cast.case(), cast.noura, by=person, at=NIGHT)


def test_where_nobody_is_on_call_the_spokesperson_is_called_first_as_alarms_go_there(cast):
    case = cast.case()
    assert names(whom_to_call(case, MORNING)) == ["noura"]
    cannot_reach(case, cast.noura, by=cast.saleh, at=MORNING)
    assert names(whom_to_call(case, MORNING)) == ["abeer"]
