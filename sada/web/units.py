"""The unit one works for now: chosen in the top bar, kept in the session, never wider than one's rights."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language

from sada.kernel import access
from sada.store.models import Person, Unit, UnitKind

_KEY = "unit"


def choices(person: Person) -> list[Unit]:
    """The units to choose from: those one has a role in; for the root with its subtree the amanat as well."""
    held = access.memberships(person)
    paths = {path for _, path, _ in held}
    units = Unit.objects.filter(path__in=paths)
    if any(path.count("/") == 2 for path in paths):
        units = units | Unit.objects.filter(kind=UnitKind.AMANA)
    return sorted(units, key=lambda unit: (unit.path.count("/"), unit.sort_key))


def chosen(request: HttpRequest) -> Unit | None:
    """The chosen unit, or None for everything one may see. Reads its row once a request."""
    if not hasattr(request, "_sada_unit"):
        code = request.session.get(_KEY)
        options = frame_choices(request) if code else []
        request._sada_unit = next((unit for unit in options if unit.code == code), None)
    return request._sada_unit


def frame_choices(request: HttpRequest) -> list[Unit]:
    """`choices` of the person, read once a request."""
    if not hasattr(request, "_sada_units"):
        request._sada_units = choices(request.user)
    return request._sada_units


def choose(request: HttpRequest, code: str) -> bool:
    """Keep the choice; an empty code means everything. False when the code is not one's own."""
    if code and code not in {unit.code for unit in frame_choices(request)}:
        return False
    request.session[_KEY] = code
    return True


def name(unit: Unit) -> str:
    """The name of a unit in the reader's language."""
    return unit.name_ar if (get_language() or "ar").startswith("ar") else (unit.name_en or unit.name_ar)
