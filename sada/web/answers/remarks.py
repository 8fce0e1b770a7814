"""How a reply reads, in words for its writer and its approver: remarks that warn and never block."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sada.rules import wording
from sada.rules.contradictions import Contradiction, contradictions, other_things
from sada.store.models import Fact
from sada.web.answers import preview
from sada.web.say.numbers import number

EMPTY = ("only_promises", "promise_without_date")  # what a holding line is for
REMARKS: Mapping[str, tuple[Promise, Promise]] = {
    "only_blames": (
        _("The reply only calls on the citizens: «%(text)s»"),
        _("Readers take it as blaming those who complained. Say what was done, or why it is so."),
    ),
    "promise_without_date": (
        _("The reply only promises, and names no day: «%(text)s»"),
        _("A promise without a date cannot be followed up. Name a day, or say what has been done."),
    ),
    "only_promises": (
        _("The reply only promises, though it names a day: «%(text)s»"),
        _("The day will be followed when the case is closed. Say also what has been done so far, or why it is so."),
    ),
    "harsh_word": (
        _("The word «%(text)s» does not suit an official reply"),
        _("State what is not correct and what proves it; leave out what describes people."),
    ),
    "exclamation": (
        _("The text holds a mark of exclamation"),
        _("Official texts do without it."),
    ),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A remark as shown: the sentence and why it matters."""

    sentence: str
    why: str


def on(draft: str, known: Mapping[int, Fact], is_holding: bool, medium: str) -> list[Said]:
    """The remarks on a draft: numbers that may go against a fact it cites, then how it will read. A holding line is
    there to promise."""
    perhaps = [_otherwise(one, known[one.fact]) for one in contradictions(draft, known) if not one.is_sure]
    perhaps += [_another_thing(words, known[fact]) for fact, words in other_things(draft, known)]
    text = preview.says(draft, known)
    return [*perhaps, *(_one(one) for one in wording.remarks(text, medium) if not (is_holding and one.code in EMPTY))]


def _otherwise(one: Contradiction, fact: Fact) -> Said:
    sentence = gettext("The text says %(text)s, and the fact it cites says %(value)s: %(fact)s")
    shown = {"text": one.text, "value": fact.value, "fact": preview.statement(fact)}
    return Said(sentence % shown, gettext("If it is another place, time or part, say so; else cite the fact."))


def _another_thing(words: str, fact: Fact) -> Said:
    shown = {"text": words, "value": f"{fact.value} {fact.measure}".strip(), "fact": preview.statement(fact)}
    sentence = gettext("The text counts «%(text)s», and the fact it cites says %(value)s: %(fact)s")
    return Said(sentence % shown, gettext("Check that this is the fact you mean."))


def _one(one: wording.Remark) -> Said:
    if one.code == "too_long":
        over = ngettext(
            "The text is %(n)s character longer than the platform takes",
            "The text is %(n)s characters longer than the platform takes",
            one.over,
        )
        return Said(over % {"n": number(one.over)}, gettext("Shorten it, or part it into posts by empty lines."))
    if one.code == "too_many_words":
        many = ngettext(
            "The text is %(n)s word longer than is usual in this medium",
            "The text is %(n)s words longer than is usual in this medium",
            one.over,
        )
        return Said(many % {"n": number(one.over)}, gettext("What is too long is cut by others. Say the answer first."))
    sentence, why = REMARKS[one.code]
    return Said(str(sentence) % {"text": one.text}, str(why))
