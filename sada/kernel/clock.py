"""The only reading of the wall clock. A rehearsal or a test may set it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

RIYADH = ZoneInfo("Asia/Riyadh")
_set: ContextVar[datetime | None] = ContextVar("sada_clock", default=None)


def now() -> datetime:
    """The present instant in UTC, or the instant that `at` has set."""
    return _set.get() or datetime.now(UTC)


def today() -> date:
    """The present date in Riyadh."""
    return now().astimezone(RIYADH).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Within the block `now()` is `moment` (aware). For tests and rehearsals."""
    token = _set.set(moment)
    try:
        yield
    finally:
        _set.reset(token)
