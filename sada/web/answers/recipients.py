"""Who an answer may go to, as the form of sending shows them. Private addresses are shown masked."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from sada.desk.correspondents import Correspondent, correspondents
from sada.reading.masking import half_hidden
from sada.store.models import Case
from sada.web import units


@dataclass(frozen=True, slots=True)
class Recipient:
    """One address: `key` names it in the form, `label` is what is shown."""

    key: str
    address: str
    label: str


def recipients(case: Case, text: str = "") -> list[Recipient]:
    """Each address once, in the order of `correspondents`."""
    return [Recipient(one.key, one.address, label(one)) for one in correspondents(case, text)]


def label(one: Correspondent) -> str:
    """Name and address: an editor's is public, a person's is half hidden."""
    if one.outlet is not None:
        said = gettext("The editor of %(name)s (%(address)s)")
        return said % {"name": units.name(one.outlet), "address": one.address}
    name = one.name or gettext("The asker")
    return gettext("%(name)s (%(address)s)") % {"name": name, "address": half_hidden(one.address)}
