"""What people type: either digit set, day before month, thousands."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from sada.web.administration.forms import PersonForm
from sada.web.cases.taking_form import TakingForm
from sada.web.forms import ArabicDigits, telephone
from sada.web.inbox.forms import TypedForm


class Form(ArabicDigits, forms.Form):
    amount = forms.DecimalField(required=False)
    count = forms.IntegerField(required=False)
    day = forms.DateField(required=False)
    phone = forms.CharField(required=False)
    text = forms.CharField(required=False)
    western = ("phone",)


def read(**data):
    with translation.override("ar"):
        form = Form(data)
        assert form.is_valid(), form.errors
        return form.cleaned_data


@pytest.mark.parametrize("written", ["1480.5", "١٤٨٠٫٥", "١٬٤٨٠٫٥", "1,480.5"])
def test_a_number_is_the_same_in_either_digits(written):
    assert read(amount=written)["amount"] == Decimal("1480.5")


def test_a_whole_number_may_have_thousands():
    assert read(count="١٢٬٠٠٠")["count"] == 12000


@pytest.mark.parametrize("written", ["12/03/2026", "١٢/٠٣/٢٠٢٦", "12-03-2026", "2026-03-12"])
def test_the_day_comes_before_the_month(written):
    assert read(day=written)["day"] == date(2026, 3, 12)


def test_a_phone_is_normalised_and_prose_is_left_alone():
    cleaned = read(phone="٠٥٥١٢٣٤٥٦٧", text="منذ ٣ أسابيع")
    assert cleaned["phone"] == "0551234567"
    assert cleaned["text"] == "منذ ٣ أسابيع"


@pytest.mark.parametrize(
    ("said", "is_whole"),
    [("123", False), ("١٢٣٤٥٦", False), ("جوال", False), ("0112345", True), ("+966 11 234 5678", True)],
)  # fmt: skip
def test_a_telephone_number_has_seven_digits_or_more(said, is_whole):
    field = forms.CharField(validators=[telephone], required=False)
    assert field.clean("") == ""
    if is_whole:
        assert field.clean(said) == said
    else:
        with pytest.raises(forms.ValidationError):
            field.clean(said)


def test_every_telephone_field_is_checked():
    for asked in (PersonForm, TakingForm, TypedForm):
        assert telephone in asked.base_fields["phone"].validators, asked


def test_a_number_field_takes_any_keyboard():
    html = str(Form()["amount"])
    assert 'type="text"' in html
    assert 'inputmode="decimal"' in html


def test_words_are_no_number():
    assert not Form({"count": "ثلاثة"}).is_valid()


def test_a_decimal_stays_a_decimal_point_in_arabic(settings):
    from django.utils.formats import localize

    with translation.override("ar"):
        assert localize(12.5) == "12.5"
