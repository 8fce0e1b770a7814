"""Figures: a number with its unit or the thing it counts, and the bound that its words set.

«أكثر من 3 ملايين ريال» is (3000000, SAR, over); «٩٤٪» is (94, %); «150 حديقة» counts «حديقة». Dates, times, telephone
numbers, references and numbers of an address are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from sada.numerals.bounds import Bound, bound_after, bound_before
from sada.understand.counted import Figure
from sada.understand.duals import ENDS, pair_at
from sada.understand.figure_ends import Placed, with_both_ends
from sada.understand.tokens import Tokens, tokens

TIME_UNITS: Final = {
    "D": "day", "W": "week", "M": "month", "Y": "year", "Z": "decade", "C": "century", "h": "hour", "i": "minute",
    "s": "second",
}  # fmt: skip
_NUMBER: Final = (
    r"(?P<number>(?P<over>[dt]/[dt](?!/))|(?P<many>[dtynw])(?:(?P<and>&)?(?P<half>x(?!o)|E))?(?P<parts>g)?|"
    r"(?P<part>x)(?=[_CPjJsqU])|(?P<dual>E)|(?P<thirds>g)(?=_)|(?P<pair>2)(?:&?(?P<half2>x))?)"
)
# A number with its sign and its unit; or a unit of time that says how many itself («أسبوعين», «ساعة ونصف», «لمدة شهر»).
_FORM: Final = re.compile(
    rf"(?:(?P<before>[%P])|(?P<share>r)|(?P<minus>[S-])|(?P<dollar>\$))?{_NUMBER}"
    r"(?:\)?(?P<percent>[%P])|\)?(?P<unit>[U$G])|\)?(?P<time>[jJsqT])|(?P<thing>[_CORI]))?"
    r"|(?P<long>L?)(?P<own>[jJsq])(?:(?P<more>x)|(?P<full>L))?|(?P<noun>_)"
)
_NO_THINGS: Final = frozenset((
    "علي", "عن", "مع", "الذي", "التي", "الذين", "او", "ثم", "كان", "كانت", "تم", "هي", "هو", "لا", "ما", "لم", "لن",
    "قد", "كما", "حيث", "اذ", "منها", "منهم", "وذلك", "فيما", "بعدما", "عند", "لدي", "ضمن", "وفق", "بحسب", "وقد",
    "فقط", "كل", "اي", "ذلك", "لكل",
))  # fmt: skip
_WITH_WAW: Final = frozenset((
    "وحد", "ورق", "وظي", "ورش", "وكي", "ولد", "وفد", "وفا", "وجب", "وثي", "وسي", "ولا", "وزا", "وزي", "ورد", "وصف",
    "وقف", "وجه", "وصل", "واق", "وكا", "وفو", "وان",
))  # fmt: skip
_IN_TA: Final = frozenset(("بيت", "صوت", "بنت", "وقت", "تابوت", "حوت", "كبريت", "انترنت", "ياقوت", "نبت"))
_IN_YA: Final = frozenset(("يتي", "يتا", "ياب", "يمن", "يخت", "يهو", "ينب", "ياف", "يور", "ياق", "يوم", "يوب", "يدو"))
_WHOLE: Final = frozenset(("SAR", "USD", "EUR", "AED", "halala", "person", "day", "month", "year", "hour"))
_MEASURED: Final = frozenset(("m", "m2", "m3", "t", "kg", "l", "bbl"))  # a thousand of them where a zero ends it
_POINTED: Final = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")
SERVICE_NUMBERS: Final = frozenset(
    (911, 937, 940, 989, 993, 994, 996, 997, 998, 999, 1909, 1919, 19993, 199040, 199099)
)


def figures(text: str) -> list[Figure]:
    """The figures of `text` in order."""
    return figures_in(tokens(text), ())


def figures_in(row: Tokens, taken: Iterable[tuple[int, int]]) -> list[Figure]:
    """The same for a text already cut; `taken` are spans of dates, phones and addresses: no figure overlaps one."""
    spans = sorted(taken)
    at = 0
    found: list[Placed] = []
    for m in _FORM.finditer(row.kinds):
        if m.lastgroup == "noun" and row.roles[m.start()].folded[-2:] not in ENDS:
            continue  # most words of a text
        group = "noun" if m.lastgroup == "noun" else "number" if m["number"] else "own"
        start, end = row.span(m.start(group), m.end(group))
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        if at < len(spans) and spans[at][0] < end:
            continue
        figure = _READERS[group](row, m)
        # «1الساعة 9»: what would be its unit belongs to the time behind it
        if figure is not None and not (at < len(spans) and spans[at][0] < figure.end):
            found.append(Placed(figure, m.start(group), m.end(group)))
    return with_both_ends(row, found)


def _two(row: Tokens, m: re.Match[str]) -> Figure | None:
    """«حديقتين»: two, and what."""
    pair = pair_at(row, m.start())
    if pair is None or (not pair.cut and m.start() and pair_at(row, m.start() - 1)):
        return None  # «سيارتين مخالفتين»: the second is an adjective
    start, end = row.starts[m.start()] + pair.cut, row.ends[m.start()]
    return Figure(start, end, row.text[start:end], 2.0, "", pair.thing, _bound(row.text, start, end, ""))


def _lasting(row: Tokens, m: re.Match[str]) -> Figure | None:
    """A time that needs no number: a dual, one with a half, one behind «لمدة»."""
    code = row.code(m.start("own"))
    own = float(code[1:] or 0)
    half = row.value(m.start("more")) if m["more"] and row.roles[m.start("more")].cut else 0.0
    if not own or (own == 1 and not (half or m["long"] or m["full"])):
        return None
    last = m.end() if half or m["full"] else m.end("own")
    return _made(row, m.start("own"), last, own + half, TIME_UNITS[code[0]])


def _made(row: Tokens, first: int, last: int, value: float, unit: str, thing: str = "") -> Figure:
    start, end = row.span(first, last)
    return Figure(start, end, row.text[start:end], value, unit, thing, _bound(row.text, start, end, thing))


def _bound(text: str, start: int, end: int, thing: str) -> Bound:
    before, after = bound_before(text, start), bound_after(text, end)
    if thing and after == "exact":  # «500 عامل على الأقل»
        after = bound_after(text, text.index(thing, end) + len(thing))
    return after if before == "exact" or (before == "about" and after != "exact") else before


def _counted(row: Tokens, m: re.Match[str]) -> Figure | None:
    value, last = _value(row, m)
    at = m.start("number")
    unit, thing, end = _unit(row, m) if last == m.end("number") else ("", "", last)
    value = _pointed(row, m, value, unit, thing)
    if m["minus"] and _is_minus(row, m):
        return _made(row, m.start(), end, -value, unit, thing)
    is_share = unit in ("", "%") and not thing and (m["before"] or m["share"])
    if is_share and (m["share"] or m["before"] == "P" or (not row.apart(at) and _opens_word(row, m.start()))):
        return _made(row, m.start(), end, value, "%")
    if not unit and not thing and (_is_name(row, at, value) or _is_small_word(row, at, value)):
        return None
    if value <= 0 or (not unit and _is_one(row, at, value)) or _is_code(row, at, m.end("number")):
        return None
    return _made(
        row,
        m.start("dollar") if m["dollar"] else at,
        end,
        value,
        row.code(m.start("dollar")) if m["dollar"] else unit,
        "" if m["dollar"] else thing,
    )


def _pointed(row: Tokens, m: re.Match[str], value: float, unit: str, thing: str) -> float:
    """«1.234 محلا», «1.500 ريال», «2.500 م²»: a point that parts thousands; «1.234 كم», «1.5 مليون» hold decimals."""
    at = m.start("number")
    digits = row.roles[at].folded
    if not m["many"] or not _POINTED.fullmatch(digits) or "." not in row.text[row.starts[at] : row.ends[at]]:
        return value
    is_count = thing or unit in _WHOLE or (unit in _MEASURED and digits[-1] == "0")
    return float(round(value * 1000)) if is_count else value


def _opens_word(row: Tokens, at: int) -> bool:
    return at == 0 or row.apart(at) or row.kinds[at - 1] in "(&\n"


def _is_small_word(row: Tokens, at: int, value: float) -> bool:
    """«واحد», «اثنان» alone: a pronoun or part of a name more often than a count."""
    return row.kinds[at] == "w" and value == row.value(at) < 3


def _is_one(row: Tokens, at: int, value: float) -> bool:
    """«صفا واحدا ضد»: an adjective of what stands before it, whatever follows; «لست» is "I am not"."""
    if row.kinds[at] != "w":
        return False
    return value == 1 or (row.roles[at].cut == 1 and row.text[row.starts[at]] == "ل" and row.roles[at].folded == "ست")


def _value(row: Tokens, m: re.Match[str]) -> tuple[float, int]:
    """The number with its parts, and the token behind it."""
    if m["part"] or m["dual"]:
        at = m.start("number")
        return 2 / 3 if _is_two_thirds(row, at, "ثلثا") else row.value(at), m.end("number")
    if m["thirds"]:
        return 2 / 3 if _is_two_thirds(row, m.start("number"), "ثلثي") else 0.0, m.end("number")
    if m["pair"]:
        half = bool(m["half2"]) and (m.end("half2") - m.start("pair") > 2 or row.roles[m.start("half2")].cut > 0)
        return 2.0 + (row.value(m.start("half2")) if half else 0.0), m.end("number") if half else m.end("pair")
    if m["over"]:  # «3/4»; what is no proper fraction is none
        over, under = row.value(m.start("number")), row.value(m.end("number") - 1)
        return over / under if over < under <= 10 else 0.0, m.end("number")
    value, last = row.value(m.start("many")), m.end("many")
    if m["half"] and (m["and"] or row.roles[m.start("half")].cut):
        return value + row.value(m.start("half")), m.end("half")
    if m["half"]:
        return value, last
    if m["parts"] and value >= 1:  # «خمسة أثمان», «مئة وثلاثة أرباع»
        parts = value if value <= 10 else value % 100
        return value - parts + parts / row.value(m.start("parts")), m.end("parts")
    return value, last


def _is_two_thirds(row: Tokens, at: int, word: str) -> bool:
    """«ثلثا المباني», «ثلثي المشروع»; «ثلثًا من» is one."""
    behind = row.roles[at + 1].folded if at + 1 < len(row.roles) else ""
    return row.roles[at].folded == word and behind.startswith("ال")


def _unit(row: Tokens, m: re.Match[str]) -> tuple[str, str, int]:
    """Unit, thing counted, and the token behind them."""
    number_end = m.end("number")
    if m["pair"]:
        return row.code(m.start("pair")), "", number_end
    if m["percent"]:
        return "%", "", m.end()
    if m["unit"]:
        sign = m["unit"]
        if sign == "G" and row.roles[m.start("unit")].folded != "م":
            return "", "", number_end
        code = "m" if sign == "G" else row.code(m.start("unit"))
        return code, "", m.end()
    if m["time"]:
        code = row.code(m.start("time"))
        return TIME_UNITS[code[0]], "", m.end()
    if m["thing"]:
        word = "" if row.roles[m.start("thing")].cut else row.roles[m.start("thing")].folded
        start, end = row.starts[m.start("thing")], row.ends[m.start("thing")]
        if (
            word
            and word not in _NO_THINGS
            and _can_be_counted(word)
            and "\n" not in row.text[row.ends[number_end - 1] : start]
        ):
            return "", row.text[start:end], number_end
    return "", "", number_end


def _can_be_counted(word: str) -> bool:
    """No single letter («10 ت»), no purpose («لتحسين», «لمنحهم»), no verb («انطلقت», «يعتقد»), nothing joined on."""
    is_verb = word[-1] == "ت" and word[-2:] != "ات" and word not in _IN_TA
    is_done = word[0] == "ي" and len(word) > 3 and word[:3] not in _IN_YA
    return (
        len(word) > 1
        and not is_verb
        and not is_done
        and not (word[0] == "ل" and word[-2:] in ("هم", "ها", "هن"))
        and word[:2] not in ("لت", "لل", "بم")
        and (word[0] != "و" or word[:3] in _WITH_WAW)
    )


def _is_minus(row: Tokens, m: re.Match[str]) -> bool:
    """«سالب 5», or a sign that clings to its number and to nothing else («-5», not «2014-2015» or «- 5 حدائق»)."""
    at = m.start("minus")
    if m["minus"] == "S":
        return True
    before = row.kinds[max(0, at - 1) : at]
    return not row.apart(at + 1) and (row.apart(at) or before == "\n") and (not before or before not in "dtynw")


def _is_name(row: Tokens, at: int, value: float) -> bool:
    """A bare number that names: a service's telephone, «رقم 12», a long one, the number of a list's line."""
    before, digits = row.kinds[max(0, at - 2) : at], row.roles[at].folded
    issue = before == "_(" and row.roles[at - 2].folded.endswith("العدد")  # «بالعدد (14305)» of a paper
    numbered = before[-1:] in ("z", "R") or before in ("z:", "z(") or issue
    listed = (not before or before[-1] == "\n") and value < 100 and row.kinds[at + 1 : at + 2] in tuple("-.)")
    plain = digits.isdigit()
    sent = value >= 1e4 and (before[-1:] == "~" or row.kinds[at + 1 : at + 3] == "-~")  # «88591 - Stc»
    served = len(digits) == 9 and digits.startswith("9200")
    long = plain and (sent or value >= 1e9 or served or (digits[0] == "0" and len(digits) > 2))
    return value in SERVICE_NUMBERS or numbered or listed or long


def _is_code(row: Tokens, at: int, last: int) -> bool:
    """Part of something longer: glued to Latin letters, of an address («192.168.1.2») or a fraction of slashes."""
    text, start, end = row.text, row.starts[at], row.ends[last - 1]
    if at and row.kinds[at - 1] == "~" and row.ends[at - 1] == start:
        return True
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if (after[:1] == "ر" and after[1:].isdigit()) or (before[1:] == "ر" and before[:1].isdigit()):
        return True  # «540ر999ر45»: which end is the first no reader can tell
    return any(
        len(pair) == 2 and pair[sign] in "./:_@#" and pair[1 - sign].isalnum() and pair[1 - sign].isdigit()
        for pair, sign in ((before, 1), (after, 0))
    )


_READERS: Final = {"number": _counted, "own": _lasting, "noun": _two}
