"""Accounts on networks: when each is to be looked over, what is wrong with it, which keys it needs, for whom it speaks.

The register follows the controls for organisations' social-media accounts: an inventory with an owner, everybody who
has access, a second factor, a way to recover the account, and a review that comes round.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Final, Literal

Review = Literal["never", "overdue", "soon", "good", "off"]
Concern = Literal["no_owner", "gone_owner", "gone_deputy", "no_deputy", "no_factor", "weak_factor", "no_recovery"]
SOON: Final = timedelta(days=14)

# For each network the sets of keys, any one of which is enough.
NEEDED: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = MappingProxyType(
    {
        "x": (
            ("consumer_key", "consumer_secret", "token", "token_secret"),
            ("client_id", "access_token", "refresh_token"),
        ),
        "facebook": (("access_token",),),
        "instagram": (("access_token",),),
        "youtube": (("client_id", "client_secret", "refresh_token"),),
        "telegram": (("bot_token",),),
        "mastodon": (("access_token",),),
        "bluesky": (("app_password",),),
    }
)
OPTIONAL: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({"x": ("client_secret",)})


@dataclass(frozen=True, slots=True)
class Holding:
    """What the register knows of how an account is held."""

    has_owner: bool
    owner_is_active: bool
    deputies: int
    gone_deputies: int
    second_factor: str
    recovery: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose keys an account was opened with, as its network says: the lasting number, and the name there without @."""

    id: str
    handle: str
    name: str = ""

    @property
    def shown(self) -> str:
        """As a person reads it."""
        named = f"@{self.handle}" if self.handle else self.name
        return f"{named} ({self.id})" if named else self.id


def review_of(reviewed_at: datetime | None, every_days: int, status: str, now: datetime) -> Review:
    """Whether an account is due to be looked over. One that is closed or suspended is not."""
    if status != "active":
        return "off"
    if reviewed_at is None:
        return "never"
    left = reviewed_at + timedelta(days=every_days) - now
    if left < timedelta(0):
        return "overdue"
    return "soon" if left <= SOON else "good"


def concerns(held: Holding) -> tuple[Concern, ...]:
    """What should be mended, the gravest first."""
    found: list[tuple[bool, Concern]] = [
        (not held.has_owner, "no_owner"),
        (held.has_owner and not held.owner_is_active, "gone_owner"),
        (held.gone_deputies > 0, "gone_deputy"),
        (held.second_factor in ("none", "unknown", ""), "no_factor"),
        (held.second_factor == "sms", "weak_factor"),
        (held.deputies == 0, "no_deputy"),
        (not held.recovery.strip(), "no_recovery"),
    ]
    return tuple(code for holds, code in found if holds)


def key_names(network: str) -> tuple[str, ...]:
    """The names of all keys that an account of a network may have, each once, in order."""
    every = [name for keys in NEEDED.get(network, ()) for name in keys] + list(OPTIONAL.get(network, ()))
    return tuple(dict.fromkeys(every))


def is_enough(network: str, given: Collection[str]) -> bool:
    """Whether one can send with these keys."""
    return any(set(keys) <= set(given) for keys in NEEDED.get(network, ()))


def is_holder(handle: str, remote_id: str, their_id: str, their_handle: str) -> bool:
    """Whether the account that a network names is the one of the register: by its lasting number where the register
    has one, else by its name."""
    if remote_id.strip():
        return remote_id.strip() == their_id
    mine, theirs = (name.strip().lstrip("@").split("@")[0].casefold() for name in (handle, their_handle))
    return bool(theirs) and mine == theirs


def may_speak(account_path: str, case_path: str, speaks_below: bool) -> bool:
    """Whether an account may answer a case: the case is its own unit's, or of a unit below where that is allowed.

    Never the other way round, and never a neighbour's: a baladiya does not speak for its amana.
    """
    if not account_path.endswith("/") or account_path == "/":
        return False
    return case_path == account_path or (speaks_below and case_path.startswith(account_path))
