"""What one may choose for an undecided judgement with one key, and for many items at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sada.store.models import Reading
from sada.web.inbox.judgements import FIELDS, Field

QUICK = ("kind", "tone", "needs_answer", "relevance", "urgency", "community")
KEYS = "123456789"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer: `choice` as the form sends it, its key (only the first judgement has keys), whether it stands now."""

    choice: str
    word: Any
    key: str
    is_now: bool


@dataclass(frozen=True, slots=True)
class Question:
    """An undecided judgement with its answers; without answers it is decided in the inbox, where one can search."""

    field: Field
    choices: list[Choice]
    sure: float


def keyed(reading: Reading) -> list[Question]:
    """The undecided judgements, those with few answers first; the first of them by key."""
    opens = sorted(reading.unsure, key=lambda name: (not FIELDS[name].choices, list(FIELDS).index(name)))
    return [_question(FIELDS[name], reading, is_first=n == 0) for n, name in enumerate(opens)]


def _question(field: Field, reading: Reading, *, is_first: bool) -> Question:
    now = getattr(reading, field.name)
    present = "1" if now is True else "" if now is False else now
    answers = [
        Choice(f"{field.name}:{code}", word, KEYS[n] if is_first else "", code == present)
        for n, (code, word) in enumerate(field.choices or ())
    ]
    return Question(field, answers, float(reading.confidence.get(field.name, 0.5)))


def many_choices() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """The judgements of few answers, set for many items from the bar; the dialog offers all judgements."""
    return [(FIELDS[name].label, [(f"{name}:{code}", word) for code, word in FIELDS[name].choices]) for name in QUICK]
