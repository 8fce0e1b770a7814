"""`sada learn` says what came of it; the jobs learn at night and read again in batches."""

import pytest

from sada.jobs import learn as jobs
from sada.ops import learn
from sada.ops.trouble import Trouble
from sada.reading.confirm_reading import confirm_reading
from sada.store.models import LearnedModel, Reading
from sada.understand.learned import RULES

pytestmark = pytest.mark.django_db


def kept(at, name="learned-2026-11-22a", **columns):
    verdict = {"judgement": "kind", "count": 60, "before": 0.61, "after": 0.72, "low": 0.02, "high": 0.2, "p": 0.01}
    figures = {"verdicts": [verdict | {"code": "better"}]}
    return LearnedModel.objects.create(
        name=name, created_at=at, rules="rules-1", weights=RULES.to_bytes(), figures=figures, **columns
    )


def test_with_nothing_reviewed_it_says_that_nothing_can_be_learnt(db, capsys):
    learn.run(dry=False)
    said = capsys.readouterr().out
    assert "0 items reviewed" in said
    assert "too few reviewed to say" in said
    assert "Nothing could be learnt yet" in said


def test_a_trial_says_so(db, capsys):
    learn.run(dry=True)
    assert "nothing was kept" in capsys.readouterr().out


def test_the_list_marks_the_one_in_use(cast, capsys):
    kept(cast.at)
    kept(cast.at, "learned-2026-11-22b", is_in_use=True)
    learn.show()
    said = capsys.readouterr().out
    assert "* learned-2026-11-22b" in said
    assert "0.610 → 0.720" in said


def test_the_way_back_by_command(cast, capsys):
    made = kept(cast.at)
    learn.back_to(made.name)
    assert LearnedModel.objects.get(is_in_use=True) == made
    learn.back_to(made.name)
    learn.back_to("rules")
    assert not LearnedModel.objects.filter(is_in_use=True).exists()
    with pytest.raises(Trouble, match="nonsense"):
        learn.back_to("nonsense")


def test_the_nightly_job_waits_until_enough_was_reviewed(cast, monkeypatch):
    done = []
    monkeypatch.setattr(jobs, "learn_from_reviews", lambda **given: done.append(given))
    jobs.learn()
    assert done == []
    for _ in range(3):
        confirm_reading(cast.mention().item, by=cast.saleh, at=cast.at)
    jobs.learn()
    assert len(done) == 1


def test_reading_again_queues_its_next_batch_until_all_is_read(cast, monkeypatch):
    queued = []
    monkeypatch.setattr(jobs.queue, "hurry", lambda task, key, **ids: queued.append((task, ids)))
    made = [cast.mention(reading={"version": "r+learned-x"}).item_id for _ in range(2)]
    jobs.sweep_read_again()
    assert queued.pop() == ("reading.read_again", {})
    jobs.read_again()
    assert queued.pop() == ("reading.read_again", {"before": made[0]})
    jobs.read_again(before=made[0])
    jobs.sweep_read_again()
    assert queued == []
    assert not Reading.objects.filter(version__contains="+learned").exists()
