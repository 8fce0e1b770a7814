"""How a person is addressed in an official letter, by rank and gender as far as the name itself says them.

Nobody's gender is guessed from a first name: where no title tells it, both forms stand as a gap for the writer.
"""

from typing import Final

UNKNOWN: Final = "[الأستاذ أو الأستاذة]"
# (titles as by-lines write them, rank, feminine); a rank is (masculine, feminine) as a letter writes it.
_DOCTOR: Final = ("سعادة الدكتور", "سعادة الدكتورة")
_PROFESSOR: Final = ("سعادة الأستاذ الدكتور", "سعادة الأستاذة الدكتورة")
_ENGINEER: Final = ("سعادة المهندس", "سعادة المهندسة")
_MINISTER: Final = ("معالي الأستاذ", "معالي الأستاذة")
_PLAIN: Final = ("سعادة الأستاذ", "سعادة الأستاذة")
_OFFICERS: Final = ("اللواء", "العميد", "العقيد", "المقدم", "الرائد", "النقيب", "الملازم أول", "الملازم")
_COURTESY: Final = "سعادة "  # written before a title, and said with it
_TITLES: Final = (
    ("صاحب السمو الملكي الأمير", ("صاحب السمو الملكي الأمير", ""), False),
    ("صاحبة السمو الملكي الأميرة", ("", "صاحبة السمو الملكي الأميرة"), True),
    ("صاحب السمو الأمير", ("صاحب السمو الأمير", ""), False),
    ("صاحبة السمو الأميرة", ("", "صاحبة السمو الأميرة"), True),
    ("الأميرة", ("", "[صاحبة السمو الملكي أو صاحبة السمو] الأميرة"), True),
    ("الأمير", ("[صاحب السمو الملكي أو صاحب السمو] الأمير", ""), False),
    ("فضيلة الشيخ", ("فضيلة الشيخ", ""), False),
    ("الشيخ", ("[فضيلة أو سعادة] الشيخ", ""), False),
    *((rank, (f"سعادة {rank}", ""), False) for rank in _OFFICERS),
    ("معالي الدكتورة", ("", "معالي الدكتورة"), True),
    ("معالي الدكتور", ("معالي الدكتور", ""), False),
    ("معالي المهندس", ("معالي المهندس", ""), False),
    ("معالي الأستاذ", _MINISTER, False),
    ("معالي", _MINISTER, None),
    ("أ.د.", _PROFESSOR, None),
    ("الأستاذة الدكتورة", _PROFESSOR, True),
    ("الأستاذ الدكتور", _PROFESSOR, False),
    ("الدكتورة", _DOCTOR, True),
    ("الدكتور", _DOCTOR, False),
    ("د.", _DOCTOR, None),
    ("المهندسة", _ENGINEER, True),
    ("المهندس", _ENGINEER, False),
    ("م.", _ENGINEER, None),
    ("أ.", _PLAIN, None),
    ("الأستاذة", _PLAIN, True),
    ("الأستاذ", _PLAIN, False),
    *((word, _PLAIN, True) for word in ("السيدة", "الأخت")),
    *((word, _PLAIN, False) for word in ("السيد", "الأخ")),
    ("الكاتبة", _PLAIN, True),
    ("الكاتب", _PLAIN, False),
    ("الصحفية", _PLAIN, True),
    ("الصحفي", _PLAIN, False),
)


def addressed(name: str) -> str:
    """«سعادة الدكتورة سعاد العمري المحترمة» from «الدكتورة سعاد العمري»; a gap where the gender is not said."""
    bare = " ".join(name.split()).removeprefix(_COURTESY)
    for title, rank, feminine in _TITLES:
        if bare == title or bare.startswith(title + (" " if title[-1] != "." else "")):
            return _said(rank, feminine, bare.removeprefix(title).strip())
    return f"سعادة {UNKNOWN} {bare} [المحترم أو المحترمة]" if bare else ""


def _said(rank: tuple[str, str], feminine: bool | None, name: str) -> str:
    if feminine is None:
        return f"[{rank[0]} أو {rank[1].split()[-1]}] {name} [المحترم أو المحترمة]"
    title = rank[1] if feminine else rank[0]
    if "صاحب" in title:
        return f"{title} {name} {'حفظها' if feminine else 'حفظه'} الله"
    return f"{title} {name} {'المحترمة' if feminine else 'المحترم'}"
