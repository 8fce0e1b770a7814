"""Why something was quarantined, as a sentence for people; the codes are those of `sada.ports.REASONS`."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Promise] = {
    "broken_json": _("The line is not valid JSON"),
    "not_an_object": _("The line is JSON, but not a record"),
    "encoding": _("The letters are in no encoding known here; save the file as UTF-8"),
    "no_text": _("There is neither a title nor a text"),
    "too_large": _("The record is larger than can be taken in"),
    "truncated": _("The file ends before its end: it was cut off or damaged"),
    "empty": _("The file is empty"),
    "no_columns": _("No column holds a title or a text; name one with --map text=COLUMN"),
    "not_a_feed": _("The markup is not a feed"),
    "no_entries": _("The feed has no entries"),
    "feed_list": _("This is a list of feeds; add its feeds as sources"),
    "unreadable": _("The file cannot be opened as what it claims to be"),
    "binary": _("The file is not text"),
    "refused": _("The record could not be stored or understood"),
}


def sentence(reason: str) -> str:
    """The sentence of a stored reason («code: detail»), in the active language; an unknown code stands for itself."""
    code = reason.split(":", 1)[0]
    return str(SENTENCES.get(code, code))
