"""What a text says in one or two of its own sentences, and the language it is in."""

from __future__ import annotations

import re
from bisect import bisect_left

from sada.understand.findings import Findings
from sada.understand.types import Evidence

# What ends a sentence: not the stop of «1.900.000», «د.» and «م.», nor «..», which is a pause («شاهد .. وشهيد»).
STOP = re.compile(r"""(?:(?<![.\d])(?<!\b[^\W\d])\.(?![.\d])|(?<=\d)\.(?![.\d])|[!?؟]+)[»")]*|\n+""")
BYLINE = re.compile(r"\s*[^\n:.؟!]{0,70}[-–—][^\n:.؟!]{0,50}:\s*")
TELLING = ("body", "family", "kind", "service")
MOST = 40  # sentences looked at: what matters in a press text stands near its head
LONG = 420  # characters beyond which one sentence is gist enough
SHORT = 280  # characters of a post that is its own summary
TELLS = 4  # letters from which a word of the title tells what it is about
ANSWERED = 4  # words of the title from which a first sentence tells what it promised, though there was a feast
PROMISED = 2  # words of the title in a sentence that answers it
TITLED, MOST_TITLED = 1, 4  # what a word of the title adds to a sentence; how many count
# The first sentence of a report of a feast: who came, was welcomed, honoured, thanked.
CEREMONY = re.compile(r"حفل بهيج|في حفل |في احتفال بهيج|وسط حضور|بحضور عدد من|بحضور كبير|رحب في مستهل|ثمن في كلمه")
# Softer words of the same, in a first sentence that says less of what the title promises than another.
COURTESY = re.compile(
    r"(?:\A|[ .])و?(?:برعايه|نيابه عن|بحضور|وسط حضور|بمناسبه)(?![^ ])|\A ?و?(?:شكر|ثمن|كرم|هنا|رحب|استقبل|تقدم|اشاد)ت? "
    r"| (?:حفل|حفلا|الحفل|مراسم|استقبل|استقبال|الاستقبال|بالسلام الملكي) "
)
SPOKEN_ALONE = 300  # characters within which one spoken word tells the dialect
SAMPLE = 400  # characters that tell the language
ARABIC = re.compile(r"[\u0621-\u064a\u0671-\u06d3\ufb50-\ufdff\ufe70-\ufefc]+")
PERSIAN = re.compile(r"[پچژگی]")
URDU = re.compile(r"[ٹڈڑےں]")
LATIN = re.compile(r"[A-Za-z]+")
FOREIGN = re.compile(r"[A-Za-zپچژگیٹڈڑےں]")  # letters that may make it another language than Arabic


def gist(found: Findings) -> list[Evidence]:
    """One or two sentences of the body that carry most of what was found, in the order of the text."""
    text = found.folded.original
    begin = text.find("\n") + 1
    head = BYLINE.match(text, begin)
    begin = head.end() if head is not None else begin
    sentences = _sentences(text, begin)
    if not sentences:
        return []
    if len(sentences) == 1 or (found.is_post and sentences[-1][1] - begin <= SHORT):
        return [_said(text, sentences[0][0], sentences[-1][1])]
    marks = sorted([found.folded.origin(h.start) for name in TELLING for h in found.of(name)[:MOST]])
    scores = [bisect_left(marks, end) - bisect_left(marks, start) for start, end in sentences]
    answers = _answers(found, sentences)
    scores[0] += 2  # the lead says who did what
    best = max(range(len(sentences)), key=lambda n: (scores[n] + TITLED * answers[n], -n))
    if _is_beside_the_point(found, sentences[0], answers):
        best = max(range(1, len(sentences)), key=lambda n: (scores[n] + TITLED * answers[n], -n))
        return [_said(text, *sentences[best])]  # who came and was honoured is not what the title promises
    chosen = {0, best} if sentences[0][1] - sentences[0][0] < LONG else {best}
    return [_said(text, *sentences[n]) for n in sorted(chosen)]


def _is_beside_the_point(found: Findings, first: tuple[int, int], answers: list[int]) -> bool:
    """Whether the first sentence tells of a ceremony, or of courtesies, or of nothing that the title names."""
    lead = found.text[found.folded.at(first[0]) : found.folded.at(first[1])]
    if CEREMONY.search(lead) is not None and answers[0] < ANSWERED:
        return True
    more = max(answers[1:])
    return more > answers[0] and ((answers[0] == 0 and more >= PROMISED) or COURTESY.search(lead) is not None)


def _answers(found: Findings, sentences: list[tuple[int, int]]) -> list[int]:
    """How many words of the title each sentence takes up."""
    title = found.text[: found.title_end].split()
    wanted = {word.removeprefix("ال") for word in title if len(word) >= TELLS or word.isdigit()}
    if not wanted:
        return [0] * len(sentences)
    at = found.folded.at
    said = [{word.removeprefix("ال") for word in found.text[at(a) : at(b)].split()} for a, b in sentences]
    return [min(MOST_TITLED, len(wanted & words)) for words in said]


def _said(text: str, start: int, end: int) -> Evidence:
    return Evidence("summary", start, end, text[start:end])


def _sentences(text: str, begin: int) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    while begin < len(text) and len(out) < MOST:
        stop = STOP.search(text, begin)
        piece = text[begin : stop.end() if stop is not None else len(text)]
        start, end = begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip())
        if end - start > 15:
            out.append((start, end))
        begin += len(piece)
    return out


def _other_language(sample: str) -> str:
    """en, ur, fa or und by the shares of their letters; empty where Arabic prevails."""
    arabic, latin = (sum(map(len, runs.findall(sample))) for runs in (ARABIC, LATIN))
    if arabic + latin == 0:
        return "und"
    if latin > arabic:
        return "en"
    if len(URDU.findall(sample)) > 0.03 * arabic:
        return "ur"
    return "fa" if len(PERSIAN.findall(sample)) > 0.06 * arabic else ""


def language(found: Findings) -> str:
    """ar, fa, ur, en or und(etermined), by letters; `ar-x-…` with the dialect when its words are spoken ones."""
    sample = found.folded.original[:SAMPLE]
    if FOREIGN.search(sample) is not None or ARABIC.search(sample) is None:
        other = _other_language(sample)
        if other:
            return other
    enough = 1 if found.is_post or len(found.text) < SPOKEN_ALONE else 3  # a written report quotes a spoken word or two
    spoken = found.of("dialect")
    if len(spoken) >= enough:
        return f"ar-x-{spoken[0].cue.code}"
    return "ar-x-gulf" if len(found.of("gulf")) >= enough else "ar"
