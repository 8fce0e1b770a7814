"""How each figure is made, in words: what is counted, out of what, at which level of the AMEC framework.

The levels are those of the Integrated Evaluation Framework: inputs, activities, outputs, out-takes, outcomes, impact.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

ACTIVITIES = _("Activities")
OUTPUTS = _("Outputs")


@dataclass(frozen=True, slots=True)
class Formula:
    """One measure: its name, what it says, how it is computed, its level, and what it leaves open."""

    name: Promise
    says: Promise
    formula: Promise
    level: Promise
    limits: Promise


FORMULAS: dict[str, Formula] = {
    "received": Formula(
        _("Received"),
        _("How many items about the unit's work were heard from others."),
        _("Items published within the period and laid before the unit, each once; without the unit's own releases."),
        ACTIVITIES,
        _("It counts what our sources bring, not all that is said. A new source raises it without more being said."),
    ),
    "answered": Formula(
        pgettext_lazy("measure", "Answered"),
        _("How many of the cases that need an answer have received one."),
        _("Cases asked within the period and answered ÷ cases asked within the period that need an answer."),
        OUTPUTS,
        _("The newest cases have had little time: a period that has just ended shows fewer."),
    ),
    "on_time": Formula(
        _("On time"),
        _("How many were answered before their deadline."),
        _("Cases answered by their deadline ÷ cases that are answered or whose deadline has passed."),
        OUTPUTS,
        _("It says when an answer came, not how good it was."),
    ),
    "median": Formula(
        _("Median time to answer"),
        _("Half of the cases were answered within this time."),
        _(
            "The median of working time from being asked to the first answer, pauses left out, by Kaplan and Meier: "
            "a case still open counts with the time it has waited, so it is neither left out nor counted as answered."
        ),
        OUTPUTS,
        _("A mean would be pulled up by a few very slow cases, so none is given."),
    ),
    "p90": Formula(
        _("Nine of ten within"),
        _("Nine cases of ten were answered within this time."),
        _("The 90th percentile of the same working time, by the same method."),
        OUTPUTS,
        _("When more than a tenth is still open it may not be known yet."),
    ),
    "unanswered": Formula(
        _("Unanswered"),
        _("How many cases that need an answer have none yet."),
        _("Cases asked within the period without an answer now ÷ cases asked within the period that need one."),
        OUTPUTS,
        _("A decision that no answer is needed has a reason and a name; such cases are counted beside, not here."),
    ),
}
