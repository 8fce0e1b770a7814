"""The working week that the tests of rules count in, and ways to say an instant."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sada.rules.calendar import Holiday, Hours, WorkingCalendar

RIYADH = ZoneInfo("Asia/Riyadh")
WEEK = ("sun", "mon", "tue", "wed", "thu")
NORMAL = Hours.parse(date(2013, 6, 29), None, WEEK, ["07:30-14:30"])
RAMADAN_1447 = Hours.parse(date(2026, 2, 18), date(2026, 3, 19), WEEK, ["10:00-15:00"], "ramadan")
RAMADAN_1448 = Hours.parse(date(2027, 2, 8), date(2027, 3, 8), WEEK, ["10:00-15:00"], "ramadan")
NATIONAL_DAY = Holiday(date(2026, 9, 23), date(2026, 9, 23), "اليوم الوطني", "National Day")
EID = Holiday(date(2026, 3, 14), date(2026, 3, 24), "إجازة عيد الفطر", "Eid al-Fitr leave")
HOUR, MINUTE = 3600, 60


def at(day: str, clock: str = "00:00") -> datetime:
    """An instant in Riyadh: at("2026-11-19", "13:00")."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=RIYADH)


def saudi(*holidays: Holiday, hours: tuple[Hours, ...] = (NORMAL, RAMADAN_1447, RAMADAN_1448)) -> WorkingCalendar:
    """The civil service week with the holidays given."""
    return WorkingCalendar(hours, holidays, RIYADH)
