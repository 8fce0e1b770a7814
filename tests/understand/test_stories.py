"""Stories: the same release and the same event together, notices in one wording apart, in any order."""

import random

import pytest

from sada.understand import gather
from sada.understand.gather import LIKELY, Placement, alike, cluster, group, settle
from sada.understand.stories import fingerprint_text, same
from sada.understand.twins import fingerprint
from sada.understand.types import Text
from tests.understand.material import chained

RELEASE = (
    "أبرمت أمانة العاصمة المقدسة عقدا جديدا لمشروع تحسين وتجميل المداخل بمكة المكرمة بقيمة 32 مليون ريال في إطار خطتها "
    "للارتقاء بالخدمات وتطوير المرافق العامة. وأكد أمين العاصمة المقدسة الدكتور أسامة البار أن المشروع يشمل مدخل جدة "
    "القديم ومدخل الليث ومدخل السيل وتشجيرها وإنارتها ورصف جوانبها خلال ثمانية عشر شهرا من تسليم الموقع للمقاول."
)
SHORTENED = RELEASE.split(". ", 1)[0] + ". وسينفذ خلال ثمانية عشر شهرا."
EXECUTION = (
    "أصدرت وزارة الداخلية بيانا بشأن تنفيذ حكم القتل قصاصا في أحد الجناة بمنطقة {place} فيما يلي نصه: قال الله "
    "تعالى يا أيها الذين آمنوا كتب عليكم القصاص. أقدم {killer} سعودي الجنسية على قتل {killed} بإطلاق النار عليه "
    "إثر خلاف بينهما، وبفضل الله تمكنت سلطات الأمن من القبض على الجاني وأسفر التحقيق معه عن توجيه الاتهام إليه بارتكاب "
    "جريمته وبإحالته إلى المحكمة العامة صدر بحقه صك شرعي يقضي بثبوت ما نسب إليه شرعا والحكم عليه بالقتل قصاصا."
)
WEATHER = (
    "توقعت الرئاسة العامة للأرصاد وحماية البيئة في تقريرها عن حالة الطقس لهذا اليوم بمشيئة الله تعالى سماء غائمة جزئيا "
    "إلى غائمة على مرتفعات {place} مع فرصة لهطول أمطار رعدية ورياح سطحية مثيرة للأتربة والغبار على شرق ووسط المملكة "
    "وأجزاء من غربها تحد من مدى الرؤية الأفقية، ودرجات الحرارة شديدة نهارا معتدلة ليلا على المصايف."
)


def notice(title: str, body: str, date: str = "2015-07-24", **names: str) -> Text:
    return Text(title.format(**names), body.format(**names), date=date)


def test_a_release_in_several_papers_is_one_story():
    texts = [
        Text("32 مليون ريال لتحسين مداخل مكة المكرمة", RELEASE, source="almadina", date="2015-07-24"),
        Text("أمانة العاصمة المقدسة تجمل المداخل", "مكة المكرمة - واس: " + RELEASE, source="okaz", date="2015-07-25"),
        Text("عقد جديد لمداخل مكة المكرمة", SHORTENED, source="sabq", date="2015-07-24"),
    ]
    assert len(set(cluster(texts))) == 1


def test_the_same_event_in_other_words_is_one_story():
    texts = [
        Text(
            "نزع ملكية 151 عقارا لمشاريع بلدية",
            "وافق وزير الشؤون البلدية والقروية المهندس عبداللطيف آل الشيخ على نزع ملكية 151 عقارا تعترض تنفيذ عدد من "
            "المشروعات في الليث والدوادمي وبيشة، وتجاوزت تعويضات أصحابها 400 مليون ريال ستصرف خلال هذا العام.",
            date="2015-07-25",
        ),
        Text(
            "نزع ملكية 151 عقارا وتعويض أصحابها بـ400 مليون ريال لتنفيذ مشاريع بلدية",
            "أقر المهندس عبداللطيف آل الشيخ نزع ملكية 151 عقارا تعترض تنفيذ مشروعات في بيشة والدوادمي والليث، "
            "وقاربت التعويضات 400 مليون ريال يبدأ صرفها لملاك العقارات قريبا كما ذكرت الوزارة.",
            date="2015-07-26",
        ),
    ]
    assert len(set(cluster(texts))) == 1


def test_executions_of_different_people_stay_apart():
    names = [
        {"place": "القصيم", "killer": "ساير بن لافي الرشيدي", "killed": "محمد بن عبدي"},
        {"place": "عسير", "killer": "حنش بن ظافر القحطاني", "killed": "مسفر بن علي"},
        {"place": "حائل", "killer": "بندر بن نايف الشمري", "killed": "فواز بن سالم"},
    ]
    texts = [notice("القتل قصاصا لجان في {place}", EXECUTION, **each) for each in names]
    assert len(set(cluster(texts))) == 3


def test_the_same_execution_in_two_papers_is_one_story():
    names = {"place": "القصيم", "killer": "ساير بن لافي الرشيدي", "killed": "محمد بن عبدي"}
    texts = [
        notice("القتل قصاصا لجان في القصيم", EXECUTION, **names),
        notice("تنفيذ القصاص في قاتل بالقصيم", "الرياض - واس: " + EXECUTION, **names),
    ]
    assert len(set(cluster(texts))) == 1


def test_weather_of_different_days_stays_apart():
    texts = [
        notice("حالة الطقس: أمطار رعدية على {place}", WEATHER, date=f"2015-07-{day}", place=place)
        for day, place in ((22, "جازان"), (25, "عسير"), (28, "الباحة"))
    ]
    assert len(set(cluster(texts))) == 3


def test_releases_of_different_amounts_stay_apart():
    other = RELEASE.replace("العاصمة المقدسة", "منطقة تبوك").replace("بمكة المكرمة", "بمدينة تبوك").replace("32", "75")
    other = other.replace("أسامة البار", "محمد العمري").replace("جدة القديم", "المدينة").replace("الليث", "ضباء")
    texts = [
        Text("32 مليون ريال لتحسين مداخل مكة المكرمة", RELEASE, date="2015-07-24"),
        Text("75 مليون ريال لتحسين مداخل تبوك", other.replace("السيل", "حقل"), date="2015-07-24"),
    ]
    assert len(set(cluster(texts))) == 2


def test_texts_that_say_nothing_are_not_one_story():
    texts = [Text("كاريكاتير", ""), Text("كاريكاتير", ""), Text("", ""), Text("", ""), Text("أخبار السوق", "صور")]
    assert len(set(cluster(texts))) == len(texts)


def test_the_same_short_post_is_one_story_and_another_is_not():
    texts = [
        Text("", "إنارة شارع الأمير سلطان بحي الزهور مطفأة منذ أسبوع يا أمانة جدة", medium="x"),
        Text("", "إنارة شارع الأمير سلطان بحي الزهور مطفأة منذ أسبوع، يا أمانة جدة!", medium="x"),
        Text("", "حفريات شارع الأمير سلطان بحي الزهور مكشوفة منذ أسبوع يا أمانة جدة", medium="x"),
    ]
    first, second, third = cluster(texts)
    assert first == second != third


def test_a_wording_of_last_year_is_not_this_years_story():
    assert len(set(cluster([Text("t", RELEASE, date="2014-07-24"), Text("t", RELEASE, date="2015-07-24")]))) == 2


def test_the_question_is_symmetric():
    prints = [fingerprint("عنوان الخبر الأول عن مكة", RELEASE, 5), fingerprint("مداخل مكة", SHORTENED, 6)]
    assert same(prints[0], prints[1]) == same(prints[1], prints[0]) > 0


def several() -> list:
    """Forty texts of which many are alike, as fingerprints."""
    change = random.Random(7)
    prints = []
    for number in range(8):
        words = [f"كلمة{number}{change.randrange(400)}" for _ in range(80)]
        for _ in range(5):
            edited = [w if change.random() > 0.06 else f"أخرى{change.randrange(900)}" for w in words]
            prints.append(fingerprint(" ".join(words[:6]), " ".join(edited), 100 + change.randrange(3)))
    change.shuffle(prints)
    return prints


def chain() -> list:
    return [fingerprint(title, body, 100) for title, body in chained(4)]


def partition(stories: dict[int, int]) -> set[frozenset[int]]:
    told: dict[int, set[int]] = {}
    for item, story in stories.items():
        told.setdefault(story, set()).add(item)
    return {frozenset(members) for members in told.values()}


class Shelf:
    """Texts as the database keeps them: each with its story, placed batch by batch."""

    def __init__(self, prints: list, fixed: set[int] = frozenset()) -> None:
        self.prints, self.fixed, self.stories = prints, fixed, {}

    def place(self, names: list[int]) -> list[Placement]:
        new = {name: self.prints[name] for name in names}
        bands = {band for text in new.values() for band in text.bands}
        near = {name: self.prints[name] for name in self.stories if not bands.isdisjoint(self.prints[name].bands)}
        links = list(alike(near | new, new))
        touched = {self.stories[name] for link in links for name in link[:2] if name in near}
        old = {name: (story, self.prints[name]) for name, story in self.stories.items() if story in touched}
        placements = settle(new, old, links, self.fixed)
        for number, placement in enumerate(placements):
            home = placement.story if placement.story is not None else 1000 * (min(names) + 1) + number
            self.stories |= dict.fromkeys([*placement.items, *placement.moved], home)
        return placements


@pytest.mark.parametrize("size", [1, 3, 7, 40])
@pytest.mark.parametrize("make", [several, chain])
def test_one_by_one_ends_in_the_same_stories_as_one_batch(make, size):
    prints = make()
    batch = partition(dict(enumerate(group(prints))))
    assert 1 < len(batch) < len(prints)
    for seed in range(4):
        order = list(range(len(prints)))
        random.Random(seed).shuffle(order)
        shelf = Shelf(prints)
        for start in range(0, len(order), size):
            shelf.place(order[start : start + size])
        assert partition(shelf.stories) == batch


def test_a_new_text_bridges_two_stories():
    words = [f"كلمة{n}" for n in range(136)]
    left, middle, right = (fingerprint("", " ".join(words[a : a + 80])) for a in (0, 28, 56))
    assert same(left, right) < LIKELY
    shelf = Shelf([left, right, middle])
    shelf.place([0])
    shelf.place([1])
    (placement,) = shelf.place([2])
    assert len(partition(shelf.stories)) == 1
    assert placement.moved == {1: 2000}, "the older story stays"


def test_a_text_that_tells_of_two_events_does_not_tie_them_together():
    prints = chain()
    assert all(same(prints[8], prints[first]) > LIKELY for first in (0, 4))
    visit, meeting = frozenset(range(4)), frozenset(range(4, 8))
    assert partition(dict(enumerate(group(prints)))) == {visit, meeting, frozenset({8})}


def test_a_thousand_copies_are_one_story_in_no_time():
    prints = [fingerprint("حملة رسائل منسوخة عن طريق الحي", RELEASE, 9)] * 3000
    assert set(group(prints)) == {0}


def test_a_release_cut_to_a_quarter_is_still_that_release():
    long = RELEASE + (
        " وبين المهندس فارس الشمري أن الأعمال تتضمن نوافير ومجسمات ولوحات إرشادية وممرات للمشاة ومظلات للحافلات "
        "ومواقف للزوار ومسطحات خضراء وأحواض زهور وكراسي جلوس وألعاب أطفال ودورات مياه ومصليات وأكشاكا للأسر المنتجة."
    )
    short = RELEASE.split(". ")[1]
    assert len(set(cluster([Text("مداخل مكة المكرمة", long), Text("خدمات", short)]))) == 1


def test_an_event_whose_headline_the_other_paper_answers_in_its_lead_is_one_story():
    texts = [
        Text(
            "مستثمر يطلب نقل سوق الخضار من الخالدية",
            "تقدم المستثمر ناصر الحربي إلى أمانة حائل بطلب نقل سوق الخضار من حي الخالدية إلى أرض قريبة من طريق المطار، "
            "مبينا أن الموقع الحالي ضيق ولا يتسع لعربات المزارعين في موسم التمور.",
            date="2015-07-24",
        ),
        Text(
            "الحربي: سوق الخضار ضيق على المزارعين",
            "قال ناصر الحربي إن سوق الخضار في الخالدية صار لا يتسع للمزارعين، وإنه كتب لأمانة حائل كي ينقل إلى "
            "طريق المطار "
            "قبل أن يبدأ موسم التمور وتزدحم الشوارع بالعربات.",
            date="2015-07-25",
        ),
    ]
    assert len(set(cluster(texts))) == 1


def test_a_running_subject_alone_is_no_story():
    texts = [
        Text(
            "الاتفاق النووي الإيراني وأسواق الناقلات",
            "كتب محلل أن الاتفاق النووي مع إيران سيغير أسعار النفط في الأسواق، وأن الشركات الأوروبية تستعد "
            "للعودة إلى طهران "
            "بعد رفع العقوبات، متوقعا أن يستغرق ذلك سنوات طويلة من المفاوضات التجارية.",
            date="2015-07-24",
        ),
        Text(
            "لافتات غاضبة ضد الاتفاق النووي الإيراني",
            "تجمع المئات في ساحة المدينة القديمة تنديدا بالاتفاق النووي مع إيران ورفعوا لافتات تطالب النواب "
            "برفضه، وألقى "
            "عدد من الخطباء كلمات قبل أن يتفرق الحشد من غير حوادث.",
            date="2015-07-24",
        ),
    ]
    assert len(set(cluster(texts))) == 2


@pytest.mark.parametrize(
    ("title", "body"),
    [
        (
            "تعليم {place} يبدأ المقابلات الشخصية للمعلمين الجدد",
            "تبدأ إدارة التعليم بمحافظة {place} إجراء المقابلات الشخصية للمعلمين الجدد المرشحين للوظائف "
            "التعليمية، وعددهم {n} "
            "معلما، في مقر الإدارة. وأوضح مدير شؤون المعلمين {who} أن على المرشحين إحضار مسوغات ترشيحهم وتسجيل موعدهم.",
        ),
        (
            "ارتفاع صافي أرباح {who} في النصف الأول",
            "سجل صافي أرباح شركة {who} في النصف الأول ارتفاعا بنسبة {n} في المائة مقارنة بالفترة المماثلة من "
            "العام السابق "
            "بسبب زيادة المبيعات وانخفاض التكاليف التشغيلية، وذلك حسب إعلان الشركة على موقع السوق المالية.",
        ),
    ],
)
def test_notices_of_one_wording_about_others_stay_apart(title, body):
    about = [("الدوادمي", "61", "سعد الفهيد"), ("بيشة", "306", "محمد آل مشيع"), ("ينبع", "34", "عيد الجهني")]
    texts = [notice(title, body, place=place, n=n, who=who) for place, n, who in about]
    assert len(set(cluster(texts))) == 3


@pytest.mark.parametrize(("shared", "is_compared"), [(2, False), (3, True)])
def test_leads_that_share_next_to_nothing_are_not_compared(shared, is_compared):
    """As pages do that carry another article's text below their own."""
    below = [f"مشترك{n}" for n in range(200)]
    cores = [[f"{side}{n}" for n in range(5)] for side in ("يمين", "شمال")]
    filler = ["في"] * 60  # ordinary words: the lead tells next to nothing but its core
    texts = [" ".join([*(f"معا{n}" for n in range(shared)), *core, *filler, *below]) for core in cores]
    one, other = (fingerprint("", text, 5) for text in texts)
    assert (same(one, other) > 0) == is_compared


def test_a_like_deed_in_another_place_is_another_story():
    tabuk = (
        "تمكنت دوريات القوات الخاصة لأمن الطرق من ضبط مواطن بحوزته حبوب كبتاجون بعد تفتيش مركبته على طريق ضباء الساحلي "
        "فجر أمس، وأحيل إلى الشرطة."
    )
    jazan = (
        "ألقى رجال أمن الطرق القبض على شخص حاول الفرار وأخفى الكبتاجون تحت المقعد قرب مركز الدرب مساء الخميس، "
        "وسلمت القضية لإدارة مكافحة المخدرات."
    )
    titles = ("أمن طرق تبوك يضبط مواطنا بحوزته كبتاجون", "أمن طرق جازان يضبط مواطنا بحوزته كبتاجون")
    assert len(set(cluster([Text(titles[0], tabuk), Text(titles[1], jazan)]))) == 2


PLANE = (
    "إنفاذا لتوجيهات القيادة وصلت إلى مطار عدن الدولي طائرة شحن من القوات الجوية تحمل عشرين طنا من الأدوية ومعها فريق "
    "من مركز الإغاثة، ويجري توزيعها بالتنسيق مع المحافظ والمنظمات العاملة هناك على المستشفيات والمراكز في أحياء "
    "المدينة."
)


@pytest.mark.parametrize(
    ("title", "is_one"),
    [
        ("الطائرة الثالثة تهبط في عدن", False),
        ("هبوط ثاني طائرة إغاثة في عدن", True),
        ("طائرة إغاثة تهبط في عدن", True),
    ],
)
def test_what_headlines_count_differently_happened_twice(title, is_one):
    """Some words of the release are the day's own: what is left in common is wording, not the event."""
    days = [" ".join(f"{word}{n}" for n in range(25)) for word in ("خميس", "سبت")]
    second = fingerprint("طائرة إغاثة ثانية تهبط في عدن", f"{days[0]} {PLANE}", 100)
    assert (same(second, fingerprint(title, f"{days[1]} {PLANE}", 101)) > LIKELY) == is_one


def test_papers_that_pick_other_figures_of_one_report_print_one_text():
    report = " ".join([*(["في"] * 60), *(f"تقرير{n}" for n in range(200))])  # beyond the lead the same words
    own = [" ".join(f"{side}{n}" for n in range(12)) for side in ("عقار", "استهلاك")]
    leads = (f"مؤسسة النقد قروض مصارف 148 31 {own[0]}", f"مؤسسة النقد قروض مصارف 322 9 {own[1]}")
    one, other = (fingerprint(lead, report, 100) for lead in leads)
    assert one.figures.isdisjoint(other.figures)
    assert same(one, other) > gather.CERTAIN
    late = fingerprint(leads[1], report, 107)
    assert same(one, late) == 0, "a week later it is the next report"


def test_a_place_that_the_other_lead_names_contradicts_nothing():
    common = " ".join(f"ملتقى{n}" for n in range(25))
    told = "يدشن أمير عسير في {} ملتقى السياحة المعرفية بمشاركة {} جهة " + common
    own = [" ".join(f"{side}{n}" for n in range(30)) for side in ("أول", "ثان")]
    here = fingerprint("أمير عسير يدشن ملتقى المعرفة", told.format("أبها", "12") + own[0], 100)
    there = fingerprint("انطلاق ملتقى السياحة بأبها", told.format("عسير", "20") + own[1], 101)
    elsewhere = fingerprint(
        "انطلاق ملتقى السياحة بتبوك", told.format("تبوك", "20").replace("عسير", "تبوك") + own[1], 101
    )
    assert same(here, there) > LIKELY
    assert same(here, elsewhere) == 0


def test_a_paper_tells_an_event_once_and_a_network_as_often_as_people_like():
    words = [f"كلمة{n}" for n in range(136)]
    texts = {name: " ".join(words[start : start + 80]) for name, start in (("one", 0), ("other", 34))}
    assert LIKELY < same(*(fingerprint("", text) for text in texts.values())) < gather.CERTAIN

    def told(*sources: str, medium: str = "online") -> int:
        pairs = zip(texts.values(), sources, strict=True)
        return len(set(cluster([Text("", text, source=source, medium=medium) for text, source in pairs])))

    assert told("okaz", "sabq") == told("", "") == 1
    assert told("okaz", "okaz") == 2
    assert told("x", "x", medium="x") == 1
    assert not fingerprint_text(Text("", texts["one"], source="x", medium="x")).outlet


@pytest.mark.parametrize(
    ("sure", "stories"),
    [
        ({"ab": 0.7}, {"ab", "c", "d"}),
        ({"ab": 0.8, "cd": 0.8, "bc": 0.55}, {"ab", "cd"}),
        ({"ab": 0.8, "cd": 0.8, "bc": 0.6}, {"abcd"}),
        ({"ab": 0.8, "bc": 0.55}, {"abc", "d"}),
        ({"ab": 0.52, "bc": 0.54, "cd": 0.56}, {"abcd"}),
        ({"ab": 0.49}, {"a", "b", "c", "d"}),
    ],
)
def test_releases_are_tied_by_what_is_sure_and_by_what_is_likest(monkeypatch, sure, stories):
    """Two groups that each agree within are not made one by a pair that is only rather likely."""
    prints = {number: fingerprint(f"عنوان{name}", f"نص{name}", 1) for number, name in enumerate("abcd")}
    name = {text: "abcd"[number] for number, text in prints.items() for text in [text.pack()]}
    monkeypatch.setattr(gather, "same", lambda a, b: sure.get("".join(sorted(name[a.pack()] + name[b.pack()])), 0.0))
    links = [("abcd".index(pair[0]), "abcd".index(pair[1]), value) for pair, value in sure.items()]
    found = gather.gather(prints, links)
    told: dict[int, str] = {}
    for number, letter in enumerate("abcd"):
        told[found.find(number)] = told.get(found.find(number), "") + letter
    assert set(told.values()) == stories
