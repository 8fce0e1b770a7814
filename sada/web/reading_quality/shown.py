"""Figures of reading as the page shows them: names for codes, shares in words, versions with what decided on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sada.figures.judging import ClassFigures, Judged, Judgement, judgement
from sada.figures.shares import Share
from sada.store.models import Agency, Family, LearnedModel, Relevance, Service, Unit
from sada.web import units
from sada.web.inbox.judgements import FIELDS
from sada.web.say.numbers import number, percent

ORDER = (
    "relevance",
    "kind",
    "tone",
    "needs_answer",
    "families",
    "units",
    "community",
    "baladiyat",
    "services",
    "urgency",
    "responsible",
    "agencies",
)
VERDICTS = {
    "better": ("check-circle", "good", _("Better")),
    "noise": ("minus-circle", "", _("No difference beyond chance")),
    "same": ("minus-circle", "", _("No difference")),
    "worse_class": ("x-circle", "warn", _("A class would get worse")),
    "too_few": ("question-mark-circle", "", _("Too few to say")),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A share as shown: the percentage or that there are too few, and small beneath the interval or the count."""

    text: str
    note: str
    is_few: bool


def shown(value: Share) -> Shown:
    """«94%» with «from 89 to 97%, of 120», or «too few to say» with how many there are."""
    if value.state == "too_few":
        said = ngettext("%(n)s reviewed", "%(n)s reviewed", value.whole) % {"n": number(value.whole)}
        return Shown(gettext("too few to say"), said, True)
    words = {"low": percent(value.low), "high": percent(value.high), "n": number(value.whole)}
    return Shown(percent(value.share), gettext("%(low)s to %(high)s, of %(n)s") % words, False)


@dataclass(frozen=True, slots=True)
class Line:
    """A class as shown."""

    code: str
    name: str
    true: int
    precision: Shown
    recall: Shown
    abstention: Shown


@dataclass(frozen=True, slots=True)
class Confusion:
    """What was said, what is true, and how often."""

    said_code: str
    said: str
    truth_code: str
    truth: str
    count: int


@dataclass(frozen=True, slots=True)
class Section:
    """A judgement as shown."""

    name: str
    label: Any
    icon: str
    reviewed: int
    right: Shown
    abstention: Shown
    lines: list[Line]
    confusions: list[Confusion]


def sections(tally: Mapping[str, list[Judged]]) -> list[Section]:
    """Every reviewed judgement, in the order of ORDER: three queries for the names of codes."""
    figures = {name: judgement(tally[name]) for name in ORDER if tally.get(name)}
    names = _names(figures.values())
    return [_section(name, found, names) for name, found in figures.items()]


def _section(name: str, found: Judgement, names: Mapping[str, str]) -> Section:
    field = FIELDS[name]

    def called(code: str) -> str:
        return value_name(name, code, names)

    lines = [_line(figures, called(figures.code)) for figures in found.classes]
    confusions = [Confusion(s, called(s), t, called(t), n) for s, t, n in found.confusions]
    return Section(
        name, field.label, field.icon, found.reviewed, shown(found.right), shown(found.abstention), lines, confusions
    )


def _line(figures: ClassFigures, name: str) -> Line:
    return Line(
        figures.code, name, figures.true, shown(figures.precision), shown(figures.recall), shown(figures.abstention)
    )


def value_name(judgement_name: str, code: str, names: Mapping[str, str]) -> str:
    """A class in the reader's words; «none» for an answer that names nothing."""
    if not code:
        return gettext("none named")
    if code in ("yes", "no"):
        return gettext("Yes") if code == "yes" else gettext("No")
    choices = FIELDS[judgement_name].choices
    return str(dict(choices).get(code, code)) if choices else names.get(code, code)


def _names(found: Iterable[Judgement]) -> dict[str, str]:
    codes = {c.code for figures in found for c in figures.classes} - set(Relevance.values)
    rows = [*Unit.objects.filter(code__in=codes)]
    named = {row.code: units.name(row) for row in rows}
    for table in (Service, Family, Agency):
        named.update({row.pk: units.name(row) for row in table.objects.filter(pk__in=codes)})
    return named


@dataclass(frozen=True, slots=True)
class Version:
    """A learned model as shown: each verdict as (judgement, icon, colour, words, figures)."""

    model: LearnedModel
    trained: int
    verdicts: list[tuple[Any, str, str, Any, str]]


def versions(kept: Iterable[LearnedModel]) -> list[Version]:
    """The versions with what decided about each."""
    return [
        Version(m, max(m.trained_on.values(), default=0), [_verdict(v) for v in m.figures.get("verdicts", [])])
        for m in kept
    ]


def _verdict(verdict: Mapping[str, Any]) -> tuple[Any, str, str, Any, str]:
    icon, tone, words = VERDICTS[verdict["code"]]
    figures = gettext("%(before)s before, %(after)s now (macro-F1, %(n)s held out)") % {
        "before": number(verdict["before"], 2), "after": number(verdict["after"], 2), "n": number(verdict["count"]),
    }  # fmt: skip
    return FIELDS[verdict["judgement"]].label, icon, tone, words, figures
