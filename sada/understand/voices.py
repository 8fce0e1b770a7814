"""Whose voice a report carries: a municipal body's, the public's, or another official's.

Every verb of saying is asked who stands behind it, up to the word that opens what is said («أن», «بأن»): a municipal
body or its official, people of the public («مواطن», «زوار», «أهالي»), another office («المحافظ», «الشرطة»). A desk
without a house («مدير المشروع», «اللجنة المنظمة») is the body's where the body acts in the lead. «وأضاف» without a
speaker goes on for the one before, and so does a name that was introduced with an office.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from sada.understand.bodies import Mention
from sada.understand.findings import Findings
from sada.understand.scan import Hit

REACH = 120  # folded characters in which a speaker with title and office must stand
AT_ONCE = 28  # and in which the public is named
BESIDE = 26  # an office in apposition after a comma: «المهندس محمد المخرج، أمين الطائف»
NEAR = 2  # a body named right before the verb speaks too: «أمانة جدة أوضحت»
OPENS = re.compile(r" (?:ان|بان|انه|انها|بانه|بانها|انهم)[ .]")
OURS, PEOPLE, OTHERS = "ours", "people", "others"
FRAMES = ("ضمن", "اطار", "هامش", "خلال")  # «a play within the amana's contest» is not the amana's own news
VERB = 16  # folded characters that hold the verb before the subject of the first sentence
MUTE = frozenset(("generic", "hotline"))
MOST = 12  # verbs of one text that are asked


@dataclass(frozen=True, slots=True)
class Voices:
    """How often each side is heard, the earlier voices counting more.

    `first` is the first of them; `heads` the side of the speaker whom the title begins with: «الملحم: هدفنا …».
    """

    ours: float = 0.0
    people: float = 0.0
    others: float = 0.0
    first: str = ""
    heads: str = ""

    @property
    def share(self) -> float:
        """The body's part of all voices, 0 where none is heard; two unheard voices keep a single one from being all."""
        return self.ours / (self.ours + self.people + self.others + 0.5)


def voices(found: Findings, ours: list[Mention]) -> Voices:
    """Listen to the verbs of saying in order."""
    ear = _Ear(found, ours)
    verbs = [hit for hit in found.of("says") if hit.start >= found.title_end][:MOST]
    heard: dict[str, float] = {}
    first = ""
    for number, hit in enumerate(verbs):
        who = ear.listen(hit)
        if who:
            heard[who] = heard.get(who, 0.0) + (1.0 if number < 3 else 0.6)
            first = first or who
    return Voices(heard.get(OURS, 0.0), heard.get(PEOPLE, 0.0), heard.get(OTHERS, 0.0), first, ear.head())


class _Ear:
    """Who has been heard so far in a text, and who hides behind the next verb."""

    def __init__(self, found: Findings, ours: list[Mention]) -> None:
        self._found = found
        able = [mention for mention in ours if _can_speak(found, mention)]
        self._starts = [mention.start for mention in able]
        self._ends = {mention.end for mention in able}
        self._acting = any(
            (m.actor or m.speaks or (m.owner and not framed(found, m))) and m.start < found.lead_end for m in able
        )
        self._names: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._last = ""

    def head(self) -> str:
        """The side of the first word of the title that a speaker was introduced with."""
        title = self._found.text[: self._found.title_end].replace(".", " ").split()
        return next((self._words[word] for word in title[:2] if word in self._words), "")

    def listen(self, hit: Hit) -> str:
        """The side that speaks with this verb, empty when nobody can be told."""
        text = self._found.text
        opened = OPENS.search(text, hit.end, hit.end + REACH)
        comma = text.find(".", hit.end + 3, hit.end + REACH)
        stop = opened.start() if opened is not None else comma if comma > 0 else hit.end + REACH // 2
        words = text[hit.end : stop].replace(".", " ").split()
        who = self._side(hit, stop + (BESIDE if opened is None and comma > 0 else 0))
        if not who:
            known = next((self._names[word] for word in words[:5] if word in self._names), "")
            who = known or self._last or (PEOPLE if 2 <= len(words) <= 5 and opened is not None else "")
        if who:
            self._names.update(dict.fromkeys((word for word in words[-2:] if len(word) > 3), who))
            self._words.update(dict.fromkeys((word for word in words if len(word) > 3), who))
            self._last = who
        return who

    def _side(self, hit: Hit, stop: int) -> str:
        if any(hit.word - NEAR <= end <= hit.word for end in self._ends):
            return OURS
        at = bisect_left(self._starts, hit.end)
        if at < len(self._starts) and self._starts[at] <= stop:
            return OURS
        reach = stop - hit.end
        if self._found.after("people", hit.end, min(AT_ONCE, reach)):
            return PEOPLE
        if self._found.after("office", hit.end, reach):
            return OTHERS
        if self._found.after("desk", hit.end, reach):
            return OURS if self._acting else OTHERS
        return ""


def _can_speak(found: Findings, mention: Mention) -> bool:
    """Elections, hotlines and the other party of a deed do not speak; the committee that holds elections does."""
    if mention.party:
        return False
    if mention.sort == "election":
        return "لجنه" in found.text[max(0, mention.start - 24) : mention.end]
    return mention.sort not in MUTE


def acts(found: Findings, mention: Mention) -> bool:
    """A body at work: after or before its verb, as the word behind the first verb of all, as committee of elections."""
    if mention.actor:
        return not framed(found, mention, 2)
    if mention.sort == "election":
        return _can_speak(found, mention)
    if not 0 <= mention.start - found.title_end < VERB:
        return False
    before = found.text[found.title_end : mention.start].replace(".", " ").split()
    return len(before) == 1 and len(before[0]) > 3 and before[0][:2] != "ال" and before[0] not in FRAMES


def framed(found: Findings, mention: Mention, words: int = 4) -> bool:
    """Whether a body only owns the frame of what is told: a frame word stands among the last words before it."""
    before = found.text[max(0, mention.start - 40) : mention.start].replace(".", " ").split()
    return any(word in FRAMES for word in before[-words:])
