"""The screens of facts: the table, the page of one, adding, changing, withdrawing."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from sada.desk.citations import disputes
from sada.facts.keep_fact import add_fact, change_fact, drafts_citing, set_fact_state
from sada.kernel import access, acts, clock
from sada.kernel.act_names import SENTENCES
from sada.kernel.refusals import NotAllowed
from sada.store.models import Fact, Family, Question, QuestionState, Unit
from sada.store.queries import facts
from sada.web import tables, units
from sada.web.acting import Words, go, posted, step
from sada.web.facts.forms import FactForm, StateForm, ValueForm, initial_from
from sada.web.http import HtmxHttpRequest
from sada.web.marks import FACT_STATES

ADDING = Words(
    _("New fact"),
    _("Add the fact"),
    _("Fact added"),
    _("A fact may be quoted once it has a proof and a day until which it holds."),
)
CHANGING = Words(_("Change the fact"), _("Save the new value"), _("Fact changed"))
STATING = Words(
    _("State of the fact"),
    _("Save"),
    _("State of the fact changed"),
    _("A contradicted or withdrawn fact blocks approval wherever it is cited."),
)
HEAD = (
    _("Statement"),
    _("Value"),
    _("Unit of measure"),
    _("State"),
    _("As of"),
    _("Valid until"),
    _("Proof"),
    _("Address of the proof"),
    _("Unit"),
    _("Service"),
    _("Owner"),
    _("Used in"),
)


class Listing:
    """The facts in reach and the filters of the address."""

    def __init__(self, request: HtmxHttpRequest) -> None:
        self.today = clock.today()
        self.within = units.chosen(request)
        rows = access.rows_for(request.user, "fact.see")
        self.rows = rows.filter(unit__path__startswith=self.within.path) if self.within else rows
        self.given = request.GET
        self.places = {unit.code: unit for unit in Unit.objects.filter(pk__in=rows.values("unit")).order_by("path")}
        self.owners = {str(person.pk): person for person in facts.owners(self.rows)}
        self.families = {family.pk: family for family in Family.objects.order_by("name_ar")}

    def wanted(self) -> facts.Wanted:
        """The question for the query; what is none of the choices is passed over."""
        unit = self.places.get(self.given.get("unit", ""))
        standing, owner, family = (self.given.get(name, "") for name in ("standing", "owner", "family"))
        return facts.Wanted(
            standing=standing if standing in facts.STANDINGS else "",
            path=unit.path if unit else "",
            owner=int(owner) if owner in self.owners else None,
            family=family if family in self.families else "",
            words=self.given.get("q", ""),
        )

    def found(self) -> Any:
        """The rows that fit; where no row holds the words, those that resemble them (`is_near` then says so)."""
        wanted = self.wanted()
        found = facts.narrowed(self.rows, wanted, self.today)
        self.is_near = bool(wanted.words.strip()) and not found.exists()
        if self.is_near:
            near = self.rows.filter(pk__in=facts.near_words(self.rows, wanted.words))
            found = facts.narrowed(
                near, facts.Wanted(wanted.standing, wanted.path, wanted.owner, wanted.family), self.today
            )
        return found

    def menus(self) -> list[Any]:
        """(name, label, [(query, label, is on)]) of each filter."""
        named: list[tuple[str, Any, list[tuple[str, Any]]]] = [
            ("standing", _("State"), [(code, FACT_STATES[code][2]) for code in facts.STANDINGS]),
            ("unit", _("Unit"), [(code, units.name(unit)) for code, unit in self.places.items()]),
            ("family", _("Field"), [(code, units.name(row)) for code, row in self.families.items()]),
            ("owner", _("Owner"), [(pk, units.name(row)) for pk, row in self.owners.items()]),
        ]
        return [(name, label, self._options(name, choices)) for name, label, choices in named if choices]

    def _options(self, name: str, choices: list[tuple[str, Any]]) -> list[tuple[str, Any, bool]]:
        now = self.given.get(name, "")
        return [(self.query(**{name: "" if code == now else code}), label, code == now) for code, label in choices]

    def chips(self) -> list[tuple[Any, str]]:
        """(label, query without it) of each filter in force."""
        words = self.given.get("q", "").strip()
        found: list[tuple[Any, str]] = [(f"«{words}»", self.query(q=""))] if words else []
        for name, _label, options in self.menus():
            found += [(label, self.query(**{name: ""})) for _query, label, is_on in options if is_on]
        return found

    def query(self, **changes: Any) -> str:
        """The query string with some values changed, from the first page."""
        params: QueryDict = self.given.copy()
        for name, value in {"page": "", **changes}.items():
            params.pop(name, None)
            if value:
                params[name] = str(value)
        return f"?{params.urlencode()}"


@require_GET
def listing(request: HtmxHttpRequest) -> HttpResponse:
    """The table of facts."""
    access.require(request.user, "fact.see")
    wanted = Listing(request)
    given = request.GET.get("page", "1")
    number = min(max(int(given), 1), 1000) if given.isdecimal() and len(given) < 5 else 1
    found = wanted.found()
    rows, has_more = facts.page(found, (number - 1) * facts.PAGE)
    if not rows and number > 1:  # beyond the end: from the beginning
        number, (rows, has_more) = 1, facts.page(found, 0)
    context = {
        "rows": rows,
        "is_near": wanted.is_near,
        "counts": facts.tallies(wanted.rows, wanted.today),
        "menus": wanted.menus(),
        "chips": wanted.chips(),
        "words": request.GET.get("q", ""),
        "query_now": wanted.query(),
        "before": wanted.query(page=number - 1) if number > 1 else "",
        "after": wanted.query(page=number + 1) if has_more else "",
        "may_add": access.may(request.user, "fact.edit"),
        "may_export": access.may(request.user, "export.make"),
    }
    return render(request, "facts/list.html", context)


@require_GET
def download(request: HtmxHttpRequest, form: str) -> HttpResponse:
    """The facts that fit the filters, as CSV or XLSX."""
    access.require(request.user, "export.make")
    write = tables.as_xlsx if form == "xlsx" else tables.as_csv
    return write(f"facts-{clock.today()}", HEAD, map(_cells, Listing(request).found()))


def _cells(fact: Any) -> list[Any]:
    service = units.name(fact.service) if fact.service else ""
    dates = [fact.as_of, fact.valid_until]
    state = str(FACT_STATES[fact.standing][2])
    proof = [fact.proof, fact.proof_url]
    return [
        fact.statement_ar,
        fact.value,
        fact.measure,
        state,
        *dates,
        *proof,
        units.name(fact.unit),
        service,
        units.name(fact.owner),
        fact.used,
    ]


@require_GET
def show(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """One fact: value, proof, history, and every text that used it."""
    fact = access.access_fact(request.user, pk)
    may_see_cases = access.rows_for(request.user, "case.see").values_list("pk", flat=True)
    drafts = drafts_citing(fact)
    seen = set(may_see_cases.filter(answers__fact_uses__fact=fact))
    context = {
        "fact": fact,
        "standing": facts.standing(fact.state, fact.valid_until, clock.today()),
        "uses": facts.uses(fact),
        "drafts": drafts,
        "seen": seen | set(may_see_cases.filter(answers__in=drafts)),
        "rival": disputes({fact.pk: fact}, clock.today()).get(fact.pk) if fact.state == "valid" else None,
        "versions": fact.versions.select_related("by").order_by("-version"),
        "log": [(act, SENTENCES.get(act.name, act.name)) for act in acts.of(fact)],
        "may_edit": access.may(request.user, "fact.edit", fact.unit.path),
    }
    return render(request, "facts/show.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HtmxHttpRequest) -> HttpResponse:
    """A new fact."""
    if not access.may(request.user, "fact.edit"):
        raise NotAllowed
    places = access.rows_for(request.user, "fact.edit", "unit").filter(valid_to=None)
    made: list[Fact] = []
    question = _answered(request)

    def run(data: dict[str, Any]) -> None:
        names = ("measure", "statement_en", "service")
        made.append(
            add_fact(
                data["unit"],
                data["statement_ar"],
                FactForm.given(data),
                by=request.user,
                at=clock.now(),
                owner=question.to if question else None,
                **{name: data[name] for name in names},
            )
        )

    initial = {"as_of": clock.today(), "unit": places.first(), "statement_ar": request.GET.get("statement", "")}
    initial |= initial_from(question, request.GET.get("value", "")) if question else {}
    response = step(
        request, FactForm(posted(request), places=places, initial=initial), ADDING, run, reverse("facts:list"),
        before="facts/expert_said.html", question=question,
    )  # fmt: skip
    if not made:
        return response
    # From an answer one goes on with the case: there is often a further figure in it.
    return go(request, _case_page(request, question) or reverse("facts:show", args=[made[0].pk]))


def _case_page(request: HtmxHttpRequest, question: Question | None) -> str:
    """The page of the question's case, for whoever may see it."""
    if question is None or not access.rows_for(request.user, "case.see").filter(pk=question.case_id).exists():
        return ""
    return reverse("cases:show", args=[question.case_id])


def _answered(request: HtmxHttpRequest) -> Question | None:
    """The expert's answer that the fact is made of, where the address or the form names one."""
    given = request.POST.get("question") or request.GET.get("question") or ""
    if not given.isdecimal() or len(given) > 18:
        return None
    question = access.access_question(request.user, int(given))
    return question if question.state == QuestionState.ANSWERED else None


@require_http_methods(["GET", "POST"])
def change(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """A new value; first what it touches."""
    fact = access.access_fact(request.user, pk, "fact.edit")

    def run(data: dict[str, Any]) -> None:
        change_fact(fact, ValueForm.given(data), by=request.user, at=clock.now(), version=data["version"])

    form = ValueForm(posted(request), initial=ValueForm.initial_of(fact))
    touched = {"uses": facts.uses(fact), "drafts": drafts_citing(fact)}
    context = {"fact": fact, "before": "facts/touched.html", **touched}
    return step(request, form, CHANGING, run, reverse("facts:show", args=[pk]), **context)


@require_http_methods(["GET", "POST"])
def state(request: HtmxHttpRequest, pk: int) -> HttpResponse:
    """Contradicted, withdrawn, or valid again."""
    fact = access.access_fact(request.user, pk, "fact.edit")

    def run(data: dict[str, Any]) -> None:
        set_fact_state(fact, data["state"], by=request.user, at=clock.now(), note=data["note"])

    form = StateForm(posted(request), initial={"state": fact.state})
    return step(request, form, STATING, run, reverse("facts:show", args=[pk]))
