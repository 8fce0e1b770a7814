"""What one does with a case: for each step the right, the form, the act and the words."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sada.desk import promises
from sada.desk.acknowledge_case import acknowledge_case
from sada.desk.ask_expert import Expert, ask_expert
from sada.desk.assign_case import assign_case
from sada.desk.close_case import close_case, reopen_case
from sada.desk.describe_case import About, describe_case
from sada.desk.join_case import join_item
from sada.desk.keep_closings import outlet_of
from sada.desk.note_case import note_case
from sada.desk.pause_clock import pause_clock
from sada.desk.see_printed import is_followed, see_printed
from sada.desk.set_deadline import set_deadline
from sada.kernel import access, clock
from sada.reading.unmask_item import unmask_item
from sada.rules import case_states
from sada.rules.policies import PRINTED
from sada.store.models import Case, Person
from sada.store.queries.mentions_to_join import mentions_to_join
from sada.web.acting import Words
from sada.web.cases import carrying_steps, ending_steps, press_steps
from sada.web.cases import forms as f
from sada.web.cases.closing_choices import choices
from sada.web.cases.step_kind import Make, Run, Step


def carriers(case: Case) -> Any:
    """Who may carry the case: those who draft answers for its unit, and its experts."""
    drafting, expert = access.who_may("answer.draft", case.path), access.who_may("case.answer_question", case.path)
    return (drafting | expert).distinct()


def _assign(case: Case, person: Person, data: Any) -> forms.Form:
    return f.AssignForm(data, people=carriers(case), initial={"owner": case.owner_id})


def _join(case: Case, person: Person, data: Any) -> forms.Form:
    return f.JoinForm(data, mentions=mentions_to_join(access.rows_for(person, "item.triage", "mention"), case))


def _close(case: Case, person: Person, data: Any) -> forms.Form:
    return f.CloseForm(data, initial=f.CloseForm.initial_of(case))


def _plain(form: type[forms.Form]) -> Make:
    return lambda case, person, data: form(data)


def _run(act: Callable[..., object], *names: str) -> Run:
    """An act that takes the named fields in order."""
    return lambda case, data, person: act(case, *(data[name] for name in names), by=person, at=clock.now())


def _pause(case: Case, data: dict[str, Any], person: Person) -> object:
    return pause_clock(case, data["reason"], data["limit"], by=person, at=clock.now(), note=data["note"])


def _deadline(case: Case, person: Person, data: Any) -> forms.Form:
    closings = choices(outlet_of(case), clock.now())
    return f.DeadlineForm(data, closings=closings, initial={"deadline": case.outside_deadline})


def _experts(case: Case, person: Person, data: Any) -> forms.Form:
    return f.AskForm(data, people=access.who_may("case.answer_question", case.path))


def _ask(case: Case, data: dict[str, Any], person: Person) -> object:
    expert = Expert(data["to"], data["name"], data["email"])
    return ask_expert(case, data["text"], expert, by=person, at=clock.now(), site=data["site"])


def _about(case: Case, person: Person, data: Any) -> forms.Form:
    return f.AboutForm(data, initial={"subject": case.subject, "kind": case.kind, "service": case.service_id})


def _describe(case: Case, data: dict[str, Any], person: Person) -> object:
    about = About(data["subject"], data["kind"], data["service"])
    return describe_case(case, about, by=person, at=clock.now())


def _end(case: Case, data: dict[str, Any], person: Person) -> object:
    return close_case(
        case,
        data["outcome"],
        by=person,
        at=clock.now(),
        note=data["note"],
        promise_on=data["promise_on"],
        follow_up_on=data["follow_up_on"],
    )


def _again(case: Case, data: dict[str, Any], person: Person) -> object:
    return reopen_case(case, by=person, at=clock.now(), note=data["note"])


STEPS = (
    Step(
        "assign",
        "case.assign",
        "user-plus",
        "a",
        Words(_("Assign the case"), _("Assign"), _("Case assigned")),
        _assign,
        _run(assign_case, "owner"),
    ),
    Step(
        "acknowledge",
        "case.assign",
        "chat-bubble-left-ellipsis",
        "y",
        Words(
            _("Tell the asker it has arrived"),
            _("Record it"),
            _("Acknowledgement recorded"),
            _("By phone, by message or in person: write how the asker was told that the question has arrived."),
        ),
        _plain(f.ToldForm),
        _run(acknowledge_case, "how"),
        promises.FIRST,
    ),
    Step(
        "note",
        "case.note",
        "lock-closed",
        "n",
        Words(_("Internal note"), _("Add the note"), _("Note added")),
        _plain(f.NoteForm),
        _run(note_case, "text"),
    ),
    Step(
        "ask_expert",
        "case.ask_expert",
        "question-mark-circle",
        "q",
        Words(
            _("Question to an expert"),
            _("Send the question"),
            _("Question sent"),
            _("Ask for one fact. Without an account one sees only the question, the subject and the headlines."),
        ),
        _experts,
        _ask,
    ),
    Step(
        "pause",
        "case.pause",
        "pause-circle",
        "p",
        Words(
            _("Pause the clock"),
            _("Pause"),
            _("Clock paused"),
            _("The clock may stand still only for a reason, and not for ever."),
        ),
        _plain(f.PauseForm),
        _pause,
    ),
    Step(
        "deadline",
        "case.deadline",
        "bell-alert",
        "d",
        Words(
            _("Deadline of the asker"),
            _("Save"),
            _("Deadline set"),
            _("Press close, a bulletin, a live programme: it outranks our own time."),
        ),
        _deadline,
        _run(set_deadline, "deadline"),
    ),
    Step(
        "join",
        "case.join",
        "link",
        "m",
        Words(_("Join an item"), _("Join"), _("Item joined"), _("The case then answers this item too.")),
        _join,
        _run(join_item, "mention"),
    ),
    Step(
        "printed",
        "reply.track",
        "newspaper",
        "i",
        Words(
            _("Seen in print"),
            _("Record it"),
            _("Printing recorded"),
            _("Where and when the outlet has printed or broadcast our reply. This stops the clock of its printing."),
        ),
        _plain(f.PrintedForm),
        _run(see_printed, "where", "note"),
        (PRINTED,),
        fits=lambda case: not is_followed(case),
    ),
    Step(
        "close",
        "case.close",
        "check-badge",
        "e",
        Words(_("Close the case"), _("Close the case"), _("Case closed")),
        _close,
        _end,
        fits=lambda case: case.answered_at is not None,
    ),
    Step(
        "reopen",
        "case.reopen",
        "arrow-uturn-left",
        "r",
        Words(_("Reopen the case"), _("Reopen"), _("Case reopened"), _("The clock starts anew from now.")),
        _plain(f.ReasonForm),
        _again,
    ),
    Step(
        "describe",
        "case.describe",
        "tag",
        "k",
        Words(
            _("What the case is about"),
            _("Save"),
            _("Saved"),
            _("Another kind has other promises: the deadline is then reckoned by them."),
        ),
        _about,
        _describe,
        in_menu=True,
    ),
    *carrying_steps.STEPS,
    *ending_steps.STEPS,
    *press_steps.STEPS,
)
BY_SLUG = {step.slug: step for step in STEPS}
UNMASK = Words(
    _("Show personal data"), _("Show"), _("Personal data shown"), _("That you saw it, when and why is kept in the log.")
)


def possible(case: Case, person: Person, running: Collection[str] = ()) -> list[Step]:
    """The steps that the state allows, the person may take and, of those that keep a promise, somebody waits for."""
    known = case_states.acts_in(case.state)
    offered = [s for s in STEPS if not s.keeps or not set(s.keeps).isdisjoint(running)]
    return [
        replace(s, in_menu=s.in_menu and set(s.pressing).isdisjoint(running))
        for s in offered
        if s.slug in known and access.may(person, s.act, case.path) and s.fits(case)
    ]


def unmask(case: Case, item: Any, reason: str, person: Person) -> None:
    """Show who asked, on record."""
    unmask_item(item, reason, by=person, at=clock.now())
