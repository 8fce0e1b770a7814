"""Tags: words of the desk's own on an item before a unit, to find it by."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk.tag_case import clean_tag
from sada.kernel import access, acts
from sada.kernel.refusals import Missing
from sada.store.models import Mention, MentionTag, Person


def tag_item(mention: Mention, name: str, *, by: Person, at: datetime) -> MentionTag | None:
    """Put a tag on the item as the unit sees it; None where it stands there already."""
    access.require(by, "item.triage", mention.path)
    tag = clean_tag(name)
    if not tag:
        raise Missing(_("Write the tag first."))
    with transaction.atomic():
        row, is_new = MentionTag.objects.get_or_create(mention=mention, name=tag, defaults={"by": by, "at": at})
        if not is_new:
            return None
        acts.record("item.tagged", by=by, on=mention.item, at=at, unit=mention.unit, after={"tag": tag})
    return row


def untag_item(mention: Mention, name: str, *, by: Person, at: datetime) -> None:
    """Take a tag off; one that is not there is off already."""
    access.require(by, "item.triage", mention.path)
    with transaction.atomic():
        gone, _rows = MentionTag.objects.filter(mention=mention, name=name).delete()
        if gone:
            acts.record("item.untagged", by=by, on=mention.item, at=at, unit=mention.unit, before={"tag": name})
