"""The frozen text of an answer as a letter: PDF and DOCX from the same words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext

from sada.desk.known_places import in_both
from sada.desk.make_paper import letter_text
from sada.store.models import Answer
from sada.web import units
from sada.web.papers.pdf import pdf
from sada.web.say import dates

SHORT = 80  # letters; longer paragraphs are no greeting and no line of a signature
MOST_LINES = 7  # of an end that is kept together


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter shows around its text."""

    text: str
    title: str
    unit: str
    number: str
    dated: str
    signer: str
    signer_title: str
    sha256: str
    language: str

    @property
    def is_signed(self) -> bool:
        """Whether the text itself ends with the name of who signs, so that it is not printed once more below."""
        name = " ".join(self.signer.split())  # a title may stand before it: «م. نورة الحربي»
        lines = [" ".join(line.split()) for line in self.text.split("\n") if line.strip()][-4:]
        return bool(name) and any(f" {line}".endswith(f" {name}") for line in lines)

    @property
    def body(self) -> str:
        """The text without its end."""
        return self.text[: len(self.text) - len(self.end)]

    @property
    def end(self) -> str:
        """The greeting and signature at the end of the text, which stay with the paragraph before them."""
        lines = self.text.split("\n")
        at = len(lines)
        while at > 1 and len(lines) - at < MOST_LINES and len(lines[at - 1]) <= SHORT:
            at -= 1
        return "\n".join(lines[at:])


def letter_of(answer: Answer) -> Letter:
    """The letter of an approved answer, in the language of its text. Dated on the day of approval."""
    with translation.override(answer.language):
        at: datetime = answer.approved_at  # type: ignore[assignment]
        signer = answer.approved_by
        return Letter(
            letter_text(answer),
            answer.title,
            str(units.name(answer.case.unit)),
            answer.case.number,
            in_both(at) if dates.is_arabic() else dates.both(at),
            str(units.name(signer)) if signer else "",
            (signer.title_ar if signer and dates.is_arabic() else "") or gettext("Approved by"),
            answer.sha256,
            answer.language,
        )


def as_pdf(answer: Answer) -> bytes:
    """The letter as PDF; the bytes of the frozen text lie in it as a file, so that its seal can be checked."""
    letter = letter_of(answer)
    with translation.override(letter.language):
        context = {"letter": letter, "lang": letter.language, "dir": _dir(letter.language)}
        return pdf("papers/letter.html", context, {f"{letter.number}.txt": letter.text})


def _dir(language: str) -> str:
    return "rtl" if language == "ar" else "ltr"
