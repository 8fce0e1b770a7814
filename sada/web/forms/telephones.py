"""A telephone number as somebody types it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LEAST = 7  # digits of a number that one can dial from elsewhere


def telephone(said: str) -> None:
    """Refuse what nobody can dial; digits of either set count."""
    if sum(sign.isdigit() for sign in said) < LEAST:
        raise ValidationError(_("Write the whole telephone number, seven digits or more."))
