"""Jobs of replies on networks: choose the adapter, hand over to the desk."""

from collections.abc import Mapping

from django.conf import settings
from procrastinate.contrib.django import app

from sada.desk.account_proof import Keep
from sada.desk.account_proof import ask_whose as ask
from sada.desk.send_post import send_post as send_one
from sada.kernel import clock
from sada.outside.fetch import Address, is_public
from sada.outside.networks.registry import poster
from sada.ports import Poster, Sign
from sada.store.models import Account


@app.task(name="desk.send_post")
def send_post(outgoing_id: int) -> None:
    """Try one reply."""
    send_one(outgoing_id, open_poster, at=clock.now())


@app.task(name="desk.ask_whose")
def ask_whose(account_id: int) -> None:
    """Ask whose the keys of an account are."""
    ask(Account.objects.select_related("unit").get(pk=account_id), open_poster, at=clock.now())


def open_poster(account: Account, keys: Mapping[str, str], keep: Keep) -> Poster:
    """The adapter of an account, on the open network and on the addresses that FETCH_ALLOW names."""

    def allowed(address: Address, port: int) -> bool:
        return is_public(address, port) or not settings.FETCH_ALLOW.isdisjoint({str(address), f"{address}:{port}"})

    sign = Sign(account.network, account.handle, keys, account.base, account.remote_id)
    return poster(sign, keep, clock.now, allowed)
