"""The pack's files hold together and say what they must; read as plain CSV, without a database."""

import csv
import itertools
import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sada.numerals.words import fold
from sada.rules.calendar import Holiday, Hours, WorkingCalendar
from sada.rules.policies import PROMISES

PACK = Path(__file__).parents[2] / "sada" / "store" / "packs" / "saudi"
AMANAT = [
    "riyadh", "makkah", "jeddah", "taif", "madinah", "qassim", "eastern", "ahsa", "hafr", "asir", "tabuk",
    "hail", "northern", "jazan", "najran", "bahah", "jawf",
]  # fmt: skip
FAMILIES = {
    "cleaning", "lighting", "paving", "drainage", "parks", "building", "licences", "food", "markets",
    "cemeteries", "pests", "advertising", "land", "excavation", "appearance", "parking", "councils",
    "investment", "animals", "violations", "emergencies", "community", "events", "projects", "digital",
    "facilities", "administration", "hajj",
}  # fmt: skip
MEDIA = {
    "print", "radio", "tv", "online", "x", "facebook", "instagram", "youtube", "tiktok", "snapchat", "telegram",
    "whatsapp", "forum", "email", "phone",
}  # fmt: skip
ARABIC = re.compile(r"^[\u0621-\u0652\u0670 ،:()/A-Za-z0-9-]+$")


def rows(name):
    with open(PACK / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def parts(text):
    return [part for part in text.split("|") if part]


UNITS = {row["code"]: row for row in rows("units")}


def day(text):
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("path", sorted(PACK.glob("*.csv")), ids=lambda p: p.stem)
def test_every_file_is_a_clean_table(path):
    text = path.read_text(encoding="utf-8")
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    table = list(csv.reader(text.splitlines()))
    assert {len(row) for row in table} == {len(table[0])}
    for cell in itertools.chain.from_iterable(table):
        assert cell == cell.strip()
        assert "||" not in cell
        assert not cell.startswith("|")
        assert not cell.endswith("|")


def test_the_tree_has_its_ministry_amanat_and_municipalities():
    kinds = Counter(row["kind"] for row in UNITS.values())
    assert kinds["ministry"] == 1
    assert {code for code, row in UNITS.items() if row["kind"] == "amana"} == set(AMANAT)
    assert kinds["seat"] == 17
    assert kinds["baladiya"] >= 268
    assert len(UNITS) == len(rows("units"))


def test_every_unit_hangs_on_a_unit_of_its_amana():
    for code, row in UNITS.items():
        if row["kind"] == "ministry":
            assert not row["parent"]
        elif row["kind"] == "amana":
            assert row["parent"] == "ministry"
        else:
            amana = code.split(".")[0]
            assert row["parent"].split(".")[0] == amana
            assert row["parent"] in UNITS
            assert re.fullmatch(rf"{amana}\.[a-z0-9]+(-[a-z0-9]+)*", code)


def test_a_baladiya_hangs_on_its_amana_and_is_named_as_officially():
    for row in UNITS.values():
        if row["kind"] == "baladiya":
            assert row["parent"] in AMANAT
            official = "بلدية محافظة " if row["is_governorate"] == "yes" else "بلدية "
            assert row["official_ar"] == official + row["name_ar"]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("jeddah.rabigh", "رابغ"),
        ("jeddah.al-lith", "الليث"),
        ("jeddah.qunfudah", "القنفذة"),
        ("makkah.al-jumum", "الجموم"),
        ("eastern.khobar", "الخبر"),
        ("hafr.al-qaisumah", "القيصومة"),
        ("jazan.sabya", "صبيا"),
        ("qassim.unaizah", "عنيزة"),
    ],
)
def test_a_region_is_not_an_amana(code, name):
    assert UNITS[code]["name_ar"] == name


def test_every_name_is_there_in_both_languages():
    for table in ("units", "families", "services", "agencies", "outlets"):
        for row in rows(table):
            assert ARABIC.match(row["name_ar"]), row
            assert re.search("[A-Za-z]", row["name_en"]), row


def test_variants_differ_after_folding():
    for row in UNITS.values():
        seen = [fold(form) for form in (row["name_ar"], *parts(row["variants"]))]
        assert len(seen) == len(set(seen)), row


@pytest.mark.parametrize("word", ["الخميس", "الوادي", "المدينة", "الحفر", "ليلى", "الوزارة", "العاصمة", "طيبة"])
def test_no_variant_is_an_ordinary_word_standing_alone(word):
    assert not [c for c, row in UNITS.items() if fold(word) in map(fold, parts(row["variants"]))]


@pytest.mark.parametrize("name", ["ظلم", "نفي", "حقل", "بدا", "الخبر", "الحريق", "الكامل", "فرسان", "القفل", "البصر"])
def test_a_place_that_is_an_ordinary_word_is_flagged(name):
    assert all(row["ambiguous"] == "high" for row in UNITS.values() if row["name_ar"] == name)
    assert any(row["name_ar"] == name for row in UNITS.values())


def test_riyadhs_sub_municipalities_ended_the_day_before_its_sectors_began():
    subs = [row for code, row in UNITS.items() if code.startswith("riyadh.") and row["kind"] == "sub"]
    sectors = [row for row in UNITS.values() if row["kind"] == "sector"]
    assert {row["valid_to"] for row in subs} == {"2025-10-03"}
    assert {row["valid_from"] for row in sectors} == {"2025-10-04"}
    assert len(sectors) == 5


def test_the_names_of_a_unit_follow_each_other_without_gap_or_overlap():
    named = rows("unit_names")
    assert {row["unit"] for row in named} <= set(UNITS)
    for unit, group in itertools.groupby(named, key=lambda row: row["unit"]):
        spans = [(day(r["valid_from"]), day(r["valid_to"])) for r in group]
        for (_, end), (start, _) in itertools.pairwise(spans):
            assert start == end + timedelta(days=1), unit
        assert spans[-1][1] is None, unit
    assert [row["name_ar"] for row in named if row["unit"] == "ministry"][-1] == UNITS["ministry"]["name_ar"]


def test_there_are_at_least_150_services_and_each_can_be_recognised():
    services = rows("services")
    assert len({row["code"] for row in services}) == len(services) >= 150
    for row in services:
        assert row["family"] in FAMILIES
        assert len(parts(row["aliases"])) >= 2, row["code"]
        assert row["origin"]


def test_no_alias_of_a_service_is_listed_twice_in_it():
    for row in rows("services"):
        forms = [fold(form) for form in (row["name_ar"], *parts(row["aliases"]))]
        assert len(forms) == len(set(forms)), row["code"]


def test_no_two_services_share_an_alias():
    owners = {}
    for row in rows("services"):
        for form in parts(row["aliases"]):
            owners.setdefault(fold(form), set()).add(row["code"])
    assert {form: codes for form, codes in owners.items() if len(codes) > 1} == {}


def test_the_families_are_the_codebooks_and_have_their_own_words():
    families = rows("families")
    assert {row["code"] for row in families} == FAMILIES
    assert all(len(parts(row["aliases"])) >= 8 for row in families)


def calendar():
    hours = [
        Hours.parse(day(r["valid_from"]), day(r["valid_to"]), parts(r["weekdays"]), parts(r["windows"]), r["kind"])
        for r in rows("working_hours")
    ]
    days = [Holiday(day(r["starts"]), day(r["ends"]), r["name_ar"]) for r in rows("holidays")]
    return WorkingCalendar(hours, days, ZoneInfo("Asia/Riyadh"))


@pytest.mark.parametrize("year", range(2024, 2031))
def test_each_year_has_its_two_eids_and_two_national_days(year):
    days = [row for row in rows("holidays") if row["starts"].startswith(str(year))]
    names = [row["name_en"] for row in days]
    assert names.count("Eid al-Fitr leave") == 1
    assert names.count("Eid al-Adha leave") == 1
    assert calendar().why(date(year, 2, 22)) == "holiday"
    assert calendar().why(date(year, 9, 23)) == "holiday"


def test_every_holiday_names_its_source_and_its_hijri_date():
    for row in rows("holidays"):
        assert row["starts"] <= row["ends"]
        assert row["source"]
        assert len(row["source"]) <= 200
        assert row["note"].endswith("هـ")


def test_eid_leave_covers_the_feast_by_umm_al_qura():
    from hijridate import Hijri

    cal = calendar()
    for year in range(1445, 1452):
        for month, first in ((10, 1), (12, 10)):
            feast = Hijri(year, month, first).to_gregorian()
            assert cal.why(date(feast.year, feast.month, feast.day)) == "holiday", (year, month)


def test_no_single_working_day_is_left_between_two_holidays():
    cal = calendar()
    off = {"holiday", "weekend"}
    for n in range(365 * 7):
        d = date(2024, 1, 2) + timedelta(days=n)
        if cal.why(d) not in off:
            assert not (cal.why(d - timedelta(days=1)) in off and cal.why(d + timedelta(days=1)) in off), d


@pytest.mark.parametrize("hijri_year", range(1445, 1453))
def test_ramadan_hours_begin_and_end_with_ramadan(hijri_year):
    from hijridate import Hijri

    first = Hijri(hijri_year, 9, 1).to_gregorian()
    spans = [(r["valid_from"], r["valid_to"]) for r in rows("working_hours") if r["kind"] == "ramadan"]
    start, end = next(span for span in spans if span[0] == first.isoformat())
    assert 28 <= (day(end) - day(start)).days <= 29


def test_a_week_has_thirty_five_working_hours_and_a_ramadan_week_twenty_five():
    cal = calendar()
    riyadh = ZoneInfo("Asia/Riyadh")
    from datetime import datetime

    def week(y, m, d):
        start = datetime(y, m, d, tzinfo=riyadh)
        return cal.between(start, start + timedelta(days=7)) / 3600

    assert week(2026, 11, 15) == 35
    assert week(2027, 2, 9) == 25


def test_policies_speak_of_known_promises_kinds_media_and_bases():
    policies = rows("policies")
    for row in policies:
        assert row["promise"] in PROMISES
        assert row["medium"] in MEDIA | {""}
        assert row["kind"] in {"", "complaint", "inquiry", "suggestion", "praise", "opinion", "news", "statement"}
        assert row["urgency"] in {"", "high", "urgent"}
        assert row["basis"] in {"work", "wall", "day"}
        assert int(row["minutes"]) > 0
    keys = [tuple(row[k] for k in ("unit", "kind", "medium", "urgency", "promise", "valid_from")) for row in policies]
    assert len(keys) == len(set(keys))


def test_every_case_has_an_answer_policy():
    general = [r for r in rows("policies") if r["promise"] == "answer" and not r["kind"] + r["medium"] + r["urgency"]]
    assert [(row["minutes"], row["basis"]) for row in general] == [("240", "work")]


def test_outlets_have_a_medium_and_no_two_share_a_domain():
    outlets = rows("outlets")
    assert {row["medium"] for row in outlets} <= MEDIA
    domains = [domain for row in outlets for domain in parts(row["domains"])]
    assert len(domains) == len(set(domains))
    assert all(re.fullmatch(r"[a-z0-9.-]+\.[a-z]+", domain) for domain in domains)
    assert all(row["website"].startswith("https://") for row in outlets if row["website"])


def test_the_papers_of_the_archive_are_known_outlets():
    known = {row["code"] for row in rows("outlets")}
    assert {"alriyadh", "aawsat", "aljazirah", "aleqtisadiya", "okaz", "alyaum", "almadina", "alweeam", "sabq"} <= known


def test_bodies_that_are_not_ours_are_told_by_name_and_by_subject():
    agencies = {row["code"]: row for row in rows("agencies")}
    for code in ("water", "electricity", "roads_authority", "traffic", "civil_defence", "jubail_yanbu"):
        assert parts(agencies[code]["aliases"])
        assert parts(agencies[code]["subjects"])
    assert "الجبيل الصناعية" in parts(agencies["jubail_yanbu"]["subjects"])
