"""What a draft claims to be done while the report it was handed over to is not proven to be: it blocks approval."""

from __future__ import annotations

from sada.desk.hand_over_report import unproven
from sada.rules.citations import Block
from sada.rules.closures import claims
from sada.store.models import Case


def unproven_claims(case: Case, draft: str) -> list[Block]:
    """A block for each sentence that claims it, in order; none where no report waits for its proof."""
    found = claims(draft)
    if not found or not unproven(case):
        return []
    return [Block("unproven_closure", one.start, one.end, one.text) for one in found]
