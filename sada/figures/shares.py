"""Shares of a whole with their intervals, and the difference of two shares."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Final, Literal

State = Literal["ok", "too_few"]

# With fewer than twenty, a share's 95 % interval spans more than forty points around the middle: too few to say.
LEAST_FOR_A_SHARE: Final = 20


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`: the share with its interval, all from 0 to 1. `state` "too_few": show no percentage."""

    part: int
    whole: int
    share: float
    low: float
    high: float
    state: State


@dataclass(frozen=True, slots=True)
class Difference:
    """First share less the second, with its interval, from -1 to 1. Nothing is said when it holds zero."""

    difference: float
    low: float
    high: float
    state: State

    @property
    def is_clear(self) -> bool:
        """Whether the interval lies on one side of zero, on enough cases."""
        return self.state == "ok" and not self.low <= 0 <= self.high


def share(part: int, whole: int, confidence: float = 0.95) -> Share:
    """The share of a whole with the Wilson score interval.

    Formula: with p = part/whole, z the normal quantile of (1+confidence)/2, n = whole:
    (p + z²/2n ± z·√(p(1-p)/n + z²/4n²)) / (1 + z²/n). It never leaves 0..1 and holds for small samples and for 0 and 1,
    where p ± z·√(p(1-p)/n) does not.
    Level (AMEC): that of what is counted; answered on time is an output, corrections made are an out-take.
    Source: Wilson, J. Am. Stat. Assoc. 22 (1927), 209-212. Too few: under LEAST_FOR_A_SHARE. ValueError when part is
    not within 0..whole; an empty whole gives share 0 in 0..1, too few.
    """
    _check(part, whole)
    if whole == 0:
        return Share(0, 0, 0.0, 0.0, 1.0, "too_few")
    low, high = _wilson(part, whole, confidence)
    return Share(part, whole, part / whole, low, high, "ok" if whole >= LEAST_FOR_A_SHARE else "too_few")


def difference(part_a: int, whole_a: int, part_b: int, whole_b: int, confidence: float = 0.95) -> Difference:
    """How far the first share lies above the second (two independent samples: two units, two periods).

    Formula: d = p_a - p_b; with the Wilson limits l, u of each:
    d - √((p_a-l_a)² + (u_b-p_b)²)  to  d + √((u_a-p_a)² + (p_b-l_b)²).
    Level (AMEC): that of the shares. Source: Newcombe, Statist. Med. 17 (1998), 873-890, method 10.
    Too few: when either share is. ValueError as in `share`.
    """
    a, b = share(part_a, whole_a, confidence), share(part_b, whole_b, confidence)
    d = a.share - b.share
    low = d - sqrt((a.share - a.low) ** 2 + (b.high - b.share) ** 2)
    high = d + sqrt((a.high - a.share) ** 2 + (b.share - b.low) ** 2)
    state: State = "ok" if a.state == b.state == "ok" else "too_few"
    return Difference(d, max(low, -1.0), min(high, 1.0), state)


def on_time(met: int, missed: int, late: int, confidence: float = 0.95) -> Share:
    """The share of promises kept among those whose time has come.

    Formula: met / (met + missed + late), where `met` were answered by their deadline, `missed` after it, and `late` are
    open beyond it. What is open within its time is in neither count: it is not yet kept and not yet broken. Leaving
    `late` out would reward whoever does not answer at all.
    Level (AMEC): output. Source: as `share`.
    """
    return share(met, met + missed + late, confidence)


def _check(part: int, whole: int) -> None:
    if not 0 <= part <= whole:
        raise ValueError(f"{part} of {whole} is no share")


def _wilson(part: int, whole: int, confidence: float) -> tuple[float, float]:
    z, p = NormalDist().inv_cdf((1 + confidence) / 2), part / whole
    middle = p + z * z / (2 * whole)
    half = z * sqrt(p * (1 - p) / whole + z * z / (4 * whole * whole))
    scale = 1 + z * z / whole
    # At 0 and at the whole the limit is exact; rounding must not push it past the share.
    low = 0.0 if part == 0 else (middle - half) / scale
    high = 1.0 if part == whole else (middle + half) / scale
    return low, high
