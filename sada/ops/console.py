"""What the command prints: each sentence in Arabic and in English."""

import os
import traceback
from pathlib import Path

import click

from sada.ops.home import disk_full, home
from sada.ops.trouble import Trouble, is_disk_full


def say(arabic: str, english: str) -> None:
    """One step, in both languages."""
    click.echo(f"  {english}  ·  {arabic}")


def complain(trouble: Trouble) -> None:
    """A trouble, Arabic first, to standard error."""
    click.echo(f"\n{trouble.both()}", err=True)


def as_trouble(error: Exception) -> Trouble:
    """Whatever went wrong, as something a person can read; what nobody foresaw goes to a log."""
    if isinstance(error, Trouble):
        return error
    if is_disk_full(error):
        return disk_full(home())
    if isinstance(error, OSError) and error.filename and error.strerror:
        return Trouble("file-unusable", file=error.filename, what=error.strerror)
    if os.environ.get("SADA_DEBUG"):
        traceback.print_exception(error)
    what = f"{type(error).__name__}: {error}".splitlines()[0][:300]
    return Trouble("unexpected", what=what, log=write_down(error))


def write_down(error: Exception) -> Path | str:
    """Append the whole story of an error to errors.log in the data folder."""
    path = home() / "log" / "errors.log"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(path, "a", encoding="utf-8") as log:
            traceback.print_exception(error, file=log)
    except OSError:
        return "(SADA_DEBUG=1)"
    return path


def ask_password() -> str:
    """A password typed twice. Raises Trouble where there is no terminal to type it in."""
    import sys

    if not sys.stdin.isatty():
        raise Trouble("password-missing")
    return str(click.prompt("Password · كلمة المرور", hide_input=True, confirmation_prompt=True))
