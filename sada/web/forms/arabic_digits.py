"""Arabic-Indic and Persian digits in numbers, dates and times are as good as 0-9."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from sada.web.forms.days import within_reason
from sada.web.say.digits import western

# Fields in which a digit is a digit. Free text is left exactly as it was written.
_COUNTED = (forms.IntegerField, forms.DateField, forms.DateTimeField, forms.TimeField, forms.DurationField)


class ArabicDigits:
    """Mixin before forms.Form or forms.ModelForm. A CharField takes part when named in ``western``."""

    western: tuple[str, ...] = ()
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, _COUNTED) or name in self.western:
                field.to_python = _westernised(field.to_python)  # type: ignore[method-assign]
            if isinstance(field, forms.DateField | forms.DateTimeField):
                field.validators.append(within_reason)
            if isinstance(field.widget, forms.NumberInput):
                _as_text(field.widget)


def _as_text(widget: forms.NumberInput) -> None:
    """A browser's number field swallows ٣; a text field with the number keyboard does not."""
    widget.input_type = "text"
    widget.attrs.setdefault("inputmode", "decimal")


def _westernised(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def to_python(value: Any) -> Any:
        return read(western(value).replace(",", "") if isinstance(value, str) and _is_number(value) else _plain(value))

    return to_python


def _is_number(value: str) -> bool:
    return western(value).replace(",", "").replace(".", "").strip().isdecimal()


def _plain(value: Any) -> Any:
    return western(value) if isinstance(value, str) else value
