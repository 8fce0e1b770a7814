"""What a reader would hold against a reply: own sentences, each with its twin that is in order."""

import pytest

from sada.rules.lengths import posts, too_long
from sada.rules.wording import promises_in, remarks


def codes(text, medium=""):
    return [one.code for one in remarks(text, medium)]


@pytest.mark.parametrize(
    "text",
    [
        "نهيب بالمواطنين المحافظة على نظافة الحدائق.",
        "تأمل الأمانة من الجميع عدم رمي المخلفات. وندعو الإخوة المواطنين إلى التعاون.",
        "ما لوحظ في الحديقة هو سلوكيات بعض المواطنين.",
        "على السكان وضع النفايات في الحاويات المخصصة.",
        "يعود الأمر إلى إهمال بعض مرتادي الحديقة.",
    ],
)
def test_a_reply_that_only_calls_on_the_citizens_is_remarked(text):
    assert codes(text) == ["only_blames"]


@pytest.mark.parametrize(
    "text",
    [
        "جرى رفع المخلفات من الحديقة، ونهيب بالمواطنين المحافظة على نظافتها.",
        "باشرت الفرق تنظيف الحديقة. وندعو الجميع إلى التعاون.",
        "تمَّت إزالة التشوهات، وتهيب الأمانة بالجميع الإبلاغ عنها.",
        "أُعيدت الإنارة إلى الحي.",
    ],
)
def test_a_reply_that_says_what_was_done_is_not(text):
    assert codes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "سيتم النظر في الموضوع إن شاء الله.",
        "سوف تدرج سفلتة الشارع ضمن مشاريع الأمانة المستقبلية.",
        "ستعالج الأمانة الملاحظة قريبًا.",
        "المشروع مدرج ضمن الخطط المستقبلية.",
    ],
)
def test_a_promise_without_a_date_is_remarked(text):
    assert codes(text) == ["promise_without_date"]


@pytest.mark.parametrize(
    "text",
    [
        "سيتم الانتهاء من السفلتة في موعد أقصاه 15 ديسمبر 2026م.",
        "ستعالج الأمانة الملاحظة خلال أسبوعين.",
        "سيبدأ العمل في 3/7/1448هـ.",
        "سيتم الافتتاح في مطلع رجب.",
        "سيُعاد فتح الطريق يوم الخميس.",
        "تم الاطلاع على ما نُشر، وستعالج الأمانة الملاحظة خلال أسبوعين.",
    ],
)
def test_a_promise_that_names_a_day_is_still_only_a_promise(text):
    assert codes(text) == ["only_promises"]


@pytest.mark.parametrize(
    "text",
    [
        "إشارة إلى ما نُشر بعنوان «جرت المياه وتمت الحفريات»، سيتم النظر في الموضوع.",
        "تم الاطلاع على الخبر وسيتم النظر فيه.",
        "قامت الأمانة بالاطلاع وسيتم النظر فيه.",
        "تمت قراءة الملاحظة، وسوف تدرس.",
    ],
)
def test_what_others_say_and_having_read_it_is_no_deed(text):
    assert codes(text) == ["promise_without_date"]


def test_what_was_quoted_keeps_its_place_in_the_remark():
    text = "إشارة إلى «ما تم».\nسيتم النظر في الموضوع."
    (one,) = remarks(text)
    assert text[one.start : one.end] == one.text == "سيتم النظر في الموضوع"


@pytest.mark.parametrize(
    "text",
    [
        "عولجت الملاحظة، وستتابع الأمانة الموقع.",
        "صانت الأمانة أعمدة الحي، وسيتم الانتهاء خلال أسبوعين.",
        "ردمت البلدية الحفر وسفلتتها، وستُستكمل البقية خلال شهر.",
        "يعود السبب إلى أعمال شركة المياه، وسيُعاد فتح الطريق يوم الخميس.",
        "تم رصد 12 حفرة وردمها، وستُستكمل البقية خلال أسبوعين.",
    ],
)
def test_a_promise_after_a_deed_or_a_reason_is_not_remarked(text):
    assert codes(text) == []


def test_the_sentences_that_promise_are_found():
    text = "رُدمت الحفر. ستُسفلت الطرق في 15 ديسمبر 2026م؛ ونشكر لكم. سيتم الإعلان قريبًا"
    assert promises_in(text) == ["ستُسفلت الطرق في 15 ديسمبر 2026م", "سيتم الإعلان قريبًا"]


BLAMES = """
المشكلة بسبب عدم تعاون المواطنين مع عمال النظافة
إن ما حدث نتيجة عبث بعض العابثين
السبب في ذلك سلوكيات بعض المواطنين، ونهيب بالجميع التعاون
المسؤولية تقع على عاتق المواطنين
على المواطن إبلاغ البلدية
ندعو الإخوة المواطنين إلى المحافظة على الممتلكات العامة
نود التنويه إلى أن سبب تكدس النفايات هو رمي المخلفات من قبل بعض السكان في غير الأماكن المخصصة
إن ما حدث نتيجة عبث بعض العابثين بالممتلكات
نأمل من المواطن الكريم التواصل عبر 940
يجب على الأهالي الالتزام بمواعيد إخراج النفايات
يرجع السبب إلى سوء استخدام بعض المرتادين للحديقة
تكدس النفايات ناتج عن عدم التزام السكان بالمواعيد
Residents must not litter
نحث المواطنين على التعاون مع البلدية
نرجو من الجميع التعاون
المشكلة سببها المخالفون من أصحاب المواشي
وعي المواطن هو الأساس
""".strip().splitlines()

EMPTY = """
تمت إحالة الملاحظة إلى الجهة المختصة وسيتم معالجتها
تم توجيه المختصين بالوقوف على الموقع وسيتم المعالجة
جرى إدراج الشارع ضمن خطة السفلتة
نعدكم بمعالجة الموضوع
الموضوع تحت الدراسة
نعمل على حل المشكلة
ستتم معالجة الملاحظة في أقرب وقت
سنعالج الملاحظة قريبًا
سنقوم بصيانة الشارع الشهر القادم
الموضوع محل اهتمام الأمانة وسيؤخذ بعين الاعتبار
الأمانة حريصة على خدمة المواطنين وتسعى إلى تطوير خدماتها
الشارع مدرج ضمن خطة هذا العام
بدأت الأمانة بدراسة الموضوع وسوف تعالجه
أُخذت الملاحظة بعين الاعتبار وسيتم العمل عليها
سوف يُعالج، والسبب غير معروف
We will fix it soon
تمت مخاطبة الشركة
جرى التنسيق مع شركة المياه لمعالجة الوضع
أحيلت الشكوى إلى القسم المختص
وجهت الأمانة بسرعة المعالجة
جار دراسة الموضوع
قامت الأمانة بإحالة الموضوع إلى الإدارة المختصة
تعمل الأمانة جاهدة على حل الموضوع
تم رفع الملاحظة إلى الجهة المختصة
تم التواصل مع المقاول وسيصلح العطل
نتابع الموضوع باهتمام
نتعهد بحل المشكلة خلال أسبوعين
رفعت البلدية الملاحظة إلى الأمانة
""".strip().splitlines()

TELLS = """
تمت إحالة الملاحظة ومعالجتها
جرى رفع المخلفات من الحديقة، ونهيب بالمواطنين المحافظة على نظافتها
السبب عطل في المحول، ونهيب بالمواطنين الإبلاغ
سُفلت الشارع يوم الأحد
يعود السبب إلى أعمال شركة المياه، وسيُعاد فتح الطريق يوم الخميس
العمل جار على إصلاح الشارع وسينتهي خلال أسبوع
تم توجيه الفرق وأُصلحت الإنارة
The road has been fixed and we will watch it
ما نشر غير صحيح
باشرت الفرق أعمال السفلتة وستنتهي قريبا
تم تنظيف الموقع، والمشكلة بسبب رمي المخلفات من قبل بعض السكان
نشكركم على اهتمامكم
البلاغ ليس من اختصاص الأمانة وقد أحيل إلى شركة المياه
تم التنسيق مع الشركة وإصلاح العطل
انقطاع الإنارة بسبب سرقة الكابلات، وسيعاد التيار غدا
عادت الإنارة وسنتابع الموقع
صرفت الأمانة التعويضات
تعطل المصعد نتيجة ارتفاع الجهد الكهربائي، وسيصلح
""".strip().splitlines()


@pytest.mark.parametrize("said", BLAMES)
def test_a_cause_that_is_the_citizens_clears_no_reply(said):
    assert codes(f"{said}.") == ["only_blames"]


@pytest.mark.parametrize("said", EMPTY)
def test_passing_on_listing_and_meaning_well_are_no_deeds(said):
    assert codes(f"{said}.") in (["promise_without_date"], ["only_promises"])


@pytest.mark.parametrize("said", TELLS)
def test_a_deed_or_a_cause_of_its_own_clears_it(said):
    assert codes(f"{said}.") == []


def test_the_remark_points_at_the_sentence():
    text = "نشكر لكم تواصلكم. سيتم النظر في الموضوع. مع التحية."
    (one,) = remarks(text)
    assert text[one.start : one.end] == one.text == "سيتم النظر في الموضوع"


@pytest.mark.parametrize("word", ["كاذب", "مغرضة", "الجاهل", "والافتراءات", "مزاعم", "هُراء", "مأجورة"])
def test_words_unfit_for_a_ministry_are_remarked_at_their_place(word):
    text = f"ما نُشر {word} وقد جرى الإيضاح"
    (one,) = remarks(text)
    assert (one.code, text[one.start : one.end]) == ("harsh_word", one.text)
    assert one.text in word


@pytest.mark.parametrize("text", ["جرى تركيب كاميرات", "تمت زراعة الأشجار في الجهات كافة", "جرى تحديث المكاتب"])
def test_words_that_only_resemble_them_are_not(text):
    assert codes(text) == []


def test_marks_of_exclamation_are_remarked():
    assert codes("جرى إصلاح الطريق!!") == ["exclamation"]


def test_a_post_longer_than_its_network_takes_is_remarked_with_how_much():
    (one,) = remarks("جرى " + "ن" * 283, "x")
    assert (one.code, one.over) == ("too_long", 7)
    assert codes("جرى " + "ن" * 283, "print") == []


def test_a_thread_counts_its_longest_post():
    thread = "\n\n".join(["ن" * 200] * 3)
    assert len(posts(thread)) == 3
    assert too_long(thread, "x") == 0
    assert too_long(thread + "\n\n" + "ن" * 290, "x") == 10


def test_the_mark_of_a_quoted_headline_is_not_ours():
    codes = {
        one.code
        for one in remarks("إشارة إلى ما نُشر تحت عنوان: (حفرة هنا!) و«عمود هناك!» نفيدكم بأن الحفرة رُدمت.", "print")
    }
    assert "exclamation" not in codes
    assert "exclamation" in {one.code for one in remarks("رُدمت الحفرة!", "print")}
