"""The number of the newspaper's issue, where an item says it: «العدد 14305», «بالعدد رقم (١٧٢٥)»."""

import re
from typing import Final, Protocol

_ISSUE: Final = re.compile(
    r"(?<![ء-ي])(?:[وفب])?(?:العدد|عددها|عدد رقم)\s*(?:رقم\s*)?[:(«]?\s*([0-9٠-٩]{3,6})(?![0-9٠-٩])"
)
_COUNTS: Final = re.compile(r"\s*[)»]?\s*(?:من|[ء-ي]{3,}ة\b)")  # «العدد 150 حاوية» counts things


class Printed(Protocol):
    """What stands in a paper: the number of the issue where a person gave it, and the words."""

    issue: str
    title: str
    text: str


def issue_of(item: Printed) -> str:
    """The number of the issue: as a person gave it, else the first that headline or text name; "" where none does."""
    return item.issue or issue_number(item.title, item.text)


def issue_number(*texts: str) -> str:
    """The first issue number that the texts name, as written; "" where none does."""
    for text in texts:
        for match in _ISSUE.finditer(text):
            if not _COUNTS.match(text, match.end()):
                return match.group(1)
    return ""
