"""Steps of approval: which hold for a case, when a step is done, and that one person takes one seat."""

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.rules.approvals import (
    DEFAULT,
    Rule,
    Step,
    awaited,
    brings_on,
    choose,
    is_done,
    kept,
    left_open,
    present,
    seated,
    steps_of,
)

DAY = date(2026, 11, 22)
SPEAKER, MANAGER, SEVEN = "role:spokesperson", "role:manager", "person:7"
BOTH = Step("all", (SPEAKER, MANAGER))
EITHER = Step("any", (SPEAKER, MANAGER))


@pytest.mark.parametrize(
    ("step", "takers", "done"),
    [
        (EITHER, [], False),
        (EITHER, [{SPEAKER}], True),
        (EITHER, [{SEVEN}], False),
        (BOTH, [{SPEAKER}], False),
        (BOTH, [{SPEAKER}, {SPEAKER}], False),
        (BOTH, [{SPEAKER}, {MANAGER}], True),
        (BOTH, [{SPEAKER, MANAGER}], False),  # one person is one pair of eyes, however many roles they hold
        (BOTH, [{SPEAKER, MANAGER}, {SPEAKER}], True),  # who came first moves over to the seat that only they can take
    ],
)
def test_a_step_is_done_when_any_or_all_of_its_seats_are_taken(step, takers, done):
    assert is_done(step, takers) is done


def test_the_steps_follow_one_another():
    steps = (EITHER, Step("any", (SEVEN,)))
    assert present(steps, {}) == 0
    assert present(steps, {1: [{SEVEN}]}) == 0  # an approval of a later step does not skip the first
    assert present(steps, {0: [{MANAGER}]}) == 1
    assert present(steps, {0: [{MANAGER}], 1: [{SEVEN}]}) is None


def test_what_is_awaited_are_the_seats_that_bring_a_step_on():
    assert awaited(EITHER, []) == [SPEAKER, MANAGER]
    assert awaited(EITHER, [{SPEAKER}]) == []
    assert awaited(BOTH, [{SPEAKER}]) == [MANAGER]
    assert awaited(BOTH, [{SPEAKER, MANAGER}]) == [SPEAKER, MANAGER]  # either: the first may move over
    assert not brings_on(BOTH, [{SPEAKER}], {SPEAKER})


def test_steps_survive_being_kept_and_none_means_the_single_step_of_old():
    steps = (BOTH, Step("any", (SEVEN,)))
    assert steps_of(kept(steps)) == steps
    assert steps_of([]) == DEFAULT


SEATS = [SPEAKER, MANAGER, SEVEN, "role:manager@3"]


@given(
    st.lists(st.sampled_from(SEATS), unique=True, min_size=1),
    st.lists(st.frozensets(st.sampled_from(SEATS)), max_size=4),
)
def test_as_many_seats_are_taken_as_can_be_each_by_another(seats, takers):
    found = seated(seats, takers)
    assert len(set(found.values())) == len(found)
    assert all(seat in takers[taker] for seat, taker in found.items())
    most = max(
        sum(seat in taker for seat, taker in zip(order, takers, strict=False))
        for order in permutations([*seats, *[""] * len(takers)], len(takers))
    )
    assert len(found) == most


def _can(needs, people, only):
    """Whether each need finds a person of its own, by trying all."""
    return any(
        all(set(wanted) & people[who] and only[who] in (None, n) for (n, wanted), who in zip(needs, order, strict=True))
        for order in permutations(range(len(people)), len(needs))
    )


ONE_STEP = st.builds(
    Step,
    st.sampled_from(["any", "all"]),
    st.lists(st.sampled_from(SEATS), unique=True, min_size=1, max_size=2).map(tuple),
)


@given(
    st.lists(ONE_STEP, min_size=1, max_size=3),
    st.lists(st.frozensets(st.sampled_from(SEATS)), max_size=1),
    st.lists(st.frozensets(st.sampled_from(SEATS)), max_size=4),
)
def test_a_step_is_left_open_where_no_way_of_sharing_the_seats_fills_it(steps, first, people):
    needs = [(n, w) for n, s in enumerate(steps) for w in ([s.seats] if s.need == "any" else [(x,) for x in s.seats])]
    everybody, only = [*first, *people], [0] * len(first) + [None] * len(people)
    found = left_open(steps, {0: first}, people)
    for place in range(len(steps)):
        within = [need for need in needs if need[0] <= place]
        assert _can(within, everybody, only) == (found is None or place < found)


@given(st.lists(st.frozensets(st.sampled_from(SEATS)), max_size=4), st.frozensets(st.sampled_from(SEATS)))
def test_a_further_approval_never_undoes_a_step(takers, one):
    for step in (EITHER, BOTH):
        assert is_done(step, [*takers, one]) >= is_done(step, takers)
        assert not (is_done(step, takers) and awaited(step, takers))


def test_the_nearest_unit_then_the_row_that_names_most_then_the_younger_holds():
    rows = [
        Rule(1, rank=2),
        Rule(2, urgency="urgent", rank=2),
        Rule(3, family="food", medium="tv", rank=2),
        Rule(4, medium="tv", rank=2),
        Rule(5, medium="tv", rank=2, valid_from=date(2026, 1, 1)),
        Rule(6, medium="x", rank=3),
        Rule(7, medium="print", rank=2, valid_to=date(2026, 11, 21)),
    ]

    def holds(urgency="normal", family="", medium="online"):
        return choose(rows, urgency, family, medium, DAY)

    assert holds() == 1
    assert holds(urgency="urgent", family="food", medium="tv") == 2
    assert holds(family="food", medium="tv") == 3
    assert holds(medium="tv") == 5
    assert holds(urgency="urgent", medium="x") == 6
    assert holds(medium="print") == 1
    assert choose([], "normal", "", "tv", DAY) is None
