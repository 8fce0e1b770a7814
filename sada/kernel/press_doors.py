"""The doors to replies in the press and to the legal texts they rest on; refusals as in `access`."""

from django.db.models import QuerySet

from sada.kernel import access
from sada.store.models import LegalText, Person, PressReply, Sighting

_REPLY = ("answer", "answer__case", "answer__case__unit", "answer__case__owner", "outlet", "item", "law")


def replies_for(person: Person, act: str = "case.see") -> QuerySet[PressReply]:
    """The replies on which the person may do `act`."""
    return access.rows_for(person, act, "reply")


def laws_for(person: Person) -> QuerySet[LegalText]:
    """The legal texts that the person may change."""
    return access.rows_for(person, "policy.edit", "law")


def access_reply(person: Person, pk: int, act: str = "case.see") -> PressReply:
    """A reply with its text, case and outlet. Http404 when not there or not yours, NotAllowed when only to be seen."""
    reply: PressReply = access.open_row("reply", person, pk, act, _REPLY)
    return reply


def access_sighting(person: Person, pk: int, act: str = "case.see") -> Sighting:
    """A place where a reply seems to stand, with the reply; refusals as in `access_reply`."""
    found: Sighting = access.open_row("sighting", person, pk, act, ("item", *(f"reply__{name}" for name in _REPLY)))
    return found
