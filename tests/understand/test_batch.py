"""Files of items become files of readings: in order, whole, and no line is lost."""

import gzip
import json

import pytest

from sada.understand.batch import CHUNK, understand_file
from sada.understand.lexicon import shipped

FIELDS = {
    "id", "relevance", "units", "baladiyat", "services", "families", "kind", "tone", "needs_answer", "community",
    "story", "confidence", "evidence",
}  # fmt: skip


def write(path, rows):
    path.write_bytes(b"\n".join(r if isinstance(r, bytes) else json.dumps(r).encode() for r in rows) + b"\n")
    return path


def readings(path):
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_one_reading_a_line_in_the_order_of_the_input(tmp_path):
    rows = [{"id": f"n{n}", "title": "أمانة جدة", "text": f"خبر {n}"} for n in range(CHUNK + 3)]
    outcome = understand_file(write(tmp_path / "in.jsonl", rows), tmp_path / "out.jsonl", shipped())
    assert outcome.items == len(rows)
    assert [r["id"] for r in readings(tmp_path / "out.jsonl")] == [r["id"] for r in rows]


def test_details_come_only_when_asked_for_and_seen_from_the_items_own_day(tmp_path):
    row = {
        "id": 1,
        "title": "أمانة جدة",
        "text": "قال أمين جدة: سفلتنا الشوارع أمس كلها بمليون ريال.",
        "date": "2015-07-20",
    }
    source = write(tmp_path / "in.jsonl", [row, {"id": 2, "text": "أمس", "date": "no day"}])
    understand_file(source, tmp_path / "plain.jsonl", shipped())
    understand_file(source, tmp_path / "more.jsonl", shipped(), with_details=True)
    plain, more = readings(tmp_path / "plain.jsonl"), readings(tmp_path / "more.jsonl")
    details = [reading.pop("details") for reading in more]
    assert plain == more
    assert [d["value"] for d in details[0]["dates"]] == ["2015-07-19"]
    assert [(f["value"], f["unit"]) for f in details[0]["figures"]] == [(1e6, "SAR")]
    assert [(q["speaker"]["text"], q["side"]) for q in details[0]["quotes"]] == [("أمين جدة", "ours")]
    assert [(d["text"], d["value"]) for d in details[1]["dates"]] == [("أمس", "")]


def test_every_field_of_the_format_is_there(tmp_path):
    source = write(tmp_path / "in.jsonl", [{"id": 1, "title": "أمانة جدة تسفلت الشوارع", "text": "أمانة جدة"}])
    understand_file(source, tmp_path / "out.jsonl", shipped())
    (reading,) = readings(tmp_path / "out.jsonl")
    assert set(reading) >= FIELDS
    whole = "أمانة جدة تسفلت الشوارع\nأمانة جدة"
    assert all(whole[e["start"] : e["end"]] == e["text"] for e in reading["evidence"])


def test_bad_lines_are_kept_with_number_and_reason_and_the_rest_is_read(tmp_path):
    rows = [
        {"id": "a", "text": "أمانة جدة"},
        b"{not json",
        {"text": "no id"},
        b"\xff\xfe",
        [1],
        {"id": "b", "title": None, "text": "بلدية الخرج"},
        {"id": "c"},
    ]
    outcome = understand_file(write(tmp_path / "in.jsonl", rows), tmp_path / "out.jsonl", shipped())
    assert [r["id"] for r in readings(tmp_path / "out.jsonl")] == ["a", "b"]
    assert [refused.line for refused in outcome.refused] == [2, 3, 4, 5, 7]
    kept = readings(tmp_path / "out.jsonl.refused.jsonl")
    assert [(k["line"], k["raw"]) for k in kept][:2] == [(2, "{not json"), (3, '{"text": "no id"}')]
    assert all(k["reason"] for k in kept)


def test_a_clean_run_removes_the_refusals_of_an_earlier_one(tmp_path):
    understand_file(write(tmp_path / "in.jsonl", [b"{"]), tmp_path / "out.jsonl", shipped())
    understand_file(write(tmp_path / "in.jsonl", [{"id": 1, "text": ""}]), tmp_path / "out.jsonl", shipped())
    assert not (tmp_path / "out.jsonl.refused.jsonl").exists()


def test_texts_of_one_release_share_a_story(tmp_path):
    body = (
        "أبرمت أمانة منطقة حائل عقدا لإنارة طريق الملك فهد بتكلفة عشرين مليون ريال وأوضح أمين المنطقة أن مدة العقد "
        "سنة ونصف وأن العمل يشمل تركيب ثلاثمائة عمود إنارة جديد وصيانة القديم منها في الأحياء الشمالية والجنوبية"
    )
    rows = [
        {"id": 1, "title": "أمانة حائل توقع عقدا", "text": body, "source": "a"},
        {"id": 2, "title": "حلقة الخضار", "text": "شكا أهالي تبوك من حلقة الخضار وتراكم النفايات حول المباسط."},
        {"id": 3, "title": "أمانة حائل توقع عقدا", "text": body + " بإذن الله", "source": "b"},
    ]
    understand_file(write(tmp_path / "in.jsonl", rows), tmp_path / "out.jsonl", shipped())
    one, two, three = (r["story"] for r in readings(tmp_path / "out.jsonl"))
    assert one == three != two


def test_gzip_and_half_surrogates_and_a_byte_order_mark_are_read(tmp_path):
    source = tmp_path / "in.jsonl.gz"
    with gzip.open(source, "wb") as out:
        out.write(b'\xef\xbb\xbf{"id": "\\ud800", "text": "\\ud83d \xd8\xa3\xd9\x85\xd8\xa7\xd9\x86\xd8\xa9"}\n')
    understand_file(source, tmp_path / "out.jsonl", shipped())
    assert readings(tmp_path / "out.jsonl")[0]["id"] == "\ud800"


def test_an_empty_file_gives_an_empty_file(tmp_path):
    assert understand_file(write(tmp_path / "in.jsonl", [b""]), tmp_path / "out.jsonl", shipped()).items == 0
    assert (tmp_path / "out.jsonl").read_bytes() == b""


def test_nothing_is_put_in_place_when_the_input_is_missing(tmp_path):
    with pytest.raises(FileNotFoundError):
        understand_file(tmp_path / "none.jsonl", tmp_path / "out.jsonl", shipped())
    assert list(tmp_path.iterdir()) == []


def test_progress_is_told(tmp_path):
    told = []
    rows = [{"id": n, "text": "x"} for n in range(CHUNK + 1)]
    understand_file(write(tmp_path / "in.jsonl", rows), tmp_path / "out.jsonl", shipped(), told.append)
    assert told == [CHUNK, CHUNK + 1]
