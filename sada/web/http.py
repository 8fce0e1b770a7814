"""The types our views take and return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from sada.store.models import Person


class HtmxHttpRequest(HttpRequest):
    """A request of a person who is logged in, with what django-htmx knows of it. For annotations only."""

    htmx: HtmxDetails
    user: Person  # type: ignore[assignment]
