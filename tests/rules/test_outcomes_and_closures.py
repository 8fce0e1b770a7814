"""What a reply says came of it; where a text claims that a thing is done; what a file of reports says."""

import pytest

from sada.rules.closures import claims
from sada.rules.outcomes import outcome_of
from sada.rules.report_rows import rows_of
from sada.rules.report_states import state_of


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("نفيدكم بأنه تمت معالجة الملاحظة يوم الأحد", "done"),
        ("وقد أُصلحت الأعمدة كافة", "done"),
        ("العمل جارٍ على صيانة الطريق", "underway"),
        ("أُدرج الموقع ضمن خطط ومشاريع المرحلة المقبلة", "planned"),
        ("سوف يتم ضمن المشاريع المستقبلية إن شاء الله", "future"),
        ("سيتم مستقبلًا", "future"),
        ("يجري التنسيق مع شركة المياه", "coordinating"),
        ("نود التوضيح أن ذلك ليس من اختصاص الأمانة", "not_ours"),
        ("ما نُشر غير صحيح جملةً وتفصيلًا", "not_true"),
        ("خطأ غير مقصود، ونعتذر عنه", "apology"),
        ("نهيب بالمواطنين المحافظة على الحدائق", "appeal"),
        ("نعتذر عن التأخر، وقد تمت معالجة الملاحظة", "apology"),
        ("عدد الحدائق 12 حديقة", ""),
        ("تم تنفيذ أعمال الصيانة", "done"),
        ("جار تنفيذ المشروع", "underway"),
        ("تم التنفيذ", "done"),
        ("ينفذ المقاول الأعمال المتبقية، والعمل جارٍ", "underway"),
        ("وتنفي الأمانة ما ورد", "not_true"),
        ("قامت بلدية الخبر الفرعية بإصلاح العطل", "done"),
        ("", ""),
    ],
)
def test_real_replies_speak_of_their_outcome(text, code):
    assert outcome_of(text) == code


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("نشكركم. تمت معالجة الحفرة يوم الأحد. ونرحب بكم.", ["تمت معالجة الحفرة يوم الأحد"]),
        ("أُصلحت الإنارة؛ وأُزيلت المخلفات", ["أُصلحت الإنارة", "وأُزيلت المخلفات"]),
        ("وقد فُرغت الحاويات ورُفعت المخلفات", ["وقد فُرغت الحاويات ورُفعت المخلفات"]),
        ("تم تفريغ الحاويات وغسلها", ["تم تفريغ الحاويات وغسلها"]),
        ("سيتم تفريغ الحاويات، وستُنظف الساحة", []),
        ("سيتم إصلاح الإنارة، ولم تتم المعالجة بعد", []),
        ("عند تمام ذلك، إذا تمت المعالجة نفيدكم", []),
        ("العمل جارٍ", []),
        ("عولج البلاغ رقم 12", ["عولج البلاغ رقم 12"]),
        ("نفيدكم بأنه قد تمت معالجة البلاغ", ["نفيدكم بأنه قد تمت معالجة البلاغ"]),
        ("تم الانتهاء من معالجة التسرب", ["تم الانتهاء من معالجة التسرب"]),
        ("تم حل المشكلة", ["تم حل المشكلة"]),
        ("وقامت البلدية بإصلاح الإنارة", ["وقامت البلدية بإصلاح الإنارة"]),
        ("قامت بلدية الخبر الفرعية بالإصلاح أمس", ["قامت بلدية الخبر الفرعية بالإصلاح أمس"]),
        ("تم بالفعل إصلاح العطل", ["تم بالفعل إصلاح العطل"]),
        ("البلاغ تمت معالجته", ["البلاغ تمت معالجته"]),
        ("تمّت إزالتها وتسوية الأرض", ["تمّت إزالتها وتسوية الأرض"]),
        ("قامت الأمانة بجولة في الحي، وستصلح الإنارة", []),
        ("تم إدراج إصلاح الطريق في الخطة", []),
        ("تم رفعة الموضوع", []),
    ],
)
def test_a_claim_that_it_is_done_is_found_and_a_promise_is_none(text, claimed):
    found = claims(text)
    assert [one.text for one in found] == claimed
    assert all(text[one.start : one.end] == one.text for one in found)


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("مغلق", "done"),
        ("تمت المعالجة", "done"),
        ("مغلق دون معالجة", "refused"),
        ("تحت المعالجة", "underway"),
        ("جديد", "open"),
        ("In Progress", "underway"),
        ("غامض", ""),
    ],
)
def test_the_words_of_a_centre_mean_a_state(words, state):
    assert state_of(words) == state


def test_a_file_is_read_in_either_encoding_and_its_bad_lines_are_named():
    text = (
        "رقم البلاغ,الحالة,التاريخ,الإثبات,الرابط\n940-1,مغلق,2026-11-22T10:00:00+03:00,صورة بعد,https://a.example/1\n"
    )
    text += ",مغلق,,,\n940-3,غامض,,,\n940-4,قيد المعالجة,قديم,,javascript:x\n"
    for raw in (text.encode(), b"\xef\xbb\xbf" + text.encode(), text.encode("cp1256")):
        rows = rows_of(raw)
        assert [(one.reference, one.state, one.proof, one.proof_url) for one in rows.found] == [
            ("940-1", "done", "صورة بعد", "https://a.example/1"),
            ("940-4", "underway", "", ""),
        ]
        assert rows.wrong == [(3, "no_reference"), (4, "unknown_state")]
    assert rows_of(b"reference;status;note\nA;closed;ok").found[0].proof == "ok"


@pytest.mark.parametrize("raw", [b"", b"a,b\n1,2\n", b"\xff\xfe\x00"])
def test_a_file_without_the_columns_says_so(raw):
    assert rows_of(raw).wrong == [(1, "no_columns")]
