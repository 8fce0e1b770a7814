"""The quality gate holds what was reached, and its figures are those of the gold's own scorer."""

import json
import subprocess
import sys

import pytest

from bench import gate, scoring
from bench.testdata import material


def label(**more):
    return {"municipal": "main", "orgs": [], "services": [], "kind": "news", "tone": "neutral", "answer": False, **more}


def said(**more):
    alike = {"kind": "news", "tone": "neutral", "needs_answer": False}
    return {"relevance": "main", "units": [], "families": [], **alike, **more}


def test_figures_are_right_when_all_is_right():
    pairs = [(label(orgs=["jeddah"], services=["cleaning"], answer=True),
              said(units=["jeddah"], families=["cleaning"], needs_answer=True))] * 6  # fmt: skip
    assert set(scoring.figures(pairs).values()) == {1.0}


def test_a_wrong_unit_costs_precision_and_recall():
    pairs = [(label(orgs=["jeddah"]), said(units=["riyadh"])), (label(orgs=["asir"]), said(units=["asir"]))]
    assert scoring.figures(pairs)["units_micro_f1"] == pytest.approx(0.5)


def test_intervals_hold_the_figure():
    pairs = [(label(orgs=["jeddah"]), said(units=["jeddah" if n % 3 else "riyadh"])) for n in range(60)]
    low, high = scoring.intervals(pairs, 80)["units_micro_f1"]
    assert low < scoring.figures(pairs)["units_micro_f1"] < high


@pytest.fixture
def floors():
    return {"sets": {"articles": {"gold": "g", "fingerprint": "f", "floors": {"tone_macro_f1": 0.7}}}, "seal": ""}


def test_a_floor_may_rise(floors):
    gate.change(floors, "articles.tone_macro_f1", 0.8)
    assert floors["sets"]["articles"]["floors"]["tone_macro_f1"] == 0.8


@pytest.mark.parametrize("how", [{}, {"lower": True}, {"because": "tired"}])
def test_a_floor_does_not_fall_silently(floors, how):
    with pytest.raises(gate.GateError, match="would fall"):
        gate.change(floors, "articles.tone_macro_f1", 0.6, **how)


def test_a_lowered_floor_leaves_its_reason(floors):
    gate.change(floors, "articles.tone_macro_f1", 0.6, "the gold was corrected", lower=True)
    assert floors["lowered"][0]["because"] == "the gold was corrected"


def test_a_floor_edited_by_hand_is_noticed(floors, tmp_path):
    path = tmp_path / "floors.json"
    gate.save(floors, path)
    gate.load(path)
    path.write_text(path.read_text().replace("0.7", "0.1"))
    with pytest.raises(gate.GateError, match="by hand"):
        gate.load(path)


def test_further_labels_become_a_set_of_their_own_once(floors):
    gate.take_up(floors, "more_articles", "articles_more.jsonl")
    assert floors["sets"]["more_articles"]["floors"] == {}
    for name in ("more_articles", "unheard_of"):
        with pytest.raises(gate.GateError, match="no new set"):
            gate.take_up(floors, name, "articles_more.jsonl")


def test_absent_gold_is_said_and_can_be_required(monkeypatch, tmp_path, capsys):
    monkeypatch.setenv("SADA_TESTDATA", str(tmp_path))
    assert gate.main([]) == 0
    assert "NOT MEASURED" in capsys.readouterr().out
    assert gate.main(["--require"]) == 1


def test_another_gold_is_refused(monkeypatch, tmp_path):
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "articles_dev.jsonl").write_text("{}")
    monkeypatch.setenv("SADA_TESTDATA", str(tmp_path))
    assert gate.main([]) == 2


@pytest.mark.parametrize("part", gate.SETS)
def test_the_figures_are_those_of_the_golds_own_scorer(part, tmp_path):
    gold = material() / "gold" / f"{part}_dev.jsonl"
    if not gold.exists():
        pytest.skip(f"{gold} is absent: set SADA_TESTDATA to the folder of real test material")
    pairs = gate.gold_pairs(gold)
    out = tmp_path / "readings.jsonl"
    out.write_text("".join(json.dumps(reading) + "\n" for _, reading in pairs))
    scorer = [sys.executable, str(gold.with_name("score.py")), str(gold), str(out)]
    printed = subprocess.run(scorer, capture_output=True, text=True, check=True).stdout
    theirs = dict(line.split() for line in printed.splitlines()[2:] if len(line.split()) == 2)
    for name, value in scoring.figures(pairs).items():
        assert float(theirs[name]) == pytest.approx(value, abs=0.0006)


def test_the_floors_hold():
    if not (material() / "gold").exists():
        pytest.skip(f"{material() / 'gold'} is absent: set SADA_TESTDATA to the folder of real test material")
    assert gate.main([]) == 0
