"""The values of dates, figures and places in words: Hijri beside Gregorian, units by name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sada.understand.dates import DateSpan
from sada.web.say import dates
from sada.web.say.digits import shown

UNITS: Mapping[str, Promise | str] = {
    "SAR": pgettext_lazy("unit", "riyal"), "USD": pgettext_lazy("unit", "US dollar"),
    "EUR": pgettext_lazy("unit", "euro"), "AED": pgettext_lazy("unit", "dirham"),
    "KWD": pgettext_lazy("unit", "dinar"), "halala": pgettext_lazy("unit", "halala"), "%": "%",
    "m": pgettext_lazy("unit", "metre"), "m2": pgettext_lazy("unit", "square metre"),
    "m3": pgettext_lazy("unit", "cubic metre"), "km": pgettext_lazy("unit", "kilometre"),
    "km2": pgettext_lazy("unit", "square kilometre"), "cm": pgettext_lazy("unit", "centimetre"),
    "mm": pgettext_lazy("unit", "millimetre"), "ha": pgettext_lazy("unit", "hectare"),
    "donum": pgettext_lazy("unit", "dunam"), "t": pgettext_lazy("unit", "tonne"),
    "kg": pgettext_lazy("unit", "kilogram"), "g": pgettext_lazy("unit", "gram"), "l": pgettext_lazy("unit", "litre"),
    "ml": pgettext_lazy("unit", "millilitre"), "bbl": pgettext_lazy("unit", "barrel"),
    "MW": pgettext_lazy("unit", "megawatt"), "kW": pgettext_lazy("unit", "kilowatt"),
    "C": pgettext_lazy("unit", "degree Celsius"), "km/h": pgettext_lazy("unit", "kilometre an hour"),
    "person": pgettext_lazy("unit", "inhabitant"), "day": pgettext_lazy("unit", "day"),
    "week": pgettext_lazy("unit", "week"), "month": pgettext_lazy("unit", "month"),
    "year": pgettext_lazy("unit", "year"), "decade": pgettext_lazy("unit", "decade"),
    "century": pgettext_lazy("unit", "century"), "hour": pgettext_lazy("unit", "hour"),
    "minute": pgettext_lazy("unit", "minute"), "second": pgettext_lazy("unit", "second"),
}  # fmt: skip
BOUNDS: Mapping[str, Promise] = {
    "over": pgettext_lazy("bound", "more than"), "under": pgettext_lazy("bound", "less than"),
    "at_least": pgettext_lazy("bound", "at least"), "at_most": pgettext_lazy("bound", "at most"),
    "about": pgettext_lazy("bound", "about"),
}  # fmt: skip
PLACES: Mapping[str, Promise] = {
    "street": _("Street"), "road": _("Road"), "district": _("Quarter"), "square": _("Square"), "plan": _("Land plan"),
    "bridge": _("Bridge or tunnel"), "exit": _("Exit"), "coordinates": _("Coordinates"), "postcode": _("Postcode"),
    "post_box": _("Post box"), "short_address": _("Short national address"), "building": _("Building"),
    "plot": _("Plot of land"),
}  # fmt: skip
LINKS: Mapping[str, Promise] = {"url": _("Link"), "map": _("Map link"), "handle": _("Account"), "hashtag": _("Hashtag")}
PERSONAL: Mapping[str, Promise] = {
    "phone": _("Phone"), "national_id": _("National or residence identity"), "iban": _("Bank account"),
    "email": _("E-mail"), "plate": _("Number plate"), "name": _("Name of a private person"),
}  # fmt: skip
LANGUAGES: Mapping[str, Promise] = {
    "ar": _("Standard Arabic"), "ar-x-gulf": _("Arabic, Gulf dialect"), "ar-x-hijaz": _("Arabic, Hijazi dialect"),
    "ar-x-egypt": _("Arabic, Egyptian dialect"), "ar-x-levant": _("Arabic, Levantine dialect"),
    "ar-x-maghreb": _("Arabic, Maghrebi dialect"), "en": _("English"), "fa": _("Persian"), "ur": _("Urdu"),
}  # fmt: skip
_HIJRI_MONTH = 7  # letters of «1436-09»


def when(said: DateSpan) -> str:
    """What a date says in both calendars; empty where nothing more is known than what is printed."""
    if said.sort in ("time", "times"):
        return "–".join(_clock(value) for value in (said.value, said.until) if value)
    if not said.value or said.value.startswith("-"):
        return ""
    if said.sort in ("day", "days"):
        return _range(dates.both, said.value, said.until)
    if said.sort in ("month", "year") and said.hijri and said.until:
        return f"{_hijri(said.hijri)} ({_range(dates.gregorian, said.value, said.until)})"
    return "–".join(_part(value) for value in (said.value, said.until) if value)


def _range(say: object, first: str, last: str) -> str:
    assert callable(say)
    ends = [_day(value) for value in (first, last) if value]
    return " – ".join(str(say(day)) for day in ends if day is not None)


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _part(value: str) -> str:
    """A month or year of the Gregorian calendar, or a day."""
    day = _day(value)
    if day is not None:
        return dates.gregorian(day)
    year, _dash, month = value.partition("-")
    names = dates.GREGORIAN_AR if dates.is_arabic() else dates.GREGORIAN_EN
    if month and month.isdecimal() and 1 <= int(month) <= len(names):
        return shown(f"{names[int(month) - 1]} {year}" + ("م" if dates.is_arabic() else ""))
    return shown(year + ("م" if dates.is_arabic() else ""))


def _hijri(value: str) -> str:
    """«رمضان 1436هـ» or «1436هـ»."""
    names = dates.HIJRI_AR if dates.is_arabic() else dates.HIJRI_EN
    mark = "هـ" if dates.is_arabic() else " AH"
    if len(value) == _HIJRI_MONTH:
        return shown(f"{names[int(value[5:]) - 1]} {value[:4]}{mark}")
    return shown(f"{value[:4]}{mark}")


def _clock(value: str) -> str:
    try:
        at = time.fromisoformat(value)
    except ValueError:
        return ""
    if (at.hour, at.minute) == (0, 0):
        return gettext("midnight")
    return dates.clock_time(datetime.combine(date.min, at))
