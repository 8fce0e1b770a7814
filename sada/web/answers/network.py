"""A reply on the thread where the question stood: first what would be sent and from whom, then a second press.

What is confirmed is what was shown: an account, an address and the frozen text. Another one of these asks again.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from sada.desk.reply_on_network import check_reply, reply_on_network
from sada.desk.settle_post import found_on_thread, not_on_thread
from sada.desk.ways_out import speaking_for, under_post
from sada.kernel import access, clock
from sada.kernel.refusals import Refusal
from sada.rules.addresses import place_of
from sada.store.models import Account, Answer
from sada.web import toasts, units
from sada.web.acting import Words, acting, go, posted, step
from sada.web.cases.forms import Form
from sada.web.http import HtmxHttpRequest

CHOOSING = Words(
    _("Reply on the network"),
    _("Show what will be sent"),
    "",
    _("Choose the account and the post or comment that is answered. Nothing is sent before you have seen it."),
)
CONFIRMING = Words(_("Confirm the sending"), _("Send now"), _("The reply is on its way"))
FOUND = Words(
    _("The reply stands there"),
    _("Record"),
    _("Recorded. What is left of the reply goes on by itself."),
    _("Open the thread, find the post of your account, and paste its address here."),
)


class ReplyForm(Form):
    """From which account, under which post; `seen` is what was shown for confirmation."""

    account = forms.TypedChoiceField(label=_("Account"), coerce=int, widget=forms.RadioSelect)
    address = forms.URLField(
        label=_("Address of the post or comment"),
        max_length=1000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, speaking: list[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [(a.pk, account_label(a)) for a in speaking]  # type: ignore[attr-defined]


class FoundForm(Form):
    """Where a person found the reply."""

    address = forms.URLField(
        label=_("Address of the reply"), max_length=1000, assume_scheme="https",
        widget=forms.URLInput(attrs={"dir": "ltr"}),
    )  # fmt: skip


def account_label(account: Account) -> str:
    """Network, name, unit."""
    return f"{account.get_network_display()} \u2066@{account.handle}\u2069 · {units.name(account.unit)}"


@require_http_methods(["GET", "POST"])
def network(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Choose, see, confirm."""
    answer = access.access_answer(request.user, pk, "answer.send")
    speaking = speaking_for(answer)
    form = ReplyForm(posted(request), speaking=speaking, initial=_first_choice(answer, speaking))
    if request.method == "POST" and form.is_valid():
        chosen = next(a for a in speaking if a.pk == form.cleaned_data["account"])
        try:
            return _go_on(request, answer, chosen, form)
        except Refusal as refusal:
            form.add_error(None, str(refusal.sentence))
    status = 422 if form.errors else 200
    context: dict[str, Any] = {"before": "answers/no_account.html"} if not speaking else {}
    if form.errors:
        context |= {"before": "answers/by_hand_instead.html"}
    return _shown(request, answer, form, CHOOSING, status=status, **context)


def _go_on(request: HtmxHttpRequest, answer: Answer, account: Account, form: ReplyForm) -> HttpResponse:
    address = form.cleaned_data["address"]
    parts = check_reply(answer, account, address, by=request.user, at=clock.now())
    seal = _seal(answer, account, address)
    if form.cleaned_data["seen"] == seal:
        reply_on_network(answer, account, address, by=request.user, at=clock.now())
        toasts.later(request, CONFIRMING.done)
        return go(request, reverse("cases:answer", args=[answer.pk]))
    again = ReplyForm(speaking=[account], initial={"account": account.pk, "address": address, "seen": seal})
    for name in ("account", "address"):
        again.fields[name].widget = forms.HiddenInput()
    context = {"before": "answers/confirm_reply.html", "account": account, "parts": parts, "address": address}
    context["place"] = place_of(account.network, address)
    return _shown(request, answer, again, CONFIRMING, **context)


def _shown(
    request: HtmxHttpRequest, answer: Answer, form: ReplyForm, words: Words, *, status: int = 200, **more: Any
) -> HttpResponse:
    then = reverse("cases:answer", args=[answer.pk])
    context = {"answer": answer, "form": form, "words": words, "action": request.path, "then": then, **more}
    return render(request, "parts/step.html" if request.htmx else "parts/step_page.html", context, status=status)


def _seal(answer: Answer, account: Account, address: str) -> str:
    return hashlib.sha256(f"{account.pk}|{address}|{answer.sha256}".encode()).hexdigest()[:32]


def _first_choice(answer: Answer, speaking: list[Account]) -> dict[str, Any]:
    """The post that the case came from, and the first account of its network."""
    found = under_post(answer, speaking)
    if found is not None:
        return {"account": found[0].pk, "address": found[1]}
    return {"account": speaking[0].pk} if speaking else {}


@require_http_methods(["GET", "POST"])
def found(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """A person found the reply on the thread."""
    letter = access.access_outgoing(request.user, pk, "answer.send")

    def run(data: dict[str, Any]) -> None:
        found_on_thread(letter, data["address"], by=request.user, at=clock.now())

    return step(request, FoundForm(posted(request)), FOUND, run, reverse("cases:answer", args=[letter.answer_id]))


@require_POST
@acting
def not_there(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """A person looked and it is not there."""
    letter = access.access_outgoing(request.user, pk, "answer.send")
    not_on_thread(letter, by=request.user, at=clock.now())
    toasts.later(request, _("The reply is sent again"))
    return redirect("cases:answer", letter.answer_id)
