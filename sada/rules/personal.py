"""Personal data in a text by its form alone: telephones, identities, bank accounts, plates, e-mail addresses."""

import re
from collections.abc import Collection, Iterable
from typing import Final

from sada.numerals.digits import western
from sada.numerals.of_people import numbers_of_people

LOCAL: Final = 9  # digits of a number without its leading 0
_LANDLINE: Final = re.compile(r"01[1-7]\d{7}")


def spans(text: str) -> list[tuple[int, int]]:
    """Where personal data stands, in order and without overlaps."""
    return joined((start, end) for start, end, _ in numbers_of_people(text, unchecked=True))


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that touch as one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out


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
