"""The names of promises, of urgencies, and of those whom an alarm tells."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

NAMES: Mapping[str, Promise] = {
    "acknowledge": pgettext_lazy("promise", "Acknowledge"),
    "duty_acknowledge": pgettext_lazy("promise", "Acknowledge outside working hours"),
    "hold": pgettext_lazy("promise", "Holding line"),
    "duty_hold": pgettext_lazy("promise", "Holding line outside working hours"),
    "answer": pgettext_lazy("promise", "Answer"),
    "ceiling": pgettext_lazy("promise", "Answer at the latest"),
    "fact": pgettext_lazy("promise", "Expert's answer to the desk"),
    "approve": pgettext_lazy("promise", "Approval or return"),
    "report": pgettext_lazy("promise", "Report at 940 or Balady"),
    "hand_over": pgettext_lazy("promise", "Proof of closing from 940 or Balady"),
    "reply_decision": pgettext_lazy("promise", "Decision on a reply in the press"),
    "publish_reply": pgettext_lazy("promise", "Sending the reply in the press"),
    "printed": pgettext_lazy("promise", "Printing of the reply"),
    "update": pgettext_lazy("promise", "Promised update"),
}
URGENCIES: Mapping[str, Promise] = {
    "high": pgettext_lazy("urgency", "High"),
    "urgent": _("Urgent"),
    "danger": pgettext_lazy("urgency", "Danger"),
    "normal": pgettext_lazy("urgency", "Normal"),
}
HEARERS: Mapping[str, Promise] = {
    "owner": pgettext_lazy("alarm", "who carries the case"),
    "desk": pgettext_lazy("alarm", "the whole desk"),
    "on_call": pgettext_lazy("alarm", "who is on call"),
    "spokesperson": pgettext_lazy("alarm", "the spokesperson"),
    "manager": pgettext_lazy("alarm", "the public relations manager"),
    "supervisor": pgettext_lazy("alarm", "the ministry's supervisor"),
}


def promise_name(code: str) -> str:
    """The name of a promise; its code where it has none."""
    return str(NAMES.get(code, code))
