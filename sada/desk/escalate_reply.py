"""Goes up the ladder when nothing was printed: a reminder, a letter that cites the law, a letter to the regulator; and
up another when it was printed otherwise than sent: the request to correct it, the law, the regulator.

Each step makes a letter from the unit's own template. It is a text of the case like any other: it is approved by a
second person, frozen, sent and taken as a paper.
"""

from collections.abc import Iterable
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk.known_places import in_both, values_of
from sada.desk.openings import as_own
from sada.desk.track_reply import ACT, morning_after
from sada.kernel import access, acts
from sada.kernel.clock import RIYADH
from sada.kernel.refusals import Missing, WrongState
from sada.rules import press_ladder, printed
from sada.rules.templates import Matter, choose, fill
from sada.store.models import (
    Answer,
    AnswerState,
    AnswerVersion,
    Case,
    Person,
    PressReply,
    PressState,
    PressStep,
    Template,
)
from sada.store.queries import templates

STEP_NAMES = {
    press_ladder.REMINDER: _("Reminder to the editor"),
    press_ladder.CLAIM: _("Letter that cites the law"),
    press_ladder.REGULATOR: _("Letter to the regulator of the media"),
    press_ladder.CORRECTION: _("Ask for a correction"),
    press_ladder.CORRECTION_CLAIM: _("Ask for the correction, citing the law"),
    press_ladder.CORRECTION_APPEAL: _("Letter to the regulator about the altered print"),
}
TITLES = {  # of letters, which are Arabic whoever takes the step
    press_ladder.REMINDER: "تذكير بنشر تعقيب: {title}",
    press_ladder.CLAIM: "مطالبة بنشر تعقيب: {title}",
    press_ladder.REGULATOR: "عدم نشر {outlet} تعقيبًا: {title}",
    press_ladder.CORRECTION: "طلب تصحيح تعقيب منشور: {title}",
    press_ladder.CORRECTION_CLAIM: "مطالبة بتصحيح تعقيب منشور: {title}",
    press_ladder.CORRECTION_APPEAL: "نشر {outlet} تعقيبًا على غير نصه: {title}",
}


def escalate_reply(reply: PressReply, step: str, *, by: Person, at: datetime) -> Answer:
    """Take a step: its letter lies as a draft in the case. A step whose letter was withdrawn may be taken again."""
    case = reply.answer.case
    access.require(by, ACT, case.path)
    if step not in TITLES:
        raise WrongState
    with transaction.atomic():
        locked = PressReply.objects.select_for_update().filter(pk=reply.pk).first()
        if locked is None or not _leads_to(locked, step):
            raise WrongState
        before = PressStep.objects.filter(reply=reply, step=step).select_related("answer").first()
        if before is not None and before.answer.state != AnswerState.WITHDRAWN:
            raise WrongState(_("This step was taken already. Its letter lies among the texts of the case."))
        letter = _letter(case, _title(reply, step), text_of(reply, step, at), by, at)
        PressStep.objects.update_or_create(reply=reply, step=step, defaults={"answer": letter, "by": by, "at": at})
        PressReply.objects.filter(pk=reply.pk).update(next_alarm_at=next_alarm(reply, at))
        after = {"reply": reply.pk, "outlet": reply.outlet.name_ar, "step": step, "answer": letter.pk}
        acts.record("reply.escalated", by=by, on=case, at=at, unit=case.unit, after=after)
    return letter


def _leads_to(reply: PressReply, step: str) -> bool:
    """Whether the step is one of the ladder that the reply stands at."""
    if step in press_ladder.STEPS:
        return reply.state == PressState.WAITING
    return awaits_correction(reply)


def awaits_correction(reply: PressReply) -> bool:
    """Whether a reply was printed otherwise than sent, and not corrected since."""
    is_changed = printed.is_changed(reply.numbers, reply.kept_share)
    return reply.state == PressState.PRINTED and is_changed and reply.corrected_on is None


def _letter(case: Case, title: str, text: str, by: Person, at: datetime) -> Answer:
    """The first version of a letter. It may be written in a closed case too: the print is still owed."""
    access.require(by, "answer.draft", case.path)
    title = title[:300]
    letter = Answer.objects.create(case=case, title=title, draft=text, drafted_by=by, created_at=at, changed_at=at)
    AnswerVersion.objects.create(answer=letter, version=letter.version, title=title, draft=text, by=by, at=at)
    acts.record("answer.drafted", by=by, on=case, at=at, unit=case.unit, after={"answer": letter.pk})
    return letter


def next_alarm(reply: PressReply, at: datetime) -> datetime | None:
    """When the next step is due: in the morning of its day, tomorrow at the earliest; None at the top."""
    rung = next_rung(reply)
    if rung is None:
        return None
    return max(datetime.combine(rung.on, time(9), RIYADH), morning_after(at.astimezone(RIYADH).date()))


def next_rung(reply: PressReply) -> press_ladder.Rung | None:
    """The step that comes next, and the day from which it is due."""
    return rung_of(reply, PressStep.objects.filter(reply=reply).select_related("answer"))


def rung_of(reply: PressReply, steps: Iterable[PressStep]) -> press_ladder.Rung | None:
    """The same of the steps taken: up the ladder of a reply that waits for print, or of one printed altered."""
    taken = {step.step: step.at for step in steps if step.answer.state != AnswerState.WITHDRAWN}
    days, ladder = (reply.law.days, reply.law.ladder) if reply.law else (None, [])
    if reply.state == PressState.WAITING:
        return press_ladder.next_rung(reply.due_on, list(taken), ladder)
    if not awaits_correction(reply) or reply.printed_on is None:
        return None
    asked = taken.get(press_ladder.CORRECTION)
    asked_on = asked.astimezone(RIYADH).date() if asked else None
    return press_ladder.next_mending(reply.printed_on, asked_on, list(taken), days, ladder)


def text_of(reply: PressReply, step: str, at: datetime) -> str:
    """The letter of a step, filled; what is not known stays as a gap for the writer."""
    row = _template(reply, step, at)
    if row is None:
        raise Missing(_("No template is kept for this step. Add one among the templates first."))
    return as_own(fill(row.text, values_of(reply.answer.case, reply.item, at) | _values(reply)))


def _values(reply: PressReply) -> dict[str, str]:
    law = reply.law
    steps = PressStep.objects.filter(reply=reply).exclude(answer__state=AnswerState.WITHDRAWN).order_by("id")
    return {
        "المنفذ": reply.outlet.name_ar,
        "عنوان الرد": reply.answer.title,
        "تاريخ إرسال الرد": in_both(reply.sent_at),
        "آخر موعد للنشر": in_both(datetime.combine(reply.due_on, time(12), RIYADH)),
        "السند النظامي": f"{law.article} من {law.name_ar}" if law and law.article else (law.name_ar if law else ""),
        "مضمون النص النظامي": law.text if law else "",
        "ما سبق من مخاطبات": "، و".join(f"خطابنا بتاريخ {in_both(step.at)}" for step in steps),
        "نص الرد": printed.without_end(reply.answer.final),
        **_printed(reply),
    }


def _printed(reply: PressReply) -> dict[str, str]:
    """Of a reply printed otherwise than sent: when and where, and each altered passage beside ours."""
    if reply.printed_on is None:
        return {}
    said = [
        f"ورد في تعقيبنا: «{ours}»\nونُشر: «{theirs}»" if theirs else f"حُذف من تعقيبنا: «{ours}»"
        for ours, theirs in printed.passages(printed.core(reply.answer.final), reply.printed_text)
    ]
    return {
        "تاريخ نشر التعقيب": in_both(datetime.combine(reply.printed_on, time(12), RIYADH)),
        "موضع نشر التعقيب": reply.place,
        "المواضع المغيرة": "\n\n".join(said),
    }


def _template(reply: PressReply, step: str, at: datetime) -> Template | None:
    case, day = reply.answer.case, at.astimezone(RIYADH).date()
    rows = {row.pk: row for row in templates.holding(case.unit, day).filter(form=step)}
    medium = reply.item.medium if reply.item else reply.outlet.medium
    best = choose(
        map(templates.pattern, rows.values()), Matter(case.kind, case.family_id or "", medium, case.state), day
    )
    return rows[best[step]] if step in best else None


def _title(reply: PressReply, step: str) -> str:
    return TITLES[step].format(title=reply.answer.title, outlet=reply.outlet.name_ar)
