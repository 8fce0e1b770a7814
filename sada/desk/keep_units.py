"""Changes what a unit is called and where it is written to. A former name is kept with its dates: archives use it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing
from sada.rules.personal import plain_number
from sada.store.models import Person, Unit, UnitName
from sada.understand.fold import sort_key

LONGEST_NUMBER = 12


@dataclass(frozen=True, slots=True)
class Naming:
    """What one may change of a unit. `since`: the day from which the new name holds; None corrects a slip."""

    name_ar: str
    name_en: str
    short_ar: str = ""
    variants: tuple[str, ...] = ()
    email: str = ""
    phones: tuple[str, ...] = ()
    since: date | None = None


def change_unit(unit: Unit, wanted: Naming, *, by: Person, at: datetime) -> None:
    """Change a unit's names and address. With `since` the former name is kept as holding until the day before."""
    access.require(by, "unit.edit", unit.path)
    if not wanted.name_ar.strip():
        raise Missing(_("Write the Arabic name."))
    before = _shown(unit)
    with transaction.atomic():
        if wanted.since is not None and wanted.name_ar.strip() != unit.name_ar:
            _keep_former(unit, wanted.since)
        update_if(
            unit,
            {"name_ar": unit.name_ar},
            name_ar=wanted.name_ar.strip(),
            name_en=wanted.name_en.strip(),
            short_ar=wanted.short_ar.strip(),
            variants=list(dict.fromkeys(v.strip() for v in wanted.variants if v.strip())),
            email=wanted.email.strip(),
            phones=own_numbers(wanted.phones),
            sort_key=sort_key(wanted.name_ar.strip())[:200],
        )
        acts.record("unit.changed", by=by, on=unit, at=at, unit=unit, before=before, after=_shown(unit))


def own_numbers(given: Iterable[str]) -> list[str]:
    """Telephone numbers of a body, each once, as one dials them. A mobile number is somebody's and is refused."""
    numbers = [plain_number(one) for one in given if one.strip()]
    for said, number in zip((one for one in given if one.strip()), numbers, strict=True):
        if not 3 <= len(number) <= LONGEST_NUMBER or number.startswith("05"):
            refused = _("%(number)s is no number of a body: write its landline or its short number.")
            raise Missing(str(refused) % {"number": said.strip()})
    return list(dict.fromkeys(numbers))


def _keep_former(unit: Unit, since: date) -> None:
    last = UnitName.objects.filter(unit=unit).order_by("-valid_to").values_list("valid_to", flat=True).first()
    begins = last + timedelta(days=1) if last else unit.valid_from
    ends = since - timedelta(days=1)
    if begins and begins > ends:
        raise Missing(_("A former name of this unit holds until a later day. Write a later date."))
    UnitName.objects.create(unit=unit, name_ar=unit.name_ar, valid_from=begins, valid_to=ends)


def _shown(unit: Unit) -> dict[str, object]:
    return {
        "name_ar": unit.name_ar,
        "name_en": unit.name_en,
        "short_ar": unit.short_ar,
        "variants": list(unit.variants),
        "email": unit.email,
        "phones": list(unit.phones),
    }
