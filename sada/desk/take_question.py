"""Takes a journalist's question while he is on the phone: the item, its reading and the case with its clock at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sada.desk.open_case import open_case
from sada.kernel.refusals import Missing
from sada.listen.type_item import Typed, type_item
from sada.reading.read_typed import read_typed
from sada.store.models import Case, Contact, Medium, Person, Unit


class Occasion(models.TextChoices):
    """How a question reached us."""

    CALL = "call", pgettext_lazy("occasion", "Phone call")
    MAIL = "mail", pgettext_lazy("occasion", "E-mail")
    MESSAGE = "message", pgettext_lazy("occasion", "Message (WhatsApp)")
    BRIEFING = "briefing", pgettext_lazy("occasion", "Question at a briefing")
    VISIT = "visit", pgettext_lazy("occasion", "Visit")
    POST = "post", pgettext_lazy("occasion", "Post on X")


MEDIA = {
    Occasion.CALL: Medium.PHONE,
    Occasion.MAIL: Medium.EMAIL,
    Occasion.MESSAGE: Medium.WHATSAPP,
    Occasion.BRIEFING: Medium.IN_PERSON,
    Occasion.VISIT: Medium.IN_PERSON,
    Occasion.POST: Medium.X,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with how it came."""

    occasion: str
    typed: Typed
    urgency: str = "normal"


def take_question(asked: Asked, unit: Unit, *, by: Person, at: datetime) -> Case:
    """Keep the question, read it, open its case; all or nothing. The asker's deadline outranks the service level."""
    typed = asked.typed
    if asked.occasion not in Occasion.values:
        raise Missing(_("Choose how the question came."))
    if typed.deadline is not None and typed.deadline <= at:
        raise Missing(_("This time has passed. Write the time at which the asker needs the answer."))
    with transaction.atomic():
        item = type_item(typed, unit, by=by, at=at)
        contact: Contact | None = getattr(item, "contact", None)
        if contact is not None:  # how it came tells who asks: at a briefing, the press
            contact.tags = [asked.occasion]
            contact.save(update_fields=["tags"])
        mention = read_typed(item, unit, asked.urgency, by=by, at=at, is_question=True)
        return open_case(mention, by=by, at=at)
