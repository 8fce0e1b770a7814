"""Takes questions to the assistant, where the ministry has set one."""

from django.conf import settings
from procrastinate.contrib.django import app

from sada.desk.ask_assistant import question
from sada.desk.use_assistant import fail_draft, take_text
from sada.kernel import clock
from sada.outside.assistant import Assistant
from sada.ports import AssistantFailed
from sada.store.models import AssistantDraft, AssistantState


@app.task(name="desk.ask_assistant")
def ask_assistant(draft_id: int) -> None:
    """Ask once; the writer asks again if it fails."""
    rows = AssistantDraft.objects.select_related("answer", "answer__case", "answer__case__unit")
    row = rows.filter(pk=draft_id, state=AssistantState.WAITING).first()
    if row is None or not settings.ASSISTANT_URL:
        return
    try:
        take_text(row, assistant().complete(question(row, clock.now())), at=clock.now())
    except AssistantFailed as fault:
        fail_draft(row, fault.reason, at=clock.now())


def assistant() -> Assistant:
    """The assistant at the address of the settings."""
    return Assistant(
        settings.ASSISTANT_URL,
        key=settings.ASSISTANT_KEY,
        model=settings.ASSISTANT_MODEL,
        seconds=settings.ASSISTANT_SECONDS,
    )
