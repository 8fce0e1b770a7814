"""Notices by e-mail: what has come due for a person goes out in one letter, and never in a second.

The letter names the case by its number alone: its subject may name a citizen, and a letter leaves the house.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, ngettext

from sada.kernel import mail
from sada.kernel.act_names import SENTENCES
from sada.store.models import Notice, Person

log = logging.getLogger(__name__)
AGAIN = timedelta(hours=1)
MOST = 50  # lines in one letter; the screen holds the rest


def mail_notices(*, at: datetime, most: int = 500) -> int:
    """Write a letter to everybody who has notices due by `at`; returns how many letters."""
    due = Notice.objects.filter(mail_at__lte=at).order_by().values_list("person", flat=True).distinct()
    return sum(_wrote(pk, at) for pk in due[:most])


def _wrote(person_id: int, at: datetime) -> bool:
    """One person's letter, whatever befalls it: a fault in it holds up nobody else's, and is met again in an hour."""
    try:
        return _write(person_id, at)
    except Exception:
        log.exception("the notices of person %s could not be written", person_id)
        Notice.objects.filter(person=person_id, mail_at__lte=at).update(mail_at=at + AGAIN)
        return False


def _write(person_id: int, at: datetime) -> bool:
    """One letter with all that is due for a person. What was seen on screen meanwhile is left out."""
    with transaction.atomic():
        locked = Notice.objects.select_for_update(skip_locked=True)  # another worker has the rest in hand
        rows = list(locked.filter(person=person_id, mail_at__lte=at).order_by("-urgent", "id"))
        fresh = [row for row in rows if row.seen_at is None]
        person = Person.objects.get(pk=person_id)
        letter = None
        if fresh and person.is_active and person.email:
            with translation.override(person.language):
                letter = mail.write(
                    key=f"notices-{person_id}-{max(row.pk for row in fresh)}",
                    kind="notices",
                    address=person.email,
                    subject=_subject(fresh),
                    text=_text(person, fresh),
                    language=person.language,
                    at=at,
                )
        Notice.objects.filter(pk__in=[row.pk for row in fresh]).update(letter=letter)
        Notice.objects.filter(pk__in=[row.pk for row in rows]).update(mail_at=None)
    return letter is not None


def _subject(rows: list[Notice]) -> str:
    if len(rows) == 1:
        return _line(rows[0])
    said = ngettext("%(n)s notice from Sada", "%(n)s notices from Sada", len(rows)) % {"n": len(rows)}
    return gettext("Urgent: %(subject)s") % {"subject": said} if rows[0].urgent else said


def _text(person: Person, rows: list[Notice]) -> str:
    lines = [_line(row) + (f"\n  {address}" if (address := _address(row)) else "") for row in rows[:MOST]]
    if len(rows) > MOST:
        more = len(rows) - MOST
        lines.append(ngettext("and %(n)s more on screen", "and %(n)s more on screen", more) % {"n": more})
    why = gettext("You can change when and how you are told in your preferences in Sada.")
    name = person.name_ar if (translation.get_language() or "ar").startswith("ar") else person.name_en or person.name_ar
    return gettext("Dear %(name)s,") % {"name": name} + "\n\n" + "\n".join(f"- {line}" for line in lines) + f"\n\n{why}"


def _line(row: Notice) -> str:
    sentence = SENTENCES.get(row.act, row.act)
    if not row.number:
        return str(sentence)
    return gettext("%(sentence)s (case %(number)s)") % {"sentence": sentence, "number": row.number}


def _address(row: Notice) -> str:
    """The page of the case, where the operator has told Sada its own address."""
    return f"{settings.SITE}/cases/{row.subject_id}/" if settings.SITE and row.subject_type == "case" else ""
