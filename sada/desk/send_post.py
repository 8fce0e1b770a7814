"""Sends a decided reply on a network, part by part; never twice, never lost.

Before each part leaves, that it leaves is written down (`begun_at`). Whatever happens then, a part that was begun and
has no number is first looked for on the thread before it is tried again. What stands is written down at once, so a
thread of posts goes on where it stopped. One account is used by one worker at a time.
"""

import hashlib
import logging
from dataclasses import replace
from datetime import datetime, timedelta

from sada.desk import account_keys, post_fates
from sada.desk.account_proof import OpenPoster, prove
from sada.desk.fit_to_leave import AGAINST, fit_to_leave
from sada.desk.reply_on_network import NotInUse, WrongAccount, fit_account
from sada.kernel import mail, turns
from sada.kernel.sealing import BrokenSeal
from sada.ports import NotPosted, Posted, Poster, Reply
from sada.rules.threads import is_whole
from sada.store.models import Account, Channel, Outgoing, OutgoingState, Post

NEXT_TURN = timedelta(seconds=20)
MAY_STAND = ("unsure", "duplicate")  # after these the post may stand there after all
log = logging.getLogger(__name__)


def send_post(outgoing_id: int, open_poster: OpenPoster, *, at: datetime) -> bool:
    """Try to send what is left of a reply. Returns whether all of it stands now."""
    outgoing = mail.claim(outgoing_id, at, Channel.NETWORK)
    if outgoing is None or outgoing.account is None:
        return False
    with turns.turn(turns.ACCOUNT, outgoing.account.pk) as is_ours:
        if not is_ours:
            Outgoing.objects.filter(pk=outgoing.pk).update(state=OutgoingState.WAITING, next_try_at=at + NEXT_TURN)
            return False
        try:
            _send(outgoing, outgoing.account, open_poster, at)
        except NotPosted as fault:
            post_fates.not_yet(outgoing, fault, at)
            return False
        except Exception as fault:  # one of our own counts as a try too, or it would be met again for ever
            log.exception("reply %s met a fault of our own", outgoing.pk)
            post_fates.not_yet(outgoing, NotPosted("fault", f"{type(fault).__name__}: {fault}"[:300]), at)
            return False
        post_fates.stands(outgoing, at)
    return True


def _send(outgoing: Outgoing, account: Account, open_poster: OpenPoster, at: datetime) -> None:
    posts = list(outgoing.posts.all())
    _check(outgoing, account, [post.text for post in posts], at)
    poster = open_poster(account, _keys(account), account_keys.keeper(account, at))
    prove(account, poster, at=at)
    last = ""
    for post in posts:
        if not post.remote_id:
            _put(post, _reply(outgoing, post, last), poster, at)
        last = post.remote_id


def _put(post: Post, reply: Reply, poster: Poster, at: datetime) -> None:
    """One part: looked for where it was begun, else begun and posted."""
    was_begun = post.begun_at is not None
    if was_begun and (found := poster.find(reply)) is not None:
        _keep(post, found, at)
        return
    if not was_begun:
        _write(post, begun_at=at)
    try:
        posted = poster.reply(_tried(reply, post))
    except NotPosted as fault:
        if fault.code == "duplicate" and (found := poster.find(_tried(reply, post))) is not None:
            posted = found
        else:
            if not was_begun and fault.code not in MAY_STAND:
                _write(post, begun_at=None)  # the network said no: nothing stands there
            raise
    _keep(post, posted, at)


def _keep(post: Post, posted: Posted, at: datetime) -> None:
    _write(post, remote_id=posted.id, url=posted.url, sent_at=at)


def _write(post: Post, **values: object) -> None:
    """Written at once and by itself, so that no later fault takes it back."""
    Post.objects.filter(pk=post.pk).update(**values)
    for name, value in values.items():
        setattr(post, name, value)


def _reply(outgoing: Outgoing, post: Post, last: str) -> Reply:
    return Reply(
        key=f"{outgoing.key}-{post.number}",
        text=post.text,
        thread=outgoing.address,
        decided_at=outgoing.created_at,
        number=post.number,
        last=last,
        language=outgoing.language,
        tried_at=post.begun_at,
    )


def _tried(reply: Reply, post: Post) -> Reply:
    return replace(reply, tried_at=post.begun_at)


def _keys(account: Account) -> dict[str, str]:
    try:
        return account_keys.open_keys(account)
    except BrokenSeal:
        raise NotPosted("sealed", "the keys of the account cannot be opened") from None


def _check(outgoing: Outgoing, account: Account, parts: list[str], at: datetime) -> None:
    """What held when it was decided must hold when it leaves: text, facts, account, unit of the case."""
    answer = outgoing.answer
    if answer is None:
        raise NotPosted("altered", "it belongs to no answer")
    texts = {hashlib.sha256(text.encode()).hexdigest() for text in (outgoing.text, answer.final)}
    if texts != {outgoing.sha256} or outgoing.sha256 != answer.sha256 or not is_whole(parts, outgoing.text):
        raise NotPosted("altered", "the text differs from what was approved")
    try:
        fit_to_leave(answer, at)
        fit_account(account, answer.case.path)
    except AGAINST as fault:
        raise NotPosted(fault.code, str(fault)) from None
    except WrongAccount:
        raise NotPosted("wrong_account", f"@{account.handle} does not speak for {answer.case.path}") from None
    except NotInUse:
        raise NotPosted("off", f"@{account.handle} is out of use or has no keys") from None
