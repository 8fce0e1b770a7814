"""A refusal in words. Of two who act at once the slower one is told who did what, and when."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from sada.kernel import acts
from sada.kernel.act_names import SENTENCES
from sada.kernel.refusals import Refusal
from sada.web.say import dates


def sentence_of(refusal: Refusal, person: Any) -> str:
    """The refusal's own sentence; where only the state stood against it, what was done last, by whom and when."""
    act = acts.latest(refusal.about) if refusal.about is not None else None
    if act is None or act.by is None:
        return str(refusal.sentence)
    parts = {
        "what": str(SENTENCES.get(act.name, act.name)),
        "who": act.by.name_ar if dates.is_arabic() else (act.by.name_en or act.by.name_ar),
        "when": dates.both_with_time(act.at),
    }
    if act.by_id == getattr(person, "pk", None):
        return gettext("You have done this already: %(what)s, %(when)s. The page now shows how it stands.") % parts
    return gettext("%(who)s was quicker: %(what)s, %(when)s. The page now shows how it stands.") % parts
