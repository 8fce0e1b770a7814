"""Who is quoted saying what, in marks and after «أن», with the name as first introduced."""

import csv
from pathlib import Path

import pytest

from bench import own_labels
from sada.understand.details import persons_in
from sada.understand.quotes import quotes
from tests.growth import assert_grows_with_length_only

FULL = "أمين منطقة الرياض المهندس إبراهيم السلطان"


def said(text):
    return [(q.text, q.who, q.direct) for q in quotes(text)]


@pytest.mark.parametrize(
    ("text", "quotation", "who", "direct"),
    [
        (f"أوضح {FULL} أن الأمانة سفلتت الحي.", "أن الأمانة سفلتت الحي.", FULL, False),
        (f"أوضح {FULL}: سفلتنا أحياء الشمال كلها.", "سفلتنا أحياء الشمال كلها.", FULL, True),
        (
            "قال رئيس بلدية الخبر: «نفذنا 15 مشروعا هذا العام». وبدأت الحملة.",
            "نفذنا 15 مشروعا هذا العام",
            "رئيس بلدية الخبر",
            True,
        ),
        ('وقال المواطن سعد العتيبي: "النظافة غائبة منذ شهر".', "النظافة غائبة منذ شهر", "المواطن سعد العتيبي", True),
        ("«لن نتهاون مع المخالفين»، قال رئيس بلدية الخبر.", "لن نتهاون مع المخالفين", "رئيس بلدية الخبر", True),
        (
            "ذكر د. خالد الغامدي مدير العلاقات العامة أن الحديقة تفتح غدا.",
            "أن الحديقة تفتح غدا.",
            "د. خالد الغامدي مدير العلاقات العامة",
            False,
        ),
        (
            "أوضح لـ«الرياض» المتحدث الرسمي سعد الفهد أن العمل بدأ اليوم.",
            "أن العمل بدأ اليوم.",
            "المتحدث الرسمي سعد الفهد",
            False,
        ),
    ],
)
def test_a_quotation_has_its_speaker(text, quotation, who, direct):
    assert said(text) == [(quotation, who, direct)]


def test_a_short_name_and_no_name_mean_the_speaker_before():
    text = f"أوضح {FULL} أن الأمانة سفلتت الحي.\nوأضاف السلطان أن العمل مستمر.\nوأكد أن الحملة لن تتوقف."
    found = quotes(text)
    assert [q.who for q in found] == [FULL, FULL, FULL]
    assert [text[q.speaker_start : q.speaker_end] for q in found] == [FULL, "السلطان", ""]


def test_a_title_alone_and_a_family_name_after_an_office_mean_the_same_man():
    text = (
        "أوضح أمين محافظة الطائف المهندس محمد المخرج أن المتنزه كبير.\nوذكر المهندس المخرج أن العمل مستمر.\n"
        "وقال أمين محافظة الطائف إن الحديقة تفتح غدا.\nوأكد المخرج أن الخدمة مجانية."
    )
    assert {q.who for q in quotes(text)} == {"أمين محافظة الطائف المهندس محمد المخرج"}
    assert len(quotes(text)) == 4


def test_a_name_before_its_office_is_known_again():
    text = "قال المهندس طارق العيسى المدير التنفيذي لهيئة المعارض إن العمل بدأ. وأضاف العيسى أن الطلبات كثيرة."
    assert [q.who for q in quotes(text)] == ["المهندس طارق العيسى المدير التنفيذي لهيئة المعارض"] * 2


@pytest.mark.parametrize(
    ("text", "quotation", "who"),
    [
        ("جاء في بيان لوزارة النقل أن الطريق سيغلق غدا.", "أن الطريق سيغلق غدا.", "بيان لوزارة النقل"),
        ("وبحسب المتحدث الرسمي سعد الفهد فإن العمل بدأ أمس.", "فإن العمل بدأ أمس.", "المتحدث الرسمي سعد الفهد"),
        ("رفع العلم على مبنى البلدية، كما ذكر شاهد عيان.", "رفع العلم على مبنى البلدية،", "شاهد عيان"),
        ("بدأ العمل في الجسر، بحسب مدير المشروع سعد الفهد.", "بدأ العمل في الجسر،", "مدير المشروع سعد الفهد"),
        ("قال عدد كبير من المشاركين إن المعرض ناجح.", "إن المعرض ناجح.", "عدد كبير من المشاركين"),
        ("أكدوا سكان الحي أن الطريق مظلم ليلا.", "أن الطريق مظلم ليلا.", "سكان الحي"),
        ("قال سكان الحي قائلين: «الطريق مظلم كل ليلة».", "الطريق مظلم كل ليلة", "سكان الحي"),
        (
            "أوضح مدير الحدائق بأمانة جدة، فهد بن سعد الحربي، أن الحديقة تفتح غدا.",
            "أن الحديقة تفتح غدا.",
            "مدير الحدائق بأمانة جدة، فهد بن سعد الحربي",
        ),
        (
            "يوضح رئيس لجنة الآثار في مجلس بلدية الخبر خالد تدمري أن القطع سرقت.",
            "أن القطع سرقت.",
            "رئيس لجنة الآثار في مجلس بلدية الخبر خالد تدمري",
        ),
        ("منعطف فيفاء.. والأهالي: هل ننتظر الوفيات؟\nنص", "هل ننتظر الوفيات؟", "الأهالي"),
    ],
)
def test_a_statement_is_laid_to_its_source(text, quotation, who):
    assert [(q.text, q.who) for q in quotes(text)] == [(quotation, who)]


def test_an_official_who_acts_first_goes_on_to_speak():
    text = f"رحب {FULL} بزوار المعرض.\nوأضاف أن الدخول مجاني.\nوقال في برقية للوزير: «نشكر لكم الدعم الكبير»."
    assert [q.who for q in quotes(text)] == [FULL, FULL]


@pytest.mark.parametrize(
    ("opening", "who"),
    [
        ("اجتمع أمين الأحساء عصام الملا بالمقاولين.", "أمين الأحساء عصام الملا"),
        ("استقبل أمين القصيم المهندس محمد المجلي وفد الغرفة.", "أمين القصيم المهندس محمد المجلي"),
        ("استقبل أمين جدة الدكتور هاني أبو راس وفد الغرفة.", "أمين جدة الدكتور هاني أبو راس"),
        ("شكا المواطن أحمد الغامدي من تراكم النفايات.", "المواطن أحمد الغامدي"),
        ("انتقد الكاتب صالح الشيحي أداء المقاولين.", "الكاتب صالح الشيحي"),
    ],
)
def test_whoever_acts_or_complains_first_goes_on_to_speak_without_his_deeds(opening, who):
    found = quotes(f"{opening} وأضاف أن العمل بدأ منذ أشهر. وتابع «المشكلة قديمة في هذا الحي».")
    assert [q.who for q in found] == [who, who]


def test_marks_within_marks_are_one_quotation():
    found = said(f"أوضح {FULL} أن العمل بدأ. وأضاف: «المواطن شريك كما قيل «الخدمة أولا» في كل لقاء». وبدأت الحملة.")
    assert found[1] == ("المواطن شريك كما قيل «الخدمة أولا» في كل لقاء", FULL, True)


def test_a_verb_without_a_name_means_the_last_speaker_of_its_gender():
    text = (
        "قالت وزارة الصحة إن الحالات قليلة.\nوقال مدير المستشفى سعد الفهد إن الأسرة تكفي.\n"
        "وأضافت أن اللقاح متوفر.\nوأضاف أن العمل مستمر."
    )
    ministry, manager = "وزارة الصحة", "مدير المستشفى سعد الفهد"
    assert [q.who for q in quotes(text)] == [ministry, manager, ministry, manager]


def test_marks_that_follow_marks_go_on_with_the_same_speaker():
    text = "وقال رئيس بلدية الخبر: «نفذنا 15 مشروعا هذا العام». «وسننفذ مثلها في العام المقبل»."
    assert [(q.text, q.who) for q in quotes(text)] == [
        ("نفذنا 15 مشروعا هذا العام", "رئيس بلدية الخبر"),
        ("وسننفذ مثلها في العام المقبل", "رئيس بلدية الخبر"),
    ]


def test_his_own_word_at_the_end_means_who_spoke_before():
    text = f"أوضح {FULL} أن الحملة مستمرة.\nوالمخالفون قلة، على حد قوله."
    assert [(q.text, q.who) for q in quotes(text)][1] == ("والمخالفون قلة،", FULL)


@pytest.mark.parametrize(
    "text",
    [
        "ونوه أمين الطائف محمد المخرج بافتتاح معرض «شاهد وشهيد على العصر»",
        "اعتمد كيري، في كتابه أن يذكر المصادر",
        "مؤكدة ضرورة إرفاق صورة من الهوية الوطنية وصورة من الدورات التدريبية إن وجدت كلها",
        "نقلت صحيفة «عكاظ» الخبر", "نوه بالدور الكبير مؤكدا أن الجمعية رائدة", "من المقرر أن تبدأ الحملة غدا",
        "وأكد أن المشروع يسير وفق الخطة.",
        "نفذت الأمانة مشروع «واحة الأحساء» الكبير", "بين الرياض وجدة أن تسير القوافل",
    ],
)  # fmt: skip
def test_what_nobody_says_is_no_quotation(text):
    assert quotes(text) == []


def test_what_stands_outside_is_the_outlets_own_word():
    text = "بدأت الحملة أمس. وقال رئيس بلدية الخبر: «نفذنا 15 مشروعا هذا العام». وتستمر أسبوعا."
    (quote,) = quotes(text)
    assert "بدأت الحملة" in text[: quote.start]
    assert "وتستمر أسبوعا" in text[quote.end :]


@pytest.mark.parametrize("file", ["quotes_read.tsv", "quotes_later.tsv"])
def test_the_articles_a_reader_judged_still_give_the_quotations_he_counted(file):
    """A change of the rules that moves the counts of the files in bench wants those articles read again."""
    if not own_labels.source("articles").exists():
        pytest.skip("SADA_TESTDATA names no folder of real test material")
    with (Path(own_labels.__file__).parent / file).open(encoding="utf-8") as lines:
        counted = {r["id"]: r for r in csv.DictReader((x for x in lines if x[0] != "#"), delimiter="\t")}
    found = {i: len(quotes(f"{t['title']}\n{t['text']}")) for i, t in own_labels.articles(set(counted))}
    moved = sum(abs(found[i] - int(row["found"])) for i, row in counted.items())
    assert moved <= 0.03 * sum(found.values())


@pytest.mark.parametrize(
    "wall", ["، بحسب مدير سعد ", "قال سعد: «واحد اثنان ثلاثة أربعة». «خمسة ستة سبعة ثمانية». ", "التي تحدث "]
)
def test_a_wall_of_sources_is_read_in_time_that_grows_with_its_length(wall):
    assert_grows_with_length_only(lambda times: quotes(wall * times), 200)


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        (
            "«الشارع مظلم منذ سنة» هكذا بدأ أبو محمد حديثه، وأشار إلى أن البلدية لم تستجب.",
            [("الشارع مظلم منذ سنة", "أبو محمد", True), ("أن البلدية لم تستجب.", "أبو محمد", False)],
        ),
        (
            "«الحفر في كل مكان»، بهذه الكلمات وصف المواطن سعد الحربي الوضع.",
            [("الحفر في كل مكان", "المواطن سعد الحربي", True)],
        ),
        ("الحي مظلم منذ سنة.. هكذا استهلت أم خالد حديثها.", [("الحي مظلم منذ سنة", "أم خالد", True)]),
        ("هكذا بدأ العمل في الحديقة أمس.", []),
        (
            f"ويضيف {FULL}: تجد لافتة مكتوبا عليها إن المدينة بعيدة.",
            [("تجد لافتة مكتوبا عليها إن المدينة بعيدة.", FULL, True)],
        ),
        (
            f"وأوضح {FULL} أن العمل يبدأ غدا. وأضاف: «سنرفع المخلفات يوميا»، لافتا إلى أن الميزانية كافية.",
            [
                ("أن العمل يبدأ غدا.", FULL, False), ("سنرفع المخلفات يوميا", FULL, True),
                ("أن الميزانية كافية.", FULL, False),
            ],
        ),
        (
            f"وقال {FULL}: العمل مستمر ولن يتوقف، لافتا إلى أن الفرق تعمل ليلا.",
            [("العمل مستمر ولن يتوقف", FULL, True), ("أن الفرق تعمل ليلا.", FULL, False)],
        ),
        ("وأضاف والد الطفل أبو ياسر أن الحفرة مكشوفة.", [("أن الحفرة مكشوفة.", "والد الطفل أبو ياسر", False)]),
    ],
)  # fmt: skip
def test_speakers_behind_thus_and_tails_that_are_no_direct_words(text, quotations):
    assert said(text) == quotations


def test_a_wall_of_thus_is_read_in_time_that_grows_with_its_length():
    for unit in ("هكذا بدأ محمد حديثه ", "«كلام في كلام» هكذا بدأ محمد حديثه. ", "قال محمد: كلام، لافتا إلى أن ذلك "):
        assert_grows_with_length_only(lambda size, unit=unit: quotes(unit * (size // len(unit.encode()))), 8_000)


def private(text):
    """The names of private people among those who speak in a text."""
    return [text[start:end] for start, end in persons_in(text)]


def test_who_is_one_of_many_is_private_and_his_name_ends_before_that():
    names = private("وأوضح أحمد العتيبي أحد المتعاملين في بيع الأغنام أن الإقبال كان كبيرا. وكثر عدد المتعاملين.")
    assert "أحمد العتيبي" in names and not any("المتعاملين" in name for name in names)
    assert private("وأوضح خالد الحربي أحد أعضاء المجلس البلدي أن الأمانة سفلتت الحي.") == []


def test_what_things_show_is_said_by_nobody():
    assert not quotes("وبحسب ما أظهرت نقوش جدران القريتين، فإن عمرهما يعود إلى القرن الثالث.")
