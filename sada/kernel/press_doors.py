"""The doors to replies in the press and to the legal texts they rest on; refusals as in `access`.

They stand in the table of `access` once this module is imported, which every screen of theirs does.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from sada.kernel import access
from sada.kernel.reach import Scope
from sada.kernel.refusals import NotAllowed
from sada.store.models import LegalText, Person, PressReply, Sighting

_REPLY = ("answer", "answer__case", "answer__case__unit", "answer__case__owner", "outlet", "item", "law")
ROOT_SLASHES = 2  # "/ministry/": the law of the land is kept at the root


def _of_case(field: str) -> Any:
    """Rows whose case lies within reach; of an expert's only those of the cases in his hands."""

    def limit(person: Person, reach: list[Scope]) -> Q:
        whole = Q(pk__in=[])
        for scope in reach:
            inside = Q(**{f"{field}__path__startswith": scope.path})
            if scope.own_only:
                inside &= Q(**{f"{field}__in": access.rows_for(person, "case.see").values("pk")})
            whole |= inside
        return whole

    return limit


def _at_root(person: Person, reach: list[Scope]) -> Q:
    return Q() if any(scope.path.count("/") == ROOT_SLASHES for scope in reach) else Q(pk__in=[])


access._DOORS.update(
    {
        "reply": (PressReply, _of_case("answer__case")),
        "sighting": (Sighting, _of_case("reply__answer__case")),
        "law": (LegalText, _at_root),
    }
)


def replies_for(person: Person, act: str = "case.see") -> QuerySet[PressReply]:
    """The replies on which the person may do `act`."""
    return access.rows_for(person, act, "reply")


def laws_for(person: Person) -> QuerySet[LegalText]:
    """The legal texts that the person may change."""
    return access.rows_for(person, "policy.edit", "law")


def access_reply(person: Person, pk: int, act: str = "case.see") -> PressReply:
    """A reply with its text, case and outlet. Http404 when not there or not yours, NotAllowed when only to be seen."""
    reply: PressReply = _open(person, "reply", pk, act, _REPLY)
    return reply


def access_sighting(person: Person, pk: int, act: str = "case.see") -> Sighting:
    """A place where a reply seems to stand, with the reply; refusals as in `access_reply`."""
    found: Sighting = _open(person, "sighting", pk, act, ("item", *(f"reply__{name}" for name in _REPLY)))
    return found


def _open(person: Person, noun: str, pk: int, act: str, related: tuple[str, ...]) -> Any:
    row = access.rows_for(person, "case.see", noun).select_related(*related).filter(pk=pk).first()
    if row is None:
        raise Http404
    if act != "case.see" and not access.rows_for(person, act, noun).filter(pk=pk).exists():
        raise NotAllowed
    return row
