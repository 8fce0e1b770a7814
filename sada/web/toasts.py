"""Short messages at the foot of the screen, with an undo where there is one.

A fragment's response carries its toast in an HX-Trigger header; before a redirect the message waits in the session.
"""

from __future__ import annotations

from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django_htmx.http import trigger_client_event

R = TypeVar("R", bound=HttpResponse)


def toast(response: R, text: str | Promise, *, undo: str = "", bad: bool = False) -> R:
    """Show ``text`` when this fragment arrives; ``undo`` is the address its undo button posts to."""
    return trigger_client_event(response, "sada:toast", {"text": str(text), "undo": undo, "bad": bad})


def later(request: HttpRequest, text: str | Promise, *, undo: str = "", bad: bool = False) -> None:
    """Show ``text`` on the next full page. It is said now, in the reader's language: it is written down only later."""
    messages.add_message(request, messages.ERROR if bad else messages.SUCCESS, str(text), extra_tags=undo)
