"""515 strings that break programs, in every place and every format: each one meets a fate, none is lost."""

import csv
import io
import json

import pytest

from sada.outside.opening import open_bytes
from sada.ports import Heard, Quarantined


@pytest.fixture(scope="module")
def strings(testdata):
    return json.loads((testdata / "data/naughty-strings.json").read_text("utf-8"))


def test_each_as_title_and_text_of_a_json_line(strings):
    raw = b"".join(json.dumps({"title": s, "text": s, "url": s, "author": s}).encode() + b"\n" for s in strings)
    records = list(open_bytes(raw, "a.jsonl").records)
    assert len(records) == len(strings)
    for record, string in zip(records, strings, strict=True):
        assert json.loads(record.received.raw)["title"] == string
        assert isinstance(record.content, Heard) or not string.strip()


def test_each_as_a_cell_of_csv(strings):
    out = io.StringIO()
    csv.writer(out).writerows([["title", "text"], *([s, s] for s in strings)])
    records = list(open_bytes(out.getvalue().encode("utf-8", "surrogatepass"), "a.csv").records)
    assert len(records) >= len([s for s in strings if s.strip()])
    assert all(isinstance(r.content, Heard | Quarantined) for r in records)


@pytest.mark.parametrize(
    "form", ["{}", "<rss><channel><item><title>{}</title></item></channel></rss>", "<html><p>{}</p></html>"]
)
def test_each_as_a_file_of_its_own(strings, form):
    for string in strings:
        raw = form.replace("{}", string).encode("utf-8", "surrogatepass")
        for name in ("a.txt", "a.xml", "a.html", "a.json", "a.csv"):
            assert list(open_bytes(raw, name).records), (name, string)
