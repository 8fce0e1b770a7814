"""Sets later stages going, by name, when something was heard that they wait for."""

from collections.abc import Sequence

from sada.kernel import queue
from sada.store.models import Item
from sada.store.queries.press import is_awaited


def announce(items: Sequence[Item]) -> bool:
    """Have the desk look for its replies when one of their outlets was heard; in the caller's transaction."""
    outlets = {item.outlet_id for item in items if item.outlet_id}
    if not outlets or not is_awaited(outlets):
        return False
    return queue.hurry("desk.look_for_replies", "look-for-replies")
