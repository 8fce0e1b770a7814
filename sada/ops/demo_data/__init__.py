"""The invented content of the demo. None of these people, outlets and events is real; addresses end in .example."""

import json
from functools import cache
from importlib import resources
from typing import Any


@cache
def read(name: str) -> Any:
    """One file of the demo: cast, facts, items, history, answers. The result is shared: do not change it."""
    return json.loads(resources.files(__package__).joinpath(f"{name}.json").read_text(encoding="utf-8"))
