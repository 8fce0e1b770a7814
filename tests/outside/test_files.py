"""Files of every kind people bring: what is read of them, and what is said of those that cannot be read."""

import csv
import gzip
import hashlib
import io
import json

import openpyxl
import pytest

from sada.outside.opening import files_of, kind_of, open_bytes
from sada.outside.streams import MOST_LINE
from sada.ports import Heard, Quarantined

ROW = {
    "outlet": "okaz",
    "url": "https://okaz.example/1",
    "title": "إنارة مطفأة",
    "text": "شكا الأهالي",
    "author": "علي",
}
COMMAS = "العنوان,النص,الصحيفة,التاريخ\nإنارة مطفأة,شكا الأهالي من الظلام,عكاظ,2015-07-21\n"


def read(raw, name="x", given=None, **hints):
    return [record.content for record in open_bytes(raw, name, given, **hints).records]


def lines(*rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def heard(raw, name="x", given=None):
    (content,) = read(raw, name, given)
    assert isinstance(content, Heard), content
    return content


def reasons(raw, name="x", **hints):
    return [c.reason if isinstance(c, Quarantined) else "heard" for c in read(raw, name, **hints)]


def test_json_lines_keep_each_line_as_it_came():
    raw = lines(ROW, ROW | {"title": "غيرها"})
    records = list(open_bytes(raw, "a.jsonl").records)
    assert b"".join(r.received.raw + b"\n" for r in records) == raw
    assert [r.received.position for r in records] == [1, 2]
    assert records[0].content.source == "okaz"


def test_the_key_of_an_article_is_the_sha1_of_outlet_address_and_title():
    said = "okaz|https://okaz.example/1|إنارة مطفأة"
    assert heard(lines(ROW | {"title": " إنارة مطفأة "}), "a.jsonl").key == hashlib.sha1(said.encode()).hexdigest()


def test_posts_without_address_differ_by_their_text():
    first, second = (Heard(body=text, medium="x") for text in ("أ", "ب"))
    assert first.key != second.key == Heard(body="ب").key


@pytest.mark.parametrize(
    "line", ["{broken", "[1, 2]", '"text"', "3", "{}", '{"title": ""}', '{"title": null, "text": 4}']
)
def test_a_bad_line_is_quarantined_and_its_neighbours_are_heard(line):
    found = read(lines(ROW) + line.encode() + b"\n" + lines(ROW | {"title": "ثان"}), "a.jsonl")
    assert [type(c) for c in found[::2]] == [Heard, Heard]
    assert isinstance(found[1], Quarantined) or found[1].body == "4"


def test_lone_surrogates_and_nan_are_read():
    assert (
        heard(b'{"title": "\\ud83d", "text": "x", "n": NaN}\n{}\n'.split(b"\n")[0] + b"\n", "a.jsonl").title == "\ud83d"
    )


def test_windows_1256_is_read_as_arabic():
    assert heard(lines(ROW).decode().encode("cp1256"), "a.jsonl").title == "إنارة مطفأة"
    assert heard(COMMAS.encode("cp1256"), "a.csv").body == "شكا الأهالي من الظلام"
    assert heard("شكوى من الحفريات\n\nفي حي الزهور منذ أسبوع".encode("cp1256"), "a.txt").title == "شكوى من الحفريات"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_byte_order_marks_are_no_part_of_the_text(encoding):
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    content = heard(mark + COMMAS.encode(encoding), "a.csv")
    assert (content.title, content.source) == ("إنارة مطفأة", "عكاظ")


def test_a_mark_before_json_lines_is_passed_over():
    assert heard(b"\xef\xbb\xbf" + lines(ROW), "a.jsonl").title == ROW["title"]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_any_separator_is_found(sign):
    assert heard(COMMAS.replace(",", sign).encode(), "a.csv").title == "إنارة مطفأة"


def test_a_separator_line_of_excel_is_obeyed():
    assert heard(b"sep=;\n" + COMMAS.replace(",", ";").encode(), "a.csv").title == "إنارة مطفأة"


def test_line_breaks_within_quotes_belong_to_the_cell():
    out = io.StringIO()
    csv.writer(out).writerows([["title", "text"], ["عنوان", 'سطر\nآخر، "مقتبس"'], ["ثان", "نص"]])
    records = list(open_bytes(out.getvalue().encode(), "a.csv").records)
    assert records[0].content.body == 'سطر\nآخر، "مقتبس"'
    assert [r.received.position for r in records] == [2, 4]


def test_columns_without_names_we_know_are_guessed_from_what_stands_in_them():
    raw = "a,b,c\nhttps://x.example/1,2015-07-21,شكا سكان الحي من تراكم النفايات أمام منازلهم\n"
    opened = open_bytes(raw.encode(), "a.csv")
    assert opened.mapping == {"url": "a", "date": "b", "text": "c"}


def test_a_given_mapping_wins():
    raw = "title,headline,x\nA,B,نص\n".encode()
    content = heard(raw, "a.csv", {"title": "headline", "text": "x", "author": ""})
    assert (content.title, content.body, content.author) == ("B", "نص", "")


def test_a_table_without_words_says_so_for_every_row():
    assert reasons(b"a,b\n1,2\n3,4\n", "a.csv") == ["no_columns", "no_columns"]


def workbook(*rows, merged=(), sheet="ورقة"):
    book = openpyxl.Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    for cells in merged:
        page.merge_cells(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_with_a_title_above_and_merged_two_line_heads():
    raw = workbook(
        ("تقرير الرصد الصحفي", None, None, None),
        (),
        ("المادة", None, "النشر", None),
        ("العنوان", "نص الخبر", "الصحيفة", "التاريخ"),
        ("إنارة مطفأة", "شكا الأهالي", "عكاظ", "21/7/2015"),
        (None, None, None, None),
        ("حفريات", "مكشوفة", "الرياض", "22/7/2015"),
        merged=("A1:D1", "A3:B3", "C3:D3"),
    )
    found = read(raw, "a.xlsx")
    assert [(c.title, c.source, c.published.day) for c in found] == [
        ("إنارة مطفأة", "عكاظ", 21),
        ("حفريات", "الرياض", 22),
    ]


def test_a_broken_workbook_is_quarantined():
    raw = workbook(("title", "text"), ("a", "b"))
    assert reasons(raw[: len(raw) // 2], "a.xlsx") == ["unreadable"]
    assert reasons(b"PK\x03\x04nothing", "a.xlsx") == ["unreadable"]
    assert reasons(b"\xd0\xcf\x11\xe0" + bytes(600), "a.xls") == ["unreadable"]


def test_a_gzip_is_opened_and_a_cut_one_gives_what_it_holds():
    raw = lines(*(ROW | {"title": f"عنوان {n} {'كلام ' * (n % 50)}"} for n in range(20_000)))
    packed = gzip.compress(raw)
    assert len(read(packed, "a.jsonl.gz")) == 20_000
    found = reasons(packed[: len(packed) // 2], "a.jsonl.gz")
    assert found[-1] == "truncated"
    assert 5_000 < found.count("heard") == len(found) - 1
    assert reasons(gzip.compress(raw)[:12], "a.jsonl.gz") == ["truncated"]


def test_two_gzip_members_are_one_file():
    packed = gzip.compress(lines(ROW)) + gzip.compress(lines(ROW | {"title": "ثان"}))
    assert [c.title for c in read(packed, "a.jsonl.gz")] == ["إنارة مطفأة", "ثان"]


def test_an_enormous_line_is_quarantined_and_the_next_is_heard():
    raw = b'{"title": "' + b"a" * (MOST_LINE + 10) + b'"}\n' + lines(ROW)
    records = list(open_bytes(raw, "a.jsonl").records)
    assert records[0].content.reason == "too_large"
    assert len(records[0].received.raw) <= MOST_LINE + 1
    assert records[1].content.title == ROW["title"]


@pytest.mark.parametrize(
    ("raw", "name"), [(b"", "a.jsonl"), (b" \n\n", "a.csv"), (b"", "a.xml"), (b"\xef\xbb\xbf", "a")]
)
def test_an_empty_file_says_so(raw, name):
    assert reasons(raw, name) == ["empty"]


@pytest.mark.parametrize("raw", [bytes(range(256)) * 40, b"\x00\x01\x02" * 900, b"\x89PNG\r\n\x1a\n" + bytes(500)])
def test_what_is_not_text_says_so(raw):
    assert reasons(raw, "a.bin")[0] in ("binary", "encoding")


def test_a_json_list_and_a_wrapped_one_keep_each_element_as_it_stands():
    inner = json.dumps(ROW, ensure_ascii=False, indent=2)
    for raw in (f"[{inner},\n {inner}]", json.dumps({"count": 2, "articles": [ROW, ROW]}, ensure_ascii=False)):
        records = list(open_bytes(raw.encode(), "a.json").records)
        assert [r.content.title for r in records] == [ROW["title"]] * 2
        assert all(json.loads(r.received.raw) == ROW and r.received.raw.decode() in raw for r in records)


def test_a_json_list_that_breaks_off_gives_what_it_holds():
    raw = json.dumps([ROW, ROW], ensure_ascii=False)
    assert reasons(raw[:-20].encode(), "a.json") == ["heard", "broken_json"]
    assert reasons(raw[:-1].encode(), "a.json") == ["heard", "heard", "truncated"]


def test_markup_in_a_cell_becomes_text():
    content = heard(lines(ROW | {"text": "<p>أول</p><p>ثان &amp; ثالث</p><script>x()</script>"}), "a.jsonl")
    assert content.body == "أول\nثان & ثالث"


def test_the_medium_is_understood_in_both_languages():
    assert heard(lines(ROW | {"platform": "تويتر"}), "a.jsonl").medium == "x"
    assert heard(lines(ROW | {"platform": "شيء"}), "a.jsonl").medium == ""


def test_plain_text_takes_its_first_line_as_title():
    content = heard("عنوان قصير\n\nفقرة أولى.\nفقرة ثانية.".encode(), "a.txt")
    assert (content.title, content.body) == ("عنوان قصير", "فقرة أولى.\nفقرة ثانية.")
    assert heard(("كلام " * 100).encode()).title == ""


def test_kinds_are_told_by_bytes_first():
    assert kind_of(b"PK\x03\x04", "a.csv") == "xlsx"
    assert kind_of(b'<?xml version="1.0"?><rss/>', "a") == "feed"
    assert kind_of(b"<!DOCTYPE html><html>", "a") == "page"
    assert kind_of(b'{"a": 1}\n{"a": 2}\n', "a") == "jsonl"
    assert kind_of(b'{"a":\n 1}', "a") == "json"
    assert kind_of("أمانة".encode(), "a") == "text"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_a_table_without_a_telling_name_is_known_by_its_heading(encoding):
    assert heard(COMMAS.replace(",", ";").encode(encoding), "-").title == "إنارة مطفأة"


def test_a_text_that_begins_with_a_list_is_no_table():
    assert heard("العنوان: حفر، وإنارة, ومطبات\nشكا الأهالي".encode(), "-").body != ""
    assert kind_of("الخبر, كما رواه الأهالي\nشكا الأهالي".encode(), "-") == "text"


def test_names_of_columns_in_whole_phrases_are_known():
    table = "العنوان الرئيس,نص الخبر الكامل,اسم الصحيفة\nإنارة مطفأة,شكا الأهالي من ظلام الحي,عكاظ\n"
    content = heard(table.encode(), "a.csv")
    assert (content.title, content.source) == ("إنارة مطفأة", "عكاظ")


def test_a_folder_gives_its_files_in_order_without_hidden_ones(tmp_path):
    for name in ("b.txt", "a/c.txt", ".hidden", "a/.git/x", "Thumbs.db"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert [str(p.relative_to(tmp_path)) for p in files_of(tmp_path)] == ["a/c.txt", "b.txt"]
