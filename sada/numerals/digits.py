"""Numbers in digits: Western, Arabic-Indic and Persian, with their separators of thousands and of decimals."""

import re
from typing import Final

DIGIT: Final = "[0-9٠-٩۰-۹]"
GROUPED: Final = re.compile(
    rf"{DIGIT}{{1,3}}(?:[,٬،]{DIGIT}{{3}})+(?:[.٫]{DIGIT}+)?(?!{DIGIT})|{DIGIT}+(?:[.٫]{DIGIT}+)?"
)
_WESTERN: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬،", "01234567890123456789.,,")


def western(digits: str) -> str:
    """The same with Western digits, «.» before decimals and «,» between thousands."""
    return digits.translate(_WESTERN)


def value_of_digits(digits: str) -> float:
    """The value of a match of GROUPED: «١٬٢٥٠٫٥» is 1250.5."""
    return float(western(digits).replace(",", ""))
