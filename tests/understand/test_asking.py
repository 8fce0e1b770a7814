"""After our answer: who asks again, who only thanks, and where a person says which it is."""

import pytest

from sada.understand.asking import LONG, asking

ASKS = (
    "شكرًا، وما سبب الانطفاء؟",
    "شكرا لكم، متى تُنجز الأعمال",
    "نشكركم على الرد ونأمل تزويدنا بعدد الحفر المعالجة",
    "أرجو منكم توضيح موعد الانتهاء",
    "وصلنا ردكم، ولم تذكروا عدد الأعمدة",
    "ما زالت الحفرة في مكانها",
    "أفيدونا عن بقية الأحياء",
    "السلام عليكم، كيف حالكم؟ متى يعود العمل",
    "Thanks. Could you send the figures",
    "Thank you!\nWhen will it be finished",
    "هل يشمل ذلك حي النسيم",
    "شكرًا على التجاوب وكم تبلغ التكلفة",
    "وما هو رأيكم فيما نُشر اليوم",
)
THANKS = (
    "شكرًا جزيلًا لكم على سرعة التجاوب",
    "السلام عليكم، كيف حالكم؟ نشكر لكم تعاونكم",
    "جزاكم الله خيرًا، ما قصرتم",
    "تم الاستلام، تحياتي",
    "تم النشر كما ورد، شاكرين تعاونكم",
    "يعطيكم العافية\n> متى تعود الإنارة؟",
    "Thank you, received.",
    "نشكركم على الإجابة عن سؤالنا، ونرجو لكم التوفيق",
    "Thanks for your help",
    "كما نشكركم على تعاونكم",
)
UNSURE = (
    "",
    "نسيت سؤالًا",
    "مرفق الصورة",
    "> متى تعود الإنارة؟",
    "هذا غير مقبول",
    "شكرًا " + "كلام " * LONG,
)


@pytest.mark.parametrize(
    ("text", "said"),
    [(text, said) for texts, said in ((ASKS, "question"), (THANKS, "thanks"), (UNSURE, "unsure")) for text in texts],
)
def test_what_a_mail_after_our_answer_wants(text, said):
    assert asking(text) == said
