"""People and the roles they hold. A first password is shown once, on the page that made it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sada.desk import keep_people
from sada.kernel import access, acts, clock
from sada.kernel.act_names import SENTENCES
from sada.kernel.refusals import Missing, Refusal
from sada.store.models import Person, Role
from sada.web import toasts
from sada.web.acting import Words, acting, step
from sada.web.administration import invite
from sada.web.administration.forms import NewPersonForm, PersonForm, RoleForm
from sada.web.administration.tabs import show
from sada.web.http import HtmxHttpRequest
from sada.web.say.numbers import number

ADDING = Words(
    _("New person"),
    _("Add"),
    "",
    _("A link is made by which the person sets a password: sent by e-mail, or shown once to you. It works once."),
)
EDITING = Words(_("Change the person"), _("Save"), _("Person changed"))
GIVING = Words(_("Give a role"), _("Give"), _("Role given"))


def _units(request: HtmxHttpRequest) -> Any:
    living = Q(valid_to=None) | Q(valid_to__gte=clock.today())
    return access.rows_for(request.user, "person.edit", "unit").filter(living)


@require_GET
def listing(request: HtmxHttpRequest) -> HttpResponse:
    """Everybody within reach, with the roles they hold today."""
    access.require(request.user, "person.edit")
    words, role = request.GET.get("q", "").strip(), request.GET.get("role", "")
    rows = access.rows_for(request.user, "person.edit", "person").order_by("-is_active", "name_ar")
    if words:
        rows = rows.filter(Q(name_ar__icontains=words) | Q(name_en__icontains=words) | Q(username__icontains=words))
    if role in Role.values:
        rows = rows.filter(memberships__role=role).distinct()
    rows = rows.prefetch_related("memberships__unit")
    return show(
        request, "people", "people.html", people=rows, words=words, role=role, roles=Role.choices, today=clock.today()
    )


@require_GET
def page(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """One person: particulars, roles with their dates, what was changed."""
    person = access.access_person(request.user, pk)
    return show(
        request,
        "people",
        "person.html",
        person=person,
        held=person.memberships.select_related("unit").order_by("valid_to", "role"),
        today=clock.today(),
        log=[(act, SENTENCES.get(act.name, act.name)) for act in acts.of(person)],
        is_self=person.pk == request.user.pk,
    )


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HtmxHttpRequest) -> HttpResponse:
    """A new person; the answer to the form shows the first password, once."""
    access.require(request.user, "person.edit")
    form = NewPersonForm(_units(request), request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = _try(
            form,
            lambda: keep_people.add_person(
                PersonForm.given(data), data["unit"], data["role"], by=request.user, at=clock.now()
            ),
        )
        if made:
            return _mailed(request, made[0]) if data["by_mail"] else _secret(request, *made)
    context = {"form": form, "words": ADDING, "action": request.path, "then": reverse("administration:people")}
    return render(request, "parts/step_page.html", context, status=422 if form.errors else 200)


def _try(form: forms.Form, act: Callable[[], Any]) -> Any:
    try:
        return act()
    except Refusal as refusal:
        form.add_error(None, str(refusal.sentence))
        return None


def _secret(request: HtmxHttpRequest, person: Person, password: str) -> HttpResponse:
    """The ways in, shown once: a link to set a password by, and a password to hand over where no link can be."""
    link, days = invite.link_of(request, person), invite.days()
    return show(request, "people", "secret.html", person=person, password=password, link=link, days=days)


def _mailed(request: HtmxHttpRequest, person: Person) -> HttpResponse:
    keep_people.send_link(person, invite.link_of(request, person), invite.days(), by=request.user, at=clock.now())
    toasts.later(request, _("A letter with the link is on its way"))
    return redirect("administration:person", person.pk)


@require_http_methods(["GET", "POST"])
def edit(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Change particulars."""
    person = access.access_person(request.user, pk)
    form = PersonForm(request.POST or None, initial=PersonForm.initial_of(person))
    return step(
        request,
        form,
        EDITING,
        lambda data: keep_people.change_person(person, PersonForm.given(data), by=request.user, at=clock.now()),
        reverse("administration:person", args=[pk]),
    )


@acting
@require_POST
def active(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Let in or keep out; it can be undone."""
    person = access.access_person(request.user, pk)
    is_active = not person.is_active
    freed = keep_people.set_active(person, is_active, by=request.user, at=clock.now())
    undo = reverse("administration:active_person", args=[pk])
    said = _("The person may log in again") if is_active else _("The person may log in no more")
    toasts.later(request, _with_freed(said, freed), undo=undo)
    return redirect("administration:person", pk)


def _with_freed(said: Any, freed: int) -> str:
    """What was done, and how many cases it left in nobody's hands."""
    if not freed:
        return str(said)
    left = ngettext(
        "%(n)s case is in nobody's hands now; the desk was told",
        "%(n)s cases are in nobody's hands now; the desk was told",
        freed,
    )
    return f"{said}. {left % {'n': number(freed)}}"


@never_cache
@acting
@require_POST
def password(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """A new way in: sent by mail, or shown once."""
    person = access.access_person(request.user, pk)
    if "by_mail" in request.POST and not person.email:
        raise Missing(_("This person has no e-mail address."))
    secret = keep_people.renew_password(person, by=request.user, at=clock.now())
    return _mailed(request, person) if "by_mail" in request.POST else _secret(request, person, secret)


@require_http_methods(["GET", "POST"])
def role(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Give a role."""
    person = access.access_person(request.user, pk)
    form = RoleForm(_units(request), request.POST or None)

    def give(data: dict[str, Any]) -> None:
        keep_people.give_role(
            person,
            data["unit"],
            data["role"],
            by=request.user,
            at=clock.now(),
            since=data["since"],
            until=data["until"],
        )

    return step(request, form, GIVING, give, reverse("administration:person", args=[pk]))


@acting
@require_POST
def end(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """End a role today."""
    held = access.access_row(request.user, "membership", pk, "person.edit")
    freed = keep_people.end_role(held, by=request.user, at=clock.now(), on=clock.today())
    toasts.later(request, _with_freed(_("Role ended"), freed))
    return redirect("administration:person", held.person_id)
