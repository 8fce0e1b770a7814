"""The same text in other forms: what a reader sees as one text and a machine as many."""

import re
import unicodedata
from collections.abc import Callable

ALONE = {
    unicodedata.normalize("NFKC", chr(code)): chr(code)
    for code in range(0xFEFC, 0xFE6F, -1)
    if len(unicodedata.normalize("NFKC", chr(code))) == 1 and unicodedata.category(chr(code)) == "Lo"
}


def _after(sign: str, put: Callable[[str], bool]) -> Callable[[str], str]:
    return lambda text: "".join(char + sign if put(char) else char for char in text)


def _is_letter(char: str) -> bool:
    return "ء" <= char <= "ي" and char != "ـ"


def _western(text: str, zero: str) -> str:
    return "".join(chr(ord(zero) + int(char)) if char in "0123456789" else char for char in text)


FORMS: dict[str, Callable[[str], str]] = {
    **{form: (lambda text, form=form: unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")},
    "tashkeel": _after("َ", _is_letter),
    "tatweel": lambda text: re.sub("(?<=[ء-غف-ي])(?=[ء-غف-ي])", "ـ", text),
    "presentation": lambda text: "".join(ALONE.get(char, char) for char in text),
    "rlm before words": lambda text: "\u200f" + text.replace(" ", " \u200f"),
    "rlm in numbers": _after("\u200f", str.isdigit),
    "lrm in numbers": _after("\u200e", str.isdigit),
    "embedded": lambda text: f"\u202b{text}\u202c",
    "arabic digits": lambda text: _western(text, "٠"),
    "persian digits": lambda text: _western(text, "۰"),
    "fullwidth digits": lambda text: _western(text, "０"),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
}
