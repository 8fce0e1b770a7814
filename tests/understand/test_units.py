"""Every municipal body of the pack is recognised by its official name, in prose and in a hashtag."""

import csv
from pathlib import Path

import pytest

from sada.understand.lexicon import shipped
from sada.understand.names import bare
from sada.understand.read import read
from sada.understand.types import Text
from sada.understand.units import BY_TEXT
from tests.understand.material import post, understood

PACK = Path(__file__).resolve().parents[2] / "sada" / "store" / "packs" / "saudi" / "units.csv"
ROWS = list(csv.DictReader(PACK.open(encoding="utf-8", newline="")))
AMANAT = [row for row in ROWS if row["kind"] == "amana"]
BALADIYAT = [row for row in ROWS if row["kind"] == "baladiya"]
NAMES = [bare(row["official_ar"]) for row in BALADIYAT]


@pytest.mark.parametrize("row", AMANAT, ids=lambda row: row["code"])
def test_an_amana_is_known_by_its_official_name(row):
    assert understood(f"أنهت {row['official_ar']} صيانة أعمدة الإنارة في الأحياء").units[0] == row["code"]


@pytest.mark.parametrize("row", [r for r in AMANAT if r["code"] != "madinah"], ids=lambda row: row["code"])
def test_an_amana_is_known_by_its_press_name(row):
    reading = understood("بدأت الحملة أمس.", f"{row['short_ar']} تطلق حملة نظافة")
    assert reading.units == (row["code"],)


@pytest.mark.parametrize("row", AMANAT, ids=lambda row: row["code"])
def test_the_amin_is_known_by_his_title(row):
    title = row["official_ar"].replace("أمانة", "أمين", 1)
    reading = understood(f"وأوضح {title} أن العمل في تصريف مياه الأمطار مستمر في جميع الأحياء")
    assert reading.units[0] == row["code"]


@pytest.mark.parametrize("row", BALADIYAT, ids=lambda row: row["code"])
def test_a_baladiya_is_known_by_its_official_name(row):
    reading = understood(f"نفذت {row['official_ar']} حملة لإزالة المخلفات ورفع الأنقاض")
    amana = shipped().units[row["code"]].amana
    namesakes = NAMES.count(bare(row["official_ar"])) > 1
    assert reading.relevance == "main"
    if not namesakes:
        assert reading.baladiyat[:1] == (row["code"],)
        assert reading.units[:1] == (BY_TEXT.get(row["code"], amana),)


@pytest.mark.parametrize("row", [r for r in BALADIYAT if r["ambiguous"] == "high"], ids=lambda row: row["code"])
def test_an_ordinary_word_alone_is_no_baladiya(row):
    assert understood(f"قال الكاتب إن {row['name_ar']} من أجمل الكلمات في كتابه الجديد").baladiyat == ()


def test_namesakes_are_told_apart_by_the_ground_of_the_text():
    there = Text("", "نظفت بلدية العزيزية الشوارع", author="مكة المكرمة - علي الحربي:")
    here = Text("", "نظفت بلدية العزيزية الشوارع", author="الرياض - علي الحربي:")
    assert read(there, shipped()).units == ("makkah",)
    assert read(here, shipped()).units == ("riyadh",)


@pytest.mark.parametrize(
    ("author", "unit"),
    [
        ("الدوادمي - عبدالله العويس:", "riyadh"),
        ("الطائف-الوئام:", "taif"),
        ("واس - عرعر", "northern"),
        ("عدنان الشبراوي (جدة)", "jeddah"),
        ("الهفوف - خالد الحسن", "ahsa"),
        ("حفر الباطن - منيس الشيحي", "hafr"),
        ("القنفذة: محمد المجدوعي", "makkah"),
        ("ينبع - محمد الصواب", "madinah"),
    ],
)
def test_a_body_without_a_name_stands_on_the_ground_of_the_byline(author, unit):
    text = Text("البلدية تزيل المباسط", "أزالت البلدية المباسط العشوائية من سوق الخضار.", author=author)
    found = read(text, shipped()).units
    assert found == (unit,) or (unit == "makkah" and found == ("jeddah",))


def test_region_is_not_amana():
    reading = understood("وجه أمير منطقة مكة المكرمة بسرعة إنهاء سفلتة الشوارع التي تنفذها أمانة جدة في أبحر")
    assert reading.units == ("jeddah",)


def test_the_ministry_comes_first_when_it_decides():
    reading = understood(
        "وافق وزير الشؤون البلدية والقروية على مشروعات في أمانة الرياض وأمانة جدة وأمانة عسير وأمانة حائل وأمانة تبوك "
        "وأمانة نجران تشمل السفلتة والإنارة.",
        "وزير الشؤون البلدية يعتمد مشروعات للأمانات",
    )
    assert reading.units[0] == "ministry"
    assert {"riyadh", "jeddah", "asir", "hail", "tabuk", "najran"} <= set(reading.units)


def test_national_elections_belong_to_the_ministry():
    reading = read(
        Text(
            "انطلاق قيد الناخبين في الانتخابات البلدية",
            "تنطلق في جميع مناطق المملكة مرحلة قيد الناخبين في انتخابات المجالس البلدية.",
            author="الرياض - واس",
        ),
        shipped(),
    )
    assert reading.units == ("ministry",)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("متى تصلحون الشارع #أمانة_جدة", "jeddah"),
        ("وين النظافة يا امانه الرياض", "riyadh"),
        ("بلدية الخبر الإنارة طافية من شهر", "eastern"),
        ("وزارة البلديات والإسكان الرخصة معلقة من شهرين", "ministry"),
    ],
)
def test_posts_name_bodies_in_their_own_spelling(text, unit):
    assert post(text).units == (unit,)


def test_a_post_without_a_place_names_no_unit():
    assert post("وين البلدية عن الحفر في شارعنا").units == ()


@pytest.mark.parametrize(
    "text",
    [
        "أعلن رئيس بلدية روما حظر السيارات في وسط المدينة الإيطالية",
        "قال رئيس بلدية إسطنبول إن الانتخابات البلدية في تركيا ستجرى في موعدها",
        "قرر مجلس بلدية بيروت رفع النفايات من شوارع لبنان",
        "أشاد الأمين العام لمجلس التعاون بدور الأمانة العامة للمجلس",
        "فاز غازي عنتاب بلدية في المباراة على الهلال بهدف سجله اللاعب في الدوري",
        "احتفل خادم الحرمين وولي عهده الأمين باليوم الوطني",
        "سلمت أمانة سوق المال تقريرها إلى مجلس الإدارة",
    ],
)
def test_bodies_of_others_are_not_ours(text):
    reading = understood(text)
    assert reading.units == ()
    assert reading.relevance == "none"
