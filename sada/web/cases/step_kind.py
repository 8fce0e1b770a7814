"""What a step is: one thing to do with a case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms

from sada.store.models import Case, Person
from sada.web.acting import Words

Make = Callable[[Case, Person, Any], forms.Form]
Run = Callable[[Case, dict[str, Any], Person], object]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do with a case: its name in the state table, the right it needs, the key that presses its button.

    `fits`: whether it makes sense for this case now; `in_menu`: it stands in the menu behind the everyday steps.
    """

    slug: str
    act: str
    icon: str
    key: str
    words: Words
    make: Make
    run: Run
    keeps: tuple[str, ...] = ()  # the promises it keeps: it is offered while somebody waits for one of them
    fits: Callable[[Case], bool] = lambda case: True
    in_menu: bool = False
    pressing: tuple[str, ...] = ()  # while one of these promises runs, it stands among the everyday steps
