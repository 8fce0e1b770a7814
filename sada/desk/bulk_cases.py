"""Does one thing with many cases, all or none, and takes it back while nothing else has happened to them."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sada.desk.assign_case import assign_case
from sada.desk.join_cases import join_case, leading
from sada.desk.leave_unanswered import SilenceReason, propose_silence
from sada.desk.tag_case import clean_tag, tag_case
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing, NotAllowed, Refusal, WrongState
from sada.store.models import BulkKind, BulkStep, Case, CaseTag, Notice, Person

MOST = 100  # the log is appended to by one transaction at a time: a longer one would keep everybody waiting
MOMENT = timedelta(minutes=10)
# Rows of a case that its steps change with it, as far as there are such rows.
KEPT = ("pauses", "clocks", "silences", "case_items")
# The right to take such a step back, for the others that to assign; the notice that goes with it.
RIGHTS = {BulkKind.CLOSE: "case.close", BulkKind.JOIN: "case.split"}
TOLD = {BulkKind.ASSIGN: "case.assigned", BulkKind.CLOSE: "case.silence_proposed", BulkKind.JOIN: "case.joined"}

State = dict[str, Any]


def assign_many(cases: Sequence[Case], owner: Person, *, by: Person, at: datetime) -> BulkStep:
    """Give all the cases to one person."""
    return _each(BulkKind.ASSIGN, cases, lambda case: assign_case(case, owner, by=by, at=at), by, at)


def close_many(cases: Sequence[Case], reason: str, *, by: Person, at: datetime) -> BulkStep:
    """Propose to leave all the cases without an answer, with one reason; a second person decides each."""
    if not reason.strip():
        raise Missing(_("Not answering is a decision: write the reason."))

    def close(case: Case) -> None:
        if case.answered_at is not None:
            raise WrongState(_("It was answered. Close it on its own page, with its outcome."))
        propose_silence(case, SilenceReason.OTHER, reason, by=by, at=at)

    return _each(BulkKind.CLOSE, cases, close, by, at)


def join_many(cases: Sequence[Case], *, by: Person, at: datetime) -> BulkStep:
    """Make one case of all: the one asked first goes on, the others end in it."""
    if len(cases) == 1:
        raise Missing(_("Choose at least two cases first."))
    _check(cases)
    into = leading(cases)

    def join(case: Case) -> None:
        if case.pk != into.pk:
            join_case(case, into, by=by, at=at)

    return _each(BulkKind.JOIN, cases, join, by, at)


def tag_many(cases: Sequence[Case], name: str, *, by: Person, at: datetime) -> BulkStep:
    """Put one tag on all the cases."""
    if not clean_tag(name):
        raise Missing(_("Write the tag first."))
    return _each(BulkKind.TAG, cases, lambda case: tag_case(case, name, by=by, at=at), by, at)


def see_many(cases: Sequence[Case], *, by: Person, at: datetime) -> BulkStep:
    """Mark what the person was told about the cases as seen. Their own affair, so not in the log of acts."""
    _check(cases)
    with transaction.atomic():
        told = Notice.objects.filter(person=by, seen_at=None, subject_type="case", subject_id__in=[c.pk for c in cases])
        seen = list(told.values_list("pk", flat=True))
        Notice.objects.filter(pk__in=seen).update(seen_at=at)
        return BulkStep.objects.create(kind=BulkKind.SEE, by=by, at=at, before={"notices": seen})


def undo_bulk(step: BulkStep, *, by: Person, at: datetime) -> int:
    """Take the step back, all or nothing: by who did it, within ten minutes, while the cases stand as it left them."""
    if step.by_id != by.pk or at - step.at > MOMENT:
        raise WrongState(_("This can be taken back only by who did it, within ten minutes."))
    with transaction.atomic():
        update_if(step, {"undone_at": None}, undone_at=at)
        if step.kind == BulkKind.SEE:
            return Notice.objects.filter(pk__in=step.before["notices"], person=by).update(seen_at=None)
        cases = Case.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=list(step.before))
        for case in cases.select_related("unit").order_by("pk"):
            _take_back(step, case, by, at)
        return len(step.before)


def _check(cases: Sequence[Case]) -> None:
    if not cases:
        raise Missing(_("Choose at least one case first."))
    if len(cases) > MOST:
        raise Missing(_("Choose at most a hundred cases at once."))


def _each(kind: BulkKind, cases: Sequence[Case], run: Callable[[Case], object], by: Person, at: datetime) -> BulkStep:
    _check(cases)
    with transaction.atomic():
        ordered = sorted(cases, key=lambda case: case.pk)  # two at once do not wait for each other in a circle
        before = {str(case.pk): state_of(case) for case in ordered}
        for case in ordered:
            _one(case, run)
        after = {str(case.pk): state_of(case) for case in ordered}
        return BulkStep.objects.create(kind=kind, by=by, at=at, before=before, after=after)


def _one(case: Case, run: Callable[[Case], object]) -> None:
    try:
        run(case)
    except NotAllowed:
        raise
    except Refusal as refusal:
        said = gettext("%(number)s: %(reason)s") % {"number": case.number, "reason": refusal.sentence}
        raise Refusal(said) from refusal


def state_of(case: Case) -> State:
    """The row of a case and its kept rows as plain values, to compare and to restore."""
    found: State = {"case": Case.objects.filter(pk=case.pk).values().get(), "tags": sorted(_tags(case))}
    for name in KEPT:
        if hasattr(case, name):
            found[name] = {str(row["id"]): row for row in getattr(case, name).order_by("pk").values()}
    plain: State = json.loads(json.dumps(found, cls=DjangoJSONEncoder))
    return plain


def _tags(case: Case) -> list[str]:
    return list(CaseTag.objects.filter(case=case).values_list("name", flat=True))


def _take_back(step: BulkStep, case: Case, by: Person, at: datetime) -> None:
    access.require(by, RIGHTS.get(BulkKind(step.kind), "case.assign"), case.path)
    before, after = step.before[str(case.pk)], step.after[str(case.pk)]
    if state_of(case) != after:
        raise WrongState(gettext("%(number)s was changed since; nothing was taken back.") % {"number": case.number})
    _restore(Case.objects.filter(pk=case.pk), before["case"], after["case"])
    for name in KEPT:
        for pk, row in before.get(name, {}).items():
            _restore(getattr(case, name).filter(pk=pk), row, after[name][pk])
    for name in ("silences", "case_items"):
        getattr(case, name).filter(pk__in=after[name].keys() - before[name].keys()).delete()
    CaseTag.objects.filter(case=case, name__in=set(after["tags"]) - set(before["tags"])).delete()
    if step.kind in TOLD:
        told = Notice.objects.filter(
            act=TOLD[BulkKind(step.kind)], subject_type="case", subject_id=case.pk, seen_at=None
        )
        told.filter(at=step.at).delete()
    acts.record(
        "case.step_undone",
        by=by,
        on=case,
        at=at,
        unit=case.unit,
        before=dict(_changed(after, before)),
        after={"kind": step.kind} | dict(_changed(before, after)),
    )


def _changed(wanted: State, other: State) -> Iterable[tuple[str, Any]]:
    """What of the case's own columns differs, as it stands in `wanted`; and its tags."""
    for name, value in wanted["case"].items():
        if value != other["case"][name]:
            yield name, value
    if wanted["tags"] != other["tags"]:
        yield "tags", wanted["tags"]


def _restore(rows: Any, before: State, after: State) -> None:
    """Write back the columns that differ; values come from JSON and are read as their columns read text."""
    fields = {field.attname: field for field in rows.model._meta.concrete_fields}
    values = {name: fields[name].to_python(v) for name, v in before.items() if v != after[name]}
    if values:
        rows.update(**values)
