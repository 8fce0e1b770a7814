"""Speakers: the words between a verb of saying and what is said, as a person or body with title and name."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from sada.understand.roles import Role
from sada.understand.tokens import Tokens

OFFICE: Final = 2  # words by which an office is known again
LONGEST: Final = 18  # tokens of a speaker with titles and office
LEAST_NAME, LONGEST_NAME = 2, 6  # words of a name in commas
_NAMES_IN_WAW: Final = frozenset(("وليد", "وايل", "وسيم", "وجدي", "وهيب", "وفا", "وداد"))  # others are "and"
_NAMES_IN_BA: Final = frozenset(("بندر", "باسم", "بشار", "بكري", "بلديه", "برنامج"))
_SOME: Final = frozenset(("عدد", "بعض", "احد", "احدي", "معظم", "مجموعه", "كثير", "جمع", "غالبيه"))
_FEMININE: Final = frozenset(("تقول", "توضح", "توكد", "تضيف", "تشير", "تري"))
_STOPS: Final = frozenset((
    "علي", "عن", "مع", "الي", "حول", "خلال", "عقب", "بعد", "قبل", "عبر", "ردا", "اثناء", "امس", "عند", "لدي", "ضمن",
    "حيث", "انه", "كما", "قد", "ايضا", "كذلك", "بدوره", "بدورها", "كل", "ما", "لا", "لم", "له", "لها", "لهم", "لنا",
    "لي", "اليه", "اليها", "وفقا", "ووفقا", "وفق", "ووفق", "بحسب", "وبحسب", "حسب", "وحسب", "فيها", "فيه", "به",
    "معهم", "معه", "معها",
    "بها", "هنا", "هذا", "هذه", "ذلك", "تلك", "التي", "الذي", "الذين", "ولكنه", "لكنه", "ولكنها", "وهو", "وهي", "هو",
    "هي", "اذ", "ثم", "لكن", "او", "منهم", "منها", "بان", "احد", "بعض", "عدد", "اكثر", "تصريح", "حديث", "لقاء",
    "حديثه", "تصريحه", "مضيفا", "قوله", "ذاته", "نفسه", "تعليق", "بشان", "بخصوص", "اهميه", "ضروره", "عدم", "حرص",
    "وجود", "دور", "مدي", "وجوب", "صحه", "اهتمام", "تنفيذ", "سبب", "مطالبا", "داعيا", "استمرار", "حرصه", "حرصها",
    "حرصهم", "دعمه", "دعمها", "دعم", "التزام", "التزامه", "التزامها", "رفضه", "رفضها", "جاهزيه", "اكتمال", "انتهاء",
    "بدء", "قدره", "مواصله", "تطبيق", "تكثيف", "متابعه", "متابعته", "متابعتها", "ثقته", "شكره", "تقديره", "امله",
    "نيته", "عزمه", "عزمها", "سعادته", "اعتزازه", "امام", "بالدور", "برعايه", "بدعم", "بجهود", "بحضور",
))  # fmt: skip
_ADDRESSED: Final = frozenset((
    "ل", "لصحيفه", "لجريده", "لوكاله", "لقناه", "لاذاعه", "لموقع", "لبرنامج", "لمراسل", "لمندوب", "لعكاظ", "لسبق",
    "لواس", "للصحيفه",
    "للصحافيين", "للصحفيين", "للاعلاميين", "لانصاره", "لمجله", "لوسائل", "للجزيره", "لليوم", "للوئام", "للمواطن",
    "للوطن",
))  # fmt: skip
_BODIES: Final = frozenset((
    "مجلس", "وزاره", "هييه", "الهييه", "اداره", "الاداره", "جامعه", "الجامعه", "مستشفي", "لجنه", "اللجنه", "بلديه",
    "امانه", "منطقه", "محافظه", "مدينه", "حزب", "الحزب", "الجيش", "شركه", "مركز", "جمعيه", "نادي", "وكاله", "فرع",
    "الوزاره", "الامانه", "البلديه", "الجمعيه", "الشركه", "المنطقه", "المحافظه", "المجلس", "الحكومه", "غرفه", "مكتب",
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


def speaker_between(row: Tokens, first: int, last: int, *, papers: bool = False) -> Speaker | None:
    """The speaker among tokens [first, last): to the first word that cannot belong to one; None when none is left.

    `papers`: whether a statement may speak («جاء في تصريح الوزير»)."""
    if first < last and (_governed(row, first) or row.kinds[first] == "F"):
        return None  # «وقال في برقية شكر للرئيس»
    if last - first <= 2 and first < last and row.roles[first].folded.startswith("لل"):
        return None  # «قال للشباب»: who is spoken to
    if last - first > 3 and row.roles[first].folded in _ADDRESSED:  # «أوضح لـ«الرياض» المتحدث …»
        first = _behind_outlet(row, first + 1, last)
    while first < last and (
        row.kinds[first] in ',(-"«»)' or row.roles[first].folded in ("ل", "من", "جانبه", "بدوره", "كل")
    ):
        first += 1
    at = first + (row.kinds[first : first + 1] in ("A", "k") and first < last)  # «صباح», «جمعة» are names too
    at += at < last and (papers or row.roles[at].folded in _SOME)
    while at < min(last, first + LONGEST) and _belongs(row, at):
        at += 1
    at = _name_behind(row, first, at, last)
    while at > first and row.kinds[at - 1] in '&.,-fF("«»)':
        at -= 1
    if at == first or not any(row.kinds[i] in "_OCIZ~R" for i in range(first, at)):
        return None
    start, end = row.span(first, at)
    start += opens_with_and(row.roles[first])
    words = tuple(row.roles[i].folded for i in range(first, at))
    return Speaker(start, end, first, at, words, (first, at))


def _name_behind(row: Tokens, first: int, at: int, last: int) -> int:
    """The end of the name that stands in commas behind an office: «مدير الحدائق، سعد بن فهد الحربي، أن»."""
    if at + 1 >= last or row.kinds[at] != "," or "O" not in row.kinds[first:at]:
        return at
    end = at + 1
    while end < min(last, at + LONGEST_NAME + 2) and row.kinds[end] in "_~IZ" and row.roles[end].folded not in _STOPS:
        end += 1
    another = row.text[row.starts[at + 1]] == "و" and row.roles[at + 1].folded not in _NAMES_IN_WAW
    is_last = end == last or (row.kinds[end] == "," and end + 1 == last)
    fits = LEAST_NAME <= end - at - 1 <= LONGEST_NAME and is_last
    return end if fits and not another else at


def opens_with_and(role: Role) -> bool:
    """«والمتحدث» is joined on with an «and», «والد الطفل» is his father."""
    return role.kind == "_" and role.folded.startswith("وال") and not role.folded.startswith(("والد", "والي"))


def before_object(row: Tokens, first: int, last: int) -> int:
    """Where what an act is done to begins: «رحب الأمين بالزوار», but not «مدير التعليم بمنطقة الرياض»."""
    for at in range(first, last):
        word = row.roles[at].folded
        of_office = word[1:].removeprefix("ال") in _BODIES or word[1:] in _BODIES
        if row.kinds[at] == "_" and len(word) > 4 and word[0] == "ب" and word not in _NAMES_IN_BA and not of_office:
            return at
    return last


def _governed(row: Tokens, at: int) -> bool:
    """«نوه بالدور الكبير», «بحسب ما أظهرت النقوش»: what a verb reaches by a preposition, or things, do not speak."""
    word = row.roles[at].folded
    return word == "ما" or (row.kinds[at] == "_" and len(word) > 4 and word.startswith("بال"))


def _behind_outlet(row: Tokens, at: int, last: int) -> int:
    """The token behind the name of an outlet in marks or brackets, or behind its one word."""
    close = {"«": "»", "(": ")", '"': '"'}.get(row.kinds[at])
    if close is None:
        return at + 1
    end = row.kinds.find(close, at + 1, min(last, at + 6))
    return end + 1 if end >= 0 else at


def _belongs(row: Tokens, at: int) -> bool:
    kind, role = row.kinds[at], row.roles[at]
    if kind == "f":  # «عدد كبير من المشاركين»
        return any(row.roles[i].folded in _SOME for i in range(max(0, at - 2), at))
    if kind in "_~":
        if role.folded == "علي":  # the name, unless written «على»
            return row.text[row.ends[at] - 1] != "ى"
        return role.folded not in _STOPS and role.folded not in _ADDRESSED
    if kind == "F":  # «مدير فرع الهيئة في جازان المهندس …», «رئيس لجنة التراث في مجلس بلدية …»
        return "O" in row.kinds[at + 1 : at + 4] or (row.roles[at].folded == "في" and _names_body(row, at + 1))
    if kind == ",":
        return at + 1 < len(row.kinds) and row.kinds[at + 1] in "OC"
    if kind == "R":  # «المهندس محمد المخرج»: a family, no way out
        return role.folded.startswith("ال") and at > 0 and row.kinds[at - 1] in "_OVvb"
    if kind in '"«' and at + 1 < len(row.kinds) and row.roles[at + 1].folded.startswith("لل"):
        return False  # «قال الأهالي «للمدينة» إن»
    return kind in 'OCIZ&bowdhGJjsq."«»' and not (kind == "." and row.apart(at))


def _names_body(row: Tokens, at: int) -> bool:
    return at < len(row.roles) and row.roles[at].folded in _BODIES


def is_institutional(row: Tokens, speaker: Speaker) -> bool:
    """An official or a body, not a name alone."""
    return row.kinds[speaker.first] == "O" or _names_body(row, speaker.first)


def is_feminine(verb: str) -> bool | None:
    """Whether a folded verb says that a woman or a body speaks; None where its form does not tell."""
    verb = verb.removeprefix("و") if len(verb) > 4 else verb
    if verb.endswith(("وا", "ون", "ين")):
        return None
    return verb.endswith("ت") or verb in _FEMININE


@dataclass(slots=True)
class Speakers:
    """Who has spoken so far in a text."""

    last: Speaker | None = None
    by_gender: dict[bool, Speaker] = field(default_factory=dict)
    by_word: dict[str, Speaker] = field(default_factory=dict)
    by_office: dict[str, Speaker] = field(default_factory=dict)

    def before(self, verb: str) -> Speaker | None:
        """Who speaks with a verb that names nobody: the last one, or the last one of the verb's gender."""
        feminine = is_feminine(verb)
        if feminine is None or self.last is None or self.last not in self.by_gender.values():
            return self.last
        return self.by_gender.get(feminine, self.last)

    def speaks(self, row: Tokens, speaker: Speaker, verb: str) -> Speaker:
        """The same as `known`, and remembers the gender in which it spoke."""
        known = self.known(row, speaker)
        feminine = is_feminine(verb)
        if feminine is not None:
            self.by_gender[feminine] = known
            if self.by_gender.get(not feminine) == known:
                del self.by_gender[not feminine]
        return known

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
