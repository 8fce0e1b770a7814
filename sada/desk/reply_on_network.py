"""Decides a reply on the thread where the question stood, from an account that may speak for the case's unit."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk.send_answer import ready, take_once
from sada.kernel import acts, queue
from sada.kernel.refusals import Refusal
from sada.rules.accounts import is_enough, may_speak
from sada.rules.addresses import Place, place_of
from sada.rules.threads import MOST_PARTS, split
from sada.store.models import Account, AccountKeys, AccountStatus, Answer, Channel, Outgoing, Person, Post


class WrongAccount(Refusal):
    """The account may not speak for the unit of the case."""

    sentence = _("This account may not answer for the unit of this case. Choose an account of the unit itself.")


class NotInUse(Refusal):
    """The account is suspended or closed, or has no keys."""

    sentence = _("Nothing can be sent from this account now: it is out of use, or has no keys.")


class WrongThread(Refusal):
    """The address leads to no post of the account's network that can be replied to."""

    sentence = _(
        "This address leads to no post or comment on the network of this account that can be replied to. "
        "Copy the address of the post itself; where there is none, publish by hand and record where."
    )


class TooLong(Refusal):
    """The text would be too many posts."""

    sentence = _(
        "The text would be more than 25 posts on this network. Shorten it, or publish it and reply with a link."
    )


def check_reply(answer: Answer, account: Account, address: str, *, by: Person, at: datetime) -> tuple[str, ...]:
    """The posts that would be sent, in order. Raises what sending would raise."""
    ready(answer, by, at)
    fit_account(account, answer.case.path)
    _place(account, address)
    parts = split(answer.final, account.network)
    if not parts or len(parts) > MOST_PARTS:
        raise TooLong
    return parts


def fit_account(account: Account, case_path: str) -> None:
    """Raise unless something may be sent from the account for a case at `case_path`."""
    if not may_speak(account.unit.path, case_path, account.speaks_below):
        raise WrongAccount
    keys = AccountKeys.objects.filter(account=account).values_list("names", flat=True).first()
    if account.status != AccountStatus.ACTIVE or not is_enough(account.network, keys or ()):
        raise NotInUse


def reply_on_network(answer: Answer, account: Account, address: str, *, by: Person, at: datetime) -> Outgoing:
    """Decide the reply; the worker sends it, part by part. The case counts as answered when the last part stands."""
    parts = check_reply(answer, account, address, by=by, at=at)
    key = _key(answer, account, _place(account, address))
    with transaction.atomic():
        take_once(answer, key)
        outgoing = Outgoing.objects.create(
            key=key,
            answer=answer,
            unit=answer.case.unit,
            channel=Channel.NETWORK,
            account=account,
            kind="answer",
            address=address.strip(),
            subject=answer.title,
            text=answer.final,
            language=answer.language,
            sha256=answer.sha256,
            by=by,
            created_at=at,
            next_try_at=at,
        )
        Post.objects.bulk_create(Post(outgoing=outgoing, number=n, text=part) for n, part in enumerate(parts, 1))
        queue.hurry("desk.send_post", f"post-{outgoing.pk}", outgoing_id=outgoing.pk)
        after = {
            "channel": Channel.NETWORK.value,
            "account": f"{account.network} @{account.handle}",
            "address": outgoing.address,
            "posts": len(parts),
            "sha256": answer.sha256,
        }
        acts.record("answer.sent", by=by, on=answer.case, at=at, unit=answer.case.unit, after=after)
    return outgoing


def _place(account: Account, address: str) -> Place:
    place = place_of(account.network, address)
    if place is None:
        raise WrongThread
    return place


def _key(answer: Answer, account: Account, place: Place) -> str:
    """One answer goes under one post once, however its address is written and whichever account sends it."""
    named = f"{account.network}|{place.inside.lower()}|{place.id}"
    return f"answer-{answer.pk}-{hashlib.sha256(named.encode()).hexdigest()[:16]}"
