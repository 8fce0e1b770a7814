"""Who an answer may go to: those who asked, and the editors of their outlets. Private addresses are shown masked."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from sada.desk.openings import addresses_editor
from sada.reading.masking import half_hidden
from sada.store.models import Case, CaseItem
from sada.web import units


@dataclass(frozen=True, slots=True)
class Recipient:
    """One address: `key` names it in the form, `label` is what is shown."""

    key: str
    address: str
    label: str


def recipients(case: Case, text: str = "") -> list[Recipient]:
    """Each address once: the asker's own first, then the voice, then the outlet's editor; for a `text` that addresses
    the editor, as a letter to a paper does, the editor first."""
    places = list(
        CaseItem.objects.filter(case=case).select_related("item", "item__outlet", "item__contact").order_by("id")
    )
    askers = [_asker(place) for place in places]
    voice = [_named(f"voice-{case.voice_id}", case.voice.email, case.voice.name_ar)] if case.voice else []
    editors = [_editor(place) for place in places]
    found: dict[str, Recipient] = {}
    people = [*askers, *voice]
    for one in [*editors, *people] if addresses_editor(text) else [*people, *editors]:
        if one is not None and one.address:
            found.setdefault(one.address.lower(), one)
    return list(found.values())


def _named(key: str, address: str, name: str) -> Recipient:
    label = gettext("%(name)s (%(address)s)") % {"name": name, "address": half_hidden(address)}
    return Recipient(key, address, label)


def _asker(place: CaseItem) -> Recipient | None:
    contact = getattr(place.item, "contact", None)
    if contact is None:
        return None
    return _named(f"item-{place.item_id}", contact.email, contact.name or gettext("The asker"))


def _editor(place: CaseItem) -> Recipient | None:
    outlet = place.item.outlet
    if outlet is None:
        return None
    name = units.name(outlet)
    label = gettext("The editor of %(name)s (%(address)s)") % {"name": name, "address": outlet.email}
    return Recipient(f"outlet-{outlet.pk}", outlet.email, label)
