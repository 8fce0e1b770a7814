"""Who an answer may go to by e-mail: those who asked, and the editors of their outlets."""

from dataclasses import dataclass

from sada.desk.openings import addresses_editor
from sada.store.models import Case, CaseItem, Outlet


@dataclass(frozen=True, slots=True)
class Correspondent:
    """One address. `key` names it in a form; `name` is a person's, "" where none is known; `outlet`: whose editor."""

    key: str
    address: str
    name: str = ""
    outlet: Outlet | None = None


def correspondents(case: Case, text: str = "") -> list[Correspondent]:
    """Each address once: the asker's own first, then the voice, then the outlet's editor; for a `text` that addresses
    the editor, as a letter to a paper does, the editor first."""
    places = list(
        CaseItem.objects.filter(case=case).select_related("item", "item__outlet", "item__contact").order_by("id")
    )
    askers = [_asker(place) for place in places]
    voice = [Correspondent(f"voice-{case.voice_id}", case.voice.email, case.voice.name_ar)] if case.voice else []
    editors = [_editor(place) for place in places]
    found: dict[str, Correspondent] = {}
    people = [*askers, *voice]
    for one in [*editors, *people] if addresses_editor(text) else [*people, *editors]:
        if one is not None and one.address:
            found.setdefault(one.address.lower(), one)
    return list(found.values())


def _asker(place: CaseItem) -> Correspondent | None:
    contact = getattr(place.item, "contact", None)
    return Correspondent(f"item-{place.item_id}", contact.email, contact.name) if contact is not None else None


def _editor(place: CaseItem) -> Correspondent | None:
    outlet = place.item.outlet
    return Correspondent(f"outlet-{outlet.pk}", outlet.email, outlet=outlet) if outlet is not None else None
