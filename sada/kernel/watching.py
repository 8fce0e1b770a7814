"""Those who watch a case are told what happens to it, unless the act itself has told them or was their own."""

from datetime import datetime

from django.db.models import Model

from sada.kernel import access
from sada.kernel.notices import tell
from sada.store.models import Case, Notice, Person

WATCHED = frozenset(
    {
        "case.noted", "case.assigned", "case.paused", "case.resumed", "case.deadline_set", "case.became_late",
        "case.answered", "case.closed", "case.reopened", "case.transferred", "case.returned", "case.split",
        "case.reply_received", "case.asked_again", "question.answered", "answer.submitted", "answer.approved",
        "answer.returned", "answer.sent", "answer.send_failed",
    }
)  # fmt: skip


def tell_watchers(name: str, on: Model, *, by: Person | None, at: datetime, text: str) -> None:
    """Tell the watchers of a case of one act; one query where nobody watches."""
    if name not in WATCHED or not isinstance(on, Case):
        return
    told = Notice.objects.filter(act=name, subject_type="case", subject_id=on.pk, at=at)
    watchers = Person.objects.filter(watches__case=on, is_active=True).exclude(pk__in=told.values("person"))
    seeing = [one for one in watchers if access.rows_for(one, "case.see").filter(pk=on.pk).exists()]
    tell(seeing, name, on=on, by=by, at=at, text=text or on.subject)
