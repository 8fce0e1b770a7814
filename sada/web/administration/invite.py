"""The link by which a person sets a first password: signed, used once, good for PASSWORD_RESET_TIMEOUT.

It is the link of a forgotten password, so it ends by itself as soon as a password was set or a log-in happened.
"""

from __future__ import annotations

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from sada.store.models import Person

DAY = 24 * 3600


def link_of(request: HttpRequest, person: Person) -> str:
    """A new link for a person."""
    key = default_token_generator.make_token(person)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(person), "key": key})
    return request.build_absolute_uri(path)


def days() -> int:
    """How many days a link is good for."""
    return max(1, settings.PASSWORD_RESET_TIMEOUT // DAY)
