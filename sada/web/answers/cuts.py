"""How a text would be cut on the networks it may be sent to, numbers and all: what an approver sees, and what leaves
after that, are cut by the same rule."""

from __future__ import annotations

from dataclasses import dataclass

from sada.desk.citations import rendered
from sada.desk.openings import POST, addresses_editor, form_of
from sada.desk.ways_out import speaking_for
from sada.rules.citations import UnknownFact
from sada.rules.threads import MOST_PARTS, ROOM, fits, is_thread, split
from sada.store.models import Answer, Network


@dataclass(frozen=True, slots=True)
class Cut:
    """A text on one network; `is_too_long`: it would be more posts than a reply may have."""

    network: str
    parts: tuple[str, ...]

    @property
    def is_too_long(self) -> bool:
        return len(self.parts) > MOST_PARTS


_TO_SOMEBODY = ("سعادة ", "معالي ", "السلام عليكم", "الأستاذ", "الأخ", "Dear ", "The Editor", "The Director")


def is_for_network(answer: Answer) -> bool:
    """Whether a text may stand on a network: the question stood there, or the text is a post or a thread. What
    addresses an editor or a person is a letter."""
    text = (answer.final or answer.draft).strip()
    if addresses_editor(text):
        return False
    if answer.case.medium in ROOM or form_of(answer.case.medium) == POST:
        return True
    return not text.startswith(_TO_SOMEBODY) and (is_thread(text) or fits(text, "x"))


def cuts(answer: Answer) -> list[Cut]:
    """The text on the network where the question stood, then on those of the accounts that may answer; a fixed number
    of queries."""
    if not is_for_network(answer):
        return []
    asked = [answer.case.medium] if answer.case.medium in ROOM else []
    networks = dict.fromkeys([*asked, *(account.network for account in speaking_for(answer))])
    try:
        text = rendered(answer) if networks else ""
    except UnknownFact:
        return []
    labels = dict(Network.choices)
    return [Cut(str(labels.get(name, name)), split(text, name)) for name in networks if text.strip()]
