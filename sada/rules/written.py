"""A draft as its writer sees it: a citation shows what it says, «{1,480 #12}», and is kept as «{#12}».

The number behind the sign is the fact's; the text before it may be changed, and is then kept as written: «{#12:1,500}».
What is no citation of a known fact stands as it is in both.
"""

from collections.abc import Mapping

from sada.rules.citations import Citable, parse


def written(draft: str, facts: Mapping[int, Citable]) -> str:
    """The draft with the values of its facts in it."""
    return "".join(_shown(part.text, part.fact, facts, draft[part.start : part.end]) for part in parse(draft))


def _shown(says: str, pk: int | None, facts: Mapping[int, Citable], as_it_is: str) -> str:
    if pk is None:
        return as_it_is
    value = says or (facts[pk].value.strip() if pk in facts else "")
    fits = value and not set("{}\n#=") & set(value)
    return f"{{{value} #{pk}}}" if fits else as_it_is


def kept(text: str, facts: Mapping[int, Citable]) -> str:
    """The same text as it is kept: what a fact says today is not written down, so that it changes with the fact."""
    return "".join(_kept(part.text, part.fact, facts, text[part.start : part.end]) for part in parse(text))


def _kept(says: str, pk: int | None, facts: Mapping[int, Citable], as_it_is: str) -> str:
    if pk is None or not says:
        return as_it_is
    is_value = pk in facts and facts[pk].value.strip() == says.strip()
    return f"{{#{pk}}}" if is_value else f"{{#{pk}:{says.strip()}}}"
