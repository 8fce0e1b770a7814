"""Numbers of an outgoing text and what they rest on.

In a draft `{#12}` stands for the value of fact 12; `{#12:150}` for «150» as written, resting on fact 12 («تجاوز
{#12:150}» is borne by a fact of 250); `{=150}` for a number the writer answers for. Everything else that states a
quantity is bare, and a bare number blocks approval. So does a gap, words in square brackets that a template left for
the writer to replace: «[رقم العدد]». In the editor one sees what is said: `{150 #12}` (see `rules.written`).
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, Protocol

from sada.rules.day_said import day_said, same_day
from sada.rules.measured import measures_other
from sada.rules.numbers import Number, bears, fact_bears, number_of, numbers, value_of

Code = Literal[
    "number_without_fact",
    "unknown_fact",
    "fact_expired",
    "fact_contradicted",
    "fact_withdrawn",
    "fact_without_proof",
    "fact_does_not_bear",
    "fact_other_measure",
    "fact_disputed",
    "broken_citation",
    "gap",
    "empty",
    "unfinished",
    "unproven_closure",
    "contradicts_fact",
    "title_number",
    "title_citation",
    "title_closure",
]

_BRACES: Final = re.compile(r"\{[^{}\n]*\}|[{}]")
_GAP: Final = re.compile(r"\[[^\[\]\n]{2,80}\]")
_UNFINISHED: Final = re.compile(r"(?m)(?:\S+[ \t]+){0,2}(?<!\w)[بلو]?أن[ \t]*$")  # «ونفيدكم بأن» and nothing after it
_TOKEN: Final = re.compile(
    r"\{#(?P<fact>[0-9]{1,18})(?::(?P<as>[^{}\n]+))?\}|\{=(?P<own>[^{}\n]+)\}"
    r"|\{(?P<says>[^{}\n#=][^{}\n#]*?)\s*#(?P<by>[0-9]{1,18})\}"
)


class Citable(Protocol):
    """What is needed of a fact: value, until when it holds (inclusive), state, proof, what it counts."""

    @property
    def value(self) -> str: ...
    @property
    def valid_until(self) -> date: ...
    @property
    def state(self) -> str: ...
    @property
    def proof(self) -> str: ...
    @property
    def measure(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a draft: plain text (fact None, own False), a citation of a fact, or the writer's own number."""

    start: int
    end: int
    text: str
    fact: int | None = None
    own: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """What stands against approval: a code, its place in the draft, the words there, and the fact meant."""

    code: Code
    start: int
    end: int
    text: str
    fact: int | None = None


class UnknownFact(LookupError):
    """A draft cites a fact that does not exist (or not for this reader)."""


def parse(text: str) -> list[Part]:
    """The draft in pieces that put together make the draft. A citation's `text` is what it says as written ("" when
    the fact's own value is meant)."""
    parts, at = [], 0
    for match in _TOKEN.finditer(text):
        if match.start() > at:
            parts.append(Part(at, match.start(), text[at : match.start()]))
        fact, says = match["fact"] or match["by"], match["as"] or match["own"] or match["says"] or ""
        parts.append(Part(*match.span(), says, int(fact) if fact else None, match["own"] is not None))
        at = match.end()
    return [*parts, Part(at, len(text), text[at:])] if at < len(text) else parts


_SHARE_BEHIND: Final = re.compile(r"\}\s*(?:في|ب)\s?(?:ال)?(?:مئة|مائة)(?!\w)")


def cited(text: str) -> list[int]:
    """The facts a draft cites, each once, in the order of the text."""
    return list(dict.fromkeys(part.fact for part in parse(text) if part.fact is not None))


def without_own(text: str) -> str:
    """The draft with the numbers that its writer answered for made bare: whoever takes it over decides them anew."""
    return "".join(part.text if part.own else text[part.start : part.end] for part in parse(text))


def render(text: str, facts: Mapping[int, Citable]) -> str:
    """The draft as it will leave: every citation replaced by what it says. UnknownFact when one is missing."""
    return "".join(_says(part, facts) for part in parse(text))


def bare_numbers(text: str) -> list[Number]:
    """The quantities of a draft that rest on nothing, with places in the draft. Citations are passed over."""
    hidden = _TOKEN.sub(lambda m: "\u00b7" * len(m.group()), text)
    shares = {match.end() for match in _SHARE_BEHIND.finditer(text)}  # the hundred of «{#12} في المئة» counts nothing
    return [number for number in numbers(hidden) if number.demanded and number.end not in shares]


def blocks(
    text: str, facts: Mapping[int, Citable], today: date, disputed: Collection[int] = frozenset()
) -> list[Block]:
    """All that stands against approving a draft, in the order of the text; empty when nothing does.

    `facts` holds what the cited numbers mean; a fact holds to the end of its last day. `disputed`: those of which
    another valid fact of the same unit says otherwise.
    """
    found = [Block("number_without_fact", n.start, n.end, n.text) for n in bare_numbers(text)]
    for part in parse(text):
        if part.fact is not None:
            fact = facts.get(part.fact)
            codes: list[Code] = ["unknown_fact"] if fact is None else list(_against(fact, part, text, today))
            codes += ["fact_disputed"] if part.fact in disputed else []
            found += [Block(code, part.start, part.end, text[part.start : part.end], part.fact) for code in codes]
    found += [*gaps(text), *_unwritten(text)]
    tokens = {match.span() for match in _TOKEN.finditer(text)}
    found += [Block("broken_citation", *m.span(), m.group()) for m in _BRACES.finditer(text) if m.span() not in tokens]
    return sorted(found, key=lambda block: (block.start, block.code))


def _unwritten(text: str) -> list[Block]:
    """Nothing at all, or an opening («ونود أن نوضح أن») that nobody has gone on with."""
    if not text.strip():
        return [Block("empty", 0, 0, "")]
    return [Block("unfinished", *match.span(), match.group().strip()) for match in _UNFINISHED.finditer(text)]


def gaps(text: str) -> list[Block]:
    """What is still missing in a text: words in square brackets, each with its place."""
    found = [m for m in _GAP.finditer(text) if any(letter.isalpha() for letter in m.group())]
    return [Block("gap", *match.span(), match.group()) for match in found]


def bearing(number: Number, facts: Mapping[int, Citable], today: date) -> list[int]:
    """The facts that may be offered for a bare number: they hold today and bear what it claims, exact ones first."""
    fitting = []
    for key, fact in facts.items():
        value = value_of(fact.value)
        if value is not None and bears(value, number.value, number.bound) and _holds(fact, today):
            fitting.append((value != number.value, key))
    return [key for _, key in sorted(fitting)]


def _says(part: Part, facts: Mapping[int, Citable]) -> str:
    if part.fact is None:
        return part.text
    if part.fact not in facts:
        raise UnknownFact(part.fact)
    return part.text or facts[part.fact].value


def _holds(fact: Citable, today: date) -> bool:
    return fact.state == "valid" and today <= fact.valid_until and bool(fact.proof.strip())


def _against(fact: Citable, part: Part, text: str, today: date) -> Iterator[Code]:
    if fact.state == "contradicted":
        yield "fact_contradicted"
    elif fact.state != "valid":
        yield "fact_withdrawn"
    if today > fact.valid_until:
        yield "fact_expired"
    if not fact.proof.strip():
        yield "fact_without_proof"
    yield from _unborne(fact, part, text)


def _unborne(fact: Citable, part: Part, text: str) -> Iterator[Code]:
    """What a reader sees there, measured against what the fact says; words that are no numbers say what they say."""
    stated, said = day_said(fact.value), day_said(part.text or fact.value)
    if stated is not None and said is not None:
        if not same_day(stated, said):  # of two calendars nobody can tell by the words
            yield "fact_does_not_bear"
        return
    claimed, value = _claimed(fact, part, text), number_of(fact.value)
    if claimed is None or value is None:
        if part.text and part.text.strip() != fact.value.strip():
            yield "fact_does_not_bear"
    elif (claimed.kind == "percent" and not _may_be_share(fact, value)) or _of_other_measure(fact, part, text, claimed):
        yield "fact_other_measure"
    elif not fact_bears(value, claimed):
        yield "fact_does_not_bear"


_BEFORE: Final = 40
_BEHIND: Final = 24  # characters behind a number in which a scale or a percent sign can stand: «{#12:150} ألف»
_SHARE: Final = re.compile(r"[%٪]|نسبة|(?:في|ب) ?(?:ال)?م(?:ئ|ائ)ة")


def _claimed(fact: Citable, part: Part, text: str) -> Number | None:
    """The number that a reader sees there, with the words before it and what stands behind it."""
    before = _TOKEN.sub(lambda m: "\u00b7" * len(m.group()), text[: part.start])
    behind = text[part.end : part.end + _BEHIND].split("{", 1)[0]
    shown = before + (part.text or fact.value) + behind
    last = len(before) + len(part.text or fact.value)
    return next((n for n in numbers(shown) if n.end > part.start and n.start < last), None)


def _of_other_measure(fact: Citable, part: Part, text: str, claimed: Number) -> bool:
    """Whether the text counts another thing with it than the fact measures: «{#12:20} حفرة» of a fact of 20%."""
    before = text[max(0, part.start - _BEFORE) : part.start]
    behind = text[part.end : part.end + _BEHIND].split("{", 1)[0]
    return measures_other(fact.value, fact.measure, before, behind, is_share=claimed.kind == "percent")


def _may_be_share(fact: Citable, value: Number) -> bool:
    """Whether the fact states a share of a hundred, or says nothing of what it counts."""
    return value.kind == "percent" or not fact.measure.strip() or _SHARE.search(fact.measure) is not None
