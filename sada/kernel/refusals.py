"""Typed refusals: each carries a sentence for the person who was refused."""

from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """An act was refused; nothing changed. `sentence` says why and what to do, in the reader's language; `about` is the
    row whose present state stood against it, where nothing else did."""

    sentence: str | Promise = _("This could not be done.")

    def __init__(self, sentence: str | Promise | None = None, *, about: Any = None) -> None:
        self.about = about
        if sentence is not None:
            self.sentence = sentence
        super().__init__(str(self.sentence))


class NotAllowed(Refusal):
    """The person's role does not include this act."""

    sentence = _("Your role does not include this step. Ask the manager of your unit.")


class OwnWork(Refusal):
    """The two-person rule: nobody approves a text they wrote."""

    sentence = _("You wrote part of this text, so another person must approve it.")


class SomeoneElseDidIt(Refusal):
    """The row changed under the person's hands."""

    sentence = _("Someone else has just changed this. The page now shows how it stands; please look and try again.")


class DecidedBefore(SomeoneElseDidIt):
    """Someone else was quicker with a text: `what` (approved, returned, rejected, changed), by whom and when."""

    sentence = _("%(name)s was quicker; this text is decided. The page shows how it stands.")

    def __init__(self, what: str, by: Any, at: datetime) -> None:
        self.what, self.by, self.at = what, by, at
        super().__init__(str(type(self).sentence) % {"name": by})


class WrongState(Refusal):
    """The thing is not in a state that allows this act."""

    sentence = _("This step is not possible in the present state.")


class Blocked(Refusal):
    """An answer cannot be submitted or approved yet; `blocks` lists what must be mended first."""

    sentence = _("The text cannot be approved yet. Mend what is listed under it first.")

    def __init__(self, blocks: list[object], sentence: str | Promise | None = None) -> None:
        self.blocks = blocks
        super().__init__(sentence)


class Missing(Refusal):
    """Something needed was left out."""
