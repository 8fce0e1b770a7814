"""Whether work grows with the length of what it is given and no faster, judged so that no noisy machine tips it."""

import time
from collections.abc import Callable

FACTOR = 25  # how much longer the long text is
ALLOWED = 8 * FACTOR  # a linear step takes about 25 times as long, a quadratic one 625 times


def cpu_seconds(work: Callable[[], object]) -> float:
    """CPU seconds of one call in this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def assert_grows_with_length_only(work: Callable[[int], object], short: int) -> None:
    """Compare `work(short)` with `work(FACTOR * short)`; the short one counts as two milliseconds at least."""
    work(short)
    base = max(0.002, min(cpu_seconds(lambda: work(short)) for _ in range(3)))
    spent = cpu_seconds(lambda: work(FACTOR * short))
    assert spent < ALLOWED * base, f"{FACTOR} times the length took {spent / base:.0f} times as long"
