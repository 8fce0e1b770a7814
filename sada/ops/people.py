"""`sada create-admin`: the first person who can let others in."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import override

from sada.kernel import acts, clock
from sada.ops.trouble import Trouble
from sada.store.models import Membership, Person, Role, Unit


def create_admin(username: str, password: str, name_ar: str, unit_code: str, email: str = "") -> Person:
    """Make an administrator of a unit, on the log. Raises Trouble when the name is taken or the password weak."""
    unit = Unit.objects.filter(code=unit_code).first()
    if unit is None:
        raise Trouble("unit-unknown", code=unit_code)
    if Person.objects.filter(username=username).exists():
        raise Trouble("person-exists", name=username)
    person = Person(username=username, name_ar=name_ar or username, email=email)
    try:
        with override("ar"):
            validate_password(password, person)
    except ValidationError as error:
        raise Trouble("password-weak", what="، ".join(error.messages)) from error
    person.set_password(password)
    with transaction.atomic():
        person.save()
        Membership.objects.create(person=person, unit=unit, role=Role.ADMINISTRATOR)
        after = {"username": username, "role": Role.ADMINISTRATOR.value, "unit": unit.code}
        acts.record(
            "person.added", by=None, on=person, at=clock.now(), unit=unit, after=after, note="sada create-admin"
        )
    return person
