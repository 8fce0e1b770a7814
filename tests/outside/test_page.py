"""Pages to articles."""

import pytest

from sada.outside.page import read_page
from sada.ports import Heard, Quarantined

PARAGRAPHS = "".join(
    f"<p>فقرة رقم {n} عن إنارة حي الزهور التي انطفأت منذ أسبوع وشكوى سكانه منها إلى البلدية.</p>" for n in range(6)
)
PAGE = f"""<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>الواحة - إنارة مطفأة</title>
<meta property="og:title" content="إنارة حي الزهور مطفأة"><meta name="author" content="سعد العتيبي">
<meta property="article:published_time" content="2015-07-21T10:00:00+03:00"></head><body>
<nav><a href="/">الرئيسية</a><a href="/sport">رياضة</a></nav>
<article><h1>إنارة حي الزهور مطفأة</h1>{PARAGRAPHS}</article>
<div class="comments"><p>تعليق قارئ</p></div>
<footer>جميع الحقوق محفوظة</footer><script>var x = "سر";</script></body></html>"""


def test_a_page_gives_title_writer_date_and_text_alone():
    heard = read_page(PAGE.encode(), "https://alwaha.example/1")
    assert (heard.title, heard.author, heard.source) == ("إنارة حي الزهور مطفأة", "سعد العتيبي", "alwaha.example")
    assert heard.published.isoformat() == "2015-07-21T07:00:00+00:00"
    assert heard.body.count("فقرة رقم") == 6
    assert not any(word in heard.body for word in ("رياضة", "تعليق قارئ", "الحقوق", "سر"))


def test_a_page_in_windows_1256_is_read():
    raw = PAGE.replace("utf-8", "windows-1256").encode("cp1256")
    assert read_page(raw).title == "إنارة حي الزهور مطفأة"


def test_a_hijri_date_in_the_text_of_the_page_is_read():
    page = PAGE.replace("article:published_time", "other").replace("<article>", "<article><time>٤ شوال ١٤٣٦هـ</time>")
    assert read_page(page.encode()).published.date().isoformat() == "2015-07-20"


@pytest.mark.parametrize("raw", [b"<html></html>", b"<html><body><script>1</script></body></html>", b"<"])
def test_a_page_without_words_is_quarantined(raw):
    found = read_page(raw)
    assert isinstance(found, Quarantined) or found.body == "<"


def test_deep_and_broken_markup_is_read_in_bounded_time():
    raw = b"<html><body>" + b"<div>" * 20_000 + "نص في العمق".encode() + b"<b><i></b>"
    assert isinstance(read_page(raw), Heard | Quarantined)
