"""The register of accounts: added, changed, looked over, taken out of use. An account is closed, never deleted."""

from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.refusals import Missing, Refusal
from sada.rules.addresses import clean_base
from sada.store.models import Account, AccountKeys, AccountStatus, Network, Person, SecondFactor, Unit

SHORTEST, LONGEST = 7, 366  # days between two reviews; the register itself is to be gone through at least yearly
_COLUMNS = (
    "handle", "address", "remote_id", "base", "others", "second_factor", "recovery", "is_verified", "speaks_below",
    "review_days",
)  # fmt: skip
_IDENTITY = ("network", "handle", "base", "remote_id")  # another one of these is another account: its keys are not


class KnownAccount(Refusal):
    """The register has this account already."""

    sentence = _("This account already stands in the register.")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one may write of an account."""

    unit: Unit
    network: str
    handle: str
    owner: Person | None = None
    deputies: tuple[Person, ...] = ()
    address: str = ""
    remote_id: str = ""
    base: str = ""
    others: tuple[str, ...] = field(default=())
    second_factor: str = SecondFactor.UNKNOWN
    recovery: str = ""
    is_verified: bool = False
    speaks_below: bool = False
    review_days: int = 90


def add_account(wanted: Entry, *, by: Person, at: datetime) -> Account:
    """Write an account into the register. Its first review is due at once."""
    access.require(by, "account.edit", wanted.unit.path)
    columns = _checked(wanted)
    with transaction.atomic():
        account = Account.objects.create(unit=wanted.unit, owner=wanted.owner, **columns)
        account.deputies.set(wanted.deputies)
        acts.record("account.added", by=by, on=account, at=at, unit=wanted.unit, after=shown(account))
    return account


def change_account(account: Account, wanted: Entry, *, by: Person, at: datetime) -> None:
    """Change the entry. Where it becomes another account (another name or server), its keys are forgotten."""
    access.require(by, "account.edit", account.unit.path)
    access.require(by, "account.edit", wanted.unit.path)
    columns = _checked(wanted, besides=account)
    before = shown(account)
    is_other = any(getattr(account, name) != columns[name] for name in _IDENTITY)
    with transaction.atomic():
        update_if(account, {}, unit=wanted.unit, owner=wanted.owner, **columns)
        account.deputies.set(wanted.deputies)
        if is_other:
            AccountKeys.objects.filter(account=account).delete()
        acts.record("account.changed", by=by, on=account, at=at, unit=account.unit, before=before, after=shown(account))


def set_status(account: Account, status: str, *, by: Person, at: datetime) -> None:
    """Put an account out of use or back; one that is closed loses its keys."""
    access.require(by, "account.edit", account.unit.path)
    if status not in AccountStatus.values:
        raise Missing
    before = {"status": account.status}
    with transaction.atomic():
        update_if(account, {"status": account.status}, status=status)
        if status == AccountStatus.CLOSED:
            AccountKeys.objects.filter(account=account).delete()
        acts.record(
            "account.changed", by=by, on=account, at=at, unit=account.unit, before=before, after={"status": status}
        )


def review_account(account: Account, note: str, *, by: Person, at: datetime) -> None:
    """Record that owner, access, second factor and recovery were gone through and found to be as written."""
    access.require(by, "account.edit", account.unit.path)
    if account.status != AccountStatus.ACTIVE:
        raise Missing(_("Only an account in use is reviewed."))
    with transaction.atomic():
        update_if(account, {"reviewed_at": account.reviewed_at}, reviewed_at=at, reviewed_by=by)
        after = shown(account)
        acts.record(
            "account.reviewed", by=by, on=account, at=at, unit=account.unit, after=after, note=note.strip()[:500]
        )


def shown(account: Account) -> dict[str, object]:
    """An entry as the log keeps it. Keys are never in it."""
    return {
        "unit": account.unit.code,
        "network": account.network,
        "owner": account.owner_id,
        "deputies": sorted(account.deputies.values_list("pk", flat=True)),
        **{name: getattr(account, name) for name in _COLUMNS},
    }


def _is_sealed_way(base: str) -> bool:
    """Keys travel under TLS; without it only to a server of our own that the settings name."""
    parts = urlsplit(base)
    named = {parts.hostname or "", parts.netloc}
    return parts.scheme != "http" or not settings.FETCH_ALLOW.isdisjoint(named)


def _checked(wanted: Entry, besides: Account | None = None) -> dict[str, object]:
    handle = wanted.handle.strip().lstrip("@")
    if not handle or wanted.network not in Network.values or wanted.second_factor not in SecondFactor.values:
        raise Missing(_("Write the name of the account and choose its network."))
    if not SHORTEST <= wanted.review_days <= LONGEST:
        raise Missing(_("An account is reviewed at least once a year, and at most once a week."))
    base = clean_base(wanted.base)
    if base is None or not _is_sealed_way(base) or (wanted.network == Network.MASTODON and not base):
        raise Missing(_("Write the address of the server, beginning with https://"))
    same = Account.objects.filter(network=wanted.network, handle__iexact=handle, base=base)
    if same.exclude(pk=besides.pk if besides else None).exists():
        raise KnownAccount
    others = [one.strip()[:120] for one in wanted.others if one.strip()]
    columns = {name: getattr(wanted, name) for name in _COLUMNS}
    return columns | {"network": wanted.network, "handle": handle, "base": base, "others": others}
