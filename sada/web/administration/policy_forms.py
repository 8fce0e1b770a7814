"""The forms of promises and of the ladder of alarms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sada.desk.keep_policies import LONGEST, Wanted
from sada.rules.alarms import FARTHEST, Step
from sada.rules.policies import Policy
from sada.store.models import Kind, Medium, Unit
from sada.store.queries.working_time import basis_of
from sada.web.administration.forms import unit_field
from sada.web.cases.forms import Form, day_input
from sada.web.say.promises import HEARERS, NAMES, URGENCIES

STEPS = 5
ANY = ("", pgettext_lazy("policy", "Any"))
BASES = [
    ("work", _("Working time")),
    ("wall", _("Clock time, day and night")),
    ("day", _("By the end of the working day")),
]


class NewPromiseForm(Form):
    """A promise: what, of which cases, how long, from when."""

    promise = forms.ChoiceField(label=_("Promise"), choices=list(NAMES.items()), initial="answer")
    kind = forms.ChoiceField(label=_("Kind"), choices=[ANY, *Kind.choices], required=False)
    medium = forms.ChoiceField(label=_("Medium"), choices=[ANY, *Medium.choices], required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=[ANY, *URGENCIES.items()], required=False)
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=1, max_value=LONGEST, initial=240,
        help_text=_("By the end of the working day: so many must be left of it; else the end of the next one."),
    )  # fmt: skip
    basis = forms.ChoiceField(label=_("Counted in"), choices=BASES, initial="work", widget=forms.RadioSelect)
    valid_from = forms.DateField(label=_("Since"), widget=day_input())

    def __init__(self, rows: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"unit": unit_field(rows), **self.fields}

    @staticmethod
    def given(data: dict[str, Any]) -> Wanted:
        """As the act takes it."""
        return Wanted(**{name: data[name] for name in Wanted.__dataclass_fields__})

    @property
    def policy(self) -> Policy:
        """The promise as the rules reckon it; of a form that is valid."""
        data = self.cleaned_data
        return Policy(data["promise"], data["minutes"], basis_of(data["basis"]))


class LadderForm(Form):
    """The whole ladder of a unit for a promise: up to five steps, each with whom it tells."""

    promise = forms.ChoiceField(label=_("Promise"), choices=[ANY, *NAMES.items()], required=False)
    urgency = forms.ChoiceField(label=_("Urgency"), choices=[ANY, *URGENCIES.items()], required=False)

    def __init__(self, rows: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {"unit": unit_field(rows), **self.fields}
        for n in range(1, STEPS + 1):
            said = {"n": n}
            self.fields[f"share_{n}"] = forms.IntegerField(
                label=gettext("Step %(n)s: at how many percent of the time") % said,
                min_value=1,
                max_value=FARTHEST,
                required=False,
            )
            self.fields[f"to_{n}"] = forms.MultipleChoiceField(
                label=gettext("Step %(n)s: who is told") % said,
                choices=list(HEARERS.items()),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )

    @staticmethod
    def initial_of(steps: Sequence[Step]) -> dict[str, Any]:
        """The ladder that holds now."""
        found: dict[str, Any] = {}
        for n, step in enumerate(steps[:STEPS], start=1):
            found |= {f"share_{n}": step.share, f"to_{n}": list(step.to)}
        return found

    def steps(self) -> list[Step]:
        """The steps that were filled in; of a form that is valid."""
        data = self.cleaned_data
        filled = [(data.get(f"share_{n}"), data.get(f"to_{n}") or ()) for n in range(1, STEPS + 1)]
        return [Step(share, tuple(to)) for share, to in filled if share]
