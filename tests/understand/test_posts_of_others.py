"""Posts that sound like ours and are another agency's, another country's or only talk. Every post is our own."""

import pytest

from tests.understand.material import post


@pytest.mark.parametrize(
    "text",
    [
        "كيف أجدد رخصة القيادة المنتهية من سنة",
        "ابغى اعترض على مخالفة مرورية كيف الطريقة",
        "كم رسوم رخصة العمل للعامل الجديد",
        "كيف اطلع تصريح تنقل بين المدن",
        "التحول الرقمي ضرورة والمشكلة في التطبيق",
        "الوجبات متوفرة ولا بس الفطور",
        "شوارع لندن وسخة ومليانة حفر",
        "السلام عليكم كيف أفرغ صك الأرض إلكترونيا",
        "الاتصال ضعيف داخل النطاق العمراني والشبكة ضعيفة من شهر",
        "أسواق الخضار رفعوا الأسعار بشكل مبالغ فيه",
    ],
)
def test_what_another_agency_or_nobody_here_can_answer(text):
    reading = post(text)
    assert reading.relevance == "none" and not reading.needs_answer


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("كم رسوم تجديد رخصة محل تجاري وايش الشروط", "inquiry"),
        ("شكرا بلدية تيماء على تلبية النداء رشيتوا الحي وراح البعوض", "praise"),
        ("إنارة شارعنا مقفلة ومحد يرد على البلاغ", "complaint"),
        ("نرجو من معاليكم الاهتمام بإنارة حي المصيف في تبوك", "suggestion"),
    ],
)
def test_what_is_ours_in_the_same_words(text, kind):
    reading = post(text)
    assert (reading.relevance, reading.kind) == ("main", kind)


@pytest.mark.parametrize(
    "text",
    [
        "مين يعرف مقهى على كورنيش جدة نشوف فيه المباراة",  # the way is asked
        "ايش احلى المطاعم اللي فاتحة في جدة؟",
        "طلبت من مطعم في الرياض وطلبي ما وصل وش الحل",  # a shop's customer
        "كم المخالفة اذا كانت سرعة الشارع ٨٠ وامشي ١٢٠ في الرياض",  # the police
        "كم مدة التصريح للتنقل للمواشي في القصيم",
        "معقولة رصيف جدة يفوز على الهلال والمدرب نايم",  # a match
    ],
)
def test_streets_and_shops_that_nobody_complains_of(text):
    assert post(text).relevance == "none"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("علامكم يا بلدية عنيزة الشارع مكسر وله شهور", "complaint"),  # Najd
        ("فين الأمانة حي الصفا في جدة لسا ما شالوا النفايات", "complaint"),  # Hijaz
        ("شلون اقدم بلاغ على بلدية الخبر", "inquiry"),  # the Gulf
        ("ما عبرونا بلدية أبها ريحة النفايات لا تطاق", "complaint"),  # the South
        ("أتمنى تجديد خطوط المشاة يا أمانة الطائف، ارجو الاهتمام", "suggestion"),
        ("كفيتوا ووفيتوا أمانة تبوك شغل مرتب", "praise"),
        ("عندي رخصة محل سارية ولا تظهر في بلدي واتصل ولا احد يجيب", "complaint"),
    ],
)
def test_each_region_in_its_own_words(text, kind):
    reading = post(text)
    assert (reading.relevance, reading.kind) == ("main", kind)
    assert reading.needs_answer == (kind != "praise")


@pytest.mark.parametrize(
    "text",
    [
        "حجزت أرض من سكني كم مدة استلام الصك",  # the housing programme
        "كيف أنقل ملكية الصك عن طريق كتابة العدل",  # the notaries
        "طلبت بطاقة صحية من منصة أنعام ومتى توصل",  # the herd's health card
        "كيف أسقط السيارة القديمة وأعطيها للتشليح",  # the traffic police
        "كم الرسوم لتحويل خط فاتورة إلى مسبق الدفع",  # a telephone line, no road diverted
        "وش هالأشكال الوسخة والقرف",  # dirt of people, not of a street
        "والله الحفلة زحمة وذبحونا بالأسعار",  # a crowd
        "لقيتها في حراج والبائع ما يرد",  # the site, not the market
        "كتبت لها أجمل العبارات ومحد يرد",  # phrases, not culverts
        "هذا موضوع يحتاج أدوار كثيرة وكيف نوزعها",  # roles, not a roundabout
        "العمل يحتاج لأمانة وصدق متى نتعلم",  # honesty
    ],
)
def test_words_of_a_service_that_mean_something_else(text):
    assert post(text).relevance == "none"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("وش هالوسخ في الممشى محد ينظف", "complaint"),  # the same dirt, and a place
        ("كيف نبلغ عن سكن عمالة وسط حي سكني للعوائل", "inquiry"),  # «سكني» is an adjective here
        ("فيه عطل في نظام بلدي من أمس", "complaint"),
        ("كيف أطلع ترخيص بلدي لمحل", "inquiry"),
        ("حجزت أرض من سكني كيف استخرج رخصة بناء", "inquiry"),  # their land, our permit
    ],
)
def test_words_of_a_service_that_mean_it(text, kind):
    reading = post(text)
    assert (reading.relevance, reading.kind) == ("main", kind)


def test_a_remark_on_us_without_a_cue_is_read_darkly_and_left_to_a_person():
    remark = post("بلدية عرعر وسفلتة الشارع الرابع وأرصفة الحي")
    assert (remark.relevance, remark.kind) == ("main", "complaint") and "kind" in remark.unsure
    news = post("أمر ملكي بتكليف وزير الشؤون البلدية والقروية")
    assert (news.kind, news.tone) == ("news", "neutral")


def test_nobody_who_only_wants_to_know_writes_so_many_signs():
    assert post("متى تسفلت البلدية شارعنا في حائل؟").kind == "inquiry"
    assert post("متى تسفلت البلدية شارعنا في حائل؟!").kind == "complaint"


def test_a_comment_that_laughs_at_us_is_no_friendly_one():
    assert post("أعتقد أن بلدية بريدة ناوية تسوي لنا بحيرة في رأيي 😂").tone == "negative"


@pytest.mark.parametrize(
    ("text", "kind", "tone"),
    [
        ("الحاويات عند بيتنا ريحتها واصلة للدور الثاني", "complaint", "negative"),
        ("سيارات خربانة واقفة في الحارة من سنة ومحد سحبها", "complaint", "negative"),
        ("المخطط معتمد من عشر سنوات ولا فيه خدمات", "complaint", "negative"),
        ("حديقة الحي صارت مرمى للنفايات", "complaint", "negative"),
        ("صاحب المحل يفرش بضاعته على الرصيف ومحد حاسبه", "complaint", "negative"),
        ("نفق الملك عبدالله يتجمع فيه الماء مع كل رشة مطر", "complaint", "negative"),
        ("يا أخي البلدية هذي ما تخاف الله غرمتني الف ريال على كرسي", "complaint", "negative"),
        ("المقاول حافر الشارع وماخذ راحته والأمانة ساكتة", "complaint", "negative"),
        ("فيه بيت آيل للسقوط جنب مدرسة أطفال", "complaint", "negative"),  # danger is complaint enough
        ("مين المسؤول عن صيانة أعمدة الإنارة داخل المخطط", "inquiry", "neutral"),
        ("هل يحق لجاري يبني دور ثالث بدون رخصة", "inquiry", "neutral"),
        ("متى يبدأ التقديم على بسطات رمضان", "inquiry", "neutral"),  # whoever applies asks no way
        ("نبي مطبات عند مدرسة البنات الله يجزاكم خير", "suggestion", "neutral"),
        ("الله يعطيكم العافية يا أمانة الشرقية شغلكم واضح", "praise", "positive"),  # an address is no blame
        ("بلغت عن عمود طايح وجو بعد ساعة شكرا 940", "praise", "positive"),
        ("بلدية المذنب تغلق 5 محلات مخالفة", "news", "neutral"),  # how a paper begins
    ],
)
def test_states_of_a_city_as_people_tell_them(text, kind, tone):
    reading = post(text)
    assert (reading.relevance, reading.kind, reading.tone) == ("main", kind, tone)


@pytest.mark.parametrize(
    "text",
    [
        "لا ترمي نفسك في حفرة غيرك",
        "غرقت في بحر عيونك",
        "دفنت أحلامي في مقبرة الصمت",
        "هذا اللاعب مكانه حاوية",
        "الزبالة اللي يسمونه فيلم لا يستحق المشاهدة",
        "ممشى رائع ومناسب للرياضة والعوائل",
        "الأفضل تلفريك الهدا ومنتزهه وألعابه المائية",
        "رجال المرور مختفين والناس تعكس السير",
    ],
)
def test_figures_of_speech_and_places_that_please(text):
    assert post(text).relevance == "none"


@pytest.mark.parametrize(
    ("text", "relevance"),
    [
        ("الحديقة صارت أجمل، الله يعطيكم العافية ما قصرتوا يا أمانة", "main"),
        ("ما شاء الله عليك أمانة في عنقك يا ولدي", "none"),
    ],
)
def test_whoever_calls_out_to_an_amana_means_theirs(text, relevance):
    assert post(text).relevance == relevance


@pytest.mark.parametrize(
    "text",
    [
        "مواقف مول الظهران مظلمة والنظافة سيئة، وين إدارة المول", "مواقف المول مظلمة ومليانة حفر من شهر",
        "نظافة المول سيئة والنفايات بكل مكان في جدة", "دورات مياه الفندق وسخة والصراصير في كل مكان بالرياض",
    ],
)  # fmt: skip
def test_what_lies_on_private_ground_is_its_owners(text):
    assert post(text).relevance == "none"


@pytest.mark.parametrize(
    "text",
    [
        "الشارع اللي جنب مواقف المول مظلم ومليان حفر من شهر في الدمام",
        "يا أمانة الشرقية مواقف المول مظلمة ومليانة حفر",
        "رصيف مواقف المول مكسر والحفر قدام الناس من شهر في جدة",
    ],
)  # fmt: skip
def test_the_street_beside_it_is_the_citys(text):
    assert post(text).relevance == "main"
