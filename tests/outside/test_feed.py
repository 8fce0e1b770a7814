"""Feeds: sound ones, odd ones and broken ones; and the whole suites of two feed parsers."""

import tarfile
from collections import Counter

import pytest

from sada.outside import feed
from sada.outside.feed import read_feed
from sada.outside.opening import open_bytes
from sada.ports import REASONS, Heard, Quarantined

RSS = """<?xml version="1.0" encoding="{encoding}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>صحيفة الواحة</title>
<item><title>إنارة حي الزهور &amp; حفرياته</title><link>https://alwaha.example/1</link>
<description>موجز</description>
<content:encoded><![CDATA[<p>شكا سكان الحي.</p><p>وطالبوا الأمانة.</p>]]></content:encoded>
<pubDate>Tue, 21 Jul 2015 10:00:00 +0300</pubDate></item>
<item><title>ثان</title><link>/2</link><description>نص</description><pubDate>الثلاثاء 4 شوال 1436هـ</pubDate></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry>
<title type="html">&lt;b&gt;عنوان&lt;/b&gt;</title>
<link rel="alternate" href="https://alwaha.example/3"/><id>urn:x</id><updated>2015-07-21T10:00:00Z</updated>
<author><name>سعد</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">متن <i>مائل</i></div></content>
</entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<item rdf:about="https://alwaha.example/4"><title>خبر</title><link>https://alwaha.example/4</link></item></rdf:RDF>"""


def contents(text, origin="https://alwaha.example/feed", encoding="utf-8"):
    return [record.content for record in read_feed(text.encode(encoding), origin)]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "utf-16"])
def test_an_rss_feed_in_any_encoding(encoding):
    first, second = contents(RSS.replace("{encoding}", encoding), encoding=encoding)
    assert first.title == "إنارة حي الزهور & حفرياته"
    assert first.body == "شكا سكان الحي.\nوطالبوا الأمانة."
    assert first.published.isoformat() == "2015-07-21T07:00:00+00:00"
    assert second.url == "https://alwaha.example/2"


def test_atom_and_rdf():
    (entry,) = contents(ATOM)
    assert (entry.title, entry.body, entry.author, entry.url) == (
        "عنوان",
        "متن مائل",
        "سعد",
        "https://alwaha.example/3",
    )
    (item,) = contents(RDF)
    assert (item.title, item.url) == ("خبر", "https://alwaha.example/4")


def test_every_entry_keeps_its_own_bytes():
    raw = RSS.replace("{encoding}", "utf-8").encode()
    records = list(read_feed(raw, "f"))
    assert all(r.received.raw in raw and r.received.raw.startswith(b"<item>") for r in records)
    assert [r.received.position for r in records] == [1, 2]


def test_a_bare_ampersand_loses_no_text():
    (item,) = contents(
        "<rss><channel><item><title>حفر & ردم</title><description>أ&nbsp;ب & ج</description></item></channel></rss>"
    )
    assert item.title == "حفر & ردم"
    assert item.body.endswith("ب & ج")


def test_a_feed_that_breaks_off_gives_what_it_holds():
    whole = RSS.replace("{encoding}", "utf-8")
    assert contents(whole[: whole.index("<item><title>ثان") + 20])[0].title == "إنارة حي الزهور & حفرياته"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        ("<rss><channel><title>x</title></channel></rss>", "no_entries"),
        ("<opml><body><outline xmlUrl='https://a.example'/></body></opml>", "feed_list"),
        ("<kml><Placemark/></kml>", "not_a_feed"),
        ("<rss><channel><item><guid>1</guid></item></channel></rss>", "no_text"),
        ("\x00\x01\x02", "not_a_feed"),
    ],
)
def test_a_document_without_words_says_why(text, reason):
    assert [c.reason for c in contents(text)] == [reason]


def test_entities_neither_explode_nor_open_files():
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY a{n} '{f'&a{n - 1};' * 10 if n else '&a;' * 10}'>" for n in range(12)
    )
    item = "<rss><channel><item><title>&a11;</title><description>x</description></item></channel></rss>"
    found = contents(bomb + "]>" + item)
    assert all(len(c.title) < 100_000 for c in found if isinstance(c, Heard))
    stolen = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + item.replace("&a11;", "&f;")
    assert not any("root:" in getattr(c, "title", "") for c in contents(stolen))


def test_bytes_are_never_taken_for_a_file_name_or_an_address(tmp_path):
    secret = tmp_path / "secret.xml"
    secret.write_text(RDF)
    assert [c.reason for c in contents(str(secret))] == ["not_a_feed"]
    assert [c.reason for c in contents("http://127.0.0.1:1/feed")] == ["not_a_feed"]


def test_plain_feeds_take_the_fast_parser(monkeypatch):
    monkeypatch.setattr(feed, "_patient", lambda raw: pytest.fail("the slow parser was asked"))
    assert len(contents(RSS.replace("{encoding}", "utf-8"))) == 2


@pytest.fixture(scope="module")
def suites(testdata, tmp_path_factory):
    folder = tmp_path_factory.mktemp("feeds")
    with tarfile.open(testdata / "data/feeds.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    return sorted(p for p in folder.rglob("*") if p.is_file())


def test_every_file_of_two_parsers_suites_meets_a_fate(suites):
    """4,305 files, most of them odd or broken: none raises, none yields nothing."""
    fates = Counter()
    for path in suites:
        records = list(open_bytes(path.read_bytes(), path.name).records)
        assert records, path
        for record in records:
            assert record.received.raw or record.content.reason in ("empty", "truncated"), path
            fates[record.content.reason if isinstance(record.content, Quarantined) else "heard"] += 1
    assert set(fates) <= {*REASONS, "heard"}
    assert fates["heard"] > 1_700
    assert sum(fates.values()) >= len(suites)


def test_titles_and_links_are_those_the_suite_expects(suites):
    """The expected values stand in the files; the few that differ are listed with their reason."""
    import ast
    import re

    right, wrong = 0, []
    for path in suites:
        raw = path.read_bytes()
        expected = re.search(rb"Expect:\s*(.*)", raw)
        if path.suffix != ".xml" or not expected or "sanitize" in path.parts:
            continue
        pattern = r"entries\[0\]\['(title|link)'\] == u?('(?:[^'\\]|\\.)*')"
        for field, value in re.findall(pattern, expected[1].decode("utf-8", "replace")):
            wanted = feed.plain(ast.literal_eval(value)).replace("\n", " ")
            content = next(iter(read_feed(raw, "f"))).content
            said = getattr(content, "title" if field == "title" else "url", None)
            right += said == wanted
            wrong += [] if said == wanted else [path.name]
    assert right >= 35
    assert len(wrong) <= 20, wrong
