"""397 posts of our own over nearly all services, and their lookalikes: labelled by what was meant in writing them.

They are invented, and many were read while words were added, so the figures here are no estimate of anything: they keep
what people say of a city from getting lost.
"""

from pathlib import Path

import pytest

from tests.understand.material import post

TABLE = Path(__file__).with_name("posts_written.tsv")
ANSWERED = ("complaint", "inquiry", "suggestion")
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]


@pytest.fixture(scope="module")
def read_rows():
    """Each row with its reading."""
    return [(row, post(row[4])) for row in ROWS]


def _f1(pairs):
    both = sum(truth and said for truth, said in pairs)
    return 2 * both / max(1, sum(truth for truth, _ in pairs) + sum(said for _, said in pairs))


def test_what_is_ours_is_found_and_what_only_sounds_so_is_left(read_rows):
    pairs = [(row[0] != "none", reading.relevance != "none") for row, reading in read_rows]
    assert len(pairs) > 390 and _f1(pairs) >= 0.92
    assert sum(said and not truth for truth, said in pairs) <= 4


def test_whoever_complains_asks_or_wishes_is_owed_an_answer(read_rows):
    assert _f1([(row[1] in ANSWERED, reading.needs_answer) for row, reading in read_rows]) >= 0.91


@pytest.mark.parametrize(("column", "name", "least"), [(1, "kind", 0.9), (2, "families", 0.88), (3, "units", 0.75)])
def test_kind_family_and_amana_are_what_was_meant(read_rows, column, name, least):
    found = [(row[column], reading) for row, reading in read_rows if row[0] != "none" and row[column] != "-"]
    kept = [(meant, getattr(reading, name)) for meant, reading in found if reading.relevance != "none"]
    assert sum(meant in ((said,) if isinstance(said, str) else said) for meant, said in kept) >= least * len(kept)


def test_nearly_every_family_is_there():
    assert len({row[2] for row in ROWS}) >= 26


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("يا @Amanatalriyadh الحاوية مليانة من أسبوع", "riyadh"),
        ("@AmanahSupport متى تسفلتون حينا", "jeddah"),
        ("يا أمانة الشرقية هل حينا ضمن مشروع التصريف", "eastern"),  # called out to, it keeps its name
    ],
)
def test_an_account_names_its_body(text, unit):
    reading = post(text)
    assert (reading.relevance, reading.units, reading.needs_answer) == ("main", (unit,), True)


def test_whoever_tags_a_body_and_speaks_to_it_is_heard():
    assert post("#أمانة_جدة ردكم الآلي ما يحل شي").relevance == "main"
    assert post("#أمانة_جدة صباح الخير ليش كذا").relevance == "passing"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("متى تنزل قرعة منح بلدية حفر الباطن", "inquiry"),  # a town, no holes
        ("أمين حائل يدشن ممشى السمراء بطول 3 كم", "news"),  # a distance, no question
        ("بلدية بلجرشي: إغلاق طريق الملك فهد جزئيا لأعمال الصيانة", "news"),  # how a paper begins
    ],
)
def test_letters_of_a_complaint_or_a_question_in_something_else(text, kind):
    assert post(text).kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "المستشفى زحمة وما فيه مواقف",  # the hospital's own
        "يا كثر المطبات في حياتي",
        "سوق كذا إذا ما زرت بعضها ما عرفت جدة",  # «بعضها» holds no bite
        "تمكين المرأة في مطعم أو مقهى شي يحزن وليش كذا",
    ],
)
def test_what_has_only_the_letters(text):
    assert post(text).relevance == "none"


@pytest.mark.parametrize(
    ("text", "relevance"),
    [
        ("حاويتنا ما فضت", "main"),  # «our container»: a thing of the city as it is called before whose door it stands
        ("حديقتنا بدون موية ولا ظل", "main"),
        ("كل يوم أغير يايات سيارتي من مطبات حينا ولا أحد درى", "main"),
        ("بيتنا ما فيه إلا أنا وأمي", "none"),
        ("حارتنا أول كانت كلها محبة ما هي مثل الحين", "none"),
    ],
)
def test_who_tells_what_his_own_street_lacks_complains_in_whatever_words(text, relevance):
    assert post(text).relevance == relevance
