"""Something that no source brings is typed in: a call, a message, a clipping, a question at an event."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts
from sada.kernel.clock import RIYADH
from sada.kernel.refusals import Missing
from sada.listen.outlets import Outlets
from sada.ports import Heard
from sada.store.models import PRESS, Contact, Fate, Item, Medium, Outlet, Person, RawItem, Unit
from sada.understand.fold import search_text


@dataclass(frozen=True, slots=True)
class Typed:
    """What was heard, and from whom. `deadline` is when the journalist needs the answer."""

    medium: str
    title: str
    text: str
    name: str = ""
    phone: str = ""
    email: str = ""
    outlet: Outlet | None = None
    outlet_name: str = ""  # as it was said, where no outlet is given; one met for the first time is written down
    deadline: datetime | None = None
    url: str = ""  # where it stands, for a post or a page: a reply goes there
    author: str = ""  # whose by-line it bears; whoever writes in public is no asker
    published_on: date | None = None  # the day of the paper or programme; None where it is said now
    issue: str = ""
    page: str = ""

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Typed:
        """From a form's cleaned data; other names in it are passed over."""
        return cls(**{name: given[name] for name in cls.__dataclass_fields__ if name in given})

    def published_at(self, at: datetime) -> datetime:
        """When it stood in public: the beginning of the day given, in Riyadh; `at` where that is today or no day is."""
        if self.published_on is None or self.published_on == at.astimezone(RIYADH).date():
            return at
        return datetime.combine(self.published_on, time.min, RIYADH)

    @property
    def has_contact(self) -> bool:
        """Whether a person stands behind it."""
        return bool(self.name or self.phone or self.email or self.deadline)


def type_item(typed: Typed, unit: Unit, *, by: Person, at: datetime) -> Item:
    """Keep what was typed: the bytes, the item, who asked. Typing it twice is two items: two calls may say the same."""
    access.require(by, "item.type", unit.path)
    if not typed.title.strip() or not typed.text.strip() or typed.medium not in Medium.values:
        raise Missing(_("Write the subject and what was said, and choose how it came."))
    if typed.published_on is not None and typed.published_on > at.astimezone(RIYADH).date():
        raise Missing(_("Check the day: it lies in the future or long ago. Write the day on which it appeared."))
    raw = _bytes(typed, unit, by, at)
    with transaction.atomic():
        outlet = typed.outlet or _named(typed)
        item = Item.objects.create(
            key=hashlib.sha1(raw, usedforsecurity=False).hexdigest(),
            outlet=outlet,
            medium=typed.medium,
            title=typed.title.strip(),
            text=typed.text.strip(),
            author=typed.author.strip(),
            url=typed.url,
            issue=typed.issue.strip(),
            page=typed.page.strip(),
            published_at=typed.published_at(at),
            heard_at=at,
            stems=search_text(f"{typed.title} {typed.text}"),
        )
        RawItem.objects.create(
            sha256=hashlib.sha256(raw).digest(), origin="typed", content_type="application/json", bytes=raw,
            received_at=at, fate=Fate.UNDERSTOOD, item=item,
        )  # fmt: skip
        if typed.has_contact:
            Contact.objects.create(
                item=item, name=typed.name, email=typed.email, phone=typed.phone, deadline=typed.deadline
            )
        acts.record("item.typed", by=by, on=item, at=at, unit=unit, after={"medium": typed.medium})
    return item


def _named(typed: Typed) -> Outlet | None:
    if not typed.outlet_name.strip():
        return None
    medium = typed.medium if typed.medium in PRESS else Medium.ONLINE
    return Outlets().find_or_add(Heard(source=typed.outlet_name), medium)


def _bytes(typed: Typed, unit: Unit, by: Person, at: datetime) -> bytes:
    said = {name: getattr(typed, name) for name in typed.__dataclass_fields__}
    said["outlet"] = typed.outlet.code if typed.outlet else None
    said |= {"unit": unit.code, "by": by.username, "at": at, "key": uuid.uuid4().hex}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, default=str).encode("utf-8", "surrogatepass")
