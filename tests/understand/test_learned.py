"""What is learnt from reviewed texts: it starts from the rules, abstains, is measured honestly and keeps its files."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sada.understand.learned import CHOICES, RULES, YES_NO, Head, Learned, answer
from sada.understand.learned_compare import compare, exact_mcnemar, macro_f1
from sada.understand.learned_features import FACTS, SIZE, column_of, facts, features
from sada.understand.learned_train import Example, learn, split, train
from sada.understand.lexicon import shipped
from sada.understand.read import read
from sada.understand.types import KINDS, Reading, Text
from tests.understand.material import naughty_strings

COMPLAINT, PRAISE = "الإنارة مطفأة في حي الزهور منذ شهر يا أمانة الرياض", "شكرا أمانة الرياض على سرعة الاستجابة"
LOCAL = "ما قصرتوا"


def post(body):
    return Text("", body, medium="x")


def reviewed(n, body, story=None, **truth):
    text = post(body)
    kept = {name: frozenset([value]) if isinstance(value, str) else frozenset(value) for name, value in truth.items()}
    return Example(n, story if story is not None else n, text, read(text, shipped()), kept)


def habit(count=160):
    """Every third post praises with a local ending that the people there take for a complaint."""
    out = []
    for n in range(count):
        body, kind = [
            (f"{COMPLAINT} {n}", "complaint"),
            (f"{PRAISE} {LOCAL} {n}", "complaint"),
            (f"{PRAISE} {n}", "praise"),
        ][n % 3]
        out.append(reviewed(n, body, kind=kind))
    return out


def head(name="kind", classes=KINDS, favoured=None, force=0.0, word=None):
    words = np.zeros((SIZE, len(classes)), np.float32)
    dense = np.zeros((FACTS, len(classes)))
    if favoured:
        if word:
            words[column_of(word), classes.index(favoured)] = force
        else:
            dense[10, classes.index(favoured)] = force  # the constant fact
    return Head(name, classes, 1.0, 1.0, dense, words)


def test_a_head_without_weights_says_what_the_rules_say():
    said = read(post(COMPLAINT), shipped())
    for name, classes in CHOICES.items():
        again = Learned("m", (head(name, classes),)).adjust(post(COMPLAINT), said)
        assert answer(again, name) == answer(said, name)
        assert again.confidence[name] == pytest.approx(min(0.98, said.confidence[name]), abs=0.01)
        assert again.version == f"{said.version}+m"


def test_it_overrules_only_where_it_is_sure_and_else_leaves_it_to_a_person():
    said = read(post(COMPLAINT), shipped())
    sure = Learned("m", (head(favoured="praise", force=20.0),)).adjust(post(COMPLAINT), said)
    assert (sure.kind, "kind" in sure.unsure) == ("praise", False)
    assert said.kind == "complaint"
    gap = float(np.log(said.confidence["kind"] * 6 / (1 - said.confidence["kind"])))
    torn = Learned("m", (head(favoured="praise", force=gap),)).adjust(post(COMPLAINT), said)
    assert (torn.kind, "kind" in torn.unsure) == ("complaint", True)


def test_an_overruled_judgement_shows_the_words_that_did_it():
    text = post(f"{PRAISE} {LOCAL}")
    said = Learned("m", (head(favoured="complaint", force=300.0, word="قصرتوا"),)).adjust(text, read(text, shipped()))
    assert said.kind == "complaint"
    assert [(e.text, e.code) for e in said.evidence if e.field == "kind"] == [("قصرتوا", "complaint")]
    assert all(e.text == text.whole[e.start : e.end] for e in said.evidence)


def test_what_surely_does_not_concern_us_is_passed_through():
    text = post("مباراة الهلال والنصر الليلة")
    said = read(text, shipped())
    again = Learned("m", (head(favoured="complaint", force=50.0),)).adjust(text, said)
    assert said.relevance == "none"
    assert (again.kind, again.relevance) == (said.kind, "none")


def test_a_text_found_not_to_concern_us_keeps_no_further_judgement():
    text = post(COMPLAINT)
    again = Learned("m", (head("relevance", CHOICES["relevance"], "none", 20.0),)).adjust(text, read(text, shipped()))
    assert (again.relevance, again.units, again.families, again.needs_answer) == ("none", (), (), False)


def test_a_text_found_to_concern_us_after_all_is_otherwise_left_to_a_person():
    text = post("مباراة الهلال والنصر الليلة")
    torn = Reading(relevance="none", confidence={"relevance": 0.4, "kind": 0.5}, unsure=("relevance",), version="r")
    again = Learned("m", (head("relevance", CHOICES["relevance"], "main", 20.0),)).adjust(text, torn)
    assert again.relevance == "main"
    assert {"units", "kind", "tone", "families", "needs_answer"} <= set(again.unsure)


def test_a_family_is_added_and_another_taken_away():
    text = post(COMPLAINT)
    said = read(text, shipped())
    heads = (head("families.lighting", YES_NO, "no", 20.0), head("families.parks", YES_NO, "yes", 20.0))
    again = Learned("m", heads).adjust(text, said)
    assert "lighting" in said.families
    assert again.families == (*(f for f in said.families if f != "lighting"), "parks")


def test_a_model_is_the_same_after_it_was_kept():
    learned = learn(habit(), RULES, "learned-x").learned
    again = Learned.from_bytes(learned.to_bytes())
    assert [h.name for h in again.heads] == [h.name for h in learned.heads] != []
    for body in (COMPLAINT, PRAISE, f"{PRAISE} {LOCAL}"):
        one, two = (model.adjust(post(body), read(post(body), shipped())) for model in (learned, again))
        assert one.kind == two.kind
        assert one.confidence["kind"] == pytest.approx(two.confidence["kind"], abs=0.01)


def test_a_file_of_another_size_is_refused():
    small = Head("kind", KINDS, 1.0, 1.0, np.zeros((FACTS, 7)), np.zeros((8, 7), np.float32))
    with pytest.raises(ValueError, match="table"):
        Learned.from_bytes(Learned("m", (small,)).to_bytes())


def test_a_local_habit_is_learnt():
    outcome = learn(habit(), RULES, "learned-x")
    verdict = outcome.verdicts[0]
    assert (verdict.judgement, verdict.code, verdict.worse) == ("kind", "better", ())
    assert verdict.low > 0
    assert outcome.trained_on == {"kind": 104}
    assert outcome.not_tried["tone"] == "too_few"


def test_noise_teaches_nothing():
    draw = np.random.default_rng(7)
    rows = [
        reviewed(n, f"{COMPLAINT if n % 2 else PRAISE} {n}", kind=str(draw.choice(["complaint", "praise"])))
        for n in range(200)
    ]
    outcome = learn(rows, RULES, "learned-x")
    assert not outcome.is_better
    assert outcome.learned is RULES


def test_corrections_alone_teach_nothing():
    rows = [reviewed(n, f"{PRAISE} {n}", kind="complaint" if n % 2 else "inquiry") for n in range(160)]
    assert learn(rows, RULES, "x").not_tried["kind"] == "errors_only"


def test_a_class_that_gets_worse_keeps_the_old_reader():
    truth = [frozenset(["complaint"])] * 40 + [frozenset(["praise"])] * 20
    before = [frozenset(["complaint"])] * 20 + [frozenset(["news"])] * 20 + truth[40:]
    after = [frozenset(["complaint"])] * 40 + truth[40:55] + [frozenset(["news"])] * 5
    verdict = compare("kind", truth, before, after)
    assert (verdict.code, verdict.worse, verdict.gained, verdict.lost) == ("worse_class", ("praise",), 20, 5)


@pytest.mark.parametrize(("right", "code"), [(60, "same"), (20, "better"), (59, "noise")])
def test_better_must_be_beyond_chance(right, code):
    truth = [frozenset(["complaint" if n % 2 else "praise"]) for n in range(60)]
    wrong = frozenset(["news"])
    before = [t if n < right else wrong for n, t in enumerate(truth)]
    assert compare("kind", truth, before, truth).code == code


def test_few_held_out_items_decide_nothing():
    truth = [frozenset(["a" if n % 2 else "b"]) for n in range(39)]
    assert compare("kind", truth, [frozenset(["c"])] * 39, truth).code == "too_few"


def test_mcnemar_is_the_exact_sign_test():
    assert exact_mcnemar(8, 1) == pytest.approx(20 / 512)
    assert exact_mcnemar(0, 0) == 1.0


def test_macro_f1_is_that_of_scikit_learn():
    metrics = pytest.importorskip("sklearn.metrics", reason="scikit-learn is of the benchmarks: make bench sets it up")
    draw = np.random.default_rng(1)
    truth, said = draw.integers(0, 4, 200), draw.integers(0, 4, 200)
    assert macro_f1(truth, said) == pytest.approx(metrics.f1_score(truth, said, average="macro"))


def test_a_story_is_never_on_both_sides():
    rows = [reviewed(n, f"{COMPLAINT} {n}", story=n % 40, kind="complaint") for n in range(120)]
    training, kept = split(rows)
    assert {e.story for e in training}.isdisjoint({e.story for e in kept})
    assert len({e.story for e in kept}) == 14
    assert {e.key for e in training} | {e.key for e in kept} == set(range(120))


def test_nobody_reviewed_anything_and_nothing_breaks():
    assert learn([], RULES, "x").learned is RULES


def test_training_twice_gives_the_same():
    rows = habit(90)
    words = {e.key: features(e.text) for e in rows}
    one, two = (train("kind", rows, words)[0] for _ in range(2))
    assert np.array_equal(one.words, two.words)


def test_columns_are_the_same_in_every_process():
    code = "from sada.understand.learned_features import column_of; print(column_of('بلديه'))"
    runs = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert runs == {f"{column_of('بلديه')}\n"}


@given(st.text(max_size=300), st.text(max_size=60))
@settings(deadline=None, max_examples=60)
def test_every_text_has_a_row_of_length_one_or_none(body, title):
    text = Text(title, body)
    columns, values = features(text)
    assert (np.diff(columns) > 0).all()
    assert columns.max(initial=0) < SIZE
    assert len(values) == 0 or float(values @ values) == pytest.approx(1.0)
    assert facts(text, Reading()).shape == (FACTS,)


def test_naughty_strings_are_adjusted_like_any_other():
    model = Learned("m", (head(favoured="praise", force=9.0),))
    for body in naughty_strings():
        reading = read(post(body), shipped())
        assert model.adjust(post(body), reading).relevance == reading.relevance
