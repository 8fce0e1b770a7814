"""The forms of the register of accounts. Keys are typed in once and never come back to the page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sada.desk.keep_accounts import Entry
from sada.rules.accounts import key_names
from sada.store.models import Account, Network, Person, SecondFactor, Unit
from sada.web import units
from sada.web.administration.forms import unit_field
from sada.web.cases.forms import Form, lines

KEY_LABELS: dict[str, Promise] = {
    "consumer_key": _("API key"),
    "consumer_secret": _("API key secret"),
    "token": _("Access token of the account"),
    "token_secret": _("Access token secret"),
    "client_id": _("Client ID"),
    "client_secret": _("Client secret"),
    "access_token": _("Access token"),
    "refresh_token": _("Refresh token"),
    "bot_token": _("Token of the bot"),
    "app_password": _("App password"),
}
_LATIN = {"dir": "ltr", "autocomplete": "off"}


class People(forms.ModelMultipleChoiceField):
    """Several people, each by name and log-in name."""

    def label_from_instance(self, obj: Any) -> str:
        """The name, and the log-in name that tells two of one name apart."""
        return f"{units.name(obj)} ({obj.username})"


class Owner(forms.ModelChoiceField):
    """One person, by name and log-in name."""

    label_from_instance = People.label_from_instance


class AccountForm(Form):
    """An entry of the register."""

    western = ("remote_id",)
    network = forms.ChoiceField(label=_("Network"), choices=Network.choices)
    handle = forms.CharField(
        label=_("Name of the account"), max_length=120, help_text=_("As on the network, without @."),
        widget=forms.TextInput(attrs=_LATIN),
    )  # fmt: skip
    address = forms.URLField(
        label=_("Address of its page"), max_length=300, required=False, assume_scheme="https",
        widget=forms.URLInput(attrs=_LATIN),
    )  # fmt: skip
    owner = Owner(Person.objects.none(), label=pgettext_lazy("account", "Owner"), required=False)
    deputies = People(
        Person.objects.none(), label=_("Deputies"), required=False, widget=forms.SelectMultiple(attrs={"size": 4})
    )
    others = forms.CharField(
        label=_("Who else has access"), required=False, widget=lines(2),
        help_text=_("One a line: people without an account here, companies, tools."),
    )  # fmt: skip
    second_factor = forms.ChoiceField(label=_("Second factor"), choices=SecondFactor.choices)
    recovery = forms.CharField(
        label=_("Recovery contact"), max_length=200, required=False,
        help_text=_("The official e-mail or telephone that the account is recovered by."),
    )  # fmt: skip
    is_verified = forms.BooleanField(label=_("The network has verified the account"), required=False)
    speaks_below = forms.BooleanField(
        label=_("May answer for the units below its own"), required=False,
        help_text=_("Without it the account answers the cases of its own unit alone."),
    )  # fmt: skip
    review_days = forms.IntegerField(label=_("Review every (days)"), min_value=7, max_value=366, initial=90)
    base = forms.URLField(
        label=_("Address of the server"), max_length=200, required=False, assume_scheme="https",
        help_text=_("Needed for Mastodon. For the others only where they are reached by another way."),
        widget=forms.URLInput(attrs=_LATIN),
    )  # fmt: skip
    remote_id = forms.CharField(
        label=_("Number of the page or channel"), max_length=80, required=False,
        help_text=_("For Facebook, Instagram and YouTube: by it a reply of one's own is known."),
        widget=forms.TextInput(attrs=_LATIN),
    )  # fmt: skip

    def __init__(self, rows: QuerySet[Unit], people: QuerySet[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"unit": unit_field(rows), **self.fields}
        for name in ("owner", "deputies"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]

    @staticmethod
    def initial_of(account: Account) -> dict[str, Any]:
        """As it stands."""
        plain = {name: getattr(account, name) for name in Entry.__dataclass_fields__ if name not in _BY_HAND}
        more = {"deputies": list(account.deputies.all()), "others": "\n".join(account.others)}
        return plain | more | {"owner": account.owner_id, "unit": account.unit_id}

    @staticmethod
    def given(data: dict[str, Any]) -> Entry:
        """As the act takes it."""
        plain = {name: data[name] for name in Entry.__dataclass_fields__ if name not in ("deputies", "others")}
        return Entry(**plain, deputies=tuple(data["deputies"]), others=tuple(data["others"].splitlines()))


_BY_HAND = ("deputies", "others", "owner", "unit")


class KeysForm(Form):
    """The keys of one network, hidden while they are typed."""

    def __init__(self, network: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        secret = {"autocomplete": "new-password", "dir": "ltr", "spellcheck": "false"}
        for name in key_names(network):
            widget = forms.PasswordInput(attrs=secret)
            field = forms.CharField(label=KEY_LABELS[name], max_length=4000, required=False, widget=widget)
            self.fields[name] = field

    western = ()


class StatusForm(Form):
    """Whether an account may be used."""

    status = forms.ChoiceField(label=_("State"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = choices


class AccountReviewForm(Form):
    """What was found at the review."""

    note = forms.CharField(
        label=_("What was found"), required=False, max_length=500, widget=lines(2),
        help_text=_("Owner, access, second factor and recovery were gone through and are as written."),
    )  # fmt: skip
