"""Whether the press asks. Who asks decides what kind of matter it is: a journalist who passes complaints on asks, and
waits with a deadline; a citizen who complains wants the service."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.db.models import Q

from sada.store.models import Outlet, Voice
from sada.understand.fold import fold

BRIEFING = "briefing"  # the tag of a question put at one: nobody else is asked there
# Where anybody has an address; it tells nothing of an outlet that writes from there too.
FREE = {
    "gmail.com", "googlemail.com", "hotmail.com", "outlook.com", "outlook.sa", "live.com", "msn.com", "windowslive.com",
    "yahoo.com", "ymail.com", "icloud.com", "me.com", "mac.com", "aol.com", "proton.me", "protonmail.com", "mail.com",
    "zoho.com", "yandex.com",
}  # fmt: skip
SIGNED = 4  # lines at the end of a letter
SHORT = 60  # letters: longer lines are no signature
_JOBS = (
    "صحفي", "صحفية", "صحافي", "صحافية", "محرر", "محررة", "مراسل", "مراسلة", "إعلامي", "إعلامية", "مذيع", "مذيعة", "معد",
    "معدة", "مندوب", "مندوبة",
)  # fmt: skip
_HOUSES = ("صحيفة", "جريدة", "مجلة", "قناة", "إذاعة", "برنامج", "وكالة")


def _any(words: Iterable[str]) -> str:
    return "|".join(fold(word).strip() for word in words)


_INTRODUCED = re.compile(
    rf"\b(?:{_any(('أنا', 'معكم', 'معك', 'محدثكم', 'أخوكم', 'أختكم'))}) (?:\w+ ){{0,4}}?"
    rf"(?:(?:ال)?(?:{_any(_JOBS)})\b|(?:{_any(('من', 'في'))}) (?:{_any(_HOUSES)}) \w+)"
)
_NAMED_SO = re.compile(
    rf"\b(?:{_any(('استفسار', 'استفسارات', 'سؤال', 'أسئلة', 'طلب', 'تحقيق', 'تقرير', 'لقاء'))}) "
    rf"(?:{_any(('صحفي', 'صحفية', 'صحافي', 'صحافية', 'إعلامي', 'إعلامية'))})\b"
)
_SIGNS = re.compile(rf"^\W*(?:ال)?(?:{_any((*_JOBS, 'رئيس تحرير', 'مدير تحرير', 'سكرتير تحرير', 'رئيسة تحرير'))})\b")


def asked_by_press(
    *, outlet: str = "", tags: Iterable[str] = (), name: str = "", email: str = "", text: str = ""
) -> bool:
    """Whether a question comes from the press: an outlet is named, it was put at a briefing, the asker is a known voice
    or writes from an outlet's address, or says so: «أنا محرر في صحيفة الواحة», «استفسار صحفي», a signature."""
    return bool(outlet.strip()) or BRIEFING in tags or _is_known(name.strip(), email.strip()) or says_so(text)


def says_so(text: str) -> bool:
    """Whether the words themselves say that a journalist asks."""
    lines = [line for line in map(str.strip, text.splitlines()) if line]
    said = " ".join(fold(line).strip() for line in lines)
    if _INTRODUCED.search(said) or _NAMED_SO.search(said):
        return True
    signed = [fold(line).strip() for line in lines[1:][-SIGNED:] if len(line) <= SHORT]
    if any(_SIGNS.match(line) for line in signed):
        return True
    return bool(signed) and any(_names_outlet(line) for line in signed)


def _names_outlet(line: str) -> bool:
    names = Outlet.objects.filter(name_ar__contains=" ").values_list("name_ar", flat=True)
    return any(re.search(rf"\b{re.escape(fold(name).strip())}\b", line) for name in names)


def _is_known(name: str, email: str) -> bool:
    """A voice of the tables, or an address at an outlet's own domain."""
    who = Q(pk__in=[])
    if name:
        who |= Q(name_ar__iexact=name)
    if email:
        who |= Q(email__iexact=email)
    return Voice.objects.filter(who).exists() or (bool(email) and _is_an_outlets(email.lower()))


def _is_an_outlets(email: str) -> bool:
    host = email.rpartition("@")[2]
    within = {host.split(".", n)[-1] for n in range(host.count("."))}
    for domains, website, own in Outlet.objects.values_list("domains", "website", "email"):
        if own.lower() == email:
            return True
        known = {*domains, (urlsplit(website).hostname or "").removeprefix("www."), own.rpartition("@")[2]}
        if within & {domain.lower() for domain in known} - FREE:
            return True
    return False
