"""The register of accounts on networks: what is overdue, who holds what; keys are set here and shown nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sada.desk import account_keys, keep_accounts
from sada.kernel import access, acts, clock
from sada.kernel.act_names import SENTENCES
from sada.store.models import Account, AccountStatus, Person, Unit
from sada.store.queries import accounts
from sada.web import toasts
from sada.web.acting import Words, acting, posted, step
from sada.web.administration.account_forms import KEY_LABELS, AccountForm, AccountReviewForm, KeysForm, StatusForm
from sada.web.administration.tabs import show
from sada.web.http import HtmxHttpRequest

ADDING = Words(_("New account"), _("Add"), _("Account added to the register"))
EDITING = Words(_("Change the account"), _("Save"), _("Account changed"))
REVIEWING = Words(_("Review the account"), _("Record the review"), _("Review recorded"))
STATING = Words(_("State of the account"), _("Save"), _("State of the account changed"))
KEYING = Words(
    _("Keys of the account"),
    _("Keep the keys"),
    _("The keys are kept, sealed"),
    _("Fill in all fields of one way of signing in. What is kept is sealed at once and is never shown again."),
)
ASKED = timedelta(minutes=1)  # for so long the page waits for the network's word on whose keys they are
REVIEWS: Mapping[str, tuple[str, str, Promise]] = {
    "overdue": ("exclamation-triangle", "bad", pgettext_lazy("review", "Overdue")),
    "never": ("bell-alert", "warn", pgettext_lazy("review", "Not reviewed yet")),
    "soon": ("clock", "warn", pgettext_lazy("review", "Due soon")),
    "good": ("check-circle", "good", pgettext_lazy("review", "Reviewed")),
    "off": ("no-symbol", "", pgettext_lazy("review", "Not in use")),
}
CONCERNS: Mapping[str, Promise] = {
    "no_owner": _("It has no owner"),
    "gone_owner": _("Its owner is no longer let in"),
    "gone_deputy": _("A deputy is no longer let in"),
    "no_deputy": _("It has no deputy"),
    "no_factor": _("No second factor is known of"),
    "weak_factor": _("A code by text message is a weak second factor"),
    "no_recovery": _("No recovery contact"),
}


def _people(request: HtmxHttpRequest, account: Account | None = None) -> QuerySet[Person]:
    """Those who hold a role within reach, and whoever stands in the entry already."""
    reach = access.scopes(request.user, "account.edit")
    within = Q(pk__in=[])
    for scope in reach:
        within |= Q(memberships__unit__path__startswith=scope.path)
    people = Person.objects.filter(within, is_active=True)
    if account is not None:
        people = people | Person.objects.filter(Q(pk=account.owner_id) | Q(pk__in=account.deputies.values("pk")))
    return people.distinct().order_by("name_ar")


def _units(request: HtmxHttpRequest) -> QuerySet[Unit]:
    living = Q(valid_to=None) | Q(valid_to__gte=clock.today())
    return access.rows_for(request.user, "account.edit", "unit").filter(living)


@require_GET
def listing(request: HtmxHttpRequest) -> HttpResponse:
    """Every account within reach, what is overdue for review first."""
    access.require(request.user, "account.see")
    found = accounts.register(access.rows_for(request.user, "account.see"), clock.now())
    due = sum(row.review in ("overdue", "never") for row in found)
    return show(
        request,
        "accounts",
        "accounts.html",
        rows=[(row, REVIEWS[row.review], [CONCERNS[code] for code in row.concerns]) for row in found],
        due=due,
        may_edit=access.may(request.user, "account.edit"),
    )


@require_GET
def page(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """One account: who holds it, what is due, which keys are kept, what was changed."""
    account = access.access_account(request.user, pk)
    row = accounts.standing(account, clock.now())
    kept = getattr(account, "keys", None)
    return show(
        request,
        "accounts",
        "account.html",
        account=account,
        row=row,
        review=REVIEWS[row.review],
        concerns=[CONCERNS[code] for code in row.concerns],
        deputies=list(account.deputies.all()),
        keys=kept,
        wrong_keys=kept.proven_as if kept and not kept.names else "",
        is_asked=bool(kept and kept.names and not kept.proven_at and clock.now() - kept.set_at < ASKED),
        key_names=[KEY_LABELS[name] for name in kept.names if name in KEY_LABELS] if kept else [],
        may_edit=access.may(request.user, "account.edit", account.unit.path),
        log=[(act, SENTENCES.get(act.name, act.name)) for act in acts.of(account)],
    )


@require_http_methods(["GET", "POST"])
def new(request: HtmxHttpRequest) -> HttpResponse:
    """A new entry."""
    access.require(request.user, "account.edit")
    form = AccountForm(_units(request), _people(request), posted(request))

    def run(data: dict[str, Any]) -> None:
        keep_accounts.add_account(AccountForm.given(data), by=request.user, at=clock.now())

    return step(request, form, ADDING, run, reverse("administration:accounts"))


@require_http_methods(["GET", "POST"])
def edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Change an entry."""
    account = access.access_account(request.user, pk, "account.edit")
    initial = AccountForm.initial_of(account)
    form = AccountForm(_units(request), _people(request, account), posted(request), initial=initial)

    def run(data: dict[str, Any]) -> None:
        keep_accounts.change_account(account, AccountForm.given(data), by=request.user, at=clock.now())

    return step(request, form, EDITING, run, reverse("administration:account", args=[pk]))


@require_http_methods(["GET", "POST"])
def review(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Record a review."""
    account = access.access_account(request.user, pk, "account.edit")

    def run(data: dict[str, Any]) -> None:
        keep_accounts.review_account(account, data["note"], by=request.user, at=clock.now())

    form = AccountReviewForm(posted(request))
    return step(request, form, REVIEWING, run, reverse("administration:account", args=[pk]))


@require_http_methods(["GET", "POST"])
def status(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Put an account out of use, or back."""
    account = access.access_account(request.user, pk, "account.edit")
    form = StatusForm(posted(request), choices=AccountStatus.choices, initial={"status": account.status})

    def run(data: dict[str, Any]) -> None:
        keep_accounts.set_status(account, data["status"], by=request.user, at=clock.now())

    return step(request, form, STATING, run, reverse("administration:account", args=[pk]))


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def keys(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Set the keys; what was typed is never sent back, not even after a refusal."""
    account = access.access_account(request.user, pk, "account.edit")

    def run(data: dict[str, Any]) -> None:
        account_keys.set_keys(account, data, by=request.user, at=clock.now())

    form = KeysForm(account.network, posted(request))
    return step(request, form, KEYING, run, reverse("administration:account", args=[pk]))


@require_POST
@acting
def forget(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Remove the keys."""
    account = access.access_account(request.user, pk, "account.edit")
    account_keys.forget_keys(account, by=request.user, at=clock.now())
    toasts.later(request, _("The keys are removed. Nothing is sent from this account."))
    return redirect("administration:account", pk)
