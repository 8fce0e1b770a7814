"""What one may decide about items, one or many at once: each with its right, its form, its act and the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sada.desk.decide_item import decide_no_answer, flag_item, forward_item
from sada.desk.join_case import join_item
from sada.desk.open_case import open_case
from sada.desk.tag_item import tag_item
from sada.kernel import access
from sada.reading.confirm_reading import confirm_reading
from sada.reading.correct_readings import correct_readings
from sada.reading.see_item import see_items
from sada.store.models import Case, Mention, Person
from sada.web import units
from sada.web.inbox import forms as own
from sada.web.say.numbers import number
from sada.web.screens import subject_pages


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, in a sentence; `undo`: the query that takes it back; `stays`: the row stays in the list."""

    text: str
    undo: str = ""
    case: Case | None = None
    stays: bool = False


Do = Callable[[list[Mention], Mapping[str, Any], Person, datetime], Done]


@dataclass(frozen=True, slots=True)
class Decision:
    """One kind of decision. Without a form it is done at once."""

    name: str
    act: str
    title: Promise
    button: Promise
    do: Do
    form: Any = None


def count_of(n: int) -> str:
    """«3 مواد», "3 items"."""
    return ngettext("%(n)s item", "%(n)s items", n) % {"n": number(n)}


def _undo(what: str, mentions: list[Mention], **more: Any) -> str:
    return urlencode({"what": what, "m": [m.pk for m in mentions], **more}, doseq=True)


def no_answer(mentions: list[Mention], given: Mapping[str, Any], by: Person, at: datetime) -> Done:
    """Leave the items without an answer, for a reason."""
    for mention in mentions:
        decide_no_answer(mention, given["reason"], by=by, at=at, note=given["note"])
    said = gettext("No answer needed: %(items)s") % {"items": count_of(len(mentions))}
    return Done(said, _undo("decision", mentions))


def forward(mentions: list[Mention], given: Mapping[str, Any], by: Person, at: datetime) -> Done:
    """Hand the items to another unit."""
    for mention in mentions:
        forward_item(mention, given["to"], by=by, at=at, note=given["note"])
    words = {"items": count_of(len(mentions)), "unit": units.name(given["to"])}
    said = gettext("%(items)s forwarded to %(unit)s") % words
    return Done(said, _undo("decision", mentions))


def flag(mentions: list[Mention], given: Mapping[str, Any], by: Person, at: datetime) -> Done:
    """Flag the items, or take the flag away where all have it."""
    is_on = not all(m.is_flagged for m in mentions)
    moved = [m for m in mentions if m.is_flagged != is_on]
    for mention in moved:
        flag_item(mention, is_on, by=by, at=at)
    said = gettext("Flag set") if is_on else gettext("Flag removed")
    return Done(said, _undo("unflag" if is_on else "flag", moved), stays=True)


def open_one(mentions: list[Mention], given: Mapping[str, Any], by: Person, at: datetime) -> Done:
    """Open one case for the items: from the first, the others joined."""
    first, *others = mentions
    case = open_case(first, by=by, at=at)
    for mention in others:
        join_item(case, mention, by=by, at=at)
    said = gettext("Case %(number)s opened") % {"number": case.number}
    return Done(said, _undo("open", mentions, case=case.pk), case)


def join(mentions: list[Mention], given: Mapping[str, Any], by: Person, at: datetime) -> Done:
    """Let a case there is answer the items too."""
    case = given["case"]
    for mention in mentions:
        join_item(case, mention, by=by, at=at)
    said = gettext("%(items)s joined to case %(number)s") % {"items": count_of(len(mentions)), "number": case.number}
    return Done(said, _undo("join", mentions, case=case.pk), case)


def correct(mentions: list[Mention], given: Mapping[str, Any], by: Person, at: datetime) -> Done:
    """Set one judgement of all the items."""
    name, value = given["choice"]
    made = correct_readings([m.item for m in mentions], name, value, given["mode"], by=by, at=at)
    said = gettext("Reading corrected: %(items)s") % {"items": count_of(len({c.item_id for c in made}))}
    return Done(said, urlencode({"what": "correction", "c": [c.pk for c in made]}, doseq=True), stays=True)


def tag(mentions: list[Mention], given: Mapping[str, Any], by: Person, at: datetime) -> Done:
    """Put one tag on the items; what had it already keeps it when this is taken back."""
    made = [row for mention in mentions if (row := tag_item(mention, given["tag"], by=by, at=at)) is not None]
    said = gettext("Tagged: %(items)s") % {"items": count_of(len(mentions))}
    undo = urlencode({"what": "tag", "t": [row.pk for row in made]}, doseq=True) if made else ""
    return Done(said, undo, stays=True)


def seen(mentions: list[Mention], given: Mapping[str, Any], by: Person, at: datetime) -> Done:
    """The items are no longer new to the person."""
    fresh = see_items((mention.item_id for mention in mentions), by=by, at=at)
    said = gettext("Marked as seen: %(items)s") % {"items": count_of(len(fresh))}
    return Done(said, urlencode({"what": "seen", "i": fresh}, doseq=True) if fresh else "", stays=True)


def confirm(mentions: list[Mention], given: Mapping[str, Any], by: Person, at: datetime) -> Done:
    """Find the readings of the items right as they stand."""
    made = [confirm_reading(m.item, by=by, at=at) for m in mentions]
    said = gettext("Reading confirmed: %(items)s") % {"items": count_of(len(made))}
    return Done(said, urlencode({"what": "confirmation", "c": [c.pk for c in made]}, doseq=True), stays=True)


DECISIONS: Mapping[str, Decision] = {
    d.name: d
    for d in (
        Decision("open", "case.open", _("Open a case"), _("Open a case"), open_one),
        Decision("join", "case.join", _("Join to a case"), _("Join"), join, own.JoinForm),
        Decision(
            "no_answer", "item.triage", _("No answer needed"), _("Record the decision"), no_answer, own.NoAnswerForm
        ),
        Decision("forward", "item.triage", _("Forward"), _("Forward"), forward, own.ForwardForm),
        Decision("flag", "item.triage", _("Flag"), _("Flag"), flag),
        Decision("tag", "item.triage", _("Tag the items"), _("Tag"), tag, own.TagItemsForm),
        Decision("seen", "item.see", _("Mark as seen"), _("Mark as seen"), seen),
        Decision("confirm", "reading.correct", _("Confirm the reading"), _("Confirm"), confirm),
        Decision("correct", "reading.correct", _("Correct the reading"), _("Correct"), correct, own.CorrectManyForm),
    )
}


def carry_out(decision: Decision, mentions: list[Mention], given: Mapping[str, Any], by: Person, at: datetime) -> Done:
    """Do it to all or, when one refuses, to none."""
    with transaction.atomic():
        return decision.do(mentions, given, by, at)


def form_of(decision: Decision, person: Person, data: Any = None) -> forms.Form | None:
    """The decision's form, bound where there is data."""
    if decision.form is None:
        return None
    takes_person = decision.form not in (own.NoAnswerForm, own.TagItemsForm)
    return decision.form(data, person=person) if takes_person else decision.form(data)  # type: ignore[no-any-return]


def case_url(case: Case | None) -> str:
    """The page of a case, or nothing while there is none."""
    name = subject_pages().get("case", "")
    try:
        return reverse(name, args=[case.pk]) if name and case else ""
    except NoReverseMatch:
        return ""


def may(person: Person, decision: Decision, mentions: list[Mention]) -> bool:
    """Whether the person may do this to every one of the items."""
    return all(access.may(person, decision.act, m.path) for m in mentions)
