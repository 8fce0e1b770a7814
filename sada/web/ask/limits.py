"""How often the public page may be asked: from one address with links that are not ours, and of one question."""

from __future__ import annotations

from django.core.cache import cache

from sada.kernel import clock

WINDOW = 600  # seconds
WRONG, LOOKS, TRIES = 20, 120, 10  # in one window: tokens we never signed, openings, answers handed in


def too_often(what: str, whom: str | int, most: int) -> bool:
    """Count one more of `what` by or on `whom`; True beyond `most` in the present ten minutes."""
    key = f"ask-{what}-{whom}-{int(clock.now().timestamp()) // WINDOW}"
    cache.add(key, 0, 2 * WINDOW)
    try:
        return int(cache.incr(key)) > most
    except ValueError:  # dropped between the two lines
        return False
