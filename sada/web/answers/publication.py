"""Whether an approved answer stands on the public page; putting it there and taking it down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from sada.desk.publish_answer import Notice, headline, publish_answer, unconfirmed
from sada.desk.publish_answer import take_down as take_it_down
from sada.kernel import access, clock
from sada.store.models import Answer, Person, Publication
from sada.web.acting import Words, posted, step
from sada.web.cases.forms import Form, lines
from sada.web.http import HtmxHttpRequest

PUBLISHING = Words(
    _("Put the answer on the public page"),
    _("Publish"),
    _("Published on the page «Our replies»"),
    _("Everybody can read the frozen text there. No name, number or address of whoever asked may stand in it."),
)
TAKING_DOWN = Words(
    _("Take the answer down"),
    _("Take down"),
    _("Taken down. A note stands at its address."),
    _("At the answer's address stands from now on that it was taken down, when, and this reason."),
    danger=True,
)


class PublishForm(Form):
    """What was asked, in our words, and why everybody should read the answer."""

    title = forms.CharField(
        label=_("Headline"),
        max_length=300,
        help_text=_("Above the answer and in the list. Where it is the asker's own words, write it in ours."),
    )
    question = forms.CharField(
        label=_("What was asked, in our words"),
        max_length=600,
        required=False,
        widget=lines(3),
        help_text=_("It is shown above the answer. Write nobody's name."),
    )
    confirmed = forms.MultipleChoiceField(
        label=_("Numbers of the body itself"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Confirm each landline that is the body's own. It is kept in the log with your name."),
    )
    reason = forms.CharField(
        label=_("Why it is published"), max_length=500, widget=lines(2), help_text=_("For the log; it is not shown.")
    )

    def __init__(self, numbers: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["confirmed"].choices = [(number, number) for number in numbers]
        if not numbers:
            del self.fields["confirmed"]


class TakeDownForm(Form):
    """The reason, which everybody reads."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=lines(2))


def standing(person: Person, answer: Answer) -> dict[str, Any]:
    """What the page of a frozen text says of its publication."""
    return {
        "publication": Publication.objects.filter(answer=answer).first(),
        "may_publish": access.may(person, "answer.publish", answer.case.path),
    }


@require_http_methods(["GET", "POST"])
def publish(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Put it on the public page."""
    answer = access.access_answer(request.user, pk, "answer.publish")

    def run(data: dict[str, Any]) -> None:
        notice = Notice(data["reason"], data["question"], data["title"], tuple(data.get("confirmed", ())))
        publish_answer(answer, notice, by=request.user, at=clock.now())

    form = PublishForm(unconfirmed(answer, answer.final), posted(request), initial={"title": headline(answer)})
    return step(request, form, PUBLISHING, run, reverse("cases:answer", args=[pk]))


@require_http_methods(["GET", "POST"])
def take_down(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Take it down again."""
    answer = access.access_answer(request.user, pk, "answer.publish")
    found = Publication.objects.filter(answer=answer).select_related("answer__case__unit").first()

    def run(data: dict[str, Any]) -> None:
        if found is None:
            raise Http404
        take_it_down(found, data["reason"], by=request.user, at=clock.now())

    return step(request, TakeDownForm(posted(request)), TAKING_DOWN, run, reverse("cases:answer", args=[pk]))
