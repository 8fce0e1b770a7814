"""The bytes an item came in, untouched."""

from __future__ import annotations

from sada.store.models import Item, RawItem

EXTENSIONS = {"json": "json", "xml": "xml", "rss": "xml", "atom": "xml", "html": "html", "csv": "csv", "plain": "txt"}


def archived_copy(item: Item) -> RawItem | None:
    """The first bytes that brought the item; None for what was typed in or is invented."""
    return RawItem.objects.filter(item=item).order_by("id").first()


def archived_sha(item: Item) -> str:
    """The SHA-256 (hex) of the bytes that brought the item, without reading them; empty where there are none."""
    digest = RawItem.objects.filter(item=item).order_by("id").values_list("sha256", flat=True).first()
    return bytes(digest).hex() if digest else ""


def file_name(raw: RawItem) -> str:
    """A name for the bytes when they are kept as a file."""
    kind = raw.content_type.lower()
    ending = next((end for part, end in EXTENSIONS.items() if part in kind), "bin")
    return f"item-{raw.item_id}-{bytes(raw.sha256).hex()[:12]}.{ending}"
