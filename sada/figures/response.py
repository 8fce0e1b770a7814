"""How long answers take: median and P90 of the waiting time, open cases counted as waiting and not left out."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from scipy.stats._survival import EmpiricalDistributionFunction

State = Literal["ok", "too_few", "not_reached"]

# Two cases must be expected beyond a quantile, and six be there in all: of five, no interval of the median holds 95 %.
LEAST_BEYOND: Final = 2
LEAST_CASES: Final = 6
ROUNDING: Final = 1e-12  # the product of ten times 0.9 is not exactly a tenth of anything


@dataclass(frozen=True, slots=True)
class Wait:
    """A quantile of the waiting time, in seconds as given.

    `state` "ok": `value` with `low` and `high` (None: no bound can be given). "not_reached": so many cases are open
    that only «more than `longest`» can be said. "too_few": nothing can be said of `cases` cases.
    """

    share: float
    cases: int
    answered: int
    longest: float
    value: float | None
    low: float | None
    high: float | None
    state: State


@dataclass(frozen=True, slots=True)
class Response:
    """The two figures that are shown together, and never a mean alone."""

    median: Wait
    p90: Wait
    answered: int
    waiting: int


def least_cases(share: float) -> int:
    """How many cases a quantile needs before it may be shown: 6 for the median, 20 for P90."""
    return max(LEAST_CASES, ceil(round(LEAST_BEYOND / (1 - share), 6)))


def response(answered: Sequence[float], waiting: Sequence[float] = (), confidence: float = 0.95) -> Response:
    """Median and P90 of the time to answer.

    `answered`: seconds of working time from question to answer, pauses left out. `waiting`: seconds that the cases
    still open have waited so far; they are censored (it will take at least that long), so an office cannot look quick
    by leaving the hard ones open.
    Formula, level, source and limits: see `quantile`.
    """
    half, most = (quantile(answered, waiting, share, confidence) for share in (0.5, 0.9))
    return Response(half, most, len(answered), len(waiting))


def quantile(answered: Sequence[float], waiting: Sequence[float], share: float, confidence: float = 0.95) -> Wait:
    """The time within which `share` of all questions are answered.

    Formula: Kaplan-Meier S(t) = Π over answered times t_i ≤ t of (1 - d_i/n_i), d_i answered at t_i, n_i still waiting
    just before; the quantile is the smallest t with S(t) ≤ 1 - share. Its interval inverts the log-log interval of S
    (Greenwood's variance): where the lower and the upper curve fall to 1 - share.
    Level (AMEC): output. Source: Kaplan and Meier, J. Am. Stat. Assoc. 53 (1958), 457-481; Brookmeyer and Crowley,
    Biometrics 38 (1982), 29-41; computed by scipy.stats.ecdf. Too few: under `least_cases(share)`.
    ValueError for a negative time or a share outside 0..1.
    """
    times = [*answered, *waiting]
    if not 0 < share < 1 or any(t < 0 for t in times):
        raise ValueError("waiting times are not negative, and a share lies between 0 and 1")
    longest = max(times, default=0.0)
    about = (share, len(times), len(answered), longest)
    if len(times) < least_cases(share) or not answered:
        return Wait(*about, None, None, None, "too_few")
    value, low, high = _reached(_survival(answered, waiting), 1 - share, confidence)
    return Wait(*about, value, low, high, "ok" if value is not None else "not_reached")


def _survival(answered: Sequence[float], waiting: Sequence[float]) -> "EmpiricalDistributionFunction":
    from scipy.stats import CensoredData, ecdf

    return ecdf(CensoredData(uncensored=list(answered), right=list(waiting))).sf


def _reached(
    curve: "EmpiricalDistributionFunction", level: float, confidence: float
) -> tuple[float | None, float | None, float | None]:
    """Where the curve and its two limits fall to a level; None where they never do."""
    import numpy as np

    survival = curve.probabilities
    with warnings.catch_warnings():
        # The log-log interval is not defined where nobody or everybody is answered; those points are dealt with below.
        warnings.simplefilter("ignore", RuntimeWarning)
        limits = curve.confidence_interval(confidence, method="log-log")
    lower = np.where(np.isnan(limits.low.probabilities), survival, limits.low.probabilities)
    # After the last answer S is 0 whatever the sample: no upper bound can be read from that.
    upper = np.where((survival > 0) & (survival < 1), limits.high.probabilities, 1.0)

    def falls(probabilities: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> float | None:
        at = np.flatnonzero(probabilities <= level + ROUNDING)
        return float(curve.quantiles[at[0]]) if at.size else None

    return falls(survival), falls(lower), falls(upper)
