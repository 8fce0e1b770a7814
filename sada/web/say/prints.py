"""Where something stands in print."""

from __future__ import annotations

from django.utils.translation import gettext

from sada.store.models import Item
from sada.web.say import digits, numbers


def in_print(item: Item) -> str:
    """«Issue 15320, page 7», or what of it is known; "" for what is in no paper."""
    issue, page = (numbers.code(digits.shown(part)) if part else "" for part in (item.issue, item.page))
    if issue and page:
        return gettext("Issue %(issue)s, page %(page)s") % {"issue": issue, "page": page}
    if issue:
        return gettext("Issue %(issue)s") % {"issue": issue}
    return gettext("Page %(page)s") % {"page": page} if page else ""
