"""Form parts for every screen."""

from sada.web.forms.arabic_digits import ArabicDigits
from sada.web.forms.days import day_of
from sada.web.forms.first_sentence import first_sentence
from sada.web.forms.telephones import telephone

__all__ = ["ArabicDigits", "day_of", "first_sentence", "telephone"]
