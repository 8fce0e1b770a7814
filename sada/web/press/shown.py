"""A reply as screens show it: where it stands in words, the next step, what the print made of our text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sada.desk.escalate_reply import STEP_NAMES, awaits_correction, rung_of
from sada.rules import press_ladder, printed
from sada.store.models import PressReply, PressState
from sada.web.say.dates import gregorian
from sada.web.say.numbers import number

CHIPS: Mapping[str, tuple[str, str, str | Promise]] = {
    "waiting": ("clock", "info", pgettext_lazy("press", "Not printed yet")),
    "near": ("bell-alert", "warn", _("To be printed by tomorrow")),
    "late": ("exclamation-triangle", "bad", _("Not printed in time")),
    "found": ("eye", "warn", _("Seems to be printed")),
    "printed": ("check-badge", "good", pgettext_lazy("press", "Printed")),
    "altered": ("exclamation-circle", "bad", _("Printed, altered")),
    "corrected": ("check-badge", "good", _("Printed, then corrected")),
    "cut": ("exclamation-circle", "warn", _("Printed, cut")),
    "returned": ("arrow-uturn-left", "bad", _("Did not reach the outlet")),
    "withdrawn": ("no-symbol", "", pgettext_lazy("press", "Given up")),
}


@dataclass(frozen=True, slots=True)
class Face:
    """One reply: the row, its chip, a sentence, the step that may be taken now."""

    reply: Any
    chip: tuple[str, str, str | Promise]
    sentence: str
    next_step: str
    next_name: str | Promise
    next_on: date | None
    is_due: bool
    may_correct: bool = False  # printed altered, and its correction not recorded yet


def face(reply: Any, today: date) -> Face:
    """`reply` with what `queries.press.shown` prefetches."""
    rung = rung_of(reply, reply.taken)
    return Face(
        reply,
        CHIPS[standing(reply, today)],
        sentence(reply, today),
        rung.step if rung else "",
        STEP_NAMES[rung.step] if rung else "",
        rung.on if rung else None,
        bool(rung and rung.on <= today),
        awaits_correction(reply),
    )


def standing(reply: Any, today: date) -> str:
    """Which of CHIPS the reply wears."""
    if reply.state in (PressState.WITHDRAWN, PressState.RETURNED):
        return str(reply.state)
    if reply.state == PressState.PRINTED:
        if reply.corrected_on:
            return "corrected"
        if reply.numbers:
            return "altered"
        return "cut" if reply.kept_share is not None and reply.kept_share < printed.CUT else "printed"
    return "found" if reply.proposed else press_ladder.phase(reply.due_on, today)


def sentence(reply: PressReply, today: date) -> str:
    """Where it stands, in words."""
    if reply.state == PressState.PRINTED and reply.printed_on:
        days = (reply.printed_on - reply.sent_at.date()).days
        said = ngettext("Printed %(days)s day after sending", "Printed %(days)s days after sending", days)
        return said % {"days": number(days)} if days else gettext("Printed on the day of sending")
    if reply.state == PressState.WITHDRAWN:
        return reply.reason
    if reply.state == PressState.RETURNED:
        return gettext("The letter came back. Correct the address and send it anew, or hand it over otherwise.")
    late = (today - reply.due_on).days
    if late > 0:
        said = ngettext("Due by %(day)s, %(late)s day ago", "Due by %(day)s, %(late)s days ago", late)
        return said % {"day": gregorian(reply.due_on), "late": number(late)}
    said = gettext("Agreed for %(day)s") if reply.is_agreed else gettext("Due by %(day)s")
    return said % {"day": gregorian(reply.due_on)}


def comparison(reply: PressReply) -> printed.Compared | None:
    """Our text against the printed one, where that is known."""
    if not reply.printed_text.strip():
        return None
    return printed.compare(printed.core(reply.answer.final), reply.printed_text)
