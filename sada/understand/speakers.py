"""Speakers: the words between a verb of saying and what is said, as a person or body with title and name."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from sada.understand.tokens import Tokens

OFFICE: Final = 2  # words by which an office is known again
LONGEST: Final = 18  # tokens of a speaker with titles and office
_STOPS: Final = frozenset((
    "علي", "عن", "مع", "الي", "حول", "خلال", "عقب", "بعد", "قبل", "عبر", "ردا", "اثناء", "امس", "عند", "لدي", "ضمن",
    "حيث", "انه", "كما", "قد", "ايضا", "كذلك", "بدوره", "بدورها", "كل", "ما", "لا", "لم", "له", "لها", "لهم", "لنا",
    "لي", "فيها", "فيه", "به", "بها", "هنا", "هذا", "هذه", "ذلك", "تلك", "التي", "الذي", "الذين", "وهو", "وهي", "هو",
    "هي", "اذ", "ثم", "لكن", "او", "منهم", "منها", "بان", "احد", "بعض", "عدد", "اكثر", "تصريح", "حديث", "لقاء",
    "حديثه", "تصريحه", "مضيفا", "قوله", "ذاته", "نفسه", "تعليق", "بشان", "بخصوص", "اهميه", "ضروره", "عدم", "حرص",
    "وجود", "دور", "مدي", "وجوب", "صحه", "اهتمام", "تنفيذ", "سبب", "مطالبا", "داعيا", "استمرار", "حرصه", "حرصها",
    "حرصهم", "دعمه", "دعمها", "دعم", "التزام", "التزامه", "التزامها", "رفضه", "رفضها", "جاهزيه", "اكتمال", "انتهاء",
    "بدء", "قدره", "مواصله", "تطبيق", "تكثيف", "متابعه", "متابعته", "متابعتها", "ثقته", "شكره", "تقديره", "امله",
    "نيته", "عزمه", "عزمها", "سعادته", "اعتزازه", "امام", "بالدور",
))  # fmt: skip
_ADDRESSED: Final = frozenset((
    "ل", "لصحيفه", "لجريده", "لوكاله", "لقناه", "لاذاعه", "لموقع", "لبرنامج", "لمراسل", "لمندوب", "لعكاظ", "لسبق",
    "لواس", "للصحيفه",
    "للصحافيين", "للصحفيين", "لمجله", "لوسائل", "للجزيره", "لليوم", "للوئام", "للمواطن", "للوطن",
))  # fmt: skip
HONOURS: Final = frozenset((
    "المهندس", "الدكتور", "د", "م", "ا", "الاستاذ", "اللواء", "العميد", "العقيد", "المقدم", "الرائد", "النقيب",
    "الملازم", "الفريق", "الشيخ", "الامير", "المهندسه", "الدكتوره", "الاستاذه", "الاميره", "المحامي", "البروفيسور",
    "المستشار", "الكاتب", "الزميل", "القاضي",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker in a text: [start, end), the tokens, and the tokens at which it was first introduced."""

    start: int
    end: int
    first: int
    last: int
    words: tuple[str, ...]
    introduced: tuple[int, int]


def speaker_between(row: Tokens, first: int, last: int) -> Speaker | None:
    """The speaker among tokens [first, last): to the first word that cannot belong to one; None when none is left."""
    if first < last and _governed(row, first):
        return None
    if last - first <= 2 and first < last and row.roles[first].folded.startswith("لل"):
        return None  # «قال للشباب»: who is spoken to
    if last - first > 3 and row.roles[first].folded in _ADDRESSED:  # «أوضح لـ«الرياض» المتحدث …»
        first = _behind_outlet(row, first + 1, last)
    while first < last and (
        row.kinds[first] in ',(-"«»)' or row.roles[first].folded in ("ل", "من", "جانبه", "بدوره", "كل")
    ):
        first += 1
    at = first + (row.kinds[first : first + 1] in ("A", "k") and first < last)  # «صباح», «جمعة» are names too
    while at < min(last, first + LONGEST) and _belongs(row, at):
        at += 1
    while at > first and row.kinds[at - 1] in '&.,-fF("«»)':
        at -= 1
    if at == first or not any(row.kinds[i] in "_OCIZ~R" for i in range(first, at)):
        return None
    start, end = row.span(first, at)
    words = tuple(row.roles[i].folded for i in range(first, at))
    return Speaker(start, end, first, at, words, (first, at))


def _governed(row: Tokens, at: int) -> bool:
    """«نوه بالدور الكبير»: what a verb reaches by a preposition does not speak."""
    word = row.roles[at].folded
    return row.kinds[at] == "_" and len(word) > 4 and word.startswith("بال")


def _behind_outlet(row: Tokens, at: int, last: int) -> int:
    """The token behind the name of an outlet in marks or brackets, or behind its one word."""
    close = {"«": "»", "(": ")", '"': '"'}.get(row.kinds[at])
    if close is None:
        return at + 1
    end = row.kinds.find(close, at + 1, min(last, at + 6))
    return end + 1 if end >= 0 else at


def _belongs(row: Tokens, at: int) -> bool:
    kind, role = row.kinds[at], row.roles[at]
    if kind in "_~":
        if role.folded == "علي":  # the name, unless written «على»
            return row.text[row.ends[at] - 1] != "ى"
        return role.folded not in _STOPS and role.folded not in _ADDRESSED
    if kind == "F":  # «مدير فرع الهيئة في جازان المهندس …»
        return "O" in row.kinds[at + 1 : at + 4]
    if kind == ",":
        return at + 1 < len(row.kinds) and row.kinds[at + 1] in "OC"
    if kind == "R":  # «المهندس محمد المخرج»: a family, no way out
        return role.folded.startswith("ال") and at > 0 and row.kinds[at - 1] in "_OVvb"
    if kind in '"«' and at + 1 < len(row.kinds) and row.roles[at + 1].folded.startswith("لل"):
        return False  # «قال الأهالي «للمدينة» إن»
    return kind in 'OCIZ&bowdhGJjsq."«»' and not (kind == "." and row.apart(at))


@dataclass(slots=True)
class Speakers:
    """Who has spoken so far in a text."""

    last: Speaker | None = None
    by_word: dict[str, Speaker] = field(default_factory=dict)
    by_office: dict[str, Speaker] = field(default_factory=dict)

    def known(self, row: Tokens, speaker: Speaker) -> Speaker:
        """The speaker as introduced before, when named shortly; else remembered as introduced here."""
        names = [w for w in speaker.words if w not in HONOURS and len(w) > 2]
        earlier = self._earlier(speaker, names)
        if earlier is not None and len(earlier.words) > len(speaker.words):
            speaker = replace(speaker, introduced=earlier.introduced)
        else:
            named_first = row.roles[speaker.first].folded in HONOURS or row.kinds[speaker.first] == "_"
            for word in names[: OFFICE * 2] if named_first else names[-3:]:
                self.by_word.setdefault(word, speaker)
            if row.kinds[speaker.first] == "O":
                self.by_office.setdefault(" ".join(speaker.words[:OFFICE]), speaker)
        self.last = speaker
        return speaker

    def _earlier(self, speaker: Speaker, names: list[str]) -> Speaker | None:
        """«السلطان», «المهندس السلطان», «أمين الطائف» after «أمين الطائف المهندس محمد السلطان»; «المهندس» alone."""
        if not names:
            return self.last
        if len(names) <= 2 and names[-1] in self.by_word:
            return self.by_word[names[-1]]
        found = self.by_office.get(" ".join(speaker.words[:OFFICE]))
        return found if found is not None and found.words[: len(speaker.words)] == speaker.words else None
