"""The keys of an account: written once, sealed, used by the worker, never shown or logged."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.kernel import access, acts, queue
from sada.kernel.refusals import Missing
from sada.kernel.sealing import seal, unseal
from sada.rules.accounts import is_enough, key_names
from sada.store.models import Account, AccountKeys, AccountStatus, Person

LONGEST = 4000  # characters of one key


def set_keys(account: Account, given: Mapping[str, str], *, by: Person, at: datetime) -> None:
    """Keep the keys of an account in place of those it had. The log says which were set, never what they are.

    Whose they are the network is asked at once by the worker, and in any case before anything is posted with them.
    """
    access.require(by, "account.edit", account.unit.path)
    if account.status == AccountStatus.CLOSED:
        raise Missing(_("A closed account has no keys."))
    known = {name: given[name].strip() for name in key_names(account.network) if given.get(name, "").strip()}
    if not is_enough(account.network, known) or any(len(value) > LONGEST for value in known.values()):
        raise Missing(_("Fill in every key of one of the ways of signing in."))
    with transaction.atomic():
        AccountKeys.objects.update_or_create(
            account=account,
            defaults={"sealed": seal(known), "names": sorted(known), "set_at": at, "set_by": by, "renewed_at": None}
            | {"proven_as": "", "proven_at": None},
        )
        queue.hurry("desk.ask_whose", f"whose-{account.pk}", account_id=account.pk)
        Account.objects.filter(pk=account.pk).update(trouble="")
        acts.record("account.keys_set", by=by, on=account, at=at, unit=account.unit, after={"keys": sorted(known)})


def forget_keys(account: Account, *, by: Person, at: datetime) -> None:
    """Remove the keys: nothing is sent from the account any more."""
    access.require(by, "account.edit", account.unit.path)
    with transaction.atomic():
        deleted, _rows = AccountKeys.objects.filter(account=account).delete()
        if not deleted:
            raise Missing(_("This account has no keys."))
        acts.record("account.keys_removed", by=by, on=account, at=at, unit=account.unit)


def open_keys(account: Account) -> dict[str, str]:
    """The keys, for the worker alone; empty where there are none. Raises BrokenSeal."""
    kept = AccountKeys.objects.filter(account=account).first()
    return unseal(bytes(kept.sealed)) if kept else {}


def keeper(account: Account, at: datetime) -> Callable[[Mapping[str, str]], None]:
    """What an adapter calls with tokens that a network has renewed."""
    return lambda fresh: keep_renewed(account, fresh, at=at)


def keep_renewed(account: Account, renewed: Mapping[str, str], *, at: datetime) -> None:
    """Keep tokens that a network has renewed, at once: the old ones hold no longer."""
    with transaction.atomic():
        kept = AccountKeys.objects.select_for_update().get(account=account)
        values = unseal(bytes(kept.sealed)) | dict(renewed)
        kept.sealed, kept.names, kept.renewed_at = seal(values), sorted(values), at
        kept.save(update_fields=["sealed", "names", "renewed_at"])
