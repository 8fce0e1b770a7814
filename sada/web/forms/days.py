"""Days that a person or an address names: of this calendar and of these centuries, so that one can reckon with them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sada.web.say.digits import western

FIRST: Final = date(1900, 1, 1)
LAST: Final = date(2199, 12, 31)


def day_of(text: str | None) -> date | None:
    """The day that an address names, in either digits; None where it names none one could mean."""
    try:
        day = date.fromisoformat(western(text or ""))
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None


def within_reason(value: date | datetime) -> None:
    """Refuse the year 0001 and 9999, and a Hijri year in the place of a Gregorian one."""
    day = value.date() if isinstance(value, datetime) else value
    if not FIRST <= day <= LAST:
        raise ValidationError(_("Write a day of the Gregorian calendar between the years 1900 and 2199."))
