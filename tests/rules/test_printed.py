"""What an outlet made of our text: kept, cut, added, numbers altered; the ladder of escalation."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sada.rules import press_ladder, printed

LETTER = """سعادة رئيس تحرير صحيفة الواحة المحترم

السلام عليكم ورحمة الله وبركاته

إشارة إلى ما نُشر في صحيفتكم تحت عنوان: «الظلام يلف الحي».

نفيدكم بأن الأمانة أصلحت 150 عمود إنارة في حي الزهور خلال ثلاثة أيام، وأن فرقها تعمل على مدار الساعة.

شاكرين لكم تعاونكم.

والسلام عليكم ورحمة الله وبركاته

المتحدث الرسمي
أمانة منطقة الرياض"""
SAID = "نفيدكم بأن الأمانة أصلحت 150 عمود إنارة في حي الزهور خلال ثلاثة أيام، وأن فرقها تعمل على مدار الساعة."


def test_the_core_of_a_letter_is_what_it_says():
    assert printed.core(LETTER) == SAID


def test_a_paragraph_that_refers_and_goes_on_to_say_something_stays():
    text = "إشارة إلى ما طُرح عن الإنارة، تود الأمانة أن توضح أن الفرق تعمل منذ أمس في الحي كله."
    assert printed.core(text) == text


def test_a_short_text_is_its_own_core():
    assert printed.core("شاكرين لكم") == "شاكرين لكم"


def test_printed_whole_between_the_words_of_the_outlet():
    found = printed.compare(SAID, f"تلقت الواحة تعقيبًا من الأمانة في ما يلي نصه: {SAID} انتهى.")
    assert (found.kept_share, found.is_cut, found.is_altered, found.added_words) == (1.0, False, False, 0)
    assert [run.kind for run in found.runs] == ["own", "same", "own"]


@pytest.mark.parametrize(
    ("theirs", "altered"),
    [
        (SAID.replace("150", "130"), [("150", "130")]),
        (SAID.replace("150", "١٥٠"), []),  # the other digits
        (SAID.replace("ثلاثة أيام", "3 أيام"), []),  # the same in digits
        (SAID.replace("ثلاثة أيام", "سبعة أيام"), [("ثلاثة", "سبعة")]),
        (SAID.replace("أصلحت 150 عمود", "أصلحت عمود"), []),  # cut, not altered
        (SAID.replace("حي الزهور", "حي الزهور و12 حيًا آخر"), [("", "12")]),
    ],
)
def test_numbers_that_were_altered_are_found_and_only_those(theirs, altered):
    assert printed.compare(SAID, theirs).altered == altered


def test_what_was_cut_and_what_was_put_in_is_told_apart():
    half = printed.compare(SAID, "الأمانة أصلحت 150 عمود إنارة في حي الزهور")
    assert half.is_cut
    assert not half.is_altered
    assert 0.3 < half.kept_share < 0.6
    put_in = printed.compare(SAID, SAID.replace("حي الزهور", "حي الزهور الذي يشكو أهله الإهمال منذ سنين"))
    assert put_in.is_altered
    assert printed.joined(put_in.runs, "added").startswith("الذي يشكو")


def test_nothing_in_common_is_nothing_kept():
    found = printed.compare(SAID, "خبر عن مباراة الأمس في الدوري")
    assert found.kept_share < 0.15
    assert printed.compare("", "شيء").kept_share == 0.0
    assert printed.compare(SAID, "").is_cut


VOCABULARY = ["الأمانة", "أصلحت", "إنارة", "الحي", "150", "١٢", "ثلاثة", "فرق", "أمس", "غدا", "في", "من"]
words = st.lists(st.sampled_from(VOCABULARY), max_size=40)


@given(words, words)
def test_whatever_is_compared_the_counts_hold(ours, theirs):
    found = printed.compare(" ".join(ours), " ".join(theirs))
    assert 0 <= found.kept_words <= found.sent_words == len(ours)
    assert 0.0 <= found.kept_share <= 1.0
    assert found.added_words <= len(theirs)


@given(words)
def test_a_text_printed_as_sent_is_whole(ours):
    text = " ".join(ours)
    found = printed.compare(text, text)
    assert found.altered == []
    assert found.kept_words == len(ours)


def test_the_title_is_kept_when_most_of_its_words_are():
    assert printed.is_title_kept("أمانة الرياض توضح بشأن الإنارة", "أمانة الرياض توضح حقيقة الإنارة")
    assert not printed.is_title_kept("أمانة الرياض توضح بشأن الإنارة", "الأمانة تبرر")
    assert not printed.is_title_kept("", "عنوان")


DUE = date(2026, 11, 24)


def test_the_ladder_goes_up_step_by_step_and_ends():
    rungs, taken = [], []
    while rung := press_ladder.next_rung(DUE, taken, (1, 4, 10)):
        rungs.append((rung.step, (rung.on - DUE).days))
        taken.append(rung.step)
    assert rungs == [("reminder", 1), ("claim", 4), ("regulator", 10)]


def test_a_step_left_out_is_not_gone_back_to():
    rung = press_ladder.next_rung(DUE, ["claim"])
    assert rung is not None
    assert rung.step == "regulator"


def test_phases_of_what_is_not_printed():
    phases = [press_ladder.phase(DUE, DUE + timedelta(days=n)) for n in (-2, -1, 0, 1)]
    assert phases == ["waiting", "near", "near", "late"]
    assert press_ladder.due_on(DUE, None) == DUE + timedelta(days=3)
    assert press_ladder.due_on(DUE, 0) == DUE


def test_the_altered_passages_are_whole_sentences_beside_ours():
    first, second = "أصلحت الأمانة 150 عمود إنارة في حي الزهور وحده", "وستُستكمل الأعمال قبل نهاية الشهر الجاري"
    third = "وتدعو الأمانة الجميع إلى الإبلاغ عبر 940 في أي وقت"
    ours = f"{first}. {second}.\n{third}."
    changed = first.replace("150", "130")
    assert printed.passages(ours, f"قالت الصحيفة اليوم: {changed}. {third}. والله أعلم") == [
        (first, changed),
        (second, ""),
    ]
    added = f"قالت الصحيفة اليوم: {changed} كما تزعم. {third}. والله أعلم"
    assert printed.passages(ours, added) == [(f"{first}. {second}", f"{changed} كما تزعم")]
    assert printed.passages(ours, f"{first}. {second}.") == [(third, "")]
    halved = third.replace(" في أي وقت", "")
    assert printed.passages(ours, f"{first}. {second}. {halved}. والسلام") == [(third, halved)]
    assert printed.passages(ours, f"{first}. أضفنا هذا. {second}. {third}") == [
        (f"{first}. {second}", f"{first}. أضفنا هذا. {second}")
    ]
    assert printed.passages(ours, ours) == []
    assert printed.passages(ours, "") == [(f"{first}. {second}. {third}.", "")]


def test_a_letter_is_enclosed_without_its_greeting_and_signature():
    assert printed.without_end("سعادة\n\nنفيدكم\n\nوالسلام عليكم ورحمة الله\n\nنورة\nالأمانة") == "سعادة\n\nنفيدكم"
    assert printed.without_end("نفيدكم") == "نفيدكم"


@pytest.mark.parametrize(
    ("numbers", "share", "is_changed"),
    [([], None, False), ([], 1.0, False), ([], 0.98, False), ([], 0.5, True), ([["1", "2"]], 1.0, True)],
)
def test_a_print_is_changed_where_a_number_is_or_words_are_left_out(numbers, share, is_changed):
    assert printed.is_changed(numbers, share) is is_changed


def test_a_correction_is_due_at_once_and_then_as_print_is():
    asked, taken = date(2026, 11, 25), []
    first = press_ladder.next_mending(DUE, None, taken, 2, (1, 4, 10))
    assert first == press_ladder.Rung("correction", DUE)
    rungs, taken = [], ["correction"]
    while rung := press_ladder.next_mending(DUE, asked, taken, 2, (1, 4, 10)):
        rungs.append((rung.step, (rung.on - asked).days))
        taken.append(rung.step)
    assert rungs == [("corr_claim", 2 + 4), ("corr_appeal", 2 + 10)]
