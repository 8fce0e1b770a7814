"""Two sentences of our own for every family: one as the press writes, one as people do."""

import pytest

from sada.understand.lexicon import shipped
from tests.understand.material import post, understood

PRESS = {
    "cleaning": "أمانة حائل ترفع ألف طن من النفايات ومخلفات البناء",
    "lighting": "أمانة حائل تصون أعمدة الإنارة في الأحياء",
    "paving": "أمانة حائل تعيد سفلتة الشوارع وترصيف الأرصفة",
    "drainage": "أمانة حائل تنفذ شبكة تصريف مياه الأمطار",
    "parks": "أمانة حائل تنشئ حديقة وممشى ومسطحات خضراء",
    "building": "أمانة حائل تصدر رخص البناء وتزيل المباني الآيلة للسقوط",
    "licences": "أمانة حائل تجدد الرخص التجارية ورخص المحلات",
    "food": "أمانة حائل تتلف مواد غذائية منتهية الصلاحية في جولات صحة البيئة",
    "markets": "أمانة حائل تطور سوق الخضار والمسلخ وسوق الأغنام",
    "cemeteries": "أمانة حائل تسور المقبرة وتخصص مقابر جديدة",
    "pests": "أمانة حائل ترش المبيدات لمكافحة البعوض والقوارض",
    "advertising": "أمانة حائل تزيل اللوحات الإعلانية والملصقات المخالفة",
    "land": "أمانة حائل تصرف تعويضات نزع الملكية وتوزع أراضي المنح",
    "excavation": "أمانة حائل تنظم تراخيص الحفر وتلزم المقاول بردم الحفر بعد الحفريات",
    "appearance": "أمانة حائل تعالج التشوه البصري وترفع السيارات التالفة",
    "parking": "أمانة حائل تنشئ مواقف السيارات لفك الاختناقات المرورية",
    "councils": "أمانة حائل تعلن المراكز الانتخابية وقيد الناخبين",
    "investment": "أمانة حائل تطرح الفرص الاستثمارية في مزايدة لتأجير مواقع",
    "animals": "أمانة حائل تبعد الكلاب الضالة والإبل السائبة",
    "violations": "أمانة حائل تزيل التعديات وتضبط الباعة الجائلين",
    "emergencies": "أمانة حائل تفعل خطة الطوارئ وغرفة العمليات للحالة المطرية",
    "community": "أمانة حائل تكرم الأيتام وذوي الإعاقة في مبادرة إنسانية",
    "events": "أمانة حائل تطلق مهرجان العيد وفعاليات وعروض مسرحية",
    "projects": "أمانة حائل توقع عقد مشروع تطوير جسر ونفق بتكلفة إجمالية",
    "digital": "أمانة حائل تطلق الخدمات الإلكترونية وتطبيق بلدي",
    "facilities": "أمانة حائل تصون دورات المياه والكورنيش والشاطئ",
    "administration": "أمانة حائل تعين موظفين وتعيد هيكلة الإدارات وتكافح الفساد",
}
PEOPLE = {
    "cleaning": "يا أمانة حائل الزبالة مالية الحارة والحاوية طافحة",
    "lighting": "يا أمانة حائل الشارع ظلام دامس والإنارة طافية",
    "paving": "يا أمانة حائل الشارع مكسر كله حفر ومطبات والزفلتة خربانة",
    "drainage": "يا أمانة حائل كل مطرة نغرق ما فيه تصريف للأمطار",
    "parks": "يا أمانة حائل الحديقة ألعاب الأطفال فيها مكسرة",
    "building": "يا أمانة حائل كيف أطلع رخصة بناء وفسح بناء",
    "licences": "يا أمانة حائل كم رسوم تجديد رخصة المحل",
    "food": "يا أمانة حائل مطعم يبيع لحوم فاسدة وصار تسمم غذائي",
    "markets": "يا أمانة حائل سوق الغنم وسط الحارة والمسلخ بعيد",
    "cemeteries": "يا أمانة حائل سور المقبرة طايح",
    "pests": "يا أمانة حائل البعوض ذبحنا متى الرش",
    "land": "يا أمانة حائل متى توزيع المنح السكنية والأراضي",
    "excavation": "يا أمانة حائل الحفريات متروكة في شارعنا",
    "parking": "يا أمانة حائل ما فيه مواقف للسيارات",
    "animals": "يا أمانة حائل الكلاب الضالة عند المدرسة",
    "violations": "يا أمانة حائل سكن العزاب وسط العوائل والباعة الجائلين",
    "digital": "يا أمانة حائل سكروا البلاغ بدون حل ورقم البلاغ عندي",
}


@pytest.mark.parametrize("family", sorted(PRESS))
def test_the_press_speaks_of_it(family):
    assert understood(PRESS[family] + ".", PRESS[family]).families[0] == family


@pytest.mark.parametrize("family", sorted(PEOPLE))
def test_people_speak_of_it(family):
    assert family in post(PEOPLE[family]).families


def test_every_family_of_the_pack_but_hajj_is_tried():
    assert set(PRESS) | {"hajj"} == set(shipped().families)


@pytest.mark.parametrize(
    "text",
    [
        "هبطت أسعار النفط في أسواق النفط العالمية",
        "مواقف المملكة ثابتة من القضية",
        "تلقى الفريق عرضا في سوق الانتقالات",
        "جاء الحل عن طريق الحوار",
        "سيرت المملكة جسر جوي لإغاثة المنكوبين",
    ],
)
def test_city_words_in_other_senses_name_no_family(text):
    assert understood(f"وقال أمين منطقة حائل إن العمل مستمر. {text}.").families == ()


def test_the_main_family_comes_first_and_no_more_than_three_are_named():
    reading = understood(
        "أمانة حائل تسفلت الشوارع وتصون الأرصفة، وتركب أعمدة الإنارة، وترفع النفايات، وتزرع الحدائق، وترش البعوض.",
        "أمانة حائل تسفلت شوارع الأحياء وتصون الأرصفة",
    )
    assert reading.families[0] == "paving"
    assert len(reading.families) <= 3


def test_services_are_of_the_catalogue():
    reading = understood("بدأت أمانة حائل صيانة أعمدة الإنارة ورفع النفايات المنزلية من الأحياء")
    assert {"light.01", "clean.01"} <= set(reading.services)
    assert set(reading.services) <= set(shipped().service_family)


@pytest.mark.parametrize(
    ("body", "named", "passed"),
    [
        (
            "يفتتح أمير المنطقة معرض الملك فيصل في متنزه الردف بالطائف ضمن فعاليات مهرجان الصيف. "
            "ونوه أمين الطائف رئيس المجلس البلدي محمد المخرج بالمعرض.",
            "event.02",
            "council.01",
        ),
        (
            "نظمت أمانة الرياض احتفالات العيد ضمن فعاليات العيد في ساحات الاحتفالات. وضم الموقع ممرات المشاة.",
            "event.01",
            "roads.07",
        ),
        ("أعلنت أمانة جدة بدء الانتخابات البلدية، وقال عضو المجلس البلدي إن الناخبين كثر.", "council.02", "roads.07"),
    ],
)
def test_a_service_named_in_passing_or_an_office_is_none_of_the_texts(body, named, passed):
    reading = understood(body, "تفاصيل الخبر")
    assert named in reading.services
    assert passed not in reading.services
    assert all(any(e.field == "service" and e.code == code for e in reading.evidence) for code in reading.services)


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("أغلقت أمانة جدة 12 مطعما خلال أسبوع", "food"),
        ("أغلقت أمانة جدة مطعما مخالفا", "food"),
        ("صادرت أمانة جدة لحوما فاسدة", "food"),
        ("نفذت بلدية القطيف 2000 جولة رقابية على المطاعم", "food"),
        ("أنشأت أمانة حائل 10 منتزهات ومتنزها بريا", "parks"),
        ("افتتح أمين حائل حديقتين", "parks"),
        ("دشنت أمانة الرياض نفقين وجسرا", "projects"),
        ("نظمت أمانة حائل مهرجانا للزهور", "events"),
        ("شغلت أمانة حائل مسلخا آليا", "markets"),
    ],
)
def test_what_is_counted_or_twofold_names_its_family_too(text, family):
    assert family in understood(text, text).families
