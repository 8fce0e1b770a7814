"""An answer's states. What was approved is frozen: any change takes it back to a draft, and the approval is gone."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sada.rules.case_states import NotAllowed

DRAFT: Final = "draft"
SUBMITTED: Final = "submitted"
RETURNED: Final = "returned"
APPROVED: Final = "approved"
SENT: Final = "sent"
WITHDRAWN: Final = "withdrawn"
REJECTED: Final = "rejected"
STATES: Final = (DRAFT, SUBMITTED, RETURNED, APPROVED, SENT, WITHDRAWN, REJECTED)

__all__ = ["STATES", "TABLE", "NotAllowed", "acts_in", "next_state"]

TABLE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        DRAFT: {"change": DRAFT, "submit": SUBMITTED, "withdraw": WITHDRAWN},
        SUBMITTED: {
            "change": DRAFT,
            "amend": SUBMITTED,  # an approver's own hand: it needs another's approval
            "approve": APPROVED,  # with the last step
            "return": RETURNED,
            "reject": REJECTED,
            "withdraw": WITHDRAWN,
        },
        RETURNED: {"change": DRAFT, "submit": SUBMITTED, "withdraw": WITHDRAWN},
        APPROVED: {"change": DRAFT, "send": SENT, "withdraw": WITHDRAWN},
        SENT: {"send": SENT},  # the same text, by a further channel
        WITHDRAWN: {},
        REJECTED: {},
    }
)


def next_state(state: str, act: str) -> str:
    """The state after an act. NotAllowed when the state does not know the act (or is none itself)."""
    try:
        return TABLE[state][act]
    except KeyError:
        raise NotAllowed(state, act) from None


def acts_in(state: str) -> tuple[str, ...]:
    """The acts a state allows."""
    return tuple(TABLE.get(state, {}))
