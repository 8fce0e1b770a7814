"""Form parts for every screen."""

from sada.web.forms.arabic_digits import ArabicDigits

__all__ = ["ArabicDigits"]
