"""One judgement of many items set to a person's value: all of them or none."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel.refusals import WrongState
from sada.reading.correct_reading import WHOSE, BadValue, require_correct, set_judgement
from sada.reading.reviewed import LISTS
from sada.store.models import Correction, Item, Person, Reading

MODES = ("set", "add", "remove")


def correct_readings(
    items: Sequence[Item], field: str, value: Any, mode: str = "set", *, by: Person, at: datetime
) -> list[Correction]:
    """Correct one judgement of every item: `set` it, or of a list replace the first, `add` to it, `remove` from it.

    Items of which a list holds the value already (or does not, when removing) are left as they are: nothing was said of
    them. Returns the corrections in the order made; taken back in the reverse order all is as before. WrongState when
    nothing would change.
    """
    if mode not in MODES or (mode != "set" and field not in (*LISTS, *WHOSE)):
        raise BadValue
    chosen = {item.pk: item for item in items}
    made: list[Correction] = []
    with transaction.atomic():
        held = {r.pk: r for r in Reading.objects.select_for_update().filter(pk__in=chosen).order_by("pk")}
        for pk, item in chosen.items():
            made += _correct(item, held[pk], field, value, mode, by, at)
        if not made:
            raise WrongState(_("Nothing would change: it is so already."))
    return made


def _correct(
    item: Item, reading: Reading, field: str, value: Any, mode: str, by: Person, at: datetime
) -> list[Correction]:
    """The corrections of one item; a municipality brings its amana with it."""
    present = getattr(reading, field, None)
    new = changed(present, value, mode) if field in (*LISTS, *WHOSE) else value
    if mode != "set" and new == present:
        return []
    require_correct(by, item)
    made = [set_judgement(item, field, new, by=by, at=at)]
    amana = str(value).split(".", 1)[0]
    if field == "baladiyat" and mode != "remove" and amana not in reading.units:
        above = [*reading.units, amana] if mode == "add" else [amana, *reading.units[1:]]
        made.append(set_judgement(item, "units", above, by=by, at=at))
    return made


def changed(present: Sequence[str], value: str, mode: str) -> list[str]:
    """A list of codes after a choice: its first is replaced (set), it gains one (add) or loses one (remove)."""
    others = [code for code in present if code != value]
    if mode == "remove":
        return others
    if mode == "add":
        return list(present) if value in present else [*others, value]
    return [value, *[code for code in others if code != present[0]]]
