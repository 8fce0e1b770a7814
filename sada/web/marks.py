"""Icons and chips: status is never colour alone, always an icon and a word."""

from __future__ import annotations

from functools import cache

from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sada.store.models import CaseState, Kind, Medium, Tone, Unit
from sada.web import units

KIND_ICONS = {
    "complaint": "exclamation-circle", "inquiry": "question-mark-circle", "suggestion": "light-bulb",
    "praise": "hand-thumb-up", "opinion": "chat-bubble-bottom-center-text", "news": "newspaper",
    "statement": "megaphone",
}  # fmt: skip
TONE_ICONS = {"negative": "face-frown", "neutral": "minus-circle", "positive": "face-smile"}
MEDIUM_ICONS = {
    "print": "newspaper", "radio": "radio", "tv": "tv", "online": "globe-alt",
    "x": "hashtag", "facebook": "user-group", "instagram": "camera", "youtube": "play-circle",
    "tiktok": "musical-note", "snapchat": "photo", "telegram": "paper-airplane", "whatsapp": "chat-bubble-oval-left",
    "forum": "chat-bubble-left-right", "email": "envelope", "phone": "phone", "in_person": "user",
}  # fmt: skip
# What points along the reading direction turns with it; clocks, phones and media controls never do.
TURNING = frozenset(
    {"arrow-left", "arrow-right", "chevron-left", "chevron-right", "chevron-double-left", "chevron-double-right",
     "arrow-right-start-on-rectangle", "arrow-uturn-left", "arrow-uturn-right", "paper-airplane", "list-bullet",
     "arrow-top-right-on-square", "arrow-trending-up", "arrow-trending-down", "queue-list", "document-text",
     "chat-bubble-left-right", "chat-bubble-left-ellipsis", "chat-bubble-oval-left"}
)  # fmt: skip
# phase or state → (icon, tone of the chip, word)
PHASES: dict[str, tuple[str, str, Promise]] = {
    "in_time": ("clock", "good", _("In time")),
    "near": ("bell-alert", "warn", _("Deadline is near")),
    "late": ("exclamation-triangle", "bad", pgettext_lazy("case", "Late")),
    "met": ("check-circle", "good", _("Answered in time")),
    "missed": ("x-circle", "bad", _("Answered late")),
    "paused": ("pause-circle", "info", _("Clock paused")),
}
CASE_STATES = {
    "open": ("folder-open", "info"), "paused": ("pause-circle", "warn"), "answered": ("check-circle", "good"),
    "closed": ("check-badge", ""), "no_answer": ("minus-circle", ""),
}  # fmt: skip
FACT_STATES: dict[str, tuple[str, str, Promise]] = {
    "valid": ("check-badge", "good", pgettext_lazy("fact", "Valid")),
    "soon": ("bell-snooze", "warn", pgettext_lazy("fact", "Expires soon")),
    "expired": ("x-circle", "bad", pgettext_lazy("fact", "Expired")),
    "contradicted": ("exclamation-triangle", "bad", pgettext_lazy("fact", "Contradicted")),
    "withdrawn": ("no-symbol", "", pgettext_lazy("fact", "Withdrawn")),
}


@cache
def sprite() -> str:
    """The address of the icon sprite."""
    return static("vendor/icons/icons.svg")


def icon(name: str, css: str = "", label: str | Promise = "") -> SafeString:
    """An icon of the sprite; decoration unless it has a label."""
    classes = " ".join(part for part in ("icon", "icon-turn" if name in TURNING else "", css) if part)
    href = f"{sprite()}#{name}"
    if label:
        said = '<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>'
        return format_html(said, classes, label, href)
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}"/></svg>', classes, href)


def chip(word: str | Promise, icon_name: str = "", tone: str = "") -> SafeString:
    """A word with an icon; ``tone`` is good, bad, warn, info, unsure or nothing."""
    mark = icon(icon_name) if icon_name else ""
    css = f"chip chip-{tone}" if tone else "chip"
    return format_html('<span class="{}">{}<span class="label">{}</span></span>', css, mark, word)


def kind_chip(code: str) -> SafeString:
    """Complaint, inquiry …"""
    return chip(Kind(code).label, KIND_ICONS[code]) if code in KIND_ICONS else chip(code)


def tone_chip(code: str) -> SafeString:
    """The tone toward the municipality."""
    return chip(Tone(code).label, TONE_ICONS[code], code) if code in TONE_ICONS else chip(code)


def mark(word: str | Promise, icon_name: str, tone: str = "") -> SafeString:
    """A word with an icon and no border, for dense rows."""
    return format_html('<span class="mark mark-{}">{}<span>{}</span></span>', tone, icon(icon_name), word)


def tone_mark(code: str) -> SafeString:
    """The tone without a border, for dense rows."""
    if code not in TONE_ICONS:
        return SafeString("")
    return mark(Tone(code).label, TONE_ICONS[code], code)


def medium_icon(code: str) -> SafeString:
    """The icon of a medium, named for those who hear the screen."""
    label = Medium(code).label if code in MEDIUM_ICONS else code
    return icon(MEDIUM_ICONS.get(code, "globe-alt"), label=label)


def unit_chip(unit: Unit | None) -> SafeString:
    """The unit's name in the reader's language."""
    return chip(units.name(unit), "building-library", "unit") if unit is not None else SafeString("")


def phase_chip(phase: str) -> SafeString:
    """Where the clock stands."""
    name, tone, word = PHASES[phase]
    return chip(word, name, tone)


def state_chip(state: str) -> SafeString:
    """The state of a case."""
    name, tone = CASE_STATES[state]
    return chip(CaseState(state).label, name, tone)


def fact_chip(state: str) -> SafeString:
    """Whether a fact may be quoted: valid, soon, expired, contradicted, withdrawn."""
    name, tone, word = FACT_STATES[state]
    return chip(word, name, tone)


def unsure_mark() -> SafeString:
    """The machine was not sure, so a person decides."""
    return mark(_("Unsure"), "question-mark-circle", "unsure")


def urgent_mark() -> SafeString:
    """Above the ordinary clock."""
    return mark(_("Urgent"), "bolt", "bad")
