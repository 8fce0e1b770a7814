"""Plain patterns of personal data in a text: telephones, identities, bank accounts, e-mail addresses."""

import re
from typing import Final

from sada.numerals.digits import western

# Saudi mobile and land lines, national and residence identities, IBAN, e-mail addresses.
_PATTERNS: Final = re.compile(
    r"(?<![\w@])(?:"
    r"(?:\+|00)?966[ -]?\d(?:[ -]?\d){7,8}|0(?:5\d|1[1-7])(?:[ -]?\d){7}"
    r"|[12]\d{9}"
    r"|SA\d{2}(?: ?[0-9A-Z]{4}){5}"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r")(?![\w])",
    re.IGNORECASE,
)


def spans(text: str) -> list[tuple[int, int]]:
    """Where personal data stands, in order and without overlaps."""
    return [match.span() for match in _PATTERNS.finditer(western(text))]


def not_for_the_public(text: str, own_address: str = "") -> list[str]:
    """What looks like personal data in a text for everybody. An address of the government or our own is none."""
    found = [text[start:end] for start, end in spans(text)]
    return [one for one in found if not _is_official(one.lower(), own_address.strip().lower())]


def _is_official(one: str, own_address: str) -> bool:
    return "@" in one and (one == own_address or one.endswith(".gov.sa"))
