"""States of cases and answers."""

import pytest

from sada.rules import answer_states, case_states
from sada.rules.case_states import NotAllowed

BOTH = [case_states, answer_states]


@pytest.mark.parametrize("states", BOTH)
def test_every_act_leads_to_a_state_that_exists(states):
    assert set(states.TABLE) == set(states.STATES)
    for acts in states.TABLE.values():
        assert set(acts.values()) <= set(states.STATES)


@pytest.mark.parametrize("states", BOTH)
def test_every_state_can_be_reached_from_the_first(states):
    reached, waiting = {states.STATES[0]}, [states.STATES[0]]
    while waiting:
        for after in set(states.TABLE[waiting.pop()].values()) - reached:
            reached.add(after)
            waiting.append(after)
    assert reached == set(states.STATES)


@pytest.mark.parametrize(
    ("state", "act", "after"),
    [
        ("open", "pause", "paused"),
        ("paused", "resume", "open"),
        ("paused", "answer", "answered"),
        ("open", "answer", "answered"),
        ("answered", "close", "closed"),
        ("open", "no_answer", "no_answer"),
        ("closed", "reopen", "open"),
        ("no_answer", "reopen", "open"),
        ("paused", "transfer", "paused"),
    ],
)
def test_the_way_of_a_case(state, act, after):
    assert case_states.next_state(state, act) == after


@pytest.mark.parametrize(
    ("state", "act"),
    [
        ("closed", "answer"),
        ("closed", "pause"),
        ("closed", "transfer"),
        ("paused", "pause"),
        ("open", "resume"),
        ("open", "reopen"),
        ("answered", "pause"),
        ("no_answer", "close"),
        ("late", "close"),
    ],
)
def test_what_a_case_does_not_allow(state, act):
    with pytest.raises(NotAllowed) as refused:
        case_states.next_state(state, act)
    assert (refused.value.state, refused.value.act) == (state, act)


@pytest.mark.parametrize("state", ["draft", "submitted", "returned", "approved"])
def test_a_changed_text_is_a_draft_again_and_needs_a_new_approval(state):
    assert answer_states.next_state(state, "change") == "draft"


@pytest.mark.parametrize("state", [s for s in answer_states.STATES if s not in ("approved", "sent")])
def test_nothing_leaves_without_approval(state):
    with pytest.raises(NotAllowed):
        answer_states.next_state(state, "send")


@pytest.mark.parametrize("state", [s for s in answer_states.STATES if s != "submitted"])
def test_only_what_was_submitted_can_be_approved_or_returned(state):
    for act in ("approve", "return"):
        with pytest.raises(NotAllowed):
            answer_states.next_state(state, act)


@pytest.mark.parametrize("act", ["change", "withdraw", "submit"])
def test_what_was_sent_stands(act):
    with pytest.raises(NotAllowed):
        answer_states.next_state("sent", act)


def test_the_buttons_of_a_state_are_its_acts():
    assert case_states.acts_in("closed") == ("note", "follow_up", "reopen")
    assert answer_states.acts_in("withdrawn") == ()
    assert case_states.acts_in("late") == ()
