"""The good and the bad that a text says, toward whomever."""

from __future__ import annotations

from sada.understand.findings import Findings
from sada.understand.scan import Hit

CLAIMED = 3.0  # weight from which a report rests on claims
REMEDY = 34  # folded characters in which a word of remedy governs the evil behind it


def balance(found: Findings) -> tuple[float, float]:
    """Points of the good and of the bad said in the text, by length."""
    good = bad = 0.0
    seen: set[str] = set()
    for hit in found.of("tone"):
        if hit.cue.code == "negative" and not found.is_post and remedied(found, hit):
            continue
        said = found.text[hit.start : hit.end]
        worth = hit.cue.weight * found.weight_at(hit.start, 1.6, 1.0, 0.6) * (0.3 if said in seen else 1.0)
        seen.add(said)
        if hit.cue.code == "positive":
            good += worth
        else:
            bad += worth
    length = max(1.0, (len(found.text) / 1200.0) ** 0.5)
    return good / length, bad / length


def remedied(found: Findings, hit: Hit) -> bool:
    """«معالجة ما يشكل خطرا», «درء أخطار السيول»: an evil that is being removed is nobody's complaint."""
    return found.before("remedy", hit.word, REMEDY)


def claimed(found: Findings) -> bool:
    """«يزعمون أن», «علمت الصحيفة … ولم تتمكن من الحصول على تعليق»: a report that nobody stands for."""
    return sum(hit.cue.weight for hit in found.of("claim")) >= CLAIMED
