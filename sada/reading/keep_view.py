"""Filters kept under a name, for oneself or for one's unit. A matter of convenience, so not in the log of acts."""

from django.utils.translation import gettext_lazy as _

from sada.kernel import access
from sada.kernel.refusals import Missing, NotAllowed
from sada.store.models import Person, SavedView, Unit

MOST = 40


def keep_view(screen: str, name: str, query: str, *, by: Person, unit: Unit | None = None) -> SavedView:
    """Keep a query string under a name; the same name again replaces it. With `unit` it is shared there."""
    name = name.strip()[:80]
    if not name or not query:
        raise Missing(_("Choose at least one filter and give the view a name."))
    if unit is not None:
        access.require(by, "item.triage", unit.path)
    mine = SavedView.objects.filter(person=by, screen=screen)
    if mine.count() >= MOST and not mine.filter(name=name).exists():
        raise Missing(_("There are too many saved views. Remove one first."))
    view, _made = SavedView.objects.update_or_create(
        person=by, screen=screen, name=name, defaults={"query": query[:1000], "unit": unit}
    )
    return view


def forget_view(view: SavedView, *, by: Person) -> None:
    """Remove a view of one's own."""
    if view.person_id != by.pk:
        raise NotAllowed
    view.delete()
