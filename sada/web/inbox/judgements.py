"""The judgements of a reading as chips that one corrects: what each says, how sure, and what one may choose instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sada.store.models import Agency, Family, Kind, Mention, Reading, Relevance, Service, Tone, Unit, UnitKind
from sada.store.queries.search import Folded
from sada.understand.fold import fold, words
from sada.web import marks, units

YES_NO = (("1", _("Yes")), ("", _("No")))
URGENCIES = (("normal", _("Ordinary")), ("high", _("Urgent")), ("danger", _("Danger to people")))
TOP = (UnitKind.MINISTRY, UnitKind.AMANA)
MANY = (
    "units",
    "baladiyat",
    "families",
    "services",
    "kind",
    "tone",
    "needs_answer",
    "relevance",
    "urgency",
    "community",
)
FOUND = 40  # choices shown of a long list; typing narrows it


@dataclass(frozen=True, slots=True)
class Field:
    """One judgement. `evidence`: its name in evidence; `key`: the key that opens it; `many`: whether it is a list."""

    name: str
    evidence: str
    label: Promise
    icon: str
    key: str
    choices: Any = None
    many: bool = False


FIELDS: Mapping[str, Field] = {
    f.name: f
    for f in (
        Field("units", "unit", _("Unit"), "building-library", "1", many=True),
        Field("baladiyat", "baladiya", _("Municipality"), "map-pin", "2", many=True),
        Field("families", "family", _("Field of work"), "view-columns", "3", many=True),
        Field("services", "service", _("Service"), "wrench-screwdriver", "4", many=True),
        Field("kind", "kind", _("Kind"), "tag", "5", Kind.choices),
        Field("tone", "tone", _("Tone"), "face-smile", "6", Tone.choices),
        Field("needs_answer", "needs_answer", _("Needs an answer"), "chat-bubble-left-ellipsis", "7", YES_NO),
        Field("relevance", "relevance", _("Relevance"), "building-office", "8", Relevance.choices),
        Field("urgency", "urgency", _("Urgency"), "bolt", "9", URGENCIES),
        Field("community", "community", _("Community work"), "user-group", "0", YES_NO),
        Field("responsible", "responsible", _("Responsible body"), "hand-raised", "w", many=True),
        Field("agencies", "agency", _("Another agency"), "arrow-top-right-on-square", "e", many=True),
    )
}


@dataclass(frozen=True, slots=True)
class JudgementChip:
    """A judgement as shown."""

    field: Field
    icon: str
    said: str
    css: str
    is_unsure: bool
    is_corrected: bool
    has_label: bool
    is_empty: bool

    @property
    def is_quiet(self) -> bool:
        """Whether it says only what is ordinary: small screens keep it back at first."""
        ordinary = self.is_empty or (self.field.name in ("relevance", "needs_answer") and not self.is_corrected)
        return ordinary and not self.is_unsure


def names_of(readings: Iterable[Reading]) -> dict[str, str]:
    """The names of every code in the readings and their evidence, in the reader's language: four queries."""
    codes: set[str] = set()
    for r in readings:
        codes.update(
            r.units, r.baladiyat, r.services, r.families, (str(e.get("code")) for e in r.evidence if e.get("code"))
        )
        codes.update([str(code) for code in (r.more.get("responsible"), *r.more.get("agencies", [])) if code])
    found: dict[str, str] = {}
    for unit in Unit.objects.filter(code__in=codes):
        found[unit.code] = units.name(unit)
    for table in (Service, Family, Agency):
        found.update({row.pk: units.name(row) for row in table.objects.filter(pk__in=codes)})
    for choices in (Kind.choices, Tone.choices, URGENCIES):
        found.update({code: str(word) for code, word in choices if code in codes})
    return found


def chips(reading: Reading, names: Mapping[str, str]) -> list[JudgementChip]:
    """The chips of one reading, in the order of their keys."""
    return [_chip(field, reading, names) for field in FIELDS.values()]


def _chip(field: Field, reading: Reading, names: Mapping[str, str]) -> JudgementChip:
    value = getattr(reading, field.name)
    unsure = field.name in reading.unsure
    tone = value if field.name == "tone" and value != "neutral" else ""
    urgent = "bad" if field.name == "urgency" and value != "normal" else ""
    return JudgementChip(
        field,
        marks.KIND_ICONS.get(value, "tag") if field.name == "kind" else _icon(field, value),
        said(field, value, names),
        "unsure" if unsure else tone or urgent,
        unsure,
        field.name in reading.corrected,
        field.choices in (YES_NO, Relevance.choices, URGENCIES),
        value in ([], "normal") or (field.name == "community" and not value),
    )


def _icon(field: Field, value: Any) -> str:
    return marks.TONE_ICONS.get(value, field.icon) if field.name == "tone" else field.icon


def said(field: Field, value: Any, names: Mapping[str, str]) -> str:
    """The value in words; a dash for an empty list."""
    if field.many:
        return "، ".join(names.get(code, code) for code in value) or "–"
    if field.choices is YES_NO:
        return str(YES_NO[0][1] if value else YES_NO[1][1])
    return str(dict(field.choices).get(value, value))


def options(field: Field, text: str = "") -> list[tuple[str, str, str]]:
    """(code, name, above) of what one may choose, narrowed by `text`; `above` says where a municipality belongs."""
    if field.choices:
        return [(str(code), str(word), "") for code, word in field.choices]
    if field.name in ("units", "baladiyat"):
        rows: Any = Unit.objects.filter(valid_to=None).select_related("parent")
        rows = rows.filter(kind__in=TOP) if field.name == "units" else rows.exclude(kind__in=TOP)
        found = _holding(rows.order_by("sort_key"), text)
        return [
            (u.code, units.name(u), units.name(u.parent) if u.parent and field.name == "baladiyat" else "")
            for u in found
        ]
    if field.name == "responsible":
        rows = Unit.objects.filter(valid_to=None).select_related("parent").order_by("sort_key")
        return [
            (u.code, units.name(u), units.name(u.parent) if u.parent and u.kind not in TOP else "")
            for u in _holding(rows, text)
        ]
    if field.name == "agencies":
        return [(a.pk, units.name(a), "") for a in _holding(Agency.objects.order_by("name_ar"), text)]
    if field.name == "services":
        found = _holding(Service.objects.select_related("family").order_by("code"), text)
        return [(s.pk, units.name(s), units.name(s.family)) for s in found]
    return [(f.pk, units.name(f), "") for f in _holding(Family.objects.order_by("name_ar"), text)]


def units_to(mention: Mention, text: str) -> list[tuple[str, str, str]]:
    """Units an item may be forwarded to: those the reading names first, then the amanat; any by its name."""
    rows = Unit.objects.filter(valid_to=None).exclude(pk=mention.unit_id).select_related("parent").order_by("sort_key")
    if text.strip():
        found = _holding(rows, text)
    else:
        reading = mention.item.reading
        named = list(rows.filter(code__in=[*reading.baladiyat, *reading.units]))
        found = [*named, *(u for u in rows.filter(kind__in=TOP) if u not in named)]
    return [(u.code, units.name(u), units.name(u.parent) if u.parent and u.kind not in TOP else "") for u in found]


def _holding(rows: Any, text: str) -> list[Any]:
    rows = rows.annotate(folded_ar=Folded("name_ar"), folded_en=Folded("name_en"))
    for word in words(fold(text)):
        bare = word.removeprefix("ال") if len(word) > 4 else word
        rows = rows.filter(folded_ar__contains=bare) | rows.filter(folded_en__contains=bare)
    return list(rows[:FOUND])


def value_of(field: Field, code: str) -> Any:
    """What a form sent, as the value of the judgement."""
    return bool(code) if field.choices is YES_NO else code


def parsed(choice: str, allowed: Iterable[str]) -> tuple[str, Any]:
    """`kind:complaint` as (judgement, value). Raises KeyError for a judgement that is not among the allowed."""
    name, _colon, code = choice.partition(":")
    if name not in allowed:
        raise KeyError(name)
    return name, value_of(FIELDS[name], code)
