"""What a text claims to be done while the report it was handed over to is not proven to be: it blocks approval."""

from __future__ import annotations

from sada.desk.hand_over_report import unproven
from sada.rules.citations import Block
from sada.rules.closures import claims
from sada.store.models import Case


def unproven_claims(case: Case, title: str, draft: str) -> list[Block]:
    """A block for each sentence of the draft or its title that claims it; none where no report waits for its proof.

    A title that repeats the case's subject says what others said.
    """
    above = [one for one in claims(title) if one.text not in case.subject]
    found = claims(draft)
    if not (above or found) or not unproven(case):
        return []
    return [
        *(Block("unproven_closure", one.start, one.end, one.text) for one in found),
        *(Block("title_closure", one.start, one.end, one.text) for one in above),
    ]
