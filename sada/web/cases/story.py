"""The entries of a case as the page shows them: an icon, a sentence, a detail; nothing of the log is left out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext

from sada.desk.pause_clock import PauseReason
from sada.kernel.act_names import SENTENCES
from sada.store.models import Act, Channel, FollowUpResult, Outcome, ReportDesk, ReportState
from sada.store.queries.case_timeline import Entry, Told
from sada.web import units
from sada.web.cases.story_icons import ICONS
from sada.web.marks import MEDIUM_ICONS
from sada.web.say import dates
from sada.web.say.numbers import number
from sada.web.say.promises import promise_name

_KINDS = {
    "note": ("lock-closed", ""),
    "version": ("pencil-square", ""),
    "question": ("question-mark-circle", ""),
    "reply": ("chat-bubble-left-ellipsis", "good"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One act in words."""

    icon: str
    tone: str
    sentence: str | Promise
    detail: str
    note: str


def line(act: Act, told: Told) -> Line:
    """One act of the log in words, with the names of the people and units it speaks of."""
    icon, tone = ICONS.get(act.name, ("minus-circle", ""))
    detail = _DETAILS.get(act.name, _nothing)(act, told)
    sentence = SENTENCES.get(act.name, act.name)
    if act.name == "answer.sent" and act.after.get("channel") == Channel.BY_HAND:
        sentence = gettext("Answer published")
    return Line(icon, tone, sentence, detail, act.note)


def icon_of(entry: Entry) -> tuple[str, str]:
    """The icon and tone of an entry."""
    if entry.kind == "item":
        return MEDIUM_ICONS.get(entry.row.medium, "globe-alt"), ""
    if entry.kind == "letter":
        return "paper-airplane", {"sent": "good", "failed": "bad", "bounced": "bad"}.get(entry.row.state, "")
    return _KINDS.get(entry.kind, ("minus-circle", ""))


def shown(told: Told, faces: Mapping[int, Any]) -> list[dict[str, Any]]:
    """The entries with what their templates need; `faces` are the clocks of the questions to experts."""
    found = []
    for entry in told.entries:
        said = line(entry.row, told) if entry.kind == "act" else None
        icon, tone = (said.icon, said.tone) if said else icon_of(entry)
        face = faces.get(entry.row.pk) if entry.kind in ("question", "reply") else None
        found.append({"entry": entry, "kind": entry.kind, "line": said, "icon": icon, "tone": tone, "face": face})
    return found


def _when(value: Any) -> str:
    return dates.both_with_time(datetime.fromisoformat(value)) if value else ""


def _nothing(act: Act, told: Told) -> str:
    return ""


def _due(act: Act, told: Told) -> str:
    return gettext("Due %(time)s") % {"time": _when(act.after.get("due_at"))} if act.after.get("due_at") else ""


def _step(act: Act, told: Told) -> str:
    """A step of the ladder: of which promise, how much of its time, who was told."""
    if "promise" not in act.after:  # recorded before promises had clocks of their own
        return _due(act, told)
    names = [units.name(told.people[pk]) for pk in act.after.get("told", ()) if pk in told.people]
    return gettext("%(promise)s: %(share)s percent of its time; due %(time)s; told: %(people)s") % {
        "promise": promise_name(act.after["promise"]),
        "share": number(act.after["share"]),
        "time": _when(act.after["due_at"]),
        "people": gettext(", ").join(names) or gettext("nobody"),
    }


def _not_reached(act: Act, told: Told) -> str:
    person = told.people.get(act.after.get("owner") or 0)
    names = [units.name(told.people[pk]) for pk in act.after.get("told", ()) if pk in told.people]
    return gettext("%(name)s; called next: %(people)s") % {
        "name": units.name(person) if person else "–",
        "people": gettext(", ").join(names) or gettext("nobody"),
    }


def _where(act: Act, told: Told) -> str:
    return str(act.after.get("where", ""))


def _numbers(act: Act, told: Told) -> str:
    return "، ".join(act.after.get("numbers", ()))


def _other_case(act: Act, told: Told) -> str:
    return str(act.after.get("number", ""))


def _decided(act: Act, told: Told) -> str:
    return gettext("A reply is to be sent") if act.after.get("replies") else gettext("No reply is sent to the press")


def _moved(act: Act, told: Told) -> str:
    before, after = act.before.get("due_at"), act.after.get("due_at")
    if not before or not after or datetime.fromisoformat(before) == datetime.fromisoformat(after):
        return gettext("The deadline stays as it was")
    return gettext("From %(before)s to %(after)s") % {"before": _when(before), "after": _when(after)}


def _owner(act: Act, told: Told) -> str:
    person = told.people.get(act.after.get("owner") or 0)
    return gettext("To %(name)s") % {"name": units.name(person)} if person else ""


def _left(act: Act, told: Told) -> str:
    person = told.people.get(act.before.get("owner") or 0)
    return gettext("It was with %(name)s") % {"name": units.name(person)} if person else ""


def _expert(act: Act, told: Told) -> str:
    return gettext("To %(name)s") % {"name": act.after["name"]} if act.after.get("name") else ""


def _unit(act: Act, told: Told) -> str:
    before, after = told.units.get(act.before.get("unit", "")), told.units.get(act.after.get("unit", ""))
    if before is None or after is None:
        return ""
    return gettext("From %(before)s to %(after)s; the clock runs on") % {
        "before": units.name(before),
        "after": units.name(after),
    }


def _part(act: Act, told: Told) -> str:
    return gettext("New case %(number)s") % {"number": act.after.get("number", "")}


def _origin(act: Act, told: Told) -> str:
    return gettext("From case %(number)s. %(due)s") % {"number": act.before.get("number", ""), "due": _due(act, told)}


def _pause(act: Act, told: Told) -> str:
    code = act.after.get("reason", "")
    reason = PauseReason(code).label if code in PauseReason.values else code
    return gettext("%(reason)s, until %(time)s at the latest") % {
        "reason": reason,
        "time": _when(act.after.get("limit")),
    }


def _asked(act: Act, told: Told) -> str:
    given = act.after.get("outside_deadline")
    if not given:
        return gettext("Removed. %(due)s") % {"due": _due(act, told)}
    return gettext("The asker needs it by %(time)s") % {"time": _when(given)}


def _outcome(act: Act, told: Told) -> str:
    code = act.after.get("outcome", "")
    word = str(Outcome(code).label) if code in Outcome.values else code
    promised = act.after.get("promise_on")
    if not promised:
        return word
    day = dates.both(datetime.fromisoformat(promised).date())
    return gettext("%(outcome)s; promised for %(day)s") % {"outcome": word, "day": day}


def _named(act: Act, told: Told) -> str:
    return gettext("Competent: %(body)s") % {"body": act.after.get("body", "")}


def _report(act: Act, told: Told) -> str:
    code, state = act.after.get("desk", ""), act.after.get("state", "")
    desk = ReportDesk(code).label if code in ReportDesk.values else code
    said = f"{desk} {act.after.get('reference', '')}"
    return f"{said}: {ReportState(state).label}" if state in ReportState.values else said


def _look(act: Act, told: Told) -> str:
    code = act.after.get("result", "")
    return str(FollowUpResult(code).label) if code in FollowUpResult.values else code


def _digest(act: Act, told: Told) -> str:
    version, sha256 = act.after.get("version", ""), str(act.after.get("sha256", ""))
    said = gettext("Version %(version)s, SHA-256 %(sha256)s") % {"version": version, "sha256": sha256[:16]}
    return _behalf(act, told, said)


def _behalf(act: Act, told: Told, said: str) -> str:
    """What was done in another's place says so."""
    giver = told.people.get(act.after.get("on_behalf_of") or 0)
    return gettext("%(what)s, on behalf of %(name)s") % {"what": said, "name": units.name(giver)} if giver else said


def _step_done(act: Act, told: Told) -> str:
    said = gettext("Step %(step)s of %(of)s, version %(version)s")
    return _behalf(act, told, said % {name: act.after.get(name, "") for name in ("step", "of", "version")})


def _version(act: Act, told: Told) -> str:
    return gettext("Version %(version)s") % {"version": act.after.get("version", "")}


_DETAILS: Mapping[str, Callable[[Act, Told], str]] = {
    "case.opened": _due,
    "case.assigned": _owner,
    "case.owner_left": _left,
    "question.asked": _expert,
    "question.reminded": _expert,
    "question.withdrawn": _expert,
    "question.became_late": _expert,
    "question.expert_left": _expert,
    "question.undelivered": _expert,
    "case.transferred": _unit,
    "case.near": _step,
    "case.became_late": _step,
    "case.escalated": _step,
    "case.printed": _where,
    "case.reply_decided": _decided,
    "case.joined": _other_case,
    "answer.number_confirmed": _numbers,
    "case.took_in": _other_case,
    "duty.not_reached": _not_reached,
    "case.returned": _unit,
    "case.paused": _pause,
    "case.split": _part,
    "case.split_off": _origin,
    "case.resumed": _moved,
    "case.described": _moved,
    "case.recomputed": _moved,
    "case.deadline_set": _asked,
    "case.closed": _outcome,
    "case.not_ours": _named,
    "case.handed_over": _report,
    "case.report_changed": _report,
    "case.followed_up": _look,
    "answer.approved": _digest,
    "answer.step_approved": _step_done,
    "answer.amended": _version,
    "answer.restored": _version,
    "assistant.used": _version,
    "assistant.accepted": _version,
}
