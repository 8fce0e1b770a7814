"""A person has looked at the thread of a reply whose fate is not known, and says whether it stands there."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from sada.desk.reply_on_network import WrongThread
from sada.desk.retry_letter import UNSURE
from sada.desk.send_letter import hurry_out
from sada.kernel import access, acts
from sada.kernel.guarded import update_if
from sada.kernel.refusals import WrongState
from sada.rules.addresses import place_of
from sada.store.models import Outgoing, OutgoingState, Person, Post


def found_on_thread(outgoing: Outgoing, address: str, *, by: Person, at: datetime) -> None:
    """It stands there, at this address: that part is done, and what is left goes on."""
    post = _unsure(outgoing, by)
    place = place_of(outgoing.account.network, address) if outgoing.account else None
    if place is None or place.is_whole:  # the reply has an address of its own
        raise WrongThread
    is_record = outgoing.account is not None and outgoing.account.network == "bluesky"
    number = f"at://{place.inside}/app.bsky.feed.post/{place.id}" if is_record else place.id
    after = {"letter": outgoing.pk, "part": post.number, "address": address.strip()}
    with transaction.atomic():
        _go_on(outgoing, at)
        update_if(post, {"remote_id": ""}, remote_id=number, url=address.strip(), sent_at=at)
        _record("answer.post_found", outgoing, after, by, at)


def not_on_thread(outgoing: Outgoing, *, by: Person, at: datetime) -> None:
    """It does not stand there: it is sent again."""
    post = _unsure(outgoing, by)
    with transaction.atomic():
        _go_on(outgoing, at)
        update_if(post, {"remote_id": ""}, begun_at=None)
        _record("answer.post_not_there", outgoing, {"letter": outgoing.pk, "part": post.number}, by, at)


def _unsure(outgoing: Outgoing, by: Person) -> Post:
    """The part whose fate is not known."""
    if outgoing.answer is None:
        raise WrongState
    access.require(by, "answer.send", outgoing.answer.case.path)
    post = outgoing.posts.filter(remote_id="", begun_at__isnull=False).first()
    if outgoing.state != OutgoingState.HELD or outgoing.problem not in UNSURE or post is None:
        raise WrongState(_("The fate of this reply is known already."))
    return post


def _go_on(outgoing: Outgoing, at: datetime) -> None:
    update_if(
        outgoing, {"state": OutgoingState.HELD}, state=OutgoingState.WAITING, problem="", next_try_at=at, attempts=0
    )
    hurry_out(outgoing.pk, outgoing.channel)


def _record(name: str, outgoing: Outgoing, after: dict[str, object], by: Person, at: datetime) -> None:
    if outgoing.answer is not None:
        case = outgoing.answer.case
        acts.record(name, by=by, on=case, at=at, unit=case.unit, after=after)
