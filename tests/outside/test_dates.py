"""Dates as Arabic papers print them."""

from datetime import UTC, datetime

import pytest

from sada.outside.dates import read_date

NOW = datetime(2025, 7, 1, 12, tzinfo=UTC)
READ = {
    "2015-07-21 02:51:32": "2015-07-20T23:51:32+00:00",
    "2015-07-21T00:00:00Z": "2015-07-21T00:00:00+00:00",
    "2015-07-21": "2015-07-20T21:00:00+00:00",
    "Tue, 21 Jul 2015 10:00:00 +0300": "2015-07-21T07:00:00+00:00",
    "1437483092": "2015-07-21T12:51:32+00:00",
    "1437483092000": "2015-07-21T12:51:32+00:00",
    "21 يوليو 2015": "2015-07-20T21:00:00+00:00",
    "الثلاثاء ٢١ يوليو ٢٠١٥م": "2015-07-20T21:00:00+00:00",
    "20 تشرين الثاني 2026": "2026-11-19T21:00:00+00:00",
    "15 كانون الأول 2014": "2014-12-14T21:00:00+00:00",
    "3 غشت 2015": "2015-08-02T21:00:00+00:00",
    "الثلاثاء ٤ شوال ١٤٣٦هـ": "2015-07-19T21:00:00+00:00",
    "12 ربيع الآخر 1446 هـ": "2024-10-14T21:00:00+00:00",
    "4/10/1436": "2015-07-19T21:00:00+00:00",
    "2015/07/21 3:20 م": "2015-07-21T12:20:00+00:00",
    "2015/07/21 12:05 ص": "2015-07-20T21:05:00+00:00",
    "21-7-2015": "2015-07-20T21:00:00+00:00",
    "July 21, 2015": "2015-07-20T21:00:00+00:00",
    "منذ 3 ساعات": "2025-07-01T09:00:00+00:00",
    "منذ يوم": "2025-06-30T12:00:00+00:00",
}


@pytest.mark.parametrize(("text", "instant"), READ.items())
def test_a_date_is_read_as_the_paper_means_it(text, instant):
    assert read_date(text, NOW).astimezone(UTC).isoformat() == instant


@pytest.mark.parametrize(
    "text", ["", "قريبا", "0000-00-00", "32 يوليو 2015", "31/2/1436", "5 شعبان", "99999999999999999999", "12:30", "١٢"]
)
def test_what_is_no_date_is_not_guessed(text):
    assert read_date(text) is None


def test_without_a_present_nothing_relative_is_read():
    assert read_date("منذ 3 ساعات") is None
    assert read_date("21 يوليو") is None
    assert read_date("21 يوليو", NOW).year == 2025
