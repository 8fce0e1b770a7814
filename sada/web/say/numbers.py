"""Numbers for reading: thousands separated, marks that fit the digit set, signs kept in place."""

from __future__ import annotations

from decimal import Decimal

from sada.web.say import digits

# After Arabic letters a sign or a dash wanders to the other side of its number; these hold it where it belongs.
LRM = "\u200e"
ISOLATE, END = "\u2066", "\u2069"

_MARKS = {ord(","): "٬", ord("."): "٫", ord("%"): "٪"}


def number(value: float | Decimal | None, places: int | None = None) -> str:
    """``1234.5`` as ``1,234.5``; in ٠-٩ as ``١٬٢٣٤٫٥``. ``None`` is a dash. ``places`` rounds to so many decimals."""
    if value is None:
        return "–"
    if places is not None:
        text = f"{value:,.{places}f}"
    elif isinstance(value, float) and value.is_integer():
        text = f"{int(value):,}"
    else:
        text = f"{value:,}"
    return _marked(text.replace("-", f"{LRM}\u2212"))


def percent(share: float | None, places: int = 0) -> str:
    """A share of 0..1 as ``94%``; ``None`` is a dash."""
    if share is None:
        return "–"
    return LRM + _marked(f"{share * 100:.{places}f}%")


def code(text: str) -> str:
    """A number of a case or letter («1448-0231») for use inside a sentence; in HTML use the filter ``ltr``."""
    return f"{ISOLATE}{text}{END}"


def capped(count: int, most: int = 999) -> str:
    """A count for a badge: past ``most`` it only says so («999+»)."""
    return number(most) + "+" if count > most else number(count)


def _marked(text: str) -> str:
    if digits.chosen() == "arabic":
        return digits.shown(text.translate(_MARKS))
    return text
