"""Bodies of other countries, names that many bear, names nobody knows: what each gives, and how sure."""

import time

import pytest

from sada.understand.lexicon import shipped
from sada.understand.naming import towns
from tests.understand.material import post, understood

ABROAD = """
الخليل الوكرة المحرق صحار نزوى صفاقس طبرق مادبا السلط جرش صور النبطية قلقيلية طولكرم كلباء خورفكان حمص
الغردقة وجدة قسنطينة الناظور قونية دير_البلح سيدي_بوزيد مدينة_عيسى أم_صلال مبارك_الكبير
"""


def hauled(town, **more):
    """A report as every municipality of the Arab world sends it."""
    body = f"رفعت بلدية {town} 30 طنا من النفايات، وقال رئيس البلدية إن الحملة مستمرة في شوارع المدينة."
    return understood(body, f"بلدية {town} ترفع 30 طنا من النفايات", **more)


@pytest.mark.parametrize("town", ABROAD.split())
def test_a_municipality_of_another_country_is_not_ours_though_no_country_is_named(town):
    reading = hauled(town.replace("_", " "))
    assert (reading.relevance, reading.units, reading.baladiyat) == ("none", (), ())


def test_the_ministry_of_another_country_goes_with_its_towns():
    reading = understood(
        "وقعت وزارة البلدية عقدا مع بلدية الوكرة لتشجير شوارعها، وأوضحت بلدية الظعاين أن العمل بدأ.",
        "عقد لبلدية الوكرة",
    )
    assert (reading.relevance, reading.units) == ("none", ())


@pytest.mark.parametrize("town", ["كفر زهور", "الدرباسية", "تل الغصن"])
def test_a_name_that_no_table_knows_is_left_to_a_person(town):
    reading = hauled(town)
    assert (reading.units, reading.responsible) == ((), None)
    assert {"relevance", "units"} <= set(reading.unsure)


@pytest.mark.parametrize(
    ("town", "author", "unit"),
    [
        ("المظيلف", "بيشة - علي الحربي:", "asir"),
        ("المنصورة", "الرياض - علي الحربي:", "riyadh"),
        ("الريان", "الدمام - علي الحربي:", "eastern"),
    ],
)
def test_ground_of_ours_makes_an_unknown_name_ours(town, author, unit):
    reading = hauled(town, author=author)
    assert (reading.relevance, reading.units) == ("main", (unit,))
    assert "units" not in reading.unsure


@pytest.mark.parametrize("more", ["بحضور أمين منطقة الرياض.", "وحضر الحفل سفير المملكة العربية السعودية."])
def test_a_guest_from_abroad_does_not_hide_what_is_ours(more):
    reading = understood(
        f"استقبلت أمانة الرياض رئيس بلدية طولكرم لبحث إدارة النفايات {more}", "أمانة الرياض تستقبل وفدا"
    )
    assert (reading.relevance, reading.units) == ("main", ("riyadh",))


def test_the_towns_are_no_names_of_our_own_amanat():
    amanat = {"الرياض", "جده", "مكه المكرمه", "الدمام", "ابها", "تبوك", "حايل", "جازان", "نجران", "بريده", "الطايف"}
    assert not amanat & set(towns())
    assert len(towns()) > 500


@pytest.mark.parametrize(
    ("name", "author", "units", "is_sure"),
    [
        ("الروضة", "جدة - علي الحربي:", ("jeddah",), True),
        ("الروضة", "حائل - واس", ("hail",), True),
        ("العيون", "بريدة - علي الحربي:", ("qassim",), True),
        ("العيون", "الهفوف - علي الحربي:", ("ahsa",), True),
        ("العزيزية", "الطائف - علي الحربي:", ("taif",), True),
        ("الصفا", "الرياض - علي الحربي:", ("riyadh",), True),
        ("النخيل", "", ("madinah",), False),
        ("الروضة", "", ("hail",), False),
        ("الخبر", "الرياض - واس", ("eastern",), True),
        ("شقراء", "", ("riyadh",), True),
    ],
)
def test_a_name_of_many_quarters_needs_support(name, author, units, is_sure):
    reading = hauled(name, author=author)
    assert reading.units == units
    assert ("units" not in reading.unsure) is is_sure


def test_confidence_of_units_follows_their_support():
    clear, doubtful, shared = (hauled(name).confidence["units"] for name in ("أملج", "الخبر", "الروضة"))
    assert clear > doubtful > shared


@pytest.mark.parametrize(
    ("text", "unit", "baladiya"),
    [
        ("نفذ مركز الخدمات البلدية بالعزيزية بمكة حملة على المطاعم", "makkah", "makkah.al-aziziyah"),
        ("أطلق قطاع شمال الرياض حملة لرفع النفايات من الأحياء", "riyadh", "riyadh.north-riyadh-sector"),
        ("افتتحت الأمانة مكتب مدينتي في حي النرجس لخدمة السكان", "riyadh", ""),
    ],
)
def test_new_names_of_bodies_are_known(text, unit, baladiya):
    reading = understood(text)
    assert reading.units == (unit,)
    assert "".join(reading.baladiyat) == baladiya


def test_an_amana_called_out_to_is_named():
    reading = post("طفح المجاري في شارعنا بحي النسيم من أسبوع يا أمانة جدة")
    assert reading.units == ("jeddah",)
    assert reading.confidence["units"] > 0.9
    assert shipped().units["jeddah"].kind == "amana"


@pytest.mark.parametrize(
    ("text", "author", "unit"),
    [
        ("توفي طفل في حفرة صرف مكشوفة، وحمّل والده الأمانة المسؤولية.", "الرياض - سعد الحربي:", "riyadh"),
        ("ناشد أهالي حي الروضة الأمانة سرعة سفلتة الشوارع.", "بريدة - سعد الحربي:", "qassim"),
        ("حمّل سكان الحي الأمانة مسؤولية تراكم النفايات.", "الطائف - سعد الحربي:", "taif"),
        ("نفذت حملة إزالة المخلفات بالتعاون مع إمارة المنطقة والأمانة.", "بريدة - سعد الحربي:", "qassim"),
        ("قال مدير المرور إن صيانة الإشارات من مسؤولية الأمانة.", "بريدة - سعد الحربي:", "qassim"),
        ("شارك رجال الأمن والأمانة في حملة إزالة المخلفات والأنقاض.", "بريدة - سعد الحربي:", "qassim"),
    ],
)
def test_the_amana_without_a_name_is_the_one_of_the_byline(text, author, unit):
    reading = understood(text, "شكوى من الحي", author=author)
    assert reading.relevance != "none"
    assert reading.units == (unit,)


@pytest.mark.parametrize(
    "text",
    [
        "حث خطيب الجامع على الصدق في البيع، فالأمانة خلق عظيم والغش في الميزان خيانة.",
        "أوضحت الأمانة العامة لمجلس الشورى أن المجلس ناقش سفلتة الطرق، وأن الأمانة أعدت تقريرا عنها.",
        "قال مدير الصحة: من مبدأ الشفافية والأمانة نتقدم بالشكر إلى هيئة مكافحة الفساد.",
        "ينص النظام على تعيين ذوي الأمانة أمناء للصناديق، ويشترط الأمانة والصدق فيهم.",
        "يتطلب الأمر التزام الشركة المنفذة الأمانة في التنفيذ، وأن تلتزم بالأمانة العلمية.",
        "وقال المدير إنه درس النظام. وللأمانة وجدت أنه من أفضل الأنظمة.",
    ],
)
def test_honesty_and_secretariats_are_nobodys_amana(text):
    reading = understood(text, "حديث الجمعة", author="الرياض - سعد الحربي:")
    assert (reading.relevance, reading.units) == ("none", ())


@pytest.mark.parametrize(
    "text",
    [
        "أصيب طفل بصعق كهربائي من عمود إنارة داخل حديقة عامة بحي العزيزية.",
        "تشكل بئر مكشوفة بجوار مدرسة ابتدائية في مدينة الرياض خطرا على الطلاب.",
        "ناشد سكان مخطط الصفوة شمال الرياض الجهات المعنية إيصال السفلتة والإنارة إلى حيهم.",
    ],
)
def test_danger_at_what_a_city_keeps_is_never_surely_not_ours(text):
    reading = understood(text, "خطر في الحي", author="الرياض - سعد الحربي:")
    assert reading.relevance != "none" or "relevance" in reading.unsure


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("طفح المجاري في شارعنا بحي النسيم من أسبوع وريحة ما تنطاق يا أمانة جدة", "water"),
        ("الإشارة الضوئية بتقاطع العليا خربانة من أسبوع وين أمانة الرياض", "traffic"),
        ("ما فيه نقل عام والحافلات متأخرة يا أمانة الرياض", "transport"),
        ("سرعة الانترنت ضعيفة في حينا يا أمانة جدة", "telecom"),
        ("دخان مصنع الاسمنت خانقنا في حي المنصورة بالرياض وين الأمانة", "environment_compliance"),
    ],
)
def test_what_another_agency_owns_is_not_ours_though_the_amana_is_asked(text, agency):
    reading = post(text)
    assert reading.agencies[:1] == (agency,)
    assert reading.responsible is None


@pytest.mark.parametrize(
    ("text", "responsible", "agencies"),
    [
        ("أوضحت أمانة جدة أن المحول الكهربائي يتبع شركة الكهرباء.", None, ("electricity",)),
        ("شركة المياه حفرت الشارع وتركته بلا سفلتة، وأعادت أمانة جدة سفلتة الشارع.", "jeddah", ("water",)),
        ("نفذت أمانة جدة مع الدفاع المدني خطة لدرء السيول.", "jeddah", ("civil_defence",)),
        ("أزالت بلدية شقراء الأنقاض من أمام مدرسة ابن خلدون وفندق قريب.", "riyadh.shaqra", ()),
        ("كرم مدير المستشفى موظفيه وقدم شكره لبلدية شقراء على تعاونها.", None, ()),
    ],
)
def test_the_body_whose_work_it_is(text, responsible, agencies):
    reading = understood(text)
    title = understood("تفاصيل الخبر في ما يلي.", text)
    assert (reading.responsible or "").split(".")[0] == (responsible or "").split(".")[0]
    assert reading.agencies == title.agencies == agencies


@pytest.mark.parametrize(
    "text",
    [
        "دشنت أمانة جدة باقة من الفعاليات، ثم باقة أخرى في الكورنيش.",
        "نفذت أمانة جدة الجسر من مادة الفايبر المقاومة للحريق.",
        "افتتح أمين جدة مهرجان الصيف في حديقة الحي بحضور مدير الدفاع المدني ومدير الشرطة.",
        "شكلت أمانة جدة لجنة لتنظيم البسطات بعضوية ممثلين من وزارة التجارة وشركة الكهرباء.",
        "نظمت أمانة جدة مهرجان العيد برعاية شركة الاتصالات السعودية.",
    ],
)
def test_guests_members_sponsors_and_ordinary_words_are_not_answerable(text):
    reading = understood(text, "تفاصيل الخبر")
    assert (reading.agencies, reading.responsible) == ((), "jeddah")


@pytest.mark.parametrize(
    "text",
    [
        "غادر جدة رئيس الوزراء وكان في وداعه محافظ جدة وأمين محافظة جدة ومدير الشرطة.",
        "وافق الوزير على تعيين خالد بوعلي رئيسا لتحرير الصحيفة، وهو عضو في المجلس البلدي بحاضرة الدمام.",
    ],
)
def test_a_body_that_is_only_touched_and_does_nothing_owes_nothing(text):
    reading = understood(text, "تفاصيل الخبر")
    assert reading.relevance == "passing" and reading.units
    assert reading.responsible is None


@pytest.mark.parametrize("said", ["قطاع شمال الرياض ", "طفح المجاري يا أمانة جدة ", "سفلتة الأمانة شركة المياه "])
def test_time_grows_with_the_length_only(said):
    spent = []
    for times in (1_000, 8_000):
        began = time.process_time()
        understood(f"الرياض {said * times}", "عنوان")
        spent.append(time.process_time() - began)
    assert spent[1] < 24 * spent[0] + 0.5
