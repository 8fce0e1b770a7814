"""The number of the newspaper's issue, where an item says it: «العدد 14305», «بالعدد رقم (١٧٢٥)»."""

import re
from typing import Final

GAP: Final = "[رقم العدد]"
_ISSUE: Final = re.compile(
    r"(?<![ء-ي])(?:[وفب])?(?:العدد|عددها|عدد رقم)\s*(?:رقم\s*)?[:(«]?\s*([0-9٠-٩]{3,6})(?![0-9٠-٩])"
)
_COUNTS: Final = re.compile(r"\s*[)»]?\s*(?:من|[ء-ي]{3,}ة\b)")  # «العدد 150 حاوية» counts things


def issue_number(*texts: str) -> str:
    """The first issue number that the texts name, as written; "" where none does."""
    for text in texts:
        for match in _ISSUE.finditer(text):
            if not _COUNTS.match(text, match.end()):
                return match.group(1)
    return ""
