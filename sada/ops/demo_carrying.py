"""What else the demo's people do with cases: hand over and back, tie to reports, follow up, one line for many."""

from collections.abc import Iterator
from datetime import timedelta

from sada.desk.answer_from_line import answer_cases, answerable
from sada.desk.bulk_cases import join_many
from sada.desk.follow_up import Found, follow_up
from sada.desk.hand_over_report import Handed, hand_over, note_report
from sada.desk.leave_unanswered import propose_silence
from sada.desk.note_case import note_case
from sada.desk.tag_item import tag_item
from sada.desk.transfer_case import return_case, transfer_case
from sada.desk.watch_case import watch_case
from sada.desk.write_line import approve_line, submit_line, write_line
from sada.ops.demo_play import MINUTE, Scene, Stage
from sada.ports import ReportStatus
from sada.store.models import Case, CaseState, Mention, MentionState, ServiceReport

TAGGED = 3
SAYS = (
    "تتابع الأمانة ما نُشر عن الموضوع، والعمل جارٍ على معالجته ميدانيًا، وتُعلن النتائج فور اكتمالها عبر حساباتها الرسمية."
)


def carrying(stage: Stage) -> Iterator[Scene]:
    """One scene for each; they play in the last hour and a half."""
    yield _joined(stage)
    yield _transferred(stage)
    yield _reported(stage)
    yield _followed(stage)
    yield _silence(stage)
    yield _line(stage)
    yield _tagged(stage)


def _case(stage: Stage, ref: str) -> Case | None:
    """A case as it stands now, while it still runs."""
    case = stage.cases.get(ref)
    if case is None:
        return None
    case.refresh_from_db()
    return case if case.state in (CaseState.OPEN, CaseState.PAUSED) else None


def _joined(stage: Stage) -> Scene:
    """Two cases about the same bins become one."""
    at = yield stage.at - 90 * MINUTE
    both = [case for case in (_case(stage, "bins1"), _case(stage, "bins2")) if case is not None]
    if len(both) > 1:
        join_many(both, by=stage.cast.people["demo.officer"], at=at)


def _transferred(stage: Stage) -> Scene:
    """Marjan hands a case of dogs to the neighbour by mistake; it comes back with the reason. The ministry watches."""
    at = yield stage.at - 80 * MINUTE
    case, people = _case(stage, "holes"), stage.cast.people
    if case is None:
        return
    watch_case(case, by=people["demo.supervisor"], at=at)
    marjan = stage.cast.units["marjan"]
    reason = "يبدو من الصور أن الموقع على طريق الساحل، وهو تابع لأمانة المرجان."
    transfer_case(case, marjan, reason, by=people["demo.officer"], at=at)
    at = yield at + 20 * MINUTE
    case.refresh_from_db()
    return_case(case, "الموقع داخل حدود عين السدر بحسب الإحداثيات المرفقة.", by=people["demo.marjan.officer"], at=at)
    at = yield at + 5 * MINUTE
    case.refresh_from_db()
    note_case(case, "@بدر العيون نأمل معاينة الموقع اليوم.", by=people["demo.officer"], at=at)


def _reported(stage: Stage) -> Scene:
    """Two reports at 940: one waits for its proof, one is proven."""
    at = yield stage.at - 70 * MINUTE
    officer, day = stage.cast.people["demo.officer"], (stage.at - timedelta(days=2)).date()
    for ref, number in (("dark", "940-260118"), ("bins1", "940-260342")):
        case = _case(stage, ref)
        if case is not None:
            hand_over(case, Handed("940", number, day, "بلاغ خدمة بلدية"), by=officer, at=at)
    ServiceReport.objects.filter(case__invented=True).update(next_check_at=None)  # nothing leaves this machine
    at = yield stage.at - 25 * MINUTE
    for report in ServiceReport.objects.filter(reference="940-260342", case__invented=True):
        proof = "فُرغت الحاويات وصُورت بعد التفريغ، محضر المراقب رقم 214."
        note_report(report, ReportStatus(report.reference, "done", "أُغلق", at, proof), by=officer, at=at)


def _followed(stage: Stage) -> Scene:
    """Of two promises whose day has come one was kept, the other not yet."""
    at = yield stage.at - 60 * MINUTE
    officer, today = stage.cast.people["demo.officer"], stage.at.date()
    due = Case.objects.filter(invented=True, state=CaseState.CLOSED, promise_on__lte=today, path__contains="/waha/")
    found = (
        Found("done", "زيارة ميدانية وصور مرفقة من الإدارة المختصة.", "https://waha.example/visit/12"),
        Found("partly", "نُفذت المرحلة الأولى، والثانية بانتظار المقاول.", again_on=today + timedelta(days=14)),
    )
    for case, one in zip(due.select_related("unit").order_by("promise_on")[:2], found, strict=False):
        follow_up(case, one, by=officer, at=at)


def _silence(stage: Stage) -> Scene:
    """A proposal not to answer waits for the spokesperson."""
    at = yield stage.at - 40 * MINUTE
    case = _case(stage, "dogs")
    if case is not None:
        note = "القضية منظورة لدى الجهات الأمنية، ويصدر البيان عنها."
        propose_silence(case, "court", note, by=stage.cast.people["demo.officer"], at=at)


def _line(stage: Stage) -> Scene:
    """The story told most often among the running cases has a line; its cases are answered from it."""
    at = yield stage.at - 35 * MINUTE
    people, waha = stage.cast.people, stage.cast.units["waha"]
    running = Case.objects.filter(invented=True, path__startswith=waha.path, state=CaseState.OPEN, story__isnull=False)
    case = running.select_related("story").order_by("-story__size", "pk").first()
    if case is None or case.story is None:
        return
    line = write_line(case.story, waha, SAYS, 0, by=people["demo.officer"], at=at)
    submit_line(line, by=people["demo.officer"], at=at)
    at = yield at + 10 * MINUTE
    approve_line(line, 1, by=people["demo.spokesperson"], at=at)
    waiting = list(answerable(line, people["demo.officer"]).values_list("pk", flat=True))
    at = yield at + 10 * MINUTE
    if len(waiting) > 1:
        answer_cases(line, waiting[:-1], by=people["demo.officer"], at=at)


def _tagged(stage: Stage) -> Scene:
    """Items of the week carry a tag."""
    at = yield stage.at - 8 * MINUTE
    officer, waha = stage.cast.people["demo.officer"], stage.cast.units["waha"]
    waiting = Mention.objects.filter(item__invented=True, path__startswith=waha.path, state=MentionState.WAITING)
    for mention in waiting.select_related("item", "unit").order_by("pk")[:TAGGED]:
        tag_item(mention, "متابعة الأسبوع", by=officer, at=at)
