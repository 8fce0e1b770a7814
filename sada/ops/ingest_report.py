"""What `sada ingest` shows: a bar with the rate while it works, the columns it chose, the fates at the end."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import click
from django.utils import translation
from django.utils.translation import ngettext
from rich.console import Console
from rich.progress import BarColumn, ProgressColumn, Task, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar
from rich.text import Text

from sada.listen.reasons import sentence
from sada.listen.receive import CORRECTED, REPEATED
from sada.ops.console import say
from sada.outside.columns import FIELDS
from sada.outside.streams import Stream
from sada.ports import Opened, Quarantined, Record
from sada.reading.take_in import Outcome
from sada.store.models import Fate

WIDE = 100  # letters of a value that are shown


class _Rate(ProgressColumn):
    """Records so far and records a second."""

    def render(self, task: Task) -> Text:
        """The figures of one file."""
        done, elapsed = int(task.fields["records"]), task.elapsed or 0.0
        rate = f"{done / elapsed:,.0f}/s" if elapsed > 0.2 else ""
        return Text(f"{done:>9,}  {rate:>9}")


class Progress:
    """A bar for each file on a terminal, by bytes read; silent elsewhere. `seconds`: time since it began."""

    def __init__(self) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), _Rate(), TimeElapsedColumn())
        console = Console(stderr=True)
        self._bar = Bar(*columns, console=console, disable=not console.is_terminal)
        self._begun = time.monotonic()
        self._task, self._stream, self._records = self._bar.add_task("", visible=False, records=0), None, 0

    def __enter__(self) -> Progress:
        self._bar.start()
        return self

    def __exit__(self, *fault: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Leave the bar as it is."""
        self._bar.stop()

    @property
    def seconds(self) -> float:
        """Seconds since the command began its work."""
        return time.monotonic() - self._begun

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Within the block the screen belongs to others."""
        self._bar.stop()
        yield
        self._bar.start()

    @contextmanager
    def file(self, name: str, stream: Stream) -> Iterator[None]:
        """The bar of one file while it is read."""
        self._records, self._stream = 0, stream
        label = name if len(name) <= 40 else f"…{name[-39:]}"
        self._task = self._bar.add_task(label, total=stream.size or None, records=0)
        yield
        self._bar.update(self._task, completed=stream.size or None)

    def advance(self, records: int) -> None:
        """So many more records are committed."""
        self._records += records
        read = self._stream.consumed if self._stream else 0
        self._bar.update(self._task, completed=read, records=self._records)


def say_mapping(opened: Opened, given: Mapping[str, str]) -> None:
    """Which column was taken for what, so that a wrong guess is seen and put right with --map."""
    if not opened.columns:
        return
    click.echo(f"\n{opened.name} ({opened.kind})")
    for field, column in sorted(opened.mapping.items()):
        click.echo(f"  {field:<8} ← {column}{'  (--map)' if field in given else ''}")
    unused = [column for column in opened.columns if column not in opened.mapping.values()]
    if unused:
        say(f"أعمدة لم تُستعمل: {'، '.join(unused)}", f"Columns not used: {', '.join(unused)}")


def say_row(number: int, record: Record) -> None:
    """One row as it would be read: every field that says something, on a line each."""
    content = record.content
    click.echo(f"\n  {number}")
    if isinstance(content, Quarantined):
        say(*_both(lambda: f"  {sentence(content.reason)}"))
        return
    published = content.published.isoformat(" ", "minutes") if content.published else ""
    values = (content.title, content.body, content.author, content.source, content.url, published, content.medium)
    for field, value in zip(FIELDS, values, strict=True):
        line = " ".join(value.split())
        if line:
            click.echo(f"    {field:<8} {line if len(line) <= WIDE else line[:WIDE] + '…'}")


def say_rows(opened: Opened, given: Mapping[str, str], records: Sequence[Record]) -> None:
    """How a document would be read; nothing is written."""
    say_mapping(opened, given)
    if not opened.columns:
        click.echo(f"\n{opened.name} ({opened.kind})")
    for number, record in enumerate(records, 1):
        say_row(number, record)
    say("عرض فقط: لم يُكتب شيء", "Shown only: nothing was written")


def say_declined() -> None:
    """The person did not agree to the mapping."""
    say(
        "لم يُدخل هذا الملف. صحّح الأعمدة بالخيار --map ثم أعد الأمر",
        "This file was not taken in. Put the columns right with --map and run it again",
    )


def say_stopped() -> None:
    """The person stopped the command."""
    say("أُوقف الإدخال. ما تم حُفظ، وإعادة الأمر تكمل الباقي", "Stopped. What is done is kept; run it again for the rest")


def _both(write: object) -> tuple[str, str]:
    """A sentence in Arabic and in English."""
    assert callable(write)
    with translation.override("ar"):
        arabic = str(write())
    with translation.override("en"):
        return arabic, str(write())


def say_summary(outcome: Outcome, files: int, seconds: float) -> None:
    """The fates of all records, the reasons of those quarantined, and the rate."""
    received = sum(outcome.fates.values())
    rate = received / seconds if seconds > 0 else 0.0
    click.echo("")

    def heading() -> str:
        text = ngettext("%(n)s record received", "%(n)s records received", received) % {"n": f"{received:,}"}
        read = ngettext("%(n)s file", "%(n)s files", files) % {"n": f"{files:,}"}
        return f"{text} · {read} · {rate:,.0f}/s"

    say(*_both(heading))
    new, kept = outcome.fates[Fate.UNDERSTOOD], outcome.fates[Fate.QUARANTINED]
    again = outcome.fates[Fate.DUPLICATE] + outcome.fates[REPEATED]
    told = {"new": new, "corrected": outcome.fates[CORRECTED], "duplicate": again, "quarantined": kept}
    for label, number in told.items():
        if label == "corrected" and not number:
            continue
        say(*_both(lambda label=label, number=number: fate_line(label, number)))
    for reason, number in outcome.reasons.most_common():
        say(*_both(lambda reason=reason, number=number: f"    {number:,}  {sentence(reason)}"))
    if new:
        say(*_both(lambda: concern_line(outcome)))


def fate_line(label: str, number: int) -> str:
    """How many had one fate, in the active language."""
    if label == "new":
        text = ngettext("%(n)s new item", "%(n)s new items", number)
    elif label == "corrected":
        text = ngettext(
            "%(n)s item corrected: read again with other columns",
            "%(n)s items corrected: read again with other columns",
            number,
        )
    elif label == "duplicate":
        text = ngettext("%(n)s duplicate, not added again", "%(n)s duplicates, not added again", number)
    else:
        text = ngettext("%(n)s quarantined record", "%(n)s quarantined records", number)
    return text % {"n": f"{number:,}"}


def concern_line(outcome: Outcome) -> str:
    """How many of them were laid before a unit, and how many stories began."""
    laid = ngettext("%(n)s laid before a unit", "%(n)s laid before units", outcome.mentions)
    told = ngettext("%(n)s new story", "%(n)s new stories", outcome.stories)
    return f"{laid % {'n': f'{outcome.mentions:,}'}} · {told % {'n': f'{outcome.stories:,}'}}"
