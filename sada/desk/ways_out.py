"""Where an approved text goes by itself: under the post it answers, to the address of who asked, or by somebody's hand.

It goes back the way the question came: to a network from an account that may speak for the case's unit, to the press
and to whoever wrote by e-mail. What has no such way is left to a person.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sada.desk.correspondents import Correspondent, correspondents
from sada.desk.openings import POST, form_of
from sada.desk.reply_on_network import check_reply
from sada.desk.send_answer import ready
from sada.kernel.refusals import Refusal
from sada.rules.addresses import network_of, place_of
from sada.store.models import Account, Answer, CaseItem, Channel, Person
from sada.store.queries import accounts


@dataclass(frozen=True, slots=True)
class Way:
    """How one text would leave: its channel, the address, and of a reply the account and its posts; `problem`: the
    refusal that stands against it now."""

    answer: Answer
    channel: str
    address: str = ""
    to: Correspondent | None = None
    account: Account | None = None
    parts: tuple[str, ...] = ()
    problem: Refusal | None = None

    @property
    def seal(self) -> str:
        """What somebody confirms: this text, by this channel, from this account, to this address."""
        account = self.account.pk if self.account else ""
        said = f"{self.answer.pk}|{self.channel}|{account}|{self.address.lower()}|{self.answer.sha256}"
        return hashlib.sha256(said.encode()).hexdigest()[:32]


def speaking_for(answer: Answer) -> list[Account]:
    """The accounts with keys that may answer the case."""
    return [account for account in accounts.speaking_for(answer.case) if accounts.has_keys(account)]


def under_post(answer: Answer, speaking: list[Account]) -> tuple[Account, str] | None:
    """The first account that may reply to a post which the case came from, and the address of that post."""
    items = CaseItem.objects.filter(case=answer.case).order_by("id").values_list("item__url", flat=True)
    for url in items:
        fits = [a for a in speaking if place_of(a.network, url) and network_of(url) in ("", a.network)]
        if fits:
            return fits[0], url
    return None


def way_of(answer: Answer, *, by: Person, at: datetime) -> Way:
    """The way by which the text would leave now if this person sent it."""
    way = _way(answer)
    try:
        if way.account is None:
            ready(answer, by, at)
            return way
        parts = check_reply(answer, way.account, way.address, by=by, at=at)
    except Refusal as refusal:
        return Way(answer, way.channel, way.address, way.to, way.account, problem=refusal)
    return Way(answer, way.channel, way.address, account=way.account, parts=parts)


def _way(answer: Answer) -> Way:
    if form_of(answer.case.medium) == POST:
        found = under_post(answer, speaking_for(answer))
        return Way(answer, Channel.NETWORK, found[1], account=found[0]) if found else Way(answer, Channel.BY_HAND)
    to = next(iter(correspondents(answer.case, answer.final)), None)
    return Way(answer, Channel.EMAIL, to.address, to) if to else Way(answer, Channel.BY_HAND)
