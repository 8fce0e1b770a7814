"""Reminds of accounts whose review is due: the owner and whoever keeps the register, once for each review missed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sada.desk.nearest import nearest
from sada.kernel import acts
from sada.kernel.notices import tell
from sada.rules.accounts import review_of
from sada.store.models import Account, AccountStatus, Act

ACT = "account.review_due"
DUE = ("never", "overdue")


def remind_reviews(*, at: datetime) -> int:
    """Tell of every account in use whose review is due and of which nobody was told since the last; returns how many.

    One that was never looked over is due from the day it stands in the register.
    """
    rows = Account.objects.filter(status=AccountStatus.ACTIVE).order_by("pk")
    return sum(_remind(account.pk, at) for account in rows if _is_due(account, at))


def _is_due(account: Account, at: datetime) -> bool:
    return review_of(account.reviewed_at, account.review_days, account.status, at) in DUE


def _remind(pk: int, at: datetime) -> bool:
    with transaction.atomic():
        account = Account.objects.select_for_update(of=("self",)).select_related("unit", "owner").get(pk=pk)
        told = Act.objects.filter(name=ACT, subject_type="account", subject_id=pk)
        if account.reviewed_at is not None:
            told = told.filter(at__gt=account.reviewed_at)
        if told.exists() or not _is_due(account, at):
            return False
        people = [*([account.owner] if account.owner else []), *nearest("account.edit", account.unit.path)]
        tell(people, ACT, on=account, by=None, at=at, text=f"{account.get_network_display()} {account}")
        acts.record(ACT, by=None, on=account, at=at, unit=account.unit, after={"reviewed_at": account.reviewed_at})
    return True
