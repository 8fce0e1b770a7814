"""Learning in the database: what counts as reviewed, what may take over, and what stays a person's."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.http import Http404

from sada.kernel.refusals import NotAllowed, SomeoneElseDidIt, WrongState
from sada.reading.confirm_reading import access_confirmation, confirm_reading, undo_confirmation
from sada.reading.correct_reading import correct_reading, undo_correction
from sada.reading.learn import NEWS, is_worth_it, learn_from_reviews, next_name
from sada.reading.read_again import is_behind, read_again
from sada.reading.read_items import Reader, as_text, understand_items
from sada.reading.reviewed import examples, keep_all_reviews, keep_reviews
from sada.reading.switch_model import model_in_use, put_to_use, switch_model
from sada.store.models import Act, LearnedModel, Mention, Reading, Review
from sada.understand.learned import RULES
from sada.understand.read import read

pytestmark = pytest.mark.django_db


def review(item, field):
    return Review.objects.get(item=item, field=field)


def test_a_correction_is_a_review_of_that_judgement_alone(cast):
    item = cast.mention(reading={"confidence": {"kind": 0.4}}).item
    correct_reading(item, "kind", "inquiry", by=cast.saleh, at=cast.at)
    assert list(Review.objects.filter(item=item).values_list("field", flat=True)) == ["kind"]
    kept = review(item, "kind")
    assert (kept.said, kept.truth, kept.is_sure, kept.version) == (["complaint"], ["inquiry"], False, "test")


def test_the_machine_s_answer_is_what_stood_before_the_first_correction(cast):
    item = cast.mention().item
    correct_reading(item, "kind", "inquiry", by=cast.saleh, at=cast.at)
    correct_reading(item, "kind", "suggestion", by=cast.fahad, at=cast.at + timedelta(minutes=1))
    kept = review(item, "kind")
    assert (kept.said, kept.truth) == (["complaint"], ["suggestion"])
    assert (kept.first_at, kept.at) == (cast.at, cast.at + timedelta(minutes=1))


def test_an_undone_correction_teaches_nothing(cast):
    item = cast.mention().item
    made = correct_reading(item, "kind", "inquiry", by=cast.saleh, at=cast.at)
    undo_correction(made, by=cast.saleh, at=cast.at)
    assert not Review.objects.exists()


def test_a_confirmation_reviews_every_judgement_and_leaves_nothing_unsure(cast):
    mention = cast.mention(reading={"unsure": ["kind", "tone"]})
    made = confirm_reading(mention.item, by=cast.rakan, at=cast.at)
    assert Review.objects.filter(item=mention.item).count() == 12  # whose it is, too
    assert review(mention.item, "needs_answer").truth == ["yes"]
    assert Reading.objects.get(pk=mention.item_id).unsure == []
    assert not Mention.objects.get(pk=mention.pk).is_unsure
    assert Act.objects.get(name="reading.confirmed").before == {"unsure": ["kind", "tone"]}
    undo_confirmation(made, by=cast.rakan, at=cast.at)
    assert Reading.objects.get(pk=mention.item_id).unsure == ["kind", "tone"]
    assert not Review.objects.exists()
    with pytest.raises(SomeoneElseDidIt):
        undo_confirmation(made, by=cast.rakan, at=cast.at)


def test_a_reading_is_confirmed_once(cast):
    item = cast.mention().item
    confirm_reading(item, by=cast.rakan, at=cast.at)
    with pytest.raises(WrongState):
        confirm_reading(item, by=cast.saleh, at=cast.at)


def test_what_was_corrected_before_it_was_confirmed_counts_as_the_machine_s_error(cast):
    item = cast.mention().item
    correct_reading(item, "tone", "neutral", by=cast.saleh, at=cast.at)
    item.refresh_from_db()
    confirm_reading(item, by=cast.saleh, at=cast.at + timedelta(minutes=1))
    assert review(item, "tone").said == ["negative"]
    assert review(item, "kind").said == review(item, "kind").truth == ["complaint"]


def test_of_an_item_that_is_not_ours_only_the_relevance_was_judged(cast):
    item = cast.mention().item
    correct_reading(item, "relevance", "none", by=cast.saleh, at=cast.at)
    confirm_reading(item, by=cast.saleh, at=cast.at)
    assert list(Review.objects.values_list("field", flat=True)) == ["relevance"]


def test_an_auditor_confirms_nothing_and_another_amana_sees_no_confirmation(cast):
    mention = cast.mention()
    with pytest.raises(NotAllowed):
        confirm_reading(mention.item, by=cast.lina, at=cast.at)
    made = confirm_reading(mention.item, by=cast.saleh, at=cast.at)
    with pytest.raises(Http404):
        access_confirmation(cast.huda, made.pk)
    with pytest.raises(NotAllowed):
        access_confirmation(cast.lina, made.pk)
    assert access_confirmation(cast.fahad, made.pk) == made


def test_reviews_can_be_made_anew_from_the_rows_they_come_from(cast):
    item = cast.mention().item
    correct_reading(item, "kind", "inquiry", by=cast.saleh, at=cast.at)
    before = list(Review.objects.values_list("field", "said", "truth", "at"))
    Review.objects.all().delete()
    keep_all_reviews()
    assert list(Review.objects.values_list("field", "said", "truth", "at")) == before
    keep_reviews([item.pk])
    with pytest.raises(IntegrityError):
        Review.objects.create(
            item=item, field="kind", confidence=1, is_sure=True, version="x", medium="x", first_at=cast.at, at=cast.at
        )


def test_invented_items_teach_nothing(cast):
    confirm_reading(cast.mention(invented=True).item, by=cast.saleh, at=cast.at)
    real = cast.mention().item
    confirm_reading(real, by=cast.saleh, at=cast.at)
    assert [e.key for e in examples(Reader().lexicon)] == [real.pk]


LAMPS, THANKS = (
    "لمبات الحديقة عطلانة من أسبوع والشارع ظلام",
    "الحديقة صارت أجمل بعد الإنارة الجديدة، الله يعطيكم العافية",
)


def taught(cast, count=160):
    """Posts whose habitual ending «ما قصرتوا» people here take for a complaint: the rules hear praise."""
    for n in range(count):
        text = (
            f"{LAMPS} يا أمانة الرياض رقم {n}",
            f"{THANKS} ما قصرتوا يا أمانة {n}",
            f"شكرا أمانة الرياض على سرعة الاستجابة {n}",
        )[n % 3]
        at = cast.at + timedelta(minutes=n)
        item = cast.mention(title="", text=text, medium="x", at=at).item
        base = examples_base(item)
        reading = item.reading
        for name in ("kind", "tone", "relevance", "needs_answer"):
            setattr(reading, name, getattr(base, name))
        reading.families, reading.confidence = list(base.families), dict(base.confidence)
        reading.save()
        if n % 3 == 1:
            correct_reading(item, "kind", "complaint", by=cast.saleh, at=at)
        confirm_reading(item, by=cast.saleh, at=at)


def examples_base(item):
    return read(as_text(item), Reader().lexicon)


def test_a_local_habit_is_learnt_switched_to_and_read_with(cast):
    taught(cast)
    at = cast.at + timedelta(days=1)
    assert is_worth_it()
    done = learn_from_reviews(at=at)
    verdict = next(v for v in done.outcome.verdicts if v.judgement == "kind")
    assert verdict.code == "better", verdict
    assert verdict.after > verdict.before
    assert done.is_switched
    assert done.model.name == "learned-2026-11-23a"
    trained = {e.key for e in examples(Reader().lexicon)} - set(done.model.held_out)
    assert len(trained) == 104
    assert len(done.model.held_out) == 56
    assert not is_worth_it()
    assert model_in_use().name == done.model.name
    new = cast.item(title="", text=f"{THANKS} ما قصرتوا يا أمانة", medium="x")
    again = understand_items([new], Reader())[0]
    assert again.kind == "complaint"
    assert again.version.endswith("+learned-2026-11-23a")
    assert any(e.field == "kind" and e.text in new.text for e in again.evidence)


def test_a_trial_keeps_nothing(cast):
    taught(cast, 130)
    assert learn_from_reviews(at=cast.at, dry=True).outcome.verdicts
    assert not LearnedModel.objects.exists()


def test_few_reviews_teach_nothing_and_say_so(cast):
    taught(cast, 20)
    done = learn_from_reviews(at=cast.at)
    assert not done.outcome.verdicts
    assert set(done.outcome.not_tried.values()) == {"too_few"}
    assert not LearnedModel.objects.exists()
    assert Review.objects.count() >= NEWS


def kept_model(cast, name="learned-2026-11-22a"):
    return LearnedModel.objects.create(name=name, created_at=cast.at, rules="r", weights=RULES.to_bytes())


def test_only_an_administrator_switches_and_the_log_says_so(cast):
    model = kept_model(cast)
    with pytest.raises(NotAllowed):
        switch_model(model, by=cast.abeer, at=cast.at)
    switch_model(model, by=cast.sami, at=cast.at)
    assert LearnedModel.objects.get(is_in_use=True) == model
    with pytest.raises(WrongState):
        switch_model(model, by=cast.sami, at=cast.at)
    switch_model(None, by=cast.sami, at=cast.at)
    assert model_in_use() is RULES
    said = list(Act.objects.filter(name="model.switched").order_by("id").values_list("before", "after"))
    assert said == [
        ({"model": "rules"}, {"model": "learned-2026-11-22a"}),
        ({"model": "learned-2026-11-22a"}, {"model": "rules"}),
    ]
    model.refresh_from_db()
    assert model.replaced_at == cast.at


def test_two_models_are_never_in_use_at_once(cast):
    put_to_use(kept_model(cast), by=None, at=cast.at)
    with pytest.raises(IntegrityError):
        LearnedModel.objects.create(name="other", created_at=cast.at, rules="r", weights=b"", is_in_use=True)


def test_names_follow_the_day_and_the_alphabet(cast):
    assert next_name(cast.at) == "learned-2026-11-22a"
    kept_model(cast)
    assert next_name(cast.at) == "learned-2026-11-22b"


def test_reading_again_never_touches_what_a_person_decided(cast):
    mention = cast.mention(title="إنارة حي الزهور مطفأة", reading={"version": "rules-0+learned-2026-01-01a"})
    correct_reading(mention.item, "kind", "praise", by=cast.saleh, at=cast.at)
    correct_reading(mention.item, "units", ["qassim"], by=cast.saleh, at=cast.at)
    confirmed = cast.mention(title="شكر وتقدير", reading={"version": "rules-0+learned-2026-01-01a", "tone": "negative"})
    confirm_reading(confirmed.item, by=cast.saleh, at=cast.at)
    assert is_behind(Reader())
    assert read_again(Reader()) is not None
    first, second = (Reading.objects.get(pk=m.item_id) for m in (mention, confirmed))
    assert (first.kind, first.units, first.version) == ("praise", ["qassim"], Reader().lexicon.version)
    assert (second.tone, second.version) == ("negative", Reader().lexicon.version)
    assert read_again(Reader()) is None
    assert not is_behind(Reader())
    assert review(mention.item, "kind").said == ["complaint"]


def test_reading_again_renews_the_mention(cast):
    mention = cast.mention(
        title="شكوى من أهالي حي الزهور من تراكم النفايات",
        text="اشتكى أهالي الحي من تراكم النفايات وطالبوا أمانة الرياض بالنظافة.",
        reading={"version": "rules-0+learned-2026-01-01a", "families": ["lighting"]},
    )
    read_again(Reader())
    assert Mention.objects.get(pk=mention.pk).family == "cleaning"


def test_the_batches_walk_from_the_newest_to_the_oldest(cast):
    made = [cast.mention(reading={"version": "r+learned-x"}).item_id for _ in range(3)]
    assert read_again(Reader(), limit=2) == made[1]
    assert read_again(Reader(), before=made[1], limit=2) == made[0]
