"""`sada ingest`: every kind of source, every message, repeated, interrupted, killed."""

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection

from sada.desk.decide_item import decide_no_answer
from sada.ops import ingest, ingest_ask
from sada.ops.ingest import parse_mapping, run
from sada.ops.trouble import Trouble
from sada.reading.correct_reading import correct_reading
from sada.store.models import Act, Fate, Intake, Item, Mention, Outlet, RawItem, Reading, Story
from tests.cast import make_units

ROOT = Path(__file__).resolve().parent.parent.parent
ROW = {
    "outlet": "okaz",
    "url": "https://okaz.example/1",
    "title": "إنارة مطفأة",
    "text": "شكا الأهالي",
    "date": "2015-07-21",
}
COMMITTED = """
SELECT
  (SELECT md5(string_agg(concat_ws('|', i.key, i.title, i.text, o.code, i.published_at, i.medium, i.url, i.search), ''
     ORDER BY i.key))
     FROM store_item i LEFT JOIN store_outlet o ON o.id = i.outlet_id),
  (SELECT md5(string_agg(concat_ws('|', r.sha256, r.bytes, r.position, r.fate, r.reason, i.key), '' ORDER BY r.sha256))
     FROM store_rawitem r LEFT JOIN store_item i ON i.id = r.item_id),
  (SELECT md5(string_agg(concat_ws('|', i.key, to_jsonb(r) - 'item_id'), '' ORDER BY i.key))
     FROM store_reading r JOIN store_item i ON i.id = r.item_id),
  (SELECT md5(string_agg(concat_ws('|', i.key, u.code, to_jsonb(m) - 'id' - 'item_id'), '' ORDER BY i.key, u.code))
     FROM store_mention m JOIN store_item i ON i.id = m.item_id JOIN store_unit u ON u.id = m.unit_id),
  (SELECT md5(string_agg(concat_ws('|', i.key, f.bands, f.shingles), '' ORDER BY i.key))
     FROM store_fingerprint f JOIN store_item i ON i.id = f.item_id),
  (SELECT md5(string_agg(told, '' ORDER BY told)) FROM (
     SELECT concat_ws('|', h.key, s.size, s.first_at, s.last_at, s.is_confirmed,
       string_agg(i.key, ',' ORDER BY i.key)) AS told
     FROM store_story s JOIN store_item h ON h.id = s.head_id JOIN store_storyitem p ON p.story_id = s.id
     JOIN store_item i ON i.id = p.item_id GROUP BY s.id, h.key) t),
  (SELECT md5(string_agg(concat_ws('|', key, counts), '' ORDER BY key)) FROM store_intake),
  (SELECT count(*) FROM store_story), (SELECT count(*) FROM store_rawitem), (SELECT count(*) FROM store_mention)
"""


@pytest.fixture
def units(db):
    return make_units()


def lines(*rows):
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def write(folder, name, text):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def test_a_folder_of_mixed_files_is_taken_in_with_every_fate_counted(units, tmp_path, capsys):
    write(tmp_path, "a.jsonl", lines(ROW, ROW | {"title": "ثان"}, {"title": ""}) + "{broken\n")
    write(tmp_path, "b.csv", "العنوان,النص\nخبر من جدول,نصه\n")
    write(tmp_path, "c.jsonl.gz", gzip.compress(lines(ROW | {"author": "آخر"}).encode()))
    write(tmp_path, "d.txt", "عنوان\n\nنص عادي")
    write(tmp_path, "e.xml", "<rss><channel><item><title>من موجز</title></item></channel></rss>")
    write(tmp_path, "f.bin", bytes(range(256)) * 10)
    write(tmp_path, "g.txt", "")
    assert run([str(tmp_path)]) == 0
    fates = {fate: RawItem.objects.filter(fate=fate).count() for fate in Fate.values}
    assert fates == {"understood": 5, "duplicate": 1, "quarantined": 4}
    assert Intake.objects.count() == 7
    assert sum(sum(i.counts.values()) for i in Intake.objects.all()) == 10
    out = capsys.readouterr().out
    assert "title    ← العنوان" in out
    assert "10" in out


def test_a_second_run_adds_nothing(units, tmp_path, capsys):
    path = write(tmp_path, "a.jsonl", lines(ROW, ROW | {"title": "ثان"}, {"x": 1}))
    run([path])
    before = committed()
    capsys.readouterr()
    run([path])
    assert committed() == before
    assert "0 new items" in capsys.readouterr().out


def test_after_many_new_items_the_planner_knows_the_tables(units, tmp_path, monkeypatch):
    told = []
    monkeypatch.setattr("sada.ops.ingest.MANY", 2)
    monkeypatch.setattr("sada.ops.ingest.tell_planner", lambda *filled: told.append(Item in filled))
    path = write(tmp_path, "a.jsonl", lines(ROW, ROW | {"title": "ثان"}))
    run([path]), run([path])
    assert told == [True]  # once: the second run adds nothing


def test_the_source_and_medium_given_are_used_where_the_records_name_none(units, tmp_path):
    path = write(tmp_path, "a.csv", "text,outlet\nشكوى من الإنارة في الحي,\nشكوى من الحفريات في الحي,عكاظ\n")
    run([path], source="رصد يدوي", medium="تويتر")
    assert set(Item.objects.values_list("outlet__name_ar", "medium")) == {("رصد يدوي", "x"), ("عكاظ", "x")}


def test_a_mapping_is_obeyed_and_shown(units, tmp_path, capsys):
    path = write(tmp_path, "a.csv", "title,headline,body\nغلط,صواب,نص\n")
    run([path], mapping=["title=headline"])
    assert Item.objects.get().title == "صواب"
    assert "title    ← headline  (--map)" in capsys.readouterr().out


@pytest.mark.parametrize("pair", ["title", "nothing=x", "=x"])
def test_a_mapping_that_is_none_is_refused_in_both_languages(pair):
    with pytest.raises(Trouble) as caught:
        parse_mapping([pair])
    assert "--map" in caught.value.arabic and "--map" in caught.value.english


@pytest.mark.parametrize(
    ("sources", "options", "code"),
    [
        (["/nowhere/a.jsonl"], {}, "ingest-nothing"),
        (["{tmp}/empty"], {}, "ingest-nothing"),
        (["{tmp}/a.csv"], {"mapping": ["text=absent"]}, "ingest-column-missing"),
        (["{tmp}/a.csv"], {"medium": "pigeon"}, "ingest-medium-wrong"),
        (["http://127.0.0.1:9/feed"], {}, "ingest-refused-address"),
    ],
)
def test_what_cannot_be_done_is_said_in_both_languages(units, tmp_path, sources, options, code):
    (tmp_path / "empty").mkdir()
    write(tmp_path, "a.csv", "title,text\na,b\n")
    with pytest.raises(Trouble) as caught:
        run([s.format(tmp=tmp_path) for s in sources], **options)
    assert caught.value.code == code
    assert caught.value.arabic and caught.value.english
    assert not RawItem.objects.exists()


def test_standard_input_is_taken_in(units, monkeypatch):
    import io

    monkeypatch.setattr(ingest.sys, "stdin", io.TextIOWrapper(io.BytesIO(lines(ROW).encode())))
    run(["-"])
    assert Item.objects.get().title == ROW["title"]


def test_a_file_name_that_is_no_text_does_no_harm(units, tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff\xfe.jsonl"
    Path(os.fsdecode(path)).write_bytes(lines(ROW).encode())
    run([str(tmp_path)])
    assert Item.objects.count() == 1


def test_the_seed_article_is_laid_before_the_ministry(units, testdata):
    run([str(testdata / "seed/article.txt")])
    assert Item.objects.get().title.startswith("أمانات المناطق تبحث")
    assert Mention.objects.get().unit.code == "ministry"


def test_interrupting_keeps_what_is_done_and_says_so(units, tmp_path, monkeypatch, capsys):
    path = write(tmp_path, "a.jsonl", lines(*(ROW | {"title": f"خبر {n}"} for n in range(7))))
    take_in, calls = ingest.take_in, []

    def stopped(batch, *args, **kwargs):
        if calls:
            raise KeyboardInterrupt
        calls.append(1)
        return take_in(batch, *args, **kwargs)

    monkeypatch.setattr(ingest, "BATCH", 3)
    monkeypatch.setattr(ingest, "take_in", stopped)
    assert run([path]) == 130
    assert Item.objects.count() == 3
    assert "Stopped" in capsys.readouterr().out
    monkeypatch.setattr(ingest, "take_in", take_in)
    run([path])
    assert Item.objects.count() == 7
    assert Intake.objects.get().counts == {"understood": 7, "duplicate": 0, "quarantined": 0}


def committed():
    with connection.cursor() as cursor:
        cursor.execute(COMMITTED)
        return cursor.fetchone()


def url_of_test_database():
    from urllib.parse import quote

    entry = connection.settings_dict
    return f"postgresql://{entry['USER']}:{quote(entry['PASSWORD'])}@/{entry['NAME']}?host={entry['HOST']}"


def start(path):
    environment = os.environ | {"DATABASE_URL": url_of_test_database(), "SADA_POOL": "0", "SADA_SECRET_KEY": "test"}
    return subprocess.Popen(
        [sys.executable, "-c", "from sada.ops.cli import main; main()", "ingest", str(path)],
        env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def empty():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE store_intake, store_item, store_rawitem, store_story, store_outlet CASCADE")


@pytest.fixture
def sample(testdata, tmp_path):
    """1,300 real lines, with broken ones and repetitions among them."""
    with gzip.open(testdata / "data/saudinewsnet-2015-07.jsonl.gz", "rb") as file:
        real = [line for _, line in zip(range(1300), file, strict=False)]
    for n in range(0, 1300, 150):
        real[n : n + 1] = [
            real[n],
            b"{broken %d\n" % n,
            real[n],
            real[n].replace(b'"fetched_at": "2015', b'"fetched_at": "2016'),
        ]
    path = tmp_path / "sample.jsonl"
    path.write_bytes(b"".join(real))
    return path


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_killed_at_any_point_and_run_again_it_ends_in_the_rows_of_one_clean_run(sample):
    make_units()
    run([str(sample)])
    clean = committed()
    assert Story.objects.filter(size__gt=1).exists()
    empty()
    killed = 0
    for wanted in (1, 600):
        process = start(sample)
        while process.poll() is None and RawItem.objects.count() < wanted:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.wait()
        killed += process.returncode == -signal.SIGKILL
    assert killed >= 1
    assert 0 < RawItem.objects.count() < clean[8]
    last = start(sample)
    out, _ = last.communicate(timeout=300)
    assert last.returncode == 0, out.decode()
    assert committed() == clean
    run([str(sample)])
    assert committed() == clean


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_end_in_the_rows_of_one(sample):
    make_units()
    run([str(sample)])
    clean = committed()
    empty()
    both = [start(sample), start(sample)]
    for process in both:
        out, _ = process.communicate(timeout=300)
        assert process.returncode == 0, out.decode()
    assert committed() == clean


def test_outlets_of_the_file_are_known_afterwards(units, tmp_path):
    run([write(tmp_path, "a.jsonl", lines(ROW, ROW | {"outlet": "sabq"}))])
    assert set(Outlet.objects.values_list("code", flat=True)) == {"okaz", "sabq"}


WRONG = (
    "headline,title,body,day\n"
    "إنارة مطفأة في الدوادمي,1,شكا الأهالي بلدية محافظة الدوادمي من انطفاء الإنارة منذ أسبوع,2015-07-21\n"
    "حفريات في الحي,2,ترك المقاول الحفر,\n"
)
RIGHT = ["title=headline", "text=body", "date=day"]


def said():
    return set(Item.objects.values_list("title", "text", "published_at__date"))


def test_a_run_with_another_mapping_corrects_what_was_taken_in(units, tmp_path, capsys):
    path = write(tmp_path, "a.csv", WRONG)
    run([path], mapping=["title=title"])
    ids, heard_at = set(Item.objects.values_list("pk", flat=True)), Item.objects.earliest("pk").heard_at
    assert {title for title, *_ in said()} == {"1", "2"}
    capsys.readouterr()
    run([path], mapping=RIGHT)
    out = capsys.readouterr().out
    assert "2 items corrected" in out and "0 new items" in out and "0 duplicates" in out
    assert set(Item.objects.values_list("pk", flat=True)) == ids and RawItem.objects.count() == 2
    assert {title for title, *_ in said()} == {"إنارة مطفأة في الدوادمي", "حفريات في الحي"}
    assert Item.objects.get(title="حفريات في الحي").published_at == heard_at
    assert Reading.objects.get(item__title__startswith="إنارة").baladiyat == ["riyadh.al-duwadimi"]
    assert Mention.objects.get(item__title__startswith="إنارة").unit.code == "riyadh.al-duwadimi"
    assert Act.objects.get(name="intake.corrected").after == {"items": sorted(ids)}
    before = committed()
    run([path], mapping=RIGHT)
    assert committed() == before and Act.objects.count() == 1


def test_the_corrected_rows_are_those_of_a_clean_run(units, tmp_path):
    path = write(tmp_path, "a.csv", WRONG.replace(",\n", ",2015-07-22\n"))
    run([path], mapping=RIGHT)
    clean = committed()[:7]
    empty()
    run([path], mapping=["title=title", "text=headline", "date="])
    assert committed()[:7] != clean
    run([path], mapping=RIGHT)
    assert committed()[:7] == clean


def test_what_people_decided_outlives_the_correction(cast, tmp_path):
    path = write(tmp_path, "a.csv", WRONG)
    run([path], mapping=["title=title"])
    item = Item.objects.get(title="1")
    correct_reading(item, "tone", "positive", by=cast.fahad, at=cast.at)
    decided = Mention.objects.get(item=item)
    decide_no_answer(decided, "not_ours", by=cast.fahad, at=cast.at)
    run([path], mapping=RIGHT)
    item.refresh_from_db()
    assert item.title.startswith("إنارة")
    assert (item.reading.tone, item.reading.corrected) == ("positive", ["tone"])
    assert Mention.objects.get(pk=decided.pk).state == "no_answer"


def test_rows_called_duplicates_under_the_wrong_mapping_become_items_of_their_own(units, tmp_path, capsys):
    path = write(
        tmp_path, "a.csv", "kind,link,head,body\nشكوى,http://a.example/1,حفر,نص\nشكوى,http://a.example/1,إنارة,نص آخر\n"
    )
    run([path], mapping=["title=kind"])
    assert list(RawItem.objects.order_by("position").values_list("fate", flat=True)) == ["understood", "duplicate"]
    run([path], mapping=["title=head"])
    assert {title for title, *_ in said()} == {"حفر", "إنارة"}
    assert set(RawItem.objects.values_list("fate", "item__title")) == {("understood", "حفر"), ("understood", "إنارة")}
    assert "1 new item" in capsys.readouterr().out


def test_a_correction_that_was_cut_off_is_gone_on_with(units, tmp_path, monkeypatch):
    rows = "".join(f"خبر رقم {n},{n},نص الخبر رقم {n}\n" for n in range(7))
    path = write(tmp_path, "a.csv", "headline,title,body\n" + rows)
    run([path], mapping=["title=title"])
    take_in, calls = ingest.take_in, []

    def stopped(batch, *args, **kwargs):
        if calls:
            raise KeyboardInterrupt
        calls.append(1)
        return take_in(batch, *args, **kwargs)

    monkeypatch.setattr(ingest, "BATCH", 3)
    monkeypatch.setattr(ingest, "take_in", stopped)
    assert run([path], mapping=["title=headline"]) == 130
    assert Item.objects.filter(title__startswith="خبر").count() == 3
    monkeypatch.setattr(ingest, "take_in", take_in)
    for mapping in (["title=title"], ["title=headline"]):  # whichever way one goes on, all rows agree
        run([path], mapping=mapping)
        assert Item.objects.filter(title__startswith="خبر").count() == (7 if "head" in mapping[0] else 0)
    assert Item.objects.count() == 7


def test_show_writes_nothing_and_shows_three_rows_as_they_would_be_read(units, tmp_path, capsys):
    rows = "".join(f"عنوان {n},{'نص ' * 60}\n" for n in range(5)) + ",\n"
    run([write(tmp_path, "a.csv", "headline,body\n" + rows)], only_show=True)
    out = capsys.readouterr().out
    assert "title    ← headline" in out and "title    عنوان 2" in out and "عنوان 3" not in out and "…" in out
    run([write(tmp_path, "b.txt", "عنوان\n\nنص"), write(tmp_path, "c.jsonl", '{"title": ""}\n')], only_show=True)
    assert "(text)" in capsys.readouterr().out
    assert not Intake.objects.exists() and not RawItem.objects.exists()


@pytest.mark.parametrize(("answer", "status", "items"), [(True, 0, 2), (False, 1, 0)])
def test_at_a_terminal_the_mapping_is_asked_about_before_anything_is_written(
    units, tmp_path, monkeypatch, answer, status, items
):
    path, asked = write(tmp_path, "a.csv", WRONG), []
    monkeypatch.setattr(ingest_ask, "is_answered", lambda: True)
    monkeypatch.setattr(
        ingest_ask.click, "confirm", lambda text, default: asked.append((text, Item.objects.count())) or answer
    )
    assert run([path, write(tmp_path, "b.csv", WRONG.replace("2015", "2016"))][:1]) == status
    assert len(asked) == 1 and "متابعة؟" in asked[0][0] and asked[0][1] == 0
    assert Item.objects.count() == items
    if answer:
        run([path])  # the same mapping again: nothing to ask
        run([write(tmp_path, "c.csv", WRONG + "جديد,3,نص,\n")], is_sure=True)
        assert len(asked) == 1
