"""The form of a column where no by-line tells it: a writer who says where he is reached, names himself, or says «I»."""

from __future__ import annotations

import re

from sada.understand.byline import Byline
from sada.understand.findings import Findings
from sada.understand.types import Text

CLOSING = 260  # characters at the end of a text in which its writer says where he can be reached
# «للتواصل مع الكاتب», or an address that nobody is asked to send forms or questions to.
REACHED = re.compile(r"(?:للتواصل مع|لمراسلة) الكاتبة?|[\w.]{3,}@[\w.]{3,}|(?<![\w.])@\w{4,}")
ASKED_FOR = re.compile(
    r"بريد|موقع|رابط|حساب|للتسجيل|للتقديم|للاستفسار|الطلبات|استقبال|إرسال|ارسال|هاتف|فاكس|الهيئة|https?:"
)
# Somebody who remembers, thinks, was told or wonders; what an official says of himself stands behind verbs of saying.
FIRST = re.compile(
    r"(?<!\w)[وف]?(?:اذكر|اتذكر|كنت|كتبت|قرات|سمعت|سالت|سالني|قلت|زرت|شاهدت|اظن|اظنني|اعتقد|اتساءل|تساءلت|اتمني|انا|لست|"
    r"رايي|اقول|لعلي|ليتني|عزيزي|صديقي|حدثني|دعوني|دعونا|تخيلوا|لماذا|اليس|تري|افلا|ماذا لو|نحن)(?!\w)"
)
OWN, ASKING = 3, 2  # different words of a first person that make an essay; fewer with as many questions
SAID = 1.5  # verbs of saying in a thousand characters from which a text is a report
HEADED = re.compile(r"\s*([^\W\d_]+(?: [^\W\d_]+){1,3})\s*:")


def is_column(text: Text, found: Findings, line: Byline, concerned: bool) -> bool:
    """Whether somebody writes in his own name, whatever the by-line says. `concerned`: a body of ours is named."""
    if found.is_post or line.city or line.agency:
        return False
    if line.columnist or _reached(text.body) or _heads(text):
        return True
    return concerned and not line.writer and _speaks_as_one(found)


def _reached(body: str) -> bool:
    close = body[-CLOSING:]
    at = REACHED.search(close)
    return at is not None and ASKED_FOR.search(close, 0, at.start()) is None


def _heads(text: Text) -> bool:
    """«فوزية الحربي: احتفالات الرياض», and the text begins with the same name."""
    name = HEADED.match(text.title)
    return name is not None and text.body.lstrip().startswith(name.group(1))


def _speaks_as_one(found: Findings) -> bool:
    """A first person and questions, and hardly anybody quoted."""
    length = max(1.0, (len(found.text) - found.title_end) / 1000.0)
    if len(found.of("says")) > SAID * length:
        return False
    own = {match.group() for match in FIRST.finditer(found.text, found.title_end)}
    return len(own) >= OWN or (len(own) >= ASKING and found.folded.original.count("؟") >= ASKING)
