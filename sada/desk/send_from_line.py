"""Sends the approved texts of a line, each in its own channel, after one confirmation of what goes where."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from sada.desk.reply_on_network import reply_on_network
from sada.desk.send_answer import send_by_email
from sada.desk.ways_out import Way, way_of
from sada.kernel import access, acts
from sada.kernel.refusals import Missing, Refusal
from sada.store.models import Answer, AnswerState, Channel, Line, Person

MOST = 100  # texts that are looked at, and sent, at once


class ChangedSince(Refusal):
    """What would leave now is not what was shown."""

    sentence = _("The text, its account or its address changed since it was shown. Look at it again.")


@dataclass(slots=True)
class Sent:
    """What came of it: the texts on their way, and each refusal by the case's number."""

    left: list[Answer] = field(default_factory=list)
    refused: dict[str, Refusal] = field(default_factory=dict)


def to_send(line: Line, person: Person) -> QuerySet[Answer]:
    """The approved texts made from the line that this person may send and that went nowhere yet."""
    rows = access.rows_for(person, "answer.send", "answer").filter(line_use__line=line, state=AnswerState.APPROVED)
    return rows.select_related("case__unit", "case__voice", "line_use").order_by("case__due_at", "pk")


def ways(line: Line, *, by: Person, at: datetime) -> list[Way]:
    """How each of them would leave, at most MOST."""
    return [way_of(answer, by=by, at=at) for answer in to_send(line, by)[:MOST]]


def send_from_line(line: Line, seals: Mapping[int, str], *, by: Person, at: datetime) -> Sent:
    """Send the chosen texts as they were shown: `seals` names each by its row and what was confirmed of it.

    Each is sent by itself, guarded as a single sending is; one refusal holds up none of the others. A text that left
    meanwhile is told and not sent again. Raises Missing where none was chosen.
    """
    access.require(by, "answer.send")
    if not seals:
        raise Missing(_("Choose at least one text to send."))
    done = Sent()
    rows = {answer.pk: answer for answer in to_send(line, by).filter(pk__in=seals)}
    for pk, seal in seals.items():
        _send(line, rows.get(pk), pk, seal, done, by, at)
    if done.left:
        after = {"cases": [answer.case.number for answer in done.left]}
        acts.record("line.sent", by=by, on=line, at=at, unit=line.unit, after=after)
    return done


def _send(line: Line, answer: Answer | None, pk: int, seal: str, done: Sent, by: Person, at: datetime) -> None:
    if answer is None:
        gone = access.rows_for(by, "answer.send", "answer").filter(pk=pk, line_use__line=line)
        for number in gone.values_list("case__number", flat=True):
            done.refused[number] = ChangedSince()
        return
    way = way_of(answer, by=by, at=at)
    try:
        if way.problem is not None:
            raise way.problem
        if way.seal != seal or way.channel == Channel.BY_HAND:
            raise ChangedSince
        _leave(way, by, at)
    except Refusal as refusal:
        done.refused[answer.case.number] = refusal
    else:
        done.left.append(answer)


def _leave(way: Way, by: Person, at: datetime) -> None:
    if way.account is not None:
        reply_on_network(way.answer, way.account, way.address, by=by, at=at)
    else:
        send_by_email(way.answer, way.address, by=by, at=at)
