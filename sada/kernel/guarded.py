"""Conditional updates: of two people who do the same thing at once, exactly one wins and the other is told."""

from typing import Any

from django.db.models import Model

from sada.kernel.refusals import SomeoneElseDidIt


def update_if(row: Model, expected: dict[str, Any], **values: Any) -> None:
    """Write `values` to the row only while the columns in `expected` still hold; raise SomeoneElseDidIt otherwise."""
    changed = type(row)._default_manager.filter(pk=row.pk, **expected).update(**values)
    if changed != 1:
        raise SomeoneElseDidIt(about=row)
    for name, value in values.items():
        setattr(row, name, value)
