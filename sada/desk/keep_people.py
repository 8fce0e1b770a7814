"""People and the roles they hold. A person is deactivated, never deleted: the log names them."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sada.desk.carriers import release
from sada.kernel import access, acts, mail
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing, Refusal
from sada.store.models import Membership, Person, Role, Unit

# No letters or digits that are mistaken for one another when read out or written down.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class OwnRights(Refusal):
    """Nobody changes their own rights."""

    sentence = _("You cannot change your own rights. Another administrator has to do it.")


class NameTaken(Refusal):
    """The log-in name belongs to someone else."""

    sentence = _("This log-in name is taken. Choose another.")


class HasRole(Refusal):
    """The person holds this role in this unit already."""

    sentence = _("This person already holds this role in this unit.")


@dataclass(frozen=True, slots=True)
class Particulars:
    """Who someone is."""

    username: str
    name_ar: str
    name_en: str = ""
    title_ar: str = ""
    email: str = ""
    phone: str = ""


def first_password() -> str:
    """A password to hand over once: sixteen signs in groups of four, about 79 bits."""
    signs = [secrets.choice(_ALPHABET) for _ in range(16)]
    return "-".join("".join(signs[n : n + 4]) for n in range(0, 16, 4))


def add_person(who: Particulars, unit: Unit, role: str, *, by: Person, at: datetime) -> tuple[Person, str]:
    """A new person with a first role. Returns the first password as well: it is shown once and kept nowhere."""
    access.require(by, "person.edit", unit.path)
    if not who.username.strip() or not who.name_ar.strip() or role not in Role.values:
        raise Missing(_("Write the log-in name and the name, and choose a role."))
    password = first_password()
    with transaction.atomic():
        if Person.objects.filter(username__iexact=who.username.strip()).exists():
            raise NameTaken
        person = Person.objects.create(**_columns(who), password=make_password(password), date_joined=at)
        Membership.objects.create(person=person, unit=unit, role=role)
        acts.record("person.added", by=by, on=person, at=at, unit=unit, after={"username": person.username})
        acts.record("membership.given", by=by, on=person, at=at, unit=unit, after={"role": role, "unit": unit.code})
    return person, password


def change_person(person: Person, who: Particulars, *, by: Person, at: datetime) -> None:
    """Change names, title and addresses."""
    _require_over(by, person)
    before = {name: getattr(person, name) for name in _columns(who)}
    taken = Person.objects.filter(username__iexact=who.username.strip()).exclude(pk=person.pk)
    if taken.exists():
        raise NameTaken
    with transaction.atomic():
        update_if(person, {}, **_columns(who))
        after = {name: value for name, value in _columns(who).items() if value != before[name]}
        acts.record(
            "person.changed", by=by, on=person, at=at, before={name: before[name] for name in after}, after=after
        )


def set_active(person: Person, is_active: bool, *, by: Person, at: datetime) -> int:
    """Let a person in, or keep them out from now on; what they did stays on record. Returns how many cases are in
    nobody's hands from now: those that the person carried."""
    _require_over(by, person)
    if person.pk == by.pk:
        raise OwnRights
    with transaction.atomic():
        update_if(person, {"is_active": not is_active}, is_active=is_active)
        freed = 0 if is_active else release(person, by=by, at=at)
        acts.record("person.changed", by=by, on=person, at=at, after={"is_active": is_active, "freed": freed})
    return freed


def renew_password(person: Person, *, by: Person, at: datetime) -> str:
    """A new first password; the old one holds no longer. Returned once, kept nowhere."""
    _require_over(by, person)
    if person.pk == by.pk:
        raise OwnRights(_("Change your own password on your own page."))
    password = first_password()
    with transaction.atomic():
        update_if(person, {}, password=make_password(password))
        acts.record("person.changed", by=by, on=person, at=at, note="password renewed")
    return password


def send_link(person: Person, link: str, days: int, *, by: Person, at: datetime) -> None:
    """Write to a person with the link by which they set their password; it is good for so many days, once."""
    _require_over(by, person)
    if not person.email:
        raise Missing(_("This person has no e-mail address."))
    said = {"name": person.name_ar, "login": person.username, "link": link}
    with transaction.atomic(), translation.override(person.language):
        said["span"] = ngettext("It is good for %(n)s day.", "It is good for %(n)s days.", days) % {"n": days}
        if person.language == "en":
            said["name"] = person.name_en or person.name_ar
        text = gettext(
            "Dear %(name)s,\n\nYou log in to Sada as: %(login)s\n\nSet your password here:\n%(link)s\n\n"
            "The link is yours alone and works once. %(span)s"
        )
        subject = gettext("Your account in Sada")
        mail.write(
            key=f"invite-{person.pk}-{at:%Y%m%d%H%M%S%f}",
            kind="person.invited",
            address=person.email,
            subject=subject,
            text=text % said,
            at=at,
            by=by,
            language=person.language,
        )
        acts.record("person.invited", by=by, on=person, at=at)


def give_role(
    person: Person,
    unit: Unit,
    role: str,
    *,
    by: Person,
    at: datetime,
    since: date | None = None,
    until: date | None = None,
) -> Membership:
    """Give a role in a unit, from and to a date (both included)."""
    access.require(by, "person.edit", unit.path)
    if person.pk == by.pk:
        raise OwnRights
    if role not in Role.values or (since and until and until < since):
        raise Missing(_("Choose a role and a period that ends after it begins."))
    try:
        with transaction.atomic():
            held = _reopen(person, unit, role, since, until)
            after = {"role": role, "unit": unit.code, "from": since, "to": until}
            acts.record("membership.given", by=by, on=person, at=at, unit=unit, after=after)
    except IntegrityError:
        raise HasRole from None
    return held


def end_role(membership: Membership, *, by: Person, at: datetime, on: date) -> int:
    """End a role with the day before `on`; returns how many cases the person carried that are in nobody's hands now."""
    unit, person = membership.unit, membership.person
    access.require(by, "person.edit", unit.path)
    if person.pk == by.pk:
        raise OwnRights
    last = date.fromordinal(on.toordinal() - 1)
    with transaction.atomic():
        update_if(membership, {"valid_to": membership.valid_to}, valid_to=last)
        freed = release(person, by=by, at=at)
        after = {"role": membership.role, "unit": unit.code, "to": last, "freed": freed}
        acts.record("membership.ended", by=by, on=person, at=at, unit=unit, after=after)
    return freed


def _reopen(person: Person, unit: Unit, role: str, since: date | None, until: date | None) -> Membership:
    """A role that was ended may be given again: there is one row for each person, unit and role."""
    ended = Membership.objects.filter(person=person, unit=unit, role=role).exclude(valid_to=None).first()
    if ended is None:
        return Membership.objects.create(person=person, unit=unit, role=role, valid_from=since, valid_to=until)
    update_if(ended, {"valid_to": ended.valid_to}, valid_from=since, valid_to=until)
    return ended


def _require_over(by: Person, person: Person) -> None:
    """The right to administer this person: over every unit in which they hold a role."""
    paths = list(Membership.objects.filter(person=person).values_list("unit__path", flat=True))
    for path in paths or [None]:
        access.require(by, "person.edit", path)


def _columns(who: Particulars) -> dict[str, str]:
    return {
        "username": who.username.strip(),
        "name_ar": who.name_ar.strip(),
        "name_en": who.name_en.strip(),
        "title_ar": who.title_ar.strip(),
        "email": who.email.strip(),
        "phone": who.phone.strip(),
    }
