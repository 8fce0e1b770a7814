"""A case's states: what a person decided. Lateness is no state; it is computed (rules.clocks.phase)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

OPEN: Final = "open"
PAUSED: Final = "paused"
ANSWERED: Final = "answered"
CLOSED: Final = "closed"
NO_ANSWER: Final = "no_answer"
STATES: Final = (OPEN, PAUSED, ANSWERED, CLOSED, NO_ANSWER)


class NotAllowed(ValueError):
    """The state does not know this act. `state` and `act` say which."""

    def __init__(self, state: str, act: str) -> None:
        self.state, self.act = state, act
        super().__init__(f"'{act}' is not possible in the state '{state}'")


# state x act -> state. What is missing is not allowed. Acts that leave the state alone stand here too, because
# whether a closed case may be joined or transferred is a question of its state.
TABLE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        OPEN: {
            "assign": OPEN,
            "describe": OPEN,
            "acknowledge": OPEN,
            "join": OPEN,
            "merge": CLOSED,  # it goes on in another case
            "split": OPEN,
            "note": OPEN,
            "draft": OPEN,
            "ask_expert": OPEN,
            "deadline": OPEN,
            "hand_over": OPEN,
            "no_report": OPEN,
            "decide_reply": OPEN,
            "update_asker": OPEN,
            "not_ours": OPEN,
            "transfer": OPEN,
            "give_back": OPEN,
            "pause": PAUSED,
            "answer": ANSWERED,
            "no_answer": NO_ANSWER,
            "close": CLOSED,
        },
        PAUSED: {
            "assign": PAUSED,
            "describe": PAUSED,
            "acknowledge": PAUSED,
            "join": PAUSED,
            "merge": CLOSED,  # it goes on in another case
            "split": PAUSED,
            "note": PAUSED,
            "draft": PAUSED,
            "ask_expert": PAUSED,
            "deadline": PAUSED,
            "hand_over": PAUSED,
            "no_report": PAUSED,
            "decide_reply": PAUSED,
            "update_asker": PAUSED,
            "not_ours": PAUSED,
            "transfer": PAUSED,
            "give_back": PAUSED,
            "resume": OPEN,
            "answer": ANSWERED,  # an answer ends the pause
            "no_answer": NO_ANSWER,
            "close": CLOSED,
        },
        ANSWERED: {
            "assign": ANSWERED,
            "printed": ANSWERED,
            "join": ANSWERED,
            "split": ANSWERED,
            "note": ANSWERED,
            "draft": ANSWERED,
            "hand_over": ANSWERED,
            "decide_reply": ANSWERED,
            "update_asker": ANSWERED,
            "not_ours": ANSWERED,
            "transfer": ANSWERED,
            "give_back": ANSWERED,
            "answer": ANSWERED,  # a further answer, or the same by another channel
            "reopen": OPEN,
            "close": CLOSED,
        },
        CLOSED: {"note": CLOSED, "follow_up": CLOSED, "reopen": OPEN},
        NO_ANSWER: {"note": NO_ANSWER, "reopen": OPEN},
    }
)


def next_state(state: str, act: str) -> str:
    """The state after an act. NotAllowed when the state does not know the act (or is none itself)."""
    try:
        return TABLE[state][act]
    except KeyError:
        raise NotAllowed(state, act) from None


def acts_in(state: str) -> tuple[str, ...]:
    """The acts a state allows, for showing only the buttons that work."""
    return tuple(TABLE.get(state, {}))
