"""Where the material lies that nobody of this project wrote. It is never part of the repository."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def material() -> Path:
    """The folder named by SADA_TESTDATA, by default `shared` beside the repository."""
    return Path(os.environ.get("SADA_TESTDATA") or ROOT.parent / "shared")
