"""The normal form in which Arabic is matched, with the way back to the original text.

One gather through a 65,536-entry table does the letters, ten times as fast as str.translate; what one letter cannot say
(ligatures, presentation forms of several letters) takes a slower path only when such a letter occurs.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt

from sada.understand.stem import stem

Codes = npt.NDArray[np.uint32]
Places = npt.NDArray[np.int64]

DROP, EXPAND = 0, 1  # marks in the table; U+0000 and U+0001 never come out of folding
SPACE, STOP, HAMZA = 32, 46, 0x621
LETTERS = {  # Persian, Urdu and Maghribi letters that stand for an Arabic one; what Unicode decomposes needs no row
    "ک": "ك", "گ": "ك", "ڪ": "ك", "ی": "ي", "ے": "ي", "ى": "ي", "ې": "ي", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۃ": "ه",
    "ة": "ه", "پ": "ب", "چ": "ج", "ژ": "ز", "ڤ": "ف", "ڥ": "ف", "ٹ": "ت", "ڈ": "د", "ڑ": "ر", "ں": "ن", "ٱ": "ا",
}  # fmt: skip
STOPS = set(",;:.!?،؛؟۔…\n\r\v\f\u0085\u2028\u2029")
SIGNS = ".%$@+=<>&/-"
SHORT = 600  # characters up to which the quick way is tried
PICTURES = (0x1F000, 0x1FB00)  # the quick way knows these beside the first plane: what posts are full of
_FINAL_HAMZA = re.compile("\u0621(?=\\0*(?:[^\\0\u0622-\u064a]|\\Z))")
_REPEATED = re.compile(r"  |([:-\U0010ffff])\1\1")
_SPACE_AGAIN = re.compile(" (?:\0* )+")
_LETTER_AGAIN = re.compile("([:-\U0010ffff])(?:\0*\\1){2,}")
_LONG_WAY = re.compile("[\1\U0001fb00-\U0010ffff]")
_WORD = re.compile(r"[^\W_]+")  # the runs of str.isalnum()
KEPT = set(SIGNS[1:])  # signs that carry meaning in figures and addresses


def _fold_letter(char: str) -> str:
    """What one character becomes: nothing, one character or several."""
    if char in STOPS:
        return "."
    parts = "".join(LETTERS.get(c, c) for c in unicodedata.normalize("NFKD", char))
    out = []
    for c in parts.lower():
        kind = unicodedata.category(c)
        if kind in ("Mn", "Me", "Cf") or c == "ـ":
            continue
        if c in STOPS:
            out.append(".")
        elif kind[0] in "LN" or c in KEPT or kind == "So":
            out.append(str(unicodedata.decimal(c)) if kind == "Nd" else LETTERS.get(c, c))
        else:
            out.append(" ")
    return "".join(out)


@cache
def _table() -> tuple[npt.NDArray[np.uint16], dict[int, str]]:
    table = np.zeros(0x10000, np.uint16)
    several: dict[int, str] = {}
    for code in range(0x10000):
        folded = _fold_letter(chr(code)) if code else " "
        if len(folded) == 1 and ord(folded) < 0x10000:
            table[code] = ord(folded)
        elif folded:
            table[code] = EXPAND
            several[code] = folded
    return table, several


def _expand(codes: Codes, out: Codes, slow: npt.NDArray[np.bool_]) -> tuple[Codes, Places]:
    """Replace each character at `slow` by the several it stands for."""
    _, several = _table()
    counts = np.ones(len(codes), np.int64)
    at = np.flatnonzero(slow)
    found, which = np.unique(codes[at], return_inverse=True)
    texts = [several[code] if code < 0x10000 else _fold_letter(chr(code)) for code in found.tolist()]
    counts[at] = np.array([len(text) for text in texts], np.int64)[which]
    starts = (np.cumsum(counts) - counts)[at]
    wide = np.repeat(out, counts)
    for number, text in enumerate(texts):
        here = starts[which == number] if text else starts[:0]
        for offset, char in enumerate(text):
            wide[here + offset] = ord(char)
    return wide, np.repeat(np.arange(len(codes)), counts)


def _letters(text: str) -> tuple[Codes, Places]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if not len(codes):
        return codes, np.zeros(0, np.int64)
    table, _ = _table()
    out = table[np.minimum(codes, 0xFFFF)].astype(np.uint32)
    slow = (out == EXPAND) | (codes > 0xFFFF)
    if slow.any():
        wide, places = _expand(codes, out, slow)
        kept = np.flatnonzero(wide)
        return wide[kept], places[kept]
    kept = np.flatnonzero(out)
    return out[kept], kept


def _without_final_hamza(codes: Codes, places: Places) -> tuple[Codes, Places]:
    """«رفحاء» is also written «رفحا»: a hamza that no letter follows is dropped."""
    follows = np.zeros(len(codes), bool)
    follows[:-1] = (codes[1:] > HAMZA) & (codes[1:] < 0x64B)
    keep = (codes != HAMZA) | follows
    return codes[keep], places[keep]


def _without_repeats(codes: Codes, places: Places) -> tuple[Codes, Places]:
    """One space for many; one letter for three and more («شكراااا»). Digits stay."""
    if len(codes) < 2:
        return codes, places
    same = codes[1:] == codes[:-1]
    if not same.any():
        return codes, places
    drop = np.zeros(len(codes), bool)
    drop[1:] = same & (codes[1:] == SPACE)
    third = same[1:] & same[:-1] & (codes[2:] > 57)
    drop[2:] |= third
    drop[1:-1] |= third
    keep = ~drop
    return codes[keep], places[keep]


@cache
def _short_table() -> list[str]:
    """For str.translate: what one character becomes, U+0000 where it vanishes, U+0001 where the long way is needed."""
    table, _ = _table()
    pictures = [chr(code) if _fold_letter(chr(code)) == chr(code) else "\1" for code in range(*PICTURES)]
    return [*map(chr, table.tolist()), *("\1" * (PICTURES[0] - 0x10000)), *pictures]


def _short(text: str) -> tuple[str, Places | None] | None:
    """A short text folded letter for letter; None where a letter grows or stands beyond the table.

    Nearly all posts pass, in a quarter of the time that the arrays of the long way need to be set up.
    """
    marked = text.translate(_short_table())
    if "\u0621" in marked:
        marked = _FINAL_HAMZA.sub("\0", marked)
    folded = marked.replace("\0", "")
    if _REPEATED.search(folded) is not None:
        marked = _LETTER_AGAIN.sub(_first, _SPACE_AGAIN.sub(_first, marked))
        folded = marked.replace("\0", "")
    if _LONG_WAY.search(folded) is not None or not folded:
        return None
    if len(folded) == len(marked):
        return folded, None
    return folded, np.flatnonzero(np.frombuffer(marked.encode("utf-32-le", "surrogatepass"), np.uint32))


def _first(run: re.Match[str]) -> str:
    """Of a run of one character only the first stays."""
    return run.group()[0] + "\0" * (len(run.group()) - 1)


class Folded:
    """A text in matching form: `text`, and `span()` from its offsets back to those of the original."""

    __slots__ = ("_places", "original", "text")
    text: str
    _places: Places | None  # of every folded character in the original; None when each stands where it stood

    def __init__(self, original: str) -> None:
        self.original = original
        short = _short(original) if len(original) <= SHORT else None
        if short is not None:
            self.text, self._places = short
            return
        codes, places = _letters(original)
        if (codes == HAMZA).any():
            codes, places = _without_final_hamza(codes, places)
        codes, self._places = _without_repeats(codes, places)
        self.text = codes.tobytes().decode("utf-32-le")

    def __len__(self) -> int:
        return len(self.text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original of folded[start:end]; vowel signs after the last letter belong to it."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span {start}:{end} in {len(self.text)} folded characters")
        if self._places is None:
            return start, end  # marks would have been dropped, so none follows
        first, last = int(self._places[start]), int(self._places[end - 1]) + 1
        for _ in range(8):
            if last >= len(self.original) or unicodedata.category(self.original[last]) != "Mn":
                break
            last += 1
        return first, last

    def origin(self, start: int) -> int:
        """The offset in the original of the folded character at `start`."""
        return start if self._places is None else int(self._places[start])

    def at(self, position: int) -> int:
        """The first folded offset whose original offset is `position` or later."""
        if position <= 0:
            return 0
        if self._places is None:
            return min(position, len(self.text))
        return int(self._places.searchsorted(position))


def fold(text: str) -> str:
    """Matching form: no vowel signs or tatweel, one alef, ي for ى, ه for ة, no final hamza, Western digits, lower case.

    Quotation marks and brackets become spaces, commas, colons, line breaks and full stops become «.», so that a phrase
    matches through quotation marks and never across a clause.
    """
    return Folded(text).text


def words(folded: str) -> list[str]:
    """The words and numbers of a folded text."""
    for sign in SIGNS:
        if sign in folded:
            folded = folded.replace(sign, " ")
    found = folded.split()
    # what is left beside words are pictures, and whatever a caller has not folded
    return found if all(map(str.isalnum, found)) else _WORD.findall(folded)


def search_text(text: str) -> str:
    """Folded, light-stemmed words in order, separated by spaces: the same for a document and for a query."""
    return " ".join(map(stem, words(fold(text))))


def sort_key(text: str) -> str:
    """Alphabetical order that needs no ICU: Arabic first, then Latin, then figures; numbers by value."""
    parts = words(fold(text))
    key = " ".join(part.zfill(12) if part.isdigit() else part for part in parts)
    if not key:
        return "3"
    return ("2" if key[0].isdigit() else "0" if "\u0621" <= key[0] <= "\u064a" else "1") + key
