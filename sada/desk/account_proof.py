"""Asks a network whose keys an account was given, before anything is posted with them.

Keys of another account are thrown away: a post from the wrong account cannot be taken back. A network that does not
answer just now is asked again before the first post.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction

from sada.desk import account_keys
from sada.kernel import acts, turns
from sada.kernel.notices import tell
from sada.kernel.sealing import BrokenSeal, seal
from sada.ports import NotPosted, Poster
from sada.rules.accounts import Holder, is_holder
from sada.store.models import Account, AccountKeys

Keep = Callable[[Mapping[str, str]], None]
OpenPoster = Callable[[Account, Mapping[str, str], Keep], Poster]
NO = ("expired", "refused", "gone")  # the network was there and does not take these keys


def ask_whose(account: Account, open_poster: OpenPoster, *, at: datetime) -> None:
    """Ask as soon as keys were set. What could not be learned now is asked before the first post."""
    with turns.turn(turns.ACCOUNT, account.pk) as is_ours:
        if not is_ours:
            return
        try:
            keys = account_keys.open_keys(account)
            if keys:
                keep = account_keys.keeper(account, at)
                prove(account, open_poster(account, keys, keep), at=at)
        except BrokenSeal:
            _trouble(account, "sealed")
        except NotPosted as fault:
            if fault.code in NO:
                _trouble(account, "expired")


def prove(account: Account, poster: Poster, *, at: datetime) -> None:
    """Raise NotPosted unless the keys are known to be this account's; asked once for each set of keys."""
    kept = AccountKeys.objects.filter(account=account).first()
    if kept is None or kept.proven_at is not None:
        return
    holder = poster.whose()
    if not is_holder(account.handle, account.remote_id, holder.id, holder.handle):
        _throw_away(account, kept, holder, at)
        raise NotPosted("wrong_keys", f"{holder.shown} ≠ {_own(account)}")
    same = AccountKeys.objects.filter(pk=kept.pk, set_at=kept.set_at)  # unless others were set meanwhile
    same.update(proven_at=at, proven_as=holder.shown[:200])


def _throw_away(account: Account, kept: AccountKeys, holder: Holder, at: datetime) -> None:
    """The keys of another account are forgotten; whose they were stays, so that the screen can say it."""
    with transaction.atomic():
        same = AccountKeys.objects.filter(pk=kept.pk, set_at=kept.set_at)
        if not same.update(sealed=seal({}), names=[], proven_as=holder.shown[:200]):
            return
        _trouble(account, "wrong_keys")
        people = {p.pk: p for p in (kept.set_by, account.owner, *account.deputies.all()) if p and p.is_active}
        said = f"{holder.shown} ≠ {_own(account)}"
        tell(people.values(), "account.keys_refused", on=account, by=None, at=at, text=said)
        acts.record("account.keys_refused", by=None, on=account, at=at, unit=account.unit, note=said)


def _own(account: Account) -> str:
    return Holder(account.remote_id, account.handle).shown if account.remote_id else f"@{account.handle}"


def _trouble(account: Account, code: str) -> None:
    Account.objects.filter(pk=account.pk).update(trouble=code)
