"""Conditional updates: of two people who do the same thing at once, exactly one wins and the other is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError
from django.db.models import Model

from sada.kernel.refusals import SomeoneElseDidIt

LOST = frozenset({"40P01", "40001"})  # deadlock detected, serialization failure


def is_lost(fault: Exception) -> bool:
    """Whether PostgreSQL ended a transaction because another was in its way; nothing of it was kept."""
    return isinstance(fault, OperationalError) and getattr(fault.__cause__, "sqlstate", None) in LOST


@contextmanager
def contested() -> Iterator[None]:
    """Of two who wait for each other PostgreSQL ends one; that one reads SomeoneElseDidIt, and nothing was changed."""
    try:
        yield
    except OperationalError as fault:
        if is_lost(fault):
            raise SomeoneElseDidIt from fault
        raise


def update_if(row: Model, expected: dict[str, Any], **values: Any) -> None:
    """Write `values` to the row only while the columns in `expected` still hold; raise SomeoneElseDidIt otherwise."""
    changed = type(row)._default_manager.filter(pk=row.pk, **expected).update(**values)
    if changed != 1:
        raise SomeoneElseDidIt(about=row)
    for name, value in values.items():
        setattr(row, name, value)
