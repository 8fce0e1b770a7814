"""Keeps the legal texts on which a right of reply rests: a change ends the row that held and begins another."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts
from sada.kernel.clock import RIYADH
from sada.kernel.refusals import Missing, SomeoneElseDidIt
from sada.rules.press_ladder import STEPS
from sada.store.models import LegalText, Person, Unit

ACT = "policy.edit"


@dataclass(frozen=True, slots=True)
class Law:
    """A rule as someone wants it to stand from today on."""

    name: str
    article: str
    text: str
    source: str
    days: int
    ladder: list[int]
    is_checked: bool


def root() -> Unit:
    """The unit for which the law of the land is kept."""
    return Unit.objects.get(parent=None)


def change_law(row: LegalText, wanted: Law, *, by: Person, at: datetime) -> LegalText:
    """From today the rule reads so; what it said before stays known. Replies already followed keep theirs."""
    access.require(by, ACT, root().path)
    _check(wanted)
    today = at.astimezone(RIYADH).date()
    with transaction.atomic():
        held = LegalText.objects.select_for_update().filter(pk=row.pk, valid_to=None)
        if not held.update(valid_to=today - timedelta(days=1)):
            raise SomeoneElseDidIt
        new = LegalText.objects.create(
            code=row.code,
            medium=row.medium,
            name_ar=wanted.name.strip(),
            name_en=row.name_en,
            article=wanted.article.strip(),
            text=wanted.text.strip(),
            source=wanted.source.strip(),
            days=wanted.days,
            ladder=wanted.ladder,
            is_checked=wanted.is_checked,
            valid_from=today,
        )
        acts.record("law.changed", by=by, on=new, at=at, unit=root(), before=_shown(row), after=_shown(new))
    return new


def _check(wanted: Law) -> None:
    if not wanted.name.strip() or not wanted.text.strip():
        raise Missing(_("Write the name of the rule and what it says."))
    if len(wanted.ladder) != len(STEPS) or sorted(wanted.ladder) != wanted.ladder:
        raise Missing(_("Give each step its day after the due day, none before the one below it."))


def _shown(row: LegalText) -> dict[str, object]:
    return {
        "name": row.name_ar,
        "article": row.article,
        "text": row.text,
        "days": row.days,
        "ladder": list(row.ladder),
        "is_checked": row.is_checked,
    }
