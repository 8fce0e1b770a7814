"""The archived copy of an item: the bytes as they came, with all that is masked elsewhere, so taking it is recorded."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from sada.kernel import access, clock
from sada.reading.unmask_item import unmask_item
from sada.store.queries.archived import archived_copy, file_name
from sada.web.http import HtmxHttpRequest


@require_POST
def archived(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Hand the untouched bytes over as a file; that they were taken stands in the log."""
    mention = access.access_mention(request.user, pk, "personal.unmask")
    raw = archived_copy(mention.item)
    if raw is None:
        raise Http404
    unmask_item(mention.item, gettext("Archived copy taken"), by=request.user, at=clock.now())
    response = HttpResponse(bytes(raw.bytes), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{file_name(raw)}"'
    return response
