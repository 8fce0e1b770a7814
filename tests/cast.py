"""The people and places that tests speak of, and short ways to make what they need.

Noura is the spokesperson of Riyadh, Saleh its desk officer, Rakan its monitor, Abeer its manager,
Salma its expert, Fahad its second officer; Huda is the officer of Qassim and Badr its spokesperson;
Majed supervises from the ministry; Sami administers, Lina audits;
Zayd is a stranger who logs in but holds no role.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from itertools import count
from zoneinfo import ZoneInfo

import pytest

RIYADH = ZoneInfo("Asia/Riyadh")
MORNING = datetime(2026, 11, 22, 9, 0, tzinfo=RIYADH)  # a Sunday, a working day
PASSWORD = "lantern-harbour-42"
_numbers = count(1)

UNITS = (
    ("ministry", None, "ministry", "وزارة البلديات والإسكان", "Ministry of Municipalities and Housing"),
    ("riyadh", "ministry", "amana", "أمانة منطقة الرياض", "Riyadh Region Municipality"),
    ("riyadh.al-duwadimi", "riyadh", "baladiya", "بلدية محافظة الدوادمي", "Al Duwadimi Municipality"),
    ("qassim", "ministry", "amana", "أمانة منطقة القصيم", "Qassim Region Municipality"),
)
PEOPLE = (
    ("noura", "نورة الحربي", "Noura Al-Harbi", "spokesperson", "riyadh"),
    ("saleh", "صالح القحطاني", "Saleh Al-Qahtani", "officer", "riyadh"),
    ("fahad", "فهد الدوسري", "Fahad Al-Dosari", "officer", "riyadh"),
    ("rakan", "راكان العنزي", "Rakan Al-Anazi", "monitor", "riyadh"),
    ("abeer", "عبير السبيعي", "Abeer Al-Subaie", "manager", "riyadh"),
    ("salma", "سلمى الشهري", "Salma Al-Shehri", "expert", "riyadh"),
    ("huda", "هدى المطيري", "Huda Al-Mutairi", "officer", "qassim"),
    ("badr", "بدر الرشيدي", "Badr Al-Rashidi", "spokesperson", "qassim"),
    ("majed", "ماجد الغامدي", "Majed Al-Ghamdi", "supervisor", "ministry"),
    ("sami", "سامي الزهراني", "Sami Al-Zahrani", "administrator", "ministry"),
    ("lina", "لينا العتيبي", "Lina Al-Otaibi", "auditor", "ministry"),
    ("zayd", "زيد الغريب", "Zayd Al-Gharib", "", ""),
)


@dataclass
class Cast:
    """Who there is (`cast.noura`), where (`cast.riyadh`, `cast.dawadmi`), and makers of items, cases and facts."""

    unit: dict = field(default_factory=dict)
    person: dict = field(default_factory=dict)
    family: object = None
    service: object = None
    at: datetime = MORNING

    def __getattr__(self, name):
        code = {"dawadmi": "riyadh.al-duwadimi"}.get(name, name)
        found = self.__dict__.get("person", {}).get(name) or self.__dict__.get("unit", {}).get(code)
        if found is None:
            raise AttributeError(name)
        return found

    def outlet(self, name="صحيفة الواحة", email="editor@alwaha.example", medium="online"):
        """An invented outlet."""
        from sada.store.models import Outlet

        made, _ = Outlet.objects.get_or_create(
            name_ar=name, defaults={"code": f"outlet-{next(_numbers)}", "email": email, "medium": medium}
        )
        return made

    def item(self, title="إنارة حي الزهور مطفأة منذ أسبوع", text="يشكو سكان حي الزهور من انطفاء الإنارة.", **columns):
        """An item with its reading, heard at `at`; reading columns may be given as `reading={...}`."""
        from sada.store.models import Item, Reading
        from sada.understand.fold import search_text

        reading = columns.pop("reading", {})
        at = columns.pop("at", self.at)
        columns.setdefault("outlet", self.outlet())
        columns.setdefault("stems", search_text(f"{title} {text}"))
        item = Item.objects.create(
            **{"key": f"item-{next(_numbers)}", "medium": "online", "title": title, "text": text}
            | {"published_at": at, "heard_at": at}
            | columns
        )
        Reading.objects.create(
            **{"item": item, "relevance": "main", "units": ["riyadh"], "families": ["lighting"], "kind": "complaint"}
            | {"tone": "negative", "needs_answer": True, "version": "test"}
            | reading
        )
        return item

    def mention(self, unit="riyadh", item=None, **columns):
        """An item laid before a unit, waiting for a decision."""
        from sada.reading.concern import judgements
        from sada.store.models import Mention

        item = item or self.item(**columns)
        place = self.unit[unit]
        return Mention.objects.create(item=item, unit=place, path=place.path, **judgements(item, item.reading))

    def case(self, unit="riyadh", by=None, owner=None, at=None, **item):
        """A case opened from a new item by the unit's officer."""
        from sada.desk.open_case import open_case

        by = by or (self.saleh if unit.startswith("riyadh") else self.huda)
        at = at or self.at
        return open_case(self.mention(unit, **{"at": at} | item), by=by, owner=owner, at=at)

    def fact(self, value="150", statement="عدد أعمدة الإنارة المصانة", unit="riyadh", by=None, **columns):
        """A fact with a proof, valid for a quarter."""
        from sada.facts.keep_fact import Value, add_fact

        day = columns.pop("as_of", date(2026, 11, 1))
        until = columns.pop("valid_until", day + timedelta(days=90))
        given = Value(value, day, until, columns.pop("proof", "محضر الصيانة رقم 12"), columns.pop("proof_url", ""))
        by = by or (self.saleh if unit.startswith("riyadh") else self.huda)
        return add_fact(self.unit[unit], statement, given, by=by, at=self.at, **columns)


def pack_templates():
    """The templates that every installation has, in the tables."""
    import csv

    from sada.ops.pack import PACKS
    from sada.store.models import Template

    names = ("code", "form", "language", "kind", "medium", "state", "name_ar", "name_en", "text")
    with open(PACKS / "saudi" / "templates.csv", encoding="utf-8", newline="") as file:
        rows = [
            Template(**{name: row[name] for name in names}, valid_from=date.fromisoformat(row["valid_from"]))
            for row in csv.DictReader(file)
        ]
    Template.objects.bulk_create(rows)


@pytest.fixture
def shipped(db):
    """The templates of the pack."""
    pack_templates()


def left_unanswered(case, *, at, note="للعلم", by="saleh", agreed_by="noura"):
    """The decision of two not to answer the case."""
    from sada.desk.leave_unanswered import agree_silence, propose_silence
    from sada.store.models import Person

    silence = propose_silence(case, "other", note, by=Person.objects.get(username=by), at=at)
    agree_silence(silence, by=Person.objects.get(username=agreed_by), at=at)


def make_units():
    """The ministry, two amanat and a baladiya, by code."""
    from sada.store.models import Unit
    from sada.understand.fold import sort_key

    made = {}
    for code, parent, kind, name_ar, name_en in UNITS:
        above = made.get(parent)
        made[code] = Unit.objects.create(
            code=code,
            parent=above,
            path=f"{above.path if above else '/'}{code.split('.')[-1]}/",
            kind=kind,
            name_ar=name_ar,
            name_en=name_en,
            sort_key=sort_key(name_ar),
        )
    return made


@cache
def hashed_password():
    """The hash of PASSWORD, made once: hashing is slow on purpose."""
    from django.contrib.auth.hashers import make_password

    return make_password(PASSWORD, hasher="pbkdf2_sha256")


def make_people(units):
    """Everybody of the cast, by log-in name."""
    from sada.store.models import Membership, Person

    secret = hashed_password()
    made = {}
    for username, name_ar, name_en, role, unit in PEOPLE:
        made[username] = Person.objects.create(username=username, name_ar=name_ar, name_en=name_en, password=secret)
        if role:
            Membership.objects.create(person=made[username], unit=units[unit], role=role)
    return made


def make_calendar(units):
    """Sunday to Thursday, 07:30 to 14:30; an answer within 4 working hours."""
    from sada.store.models import ClockPolicy, WorkingHours

    start = date(2024, 1, 1)
    WorkingHours.objects.create(
        unit=units["ministry"],
        kind="normal",
        valid_from=start,
        weekdays=["sun", "mon", "tue", "wed", "thu"],
        windows=["07:30-14:30"],
    )
    ClockPolicy.objects.create(unit=units["ministry"], promise="answer", minutes=240, basis="work", valid_from=start)


def make_cast():
    """Everybody, with a working calendar, one family and one service."""
    from sada.store.models import Family, Service

    units = make_units()
    make_calendar(units)
    family = Family.objects.create(code="lighting", name_ar="الإنارة", name_en="Lighting")
    service = Service.objects.create(
        code="light.01", family=family, name_ar="صيانة أعمدة الإنارة", name_en="Light-pole maintenance"
    )
    return Cast(unit=units, person=make_people(units), family=family, service=service)


@pytest.fixture
def cast(db):
    """`make_cast` in a fresh database."""
    return make_cast()
