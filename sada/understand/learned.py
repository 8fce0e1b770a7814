"""What an installation has learnt from its own people, laid over what the rules said.

A `Learned` holds a head for each judgement that it proved better at. It overrules the rules only where it is surer than
the judgement's threshold; where it is not, the rules' answer stands and is marked unsure. Texts that surely do not
concern us are passed through: nobody reviews them, so nothing was learnt about them. Plain numpy, no pickles.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from sada.understand.learned_evidence import evidence_for
from sada.understand.learned_features import SIZE, Floats, Ints, base_scores, facts, features
from sada.understand.sureness import THRESHOLDS
from sada.understand.types import JUDGEMENTS, KINDS, RELEVANCES, TONES, Evidence, Reading, Text

YES_NO = ("no", "yes")
CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"relevance": RELEVANCES, "kind": KINDS, "tone": TONES, "needs_answer": YES_NO, "community": YES_NO}
)
LEARNT = (
    *CHOICES,
    "families",
)  # judgements that can be learnt; units and services are names, and names are rules' work
ABSENT = 0.9  # how sure the rules count as being of a family they did not name
FORMAT = 1

Singles = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Head:
    """One learnt judgement: `name` is it, or `families.<code>`; `dense` (facts, classes), `words` (SIZE, classes)."""

    name: str
    classes: tuple[str, ...]
    scale: float
    temperature: float
    dense: Floats
    words: Singles = field(repr=False)

    @property
    def judgement(self) -> str:
        """The judgement that it belongs to."""
        return self.name.partition(".")[0]

    def base(self, reading: Reading) -> Floats:
        """The rules' answer as log-probabilities."""
        value, sure = said(reading, self.name)
        return base_scores(value, sure, self.classes)

    def chances(self, reading: Reading, dense: Floats, columns: Ints, values: Floats) -> Floats:
        """A probability for each class."""
        scores = self.scale * self.base(reading) + dense @ self.dense + values @ self.words[columns]
        raised = np.exp((scores - scores.max()) / self.temperature)
        out: Floats = raised / raised.sum()
        return out


def said(reading: Reading, name: str) -> tuple[str, float]:
    """What a reading says on a head's question, and how sure it is."""
    judgement, _dot, code = name.partition(".")
    sure = reading.confidence.get(judgement, 0.5)
    if code:
        return ("yes", sure) if code in reading.families else ("no", ABSENT)
    value = getattr(reading, judgement)
    return (YES_NO[value] if isinstance(value, bool) else value), sure


def answer(reading: Reading, judgement: str) -> frozenset[str]:
    """What a reading says on a judgement, as a set: of one class, or of the families."""
    if judgement == "families":
        return frozenset(reading.families)
    return frozenset([said(reading, judgement)[0]])


@dataclass(frozen=True, slots=True)
class Learned:
    """A named set of heads."""

    name: str
    heads: tuple[Head, ...] = ()

    def version(self, rules: str) -> str:
        """The name a reading bears: of the rules, and of what was learnt over them."""
        return f"{rules}+{self.name}" if self.heads else rules

    def adjust(self, text: Text, reading: Reading) -> Reading:
        """The reading with what was learnt laid over it."""
        if not self.heads:
            return reading
        named = replace(reading, version=self.version(reading.version))
        if reading.relevance == "none" and not reading.unsure:
            return named
        columns, values = features(text)
        dense = facts(text, reading)
        found = {head.name: head.chances(reading, dense, columns, values) for head in self.heads}
        return self._laid_over(text, named, found)

    def adjust_many(self, texts: Iterable[Text], readings: Iterable[Reading]) -> list[Reading]:
        """The same as adjust() on each pair, in order."""
        return [self.adjust(text, reading) for text, reading in zip(texts, readings, strict=True)]

    def replaced(self, judgement: str, heads: Sequence[Head], name: str) -> Learned:
        """The same under a new name with other heads for one judgement."""
        return Learned(name, (*(h for h in self.heads if h.judgement != judgement), *heads))

    def _laid_over(self, text: Text, reading: Reading, found: Mapping[str, Floats]) -> Reading:
        changes: dict[str, Any] = {}
        sure = dict(reading.confidence)
        spans: list[Evidence] = []
        for head in self.heads:
            if head.judgement == "families":
                continue
            value, chance, is_new = _decided(head, reading, found[head.name])
            sure[head.name] = round(chance, 3)
            if is_new:
                changes[head.name] = value == "yes" if head.classes == YES_NO else value
                spans += evidence_for(text, head.name, value, head.words, head.classes, said(reading, head.name)[0])
        families = [head for head in self.heads if head.judgement == "families"]
        if families:
            changes["families"], sure["families"] = _families(families, reading, found)
        return _settled(reading, changes, sure, spans)

    def to_bytes(self) -> bytes:
        """For keeping; `from_bytes` reads it again."""
        meta = [[h.name, list(h.classes), h.scale, h.temperature] for h in self.heads]
        arrays = {f"d{n}": h.dense.astype(np.float32) for n, h in enumerate(self.heads)}
        arrays |= {f"w{n}": h.words.astype(np.float16) for n, h in enumerate(self.heads)}
        kept = io.BytesIO()
        head = np.frombuffer(json.dumps({"format": FORMAT, "name": self.name, "heads": meta}).encode(), np.uint8)
        np.savez_compressed(kept, meta=head, **arrays)  # type: ignore[arg-type]
        return kept.getvalue()

    @classmethod
    def from_bytes(cls, kept: bytes) -> Learned:
        """A model that `to_bytes` wrote. Raises ValueError for another format or another size of table."""
        with np.load(io.BytesIO(kept), allow_pickle=False) as arrays:
            meta = json.loads(arrays["meta"].tobytes())
            if meta["format"] != FORMAT:
                raise ValueError(f"a learned model of format {meta['format']}, not {FORMAT}")
            heads = []
            for n, (name, classes, scale, temperature) in enumerate(meta["heads"]):
                dense, words = arrays[f"d{n}"].astype(float), arrays[f"w{n}"].astype(np.float32)
                if words.shape != (SIZE, len(classes)):
                    raise ValueError(f"head {name} has a table of {words.shape}")
                heads.append(Head(name, tuple(classes), scale, temperature, dense, words))
        return cls(meta["name"], tuple(heads))


RULES = Learned("")  # nothing learnt: what the rules say stands


def _decided(head: Head, reading: Reading, chances: Floats) -> tuple[str, float, bool]:
    """(value, its chance, whether it differs from the rules'): overruled only above the threshold."""
    was = said(reading, head.name)[0]
    best = int(chances.argmax())
    value, chance = head.classes[best], float(chances[best])
    if value == was:
        return value, chance, False
    if chance >= THRESHOLDS[head.judgement]:
        return value, chance, True
    return was, float(chances[head.classes.index(was)]), False


def _families(heads: Sequence[Head], reading: Reading, found: Mapping[str, Floats]) -> tuple[tuple[str, ...], float]:
    """The families in the rules' order, without those denied, then those added, the likeliest first."""
    chances = {head.name.partition(".")[2]: float(found[head.name][1]) for head in heads}
    bar = THRESHOLDS["families"]
    kept = [code for code in reading.families if chances.get(code, 1.0) > 1 - bar]
    new = sorted((c for c, p in chances.items() if p >= bar and c not in reading.families), key=lambda c: -chances[c])
    named = (*kept, *new)
    sure = min((chances[c] for c in named if c in chances), default=reading.confidence.get("families", 0.3))
    return named, round(sure, 3)


def _settled(
    reading: Reading, changes: Mapping[str, Any], sure: Mapping[str, float], spans: Sequence[Evidence]
) -> Reading:
    """The reading with its changes; what follows from a changed relevance; evidence of what no longer holds gone."""
    unsure = [name for name in JUDGEMENTS if name in sure and sure[name] < THRESHOLDS[name]]
    relevance = changes.get("relevance", reading.relevance)
    if relevance == "none":
        bare = Reading(relevance="none", kind=changes.get("kind", reading.kind), version=reading.version)
        kept = {name: sure[name] for name in ("relevance", "kind") if name in sure}
        return replace(
            bare, confidence=MappingProxyType(kept), unsure=tuple(n for n in unsure if n == "relevance"),
            evidence=tuple(s for s in spans if s.field == "relevance"),
        )  # fmt: skip
    if reading.relevance == "none":  # the rules looked no further, so all the rest is for a person
        unsure = [name for name in JUDGEMENTS if name != "relevance" or name in unsure]
    old = [e for e in reading.evidence if e.field not in changes]
    return replace(
        reading, **changes, confidence=MappingProxyType(dict(sure)), unsure=tuple(unsure), evidence=(*old, *spans)
    )
