"""The register of accounts with what is due and what is wrong, and the accounts that may answer a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from sada.rules import accounts as rules
from sada.store.models import Account, AccountStatus, Case

_ORDER = ("overdue", "never", "soon", "good", "off")


@dataclass(frozen=True, slots=True)
class Standing:
    """One account as the register shows it."""

    account: Account
    review: rules.Review
    concerns: tuple[rules.Concern, ...]
    has_keys: bool


def register(rows: QuerySet[Account], now: datetime) -> list[Standing]:
    """The accounts of `rows`, what is overdue first; a fixed number of queries."""
    read = rows.select_related("unit", "owner", "keys", "reviewed_by").prefetch_related("deputies")
    found = [standing(account, now) for account in read]
    return sorted(found, key=lambda one: (_ORDER.index(one.review), not one.concerns))


def standing(account: Account, now: datetime) -> Standing:
    """One account with its review and concerns."""
    review = rules.review_of(account.reviewed_at, account.review_days, account.status, now)
    found = rules.concerns(_held(account)) if review != "off" else ()
    return Standing(account, review, found, has_keys(account))


def has_keys(account: Account) -> bool:
    """Whether one can send from the account."""
    keys = getattr(account, "keys", None)
    return keys is not None and rules.is_enough(account.network, keys.names)


def speaking_for(case: Case) -> list[Account]:
    """The accounts in use that may answer a case: its own unit's first, then those of the units above that may."""
    steps = case.path.strip("/").split("/")
    above = ["/" + "/".join(steps[:n]) + "/" for n in range(len(steps), 0, -1)]
    rows = Account.objects.filter(unit__path__in=above, status=AccountStatus.ACTIVE).select_related("unit", "keys")
    fit = [a for a in rows if rules.may_speak(a.unit.path, case.path, a.speaks_below)]
    return sorted(fit, key=lambda a: (above.index(a.unit.path), a.network, a.handle))


def _held(account: Account) -> rules.Holding:
    deputies = list(account.deputies.all())
    return rules.Holding(
        has_owner=account.owner is not None,
        owner_is_active=account.owner is not None and account.owner.is_active,
        deputies=len(deputies),
        gone_deputies=sum(not person.is_active for person in deputies),
        second_factor=account.second_factor,
        recovery=account.recovery,
    )
