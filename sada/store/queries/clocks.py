"""The clocks of cases in SQL: those that run, and where each stands; the same as rules.clocks says of one."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Case as Choose
from django.db.models import CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from sada.store.models import Case, CaseClock, CaseState

UNANSWERED = Q(answered_at=None, state__in=(CaseState.OPEN, CaseState.PAUSED))
# Another promise due before the answer governs; the answer's own clock otherwise, which alone a pause holds still.
DUE, WARN = Coalesce("first_due_at", "due_at"), Coalesce("first_warn_at", "warn_at")
_HELD = Q(first_due_at=None, paused_at__lte=F("due_at"))


def running(case: Case) -> QuerySet[CaseClock]:
    """The clocks of a case that are neither kept nor fallen away, the first one due first."""
    return CaseClock.objects.filter(case=case, met_at=None, ended_at=None).order_by("due_at", "id")


def of_case(case: Case) -> QuerySet[CaseClock]:
    """Every clock of a case since it was last opened, in the order of their beginning."""
    rows = CaseClock.objects.filter(case=case, started_at__gte=case.asked_at)
    return rows.select_related("answer").order_by("started_at", "id")


def with_phase(rows: QuerySet[CaseClock], now: datetime) -> QuerySet[CaseClock]:
    """Clocks with `phase`, as rules.clocks.phase says of their columns."""
    return rows.annotate(
        phase=Choose(
            When(met_at__lte=F("due_at"), then=Value("met")),
            When(met_at__isnull=False, then=Value("missed")),
            When(paused_at__lte=F("due_at"), then=Value("paused")),
            When(due_at__lt=now, then=Value("late")),
            When(warn_at__lte=now, then=Value("near")),
            default=Value("in_time"),
            output_field=CharField(),
        )
    )


def phase_is(phase: str, now: datetime) -> Q:
    """The cases whose governing clock is in one phase at `now`; the same as rules.clocks.phase says of one case."""
    runs = UNANSWERED & ~_held()
    return {
        "late": runs & _due(lt=now),
        "near": runs & ~_due(lt=now) & _warn(lte=now),
        "in_time": runs & ~_due(lt=now) & ~_warn(lte=now),
        "paused": UNANSWERED & _held(),
        "met": Q(answered_at__lte=F("due_at")),
        "missed": Q(answered_at__gt=F("due_at")),
    }[phase]


def _held() -> Q:
    return Q(paused_at__isnull=False) & _HELD


def _due(**test: datetime) -> Q:
    return _either("first_due_at", "due_at", test)


def _warn(**test: datetime) -> Q:
    return _either("first_warn_at", "warn_at", test)


def _either(first: str, own: str, test: dict[str, datetime]) -> Q:
    """A test on the governing column, as one that an index may serve."""
    (how, value), *_ = test.items()
    return Q(**{f"{first}__isnull": False, f"{first}__{how}": value}) | Q(
        **{f"{first}__isnull": True, f"{own}__{how}": value}
    )
