"""The link by which someone without an account answers one question: signed, limited in time, revocable.

A link names the question and its version. It leads nowhere else, and what it may do is asked of the row: answered or
withdrawn, past its limit or replaced by a newer link, it opens nothing any more.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.core import signing

from sada.store.models import Question, QuestionState

SALT = "sada.question"
PATH = "/ask/"


class Standing(StrEnum):
    """What a link may still do."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Opened:
    """A genuine link: its question and what it may still do."""

    question: Question
    standing: Standing


def token_of(question: Question) -> str:
    """The signed name of the question in its present version."""
    return signing.Signer(salt=SALT).sign_object([question.pk, question.version])


def address_of(question: Question) -> str:
    """Where the expert answers: the link for those without an account, the question's page for those with one."""
    page = f"/questions/{question.pk}/" if question.to_id else f"{PATH}{token_of(question)}/"
    return f"{question.site}{page}"


def open_link(token: str, at: datetime) -> Opened | None:
    """The question a link names and how the link stands at `at`; None for a token we never signed."""
    try:
        pk, version = signing.Signer(salt=SALT).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    question = Question.objects.filter(pk=pk, to=None).select_related("case", "case__unit", "asked_by").first()
    return Opened(question, _standing(question, version, at)) if question else None


def _standing(question: Question, version: int, at: datetime) -> Standing:
    if question.state != QuestionState.ASKED:
        return Standing(question.state)
    if version != question.version:
        return Standing.REPLACED
    return Standing.OPEN if at <= question.link_until else Standing.EXPIRED
