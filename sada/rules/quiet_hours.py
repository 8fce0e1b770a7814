"""When a notice goes out by e-mail: at once, with the day's digest, or not at all; never in somebody's quiet hours."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from typing import Final

AT_ONCE: Final = "at_once"
DIGEST: Final = "digest"
OFF: Final = "off"
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Way:
    """How a person wants to be told. Quiet hours may pass midnight; equal ends mean none."""

    mail: str = DIGEST
    digest_hour: int = 8
    quiet_from: time = time(21)
    quiet_to: time = time(6)
    urgent_breaks_in: bool = True

    def is_quiet(self, at: time) -> bool:
        """Whether a time of day lies in the quiet hours (their beginning included, their end not)."""
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= at < self.quiet_to
        return at >= self.quiet_from or at < self.quiet_to


def mail_at(way: Way, at: datetime, tz: tzinfo, *, urgent: bool, prompt: bool = False) -> datetime | None:
    """When a notice of the instant `at` is to leave by e-mail, in the person's own zone; None: on screen alone.

    What is urgent never waits for the digest, and breaks through quiet hours unless the person has said otherwise. What
    is `prompt` (something came into one's hands and its clock runs) waits for no digest either, but for the morning.
    """
    if way.mail == OFF:
        return None
    local = at.astimezone(tz)
    if urgent and way.urgent_breaks_in:
        return at
    if way.mail == DIGEST and not (urgent or prompt):
        return _after_quiet(way, _next(local, time(way.digest_hour)))
    return _after_quiet(way, local)


def _after_quiet(way: Way, local: datetime) -> datetime:
    """The instant itself, or the end of the quiet hours it lies in."""
    return _next(local, way.quiet_to) if way.is_quiet(local.timetz().replace(tzinfo=None)) else local


def _next(local: datetime, clock: time) -> datetime:
    """The first instant after `local` at which the clock on the wall shows `clock`."""
    then = datetime.combine(local.date(), clock, local.tzinfo)
    return then if then > local else datetime.combine(local.date() + DAY, clock, local.tzinfo)
