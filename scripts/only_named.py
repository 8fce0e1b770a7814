"""Keep in a pinned requirements file only what its .in file names: python scripts/only_named.py FILE.in FILE.txt"""

import re
import sys
from pathlib import Path


def main(source: str, pinned: str) -> None:
    """Rewrite `pinned` with the packages named in `source`, each with its hashes."""
    named = {line.strip().lower() for line in Path(source).read_text().splitlines() if re.match(r"[a-z]", line)}
    parts = re.split(r"(?m)^(?=[a-zA-Z0-9].*==)", Path(pinned).read_text())
    kept = [part for part in parts[1:] if part.split("==")[0].strip().lower() in named]
    lines = "".join(kept).splitlines()
    hashes = [line for line in lines if not line.lstrip().startswith("#")]
    Path(pinned).write_text("# Made by `make lock`.\n" + "\n".join(hashes) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
