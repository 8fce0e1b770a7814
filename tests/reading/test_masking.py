"""Personal data is masked wherever a text of another's is shown."""

import pytest

from sada.reading.masking import MASK, half_hidden, masked, masked_title, personal_spans


class Reading:
    """As much of a reading as masking looks at."""

    def __init__(self, evidence=(), more=None):
        self.evidence = list(evidence)
        self.more = more or {}


@pytest.mark.parametrize(
    "secret",
    [
        "0551234567", "٠٥٥١٢٣٤٥٦٧", "055 123 4567", "+966551234567", "00966551234567",
        "966-55-123-4567",
        "0112345678",
        "1023456789", "2298765432", "SA0380000000608010167519", "SA03 8000 0000 6080 1016 7519",
        "maha.s@example.com.sa",
    ],
)  # fmt: skip
def test_numbers_and_addresses_of_people_are_found(secret):
    text = f"للتواصل {secret} شكرًا"
    assert masked(text) == f"للتواصل {MASK} شكرًا"


@pytest.mark.parametrize(
    "plain", ["بكلفة 1500000 ريال", "عام 2026", "رقم 940", "@riyadh_amana", "المعاملة RIYADH-2026-00012"]
)
def test_ordinary_numbers_stay(plain):
    assert masked(plain) == plain


def test_what_the_reading_found_is_masked_too():
    reading = Reading([{"field": "personal", "start": 4, "end": 13}], {"personal": [[18, 22]], "details": {}})
    whole = "قال مها السالم إن سعيد غاضب"
    assert personal_spans(whole, reading) == [(4, 13), (18, 22)]
    assert masked(whole, personal_spans(whole, reading)) == f"قال {MASK}م إن {MASK} غاضب"


def test_spans_that_point_nowhere_are_passed_over():
    reading = Reading([{"field": "personal", "start": 90, "end": 99}, {"field": "personal", "start": -1, "end": 3}])
    assert personal_spans("قصير", reading) == []


def test_a_part_of_a_whole_is_masked_by_the_offsets_of_the_whole():
    whole = "عنوان\nاتصل 0551234567 الآن"
    assert masked(whole[6:], personal_spans(whole), 6) == f"اتصل {MASK} الآن"
    assert masked(whole[6:15], personal_spans(whole), 6) == f"اتصل {MASK}"


def test_a_row_shows_the_title_or_else_the_first_words():
    assert masked_title("عنوان 0551234567", "نص") == f"عنوان {MASK}"
    assert masked_title(" ", "نص 0551234567") == f"نص {MASK}"


def test_half_hidden_leaves_two_letters_of_long_values():
    assert half_hidden("0551234567") == MASK + "67"
    assert half_hidden("مها") == MASK


def test_of_a_mail_address_the_domain_stays_so_that_one_sees_to_which_house_it_goes():
    assert half_hidden("sultan@nakheel-press.example") == MASK + "@nakheel-press.example"
    assert half_hidden("@handle_of_x") == MASK + "_x"


SAID = "عنوان\nوقال محمد بن سعد العتيبي: «الحفر في كل مكان». وأضاف العتيبي أن الشارع مظلم."


@pytest.mark.parametrize("more", [{"details": {"persons": [[11, 29]]}}, {}, {"details": "?"}])
def test_a_private_speaker_is_masked_whether_kept_or_found_now(more):
    shown = masked(SAID, personal_spans(SAID, Reading(more=more)))
    assert "محمد بن سعد" not in shown
    assert "الحفر في كل مكان" in shown


def test_a_vowel_sign_is_no_letter_of_a_half_hidden_name():
    assert half_hidden("خالد المدوّن") == MASK + "ون"
