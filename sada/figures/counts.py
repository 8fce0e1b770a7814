"""Counts over time or over people: rates with their intervals, and the ratio of two rates."""

from dataclasses import dataclass
from math import inf, isfinite
from typing import Final, Literal

State = Literal["ok", "too_few"]

# Below five events the interval of a rate reaches from a third to more than twice of it: too few to say.
LEAST_EVENTS: Final = 5


@dataclass(frozen=True, slots=True)
class Rate:
    """`count` events over `exposure` (days, items, thousands of people): the rate per unit with its interval."""

    count: int
    exposure: float
    rate: float
    low: float
    high: float
    state: State


@dataclass(frozen=True, slots=True)
class Ratio:
    """The first rate over the second, with its interval; `ratio` and `high` may be infinite."""

    ratio: float
    low: float
    high: float
    state: State

    @property
    def is_clear(self) -> bool:
        """Whether the interval lies on one side of 1, on enough events."""
        return self.state == "ok" and not self.low <= 1 <= self.high


def rate(count: int, exposure: float, confidence: float = 0.95) -> Rate:
    """Events for each unit of exposure, with the exact Poisson interval.

    Formula: count/exposure; limits χ²(α/2; 2·count)/2 and χ²(1-α/2; 2·count+2)/2 over exposure, α = 1-confidence.
    Level (AMEC): activities (answers a day) or outputs (items carried); never a score by itself.
    Source: Garwood, Biometrika 28 (1936), 437-442. Too few: under LEAST_EVENTS. ValueError for a negative count or an
    exposure that is not above zero.
    """
    from scipy.special import gammaincinv  # χ²(p; 2k)/2 is the gamma quantile of shape k

    if count < 0 or not (exposure > 0 and isfinite(exposure)):
        raise ValueError(f"{count} events over {exposure} is no rate")
    tail = (1 - confidence) / 2
    low = float(gammaincinv(count, tail)) if count else 0.0
    high = float(gammaincinv(count + 1, 1 - tail))
    state: State = "ok" if count >= LEAST_EVENTS else "too_few"
    return Rate(count, exposure, count / exposure, low / exposure, high / exposure, state)


def ratio(count_a: int, exposure_a: float, count_b: int, exposure_b: float, confidence: float = 0.95) -> Ratio:
    """How many times the first rate is the second.

    Formula: (count_a/exposure_a) / (count_b/exposure_b). Given their sum, count_a is binomial with p = r·e/(1+r·e),
    e = exposure_a/exposure_b; its exact (Clopper-Pearson) limits p give r = p/(1-p)/e.
    Level (AMEC): that of the rates. Source: Przyborowski and Wilenski, Biometrika 31 (1940), 313-323; Clopper and
    Pearson, Biometrika 26 (1934), 404-413. Too few: when both counts together are under twice LEAST_EVENTS.
    """
    from scipy.special import betaincinv

    first, second = rate(count_a, exposure_a, confidence), rate(count_b, exposure_b, confidence)
    tail, e = (1 - confidence) / 2, exposure_a / exposure_b
    low = float(betaincinv(count_a, count_b + 1, tail)) if count_a else 0.0
    high = float(betaincinv(count_a + 1, count_b, 1 - tail)) if count_b else 1.0
    times = first.rate / second.rate if count_b else inf
    state: State = "ok" if count_a + count_b >= 2 * LEAST_EVENTS else "too_few"
    return Ratio(times, low / (1 - low) / e, high / (1 - high) / e if high < 1 else inf, state)
