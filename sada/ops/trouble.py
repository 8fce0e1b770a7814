"""What can go wrong in running Sada: a sentence in Arabic and one in English (troubles.toml), and an exit status."""

import errno
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path


@cache
def sentences() -> dict[str, dict[str, str | int]]:
    """Every trouble by its code, with `status`, `ar` and `en`."""
    return tomllib.loads((Path(__file__).parent / "troubles.toml").read_text(encoding="utf-8"))


class Trouble(Exception):
    """Something the person at the keyboard can mend. `arabic`, `english` say what; `status` is the exit status."""

    def __init__(self, code: str, /, **values: object) -> None:
        self.code = code
        entry = sentences()[code]
        self.status = int(entry["status"])
        self.arabic = str(entry["ar"]) % values
        self.english = str(entry["en"]) % values
        super().__init__(self.english)

    def both(self) -> str:
        """The Arabic sentence, then the English one."""
        return f"{self.arabic}\n{self.english}"


def causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error, then what caused it, and so on."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def is_disk_full(error: BaseException) -> bool:
    """True when the error, or what caused it, is a full disk: ours (ENOSPC, EDQUOT) or the database's (53100)."""
    full = {errno.ENOSPC, errno.EDQUOT}
    for one in causes(error):
        if isinstance(one, OSError) and one.errno in full:
            return True
        if getattr(one, "sqlstate", None) == "53100":
            return True
        if "No space left on device" in str(one):
            return True
    return False
