"""Trying a source: what it says is noted under the ticket, and nothing of it is kept."""

import pytest
from django.core.cache import cache

from sada.jobs import try_source as job
from sada.ports import Fetched, FetchFailed
from sada.store.models import Item, RawItem, Source

pytestmark = pytest.mark.django_db
FEED = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>الواحة</title>
<item><title>إنارة شارع القوافل</title><link>https://news.example/1</link><description>انقطعت</description></item>
<item><title>حديقة جديدة</title><link>https://news.example/2</link><description>افتتحت</description></item>
</channel></rss>""".encode()


class Answering:
    """A fetcher that answers with given bytes, or not at all."""

    def __init__(self, body=None):
        self.body = body

    def fetch(self, url, *, etag="", last_modified=""):
        if self.body is None:
            raise FetchFailed("timeout", "3 s")
        return Fetched(url, 200, self.body, "application/rss+xml")


@pytest.fixture
def source(db):
    return Source.objects.create(name="خلاصة", kind="feed", address="https://news.example/feed.xml")


def test_what_a_source_says_is_noted_and_nothing_kept(source, monkeypatch, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    monkeypatch.setattr(job, "fetcher", lambda: Answering(FEED))
    job.try_source.func(source.pk, "try-1-a")
    found = cache.get("try-1-a")
    assert found["records"] == 2
    assert found["titles"] == ["إنارة شارع القوافل", "حديقة جديدة"]
    assert not Item.objects.exists()
    assert not RawItem.objects.exists()
    source.refresh_from_db()
    assert source.checked_at is None


def test_a_source_that_cannot_be_read_says_why(source, monkeypatch):
    monkeypatch.setattr(job, "fetcher", Answering)
    assert job.tried(source) == {"error": "timeout: 3 s"}


@pytest.mark.parametrize("body", [b"", b"<html><body>no feed</body></html>", b"\x00\xff\xfe", b"<rss><channel>"])
def test_rubbish_is_counted_and_breaks_nothing(source, monkeypatch, body):
    monkeypatch.setattr(job, "fetcher", lambda: Answering(body))
    found = job.tried(source)
    assert found["records"] + found["refused"] <= 1
