"""Form parts for every screen."""

from sada.web.forms.arabic_digits import ArabicDigits
from sada.web.forms.days import day_of
from sada.web.forms.first_sentence import first_sentence

__all__ = ["ArabicDigits", "day_of", "first_sentence"]
