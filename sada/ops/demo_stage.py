"""Sets the demo's stage: units, people with their roles, outlets, voices, sources."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.hashers import make_password

from sada.kernel.sealing import seal
from sada.ops.demo_data import read
from sada.rules.accounts import NEEDED
from sada.store.models import Account, AccountKeys, Membership, Outlet, Person, Source, Unit, Voice
from sada.understand.fold import sort_key


@dataclass
class Cast:
    """Everybody and everything invented, by code or log-in name."""

    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    outlets: dict[str, Outlet] = field(default_factory=dict)
    voices: dict[str, Voice] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)  # by the code of their outlet


def set_stage(at: datetime, password: str) -> Cast:
    """Write the rows that the demo's items and acts stand on. Units and people of an earlier demo return."""
    given = read("cast")
    cast = Cast()
    _set_units(given["units"], cast)
    _set_people(given["people"], cast, at, make_password(password))
    for row in given["outlets"]:
        domains = [row["website"].removeprefix("https://")] if row["website"] else []
        cast.outlets[row["code"]] = Outlet.objects.create(**row, domains=domains, invented=True)
    for row in given["voices"]:
        outlet, unit = cast.outlets[row["outlet"]], cast.units[row["unit"]]
        columns = {name: row[name] for name in ("name_ar", "kind", "email", "phone")}
        cast.voices[row["name_ar"]] = Voice.objects.create(**columns, outlet=outlet, unit=unit, invented=True)
    for row in given["sources"]:
        _set_source(row, cast, at)
    for row in given["accounts"]:
        _set_account(row, cast, at)
    return cast


def _set_units(rows: list[dict[str, Any]], cast: Cast) -> None:
    above = {"ministry": Unit.objects.get(parent=None)}
    for row in rows:
        parent = above[row["parent"]]
        columns = {name: value for name, value in row.items() if name not in ("code", "parent")}
        unit, _ = Unit.objects.update_or_create(
            code=row["code"],
            defaults=columns
            | {
                "parent": parent,
                "path": f"{parent.path}{row['code'].rsplit('.', 1)[-1]}/",
                "sort_key": sort_key(row["name_ar"])[:200],
                "valid_to": None,
                "invented": True,
            },
        )
        above[unit.code] = cast.units[unit.code] = unit
    cast.units["ministry"] = above["ministry"]


def _set_people(rows: list[dict[str, Any]], cast: Cast, at: datetime, password: str) -> None:
    for row in rows:
        columns = {name: row[name] for name in ("name_ar", "name_en", "title_ar")}
        more = {"password": password, "is_active": True, "invented": True, "date_joined": at - timedelta(days=90)}
        email = f"{row['username']}@sada.example"
        person, _ = Person.objects.update_or_create(
            username=row["username"], defaults=columns | more | {"email": email}
        )
        Membership.objects.create(person=person, unit=cast.units[row["unit"]], role=row["role"])
        cast.people[person.username] = person


def _set_source(row: dict[str, Any], cast: Cast, at: datetime) -> None:
    """An invented source has no next look, so it is never fetched: its address leads nowhere."""
    checked, heard = row["checked_minutes_ago"], row["heard_hours_ago"]
    cast.sources[row["outlet"] or ""] = Source.objects.create(
        name=row["name"],
        kind=row["kind"],
        address=row["address"],
        outlet=cast.outlets.get(row["outlet"]),
        medium=row["medium"],
        every_minutes=row["every_minutes"],
        is_active=row["is_active"],
        error=row["error"],
        checked_at=at - timedelta(minutes=checked) if checked is not None else None,
        heard_at=at - timedelta(hours=heard) if heard is not None else None,
        invented=True,
    )


def _set_account(row: dict[str, Any], cast: Cast, at: datetime) -> None:
    """An invented account. Where it has keys its server is an invented one as well: nothing can leave."""
    days = row["reviewed_days_ago"]
    owner = cast.people[row["owner"]] if row["owner"] else None
    plain = (
        "network",
        "handle",
        "base",
        "second_factor",
        "recovery",
        "others",
        "speaks_below",
        "is_verified",
        "status",
    )
    account = Account.objects.create(
        **{name: row[name] for name in plain},
        unit=cast.units[row["unit"]],
        owner=owner,
        reviewed_at=at - timedelta(days=days) if days is not None else None,
        reviewed_by=owner if days is not None else None,
        invented=True,
    )
    account.deputies.set(cast.people[name] for name in row["deputies"])
    if row["has_keys"]:
        keys = dict.fromkeys(NEEDED[account.network][0], "invented")
        set_at = at - timedelta(days=days or 0)
        AccountKeys.objects.create(account=account, sealed=seal(keys), names=sorted(keys), set_at=set_at, set_by=owner)
