"""Plain patterns of personal data in a text: telephones, identities, bank accounts, e-mail addresses."""

import re
from collections.abc import Collection
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


LOCAL: Final = 9  # digits of a number without its leading 0
_LANDLINE: Final = re.compile(r"01[1-7]\d{7}")


def spans(text: str) -> list[tuple[int, int]]:
    """Where personal data stands, in order and without overlaps."""
    return [match.span() for match in _PATTERNS.finditer(western(text))]


def not_for_the_public(text: str, own_address: str = "", own_numbers: Collection[str] = ()) -> list[str]:
    """What looks like personal data in a text for everybody. An address of the government, or an address or a telephone
    number of our own, is none."""
    found = [text[start:end] for start, end in spans(text)]
    ours = {plain_number(number) for number in own_numbers} - {""}
    foreign = (one for one in found if not _is_official(one.lower(), own_address.strip().lower()))
    return [one for one in foreign if plain_number(one) not in ours]


def plain_number(text: str) -> str:
    """A telephone number as one dials it within the kingdom: «+966 11 123 4567» is 0111234567; "" where none stands."""
    digits = re.sub(r"\D", "", western(text)) if "@" not in text else ""
    national = re.sub(r"^(?:00)?966", "", digits)
    return national if not national or national.startswith("0") or len(national) != LOCAL else f"0{national}"


def is_landline(text: str) -> bool:
    """Whether it is a fixed line, which a house has and a body too; a mobile number is somebody's."""
    return _LANDLINE.fullmatch(plain_number(text)) is not None


def _is_official(one: str, own_address: str) -> bool:
    return "@" in one and (one == own_address or one.endswith(".gov.sa"))
