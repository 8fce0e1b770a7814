"""How a text would be cut on the networks it may be sent to, numbers and all: what an approver sees, and what leaves
after that, are cut by the same rule."""

from __future__ import annotations

from dataclasses import dataclass

from sada.desk.citations import rendered
from sada.desk.ways_out import speaking_for
from sada.rules.citations import UnknownFact
from sada.rules.threads import MOST_PARTS, ROOM, split
from sada.store.models import Answer, Network


@dataclass(frozen=True, slots=True)
class Cut:
    """A text on one network; `is_too_long`: it would be more posts than a reply may have."""

    network: str
    parts: tuple[str, ...]

    @property
    def is_too_long(self) -> bool:
        return len(self.parts) > MOST_PARTS


def cuts(answer: Answer) -> list[Cut]:
    """The text on the network where the question stood, then on those of the accounts that may answer; a fixed number
    of queries."""
    asked = [answer.case.medium] if answer.case.medium in ROOM else []
    networks = dict.fromkeys([*asked, *(account.network for account in speaking_for(answer))])
    try:
        text = rendered(answer) if networks else ""
    except UnknownFact:
        return []
    labels = dict(Network.choices)
    return [Cut(str(labels.get(name, name)), split(text, name)) for name in networks if text.strip()]
