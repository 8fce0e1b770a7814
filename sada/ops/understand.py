"""The body of `sada understand`: a progress line, the batch, and what was refused."""

import shutil
import sys
import tempfile
import time
from pathlib import Path

import click

from sada.ops.trouble import Trouble
from sada.understand.batch import Outcome, understand_file
from sada.understand.lexicon import shipped

STANDARD = Path("-")


def run(source: Path, target: Path, with_details: bool = False) -> int:
    """Read `source`, write `target` (- stands for standard input or output); exit status 1 when lines were refused."""
    if target.exists() and source.exists() and target.samefile(source):
        raise Trouble("file-unusable", file=target, what="it is the file being read")
    with tempfile.TemporaryDirectory(prefix="sada-") as folder:
        read = taken_in(Path(folder) / "in.jsonl") if source == STANDARD else source
        written = Path(folder) / "out.jsonl" if target == STANDARD else target
        began = time.perf_counter()
        outcome = understand_file(read, written, shipped(), tell, with_details)
        if target == STANDARD:
            with open(written, "rb") as result:
                shutil.copyfileobj(result, sys.stdout.buffer)
    report(outcome, time.perf_counter() - began, target)
    return 1 if outcome.refused else 0


def taken_in(path: Path) -> Path:
    """Standard input as a file."""
    with open(path, "wb") as file:
        shutil.copyfileobj(sys.stdin.buffer, file)
    return path


def tell(done: int) -> None:
    """How far it is, on a terminal."""
    if sys.stderr.isatty():
        click.echo(f"\r  {done} texts  ·  النصوص: {done}", nl=False, err=True)


def report(outcome: Outcome, seconds: float, target: Path) -> None:
    """How much was read how quickly, and the lines that were not: beside the target, or on the screen alone."""
    rate = outcome.items / seconds if seconds else 0
    click.echo(f"\r  {outcome.items} texts, {rate:.0f}/s  ·  النصوص: {outcome.items}، في الثانية: {rate:.0f}", err=True)
    shown = outcome.refused if target == STANDARD else outcome.refused[:10]
    for refused in shown:
        click.echo(f"  line {refused.line}: {refused.reason}  ·  السطر {refused.line}", err=True)
    if outcome.refused and target != STANDARD:
        count, kept = len(outcome.refused), f"{target}.refused.jsonl"
        click.echo(f"  {count} lines kept in {kept}  ·  أسطر لم تُقرأ، محفوظة في الملف {kept}: {count}", err=True)
