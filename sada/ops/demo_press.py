"""Replies of the demo to the press: one printed as sent, one altered, one found and awaiting a look, one overdue with a
reminder, one waiting. All prints are invented items of invented outlets."""

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sada.desk.decide_item import decide_no_answer
from sada.desk.escalate_reply import escalate_reply
from sada.desk.look_for_replies import look_for_replies
from sada.desk.settle_reply import Printed, confirm_printed
from sada.desk.tag_case import tag_case
from sada.desk.track_reply import track_reply
from sada.kernel.clock import RIYADH
from sada.listen.type_item import Typed, type_item
from sada.ops.demo_play import Scene, Stage
from sada.reading.read_typed import read_typed
from sada.rules.printed import core
from sada.store.models import PRESS, AnswerState, Case, CaseState, Item, Outgoing, Person, PressReply

SAYS_A_NUMBER = "^(?!سعادة).*[0-9]"  # a text whose own words hold a number, not the date of the letter it answers
AGO = {"altered": 10, "overdue": 9, "whole": 6, "found": 3, "waiting": 1}  # days ago


def press(stage: Stage) -> Iterator[Scene]:
    """One scene for each fate, and the tags of the desk."""
    taken: set[int] = set()
    for fate in AGO:
        yield _reply(fate, taken, stage)
    yield _tags(stage)


def _reply(fate: str, taken: set[int], stage: Stage) -> Scene:
    """Followed in the evening of its sending; a day later it stands in the paper, or does not."""
    at = yield stage.day_at(AGO[fate], time(17))
    letter = _letter(taken, stage, at, SAYS_A_NUMBER if fate == "altered" else "")
    if letter is None or letter.answer is None or letter.by is None:
        return
    place = letter.answer.case.case_items.select_related("item__outlet").get()
    if place.item.outlet is None:
        return
    reply = track_reply(letter.answer, place.item.outlet, by=letter.by, at=at, sent_at=letter.sent_at)
    if fate == "overdue":
        at = yield at + timedelta(days=4)
        escalate_reply(reply, "reminder", by=letter.by, at=at)
    elif fate != "waiting":
        at = yield at + timedelta(hours=16)
        item = _print(reply, fate, stage, at)
        at = yield at + timedelta(minutes=15)
        look_for_replies(at=at)
        if fate != "found":
            at = yield at + timedelta(minutes=40)
            _confirm(reply, fate, item, letter.by, at)


def _letter(taken: set[int], stage: Stage, at: datetime, holds: str = "") -> Outgoing | None:
    """The newest text that answered what an outlet of print published; where some match the pattern, of those."""
    found = Outgoing.objects.filter(
        answer__state=AnswerState.SENT,
        answer__case__unit__path__startswith=stage.cast.units["waha"].path,
        answer__case__case_items__item__medium__in=PRESS,
        answer__case__case_items__item__outlet__isnull=False,
        answer__press_replies__isnull=True,
        sent_at__lte=at,
    )
    found = found.exclude(pk__in=taken).select_related("answer__case__unit", "by").order_by("-sent_at")
    fit = found.filter(answer__final__regex=holds) if holds else found
    letter: Outgoing | None = fit.first() or found.first()
    if letter is not None:
        taken.add(letter.pk)
    return letter


def _print(reply: PressReply, fate: str, stage: Stage, at: datetime) -> Item:
    """The item in which the outlet prints the reply; the monitor types it in."""
    said = reply.answer.final
    if fate == "altered":
        said = re.sub(r"[0-9]+", lambda found: str(int(found[0]) + 12), said, count=1)
        said = said.rsplit(".", 2)[0] + "." if said == reply.answer.final else said  # no number to alter: cut instead
        said = f"{_altered(said)} غير أن سكان الحي يرون أن المشكلة قائمة منذ زمن طويل ولم تُحل."
    by, unit = stage.cast.people["demo.monitor"], stage.cast.units["waha"]
    text = f"تلقت {reply.outlet.name_ar} من أمانة الواحة التعقيب الآتي: {said}"
    title = "الأمانة ترد على ما نُشر" if fate == "altered" else reply.answer.title
    medium = reply.item.medium if reply.item else reply.outlet.medium
    item = type_item(Typed(medium, title, text, outlet=reply.outlet), unit, by=by, at=at)
    Item.objects.filter(pk=item.pk).update(invented=True, url=f"https://outlet.example/replies/{item.pk}")
    item.refresh_from_db()
    mention = read_typed(item, unit, "normal", by=by, at=at)
    decide_no_answer(mention, "information", by=by, at=at)
    return item


def _altered(text: str) -> str:
    """Our text with a number of what it says altered; where it says none, with its last sentence left out."""
    for part in core(text).split("\n"):
        other = re.sub(r"[0-9]+", lambda found: str(int(found[0]) + 12), part, count=1)
        if other != part:
            return text.replace(part, other)
    longest = max(core(text).split("\n"), key=len)
    return text.replace(longest, longest.rstrip(".").rpartition(".")[0] or longest[: len(longest) // 2])


def _confirm(reply: PressReply, fate: str, item: Item, by: Person, at: datetime) -> None:
    prominence = "less" if fate == "altered" else "same"
    how = Printed(item.published_at.astimezone(RIYADH).date(), item.url, prominence, item.title, item.text, item)
    reply.refresh_from_db()
    confirm_printed(reply, how, by=by, at=at)


def _tags(stage: Stage) -> Scene:
    at = yield stage.at - timedelta(minutes=8)
    by = stage.cast.people["demo.officer"]
    cases = Case.objects.filter(unit=stage.cast.units["waha"], state=CaseState.OPEN).select_related("unit")
    for case in cases.order_by("pk")[:3]:
        tag_case(case, "لقاء الأمين", by=by, at=at)
