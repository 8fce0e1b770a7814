"""The thread that an answer by e-mail belongs to: under the asker's own letter, or under the last one we sent them."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses

from sada.store.models import Case, Channel, Outgoing, OutgoingState, RawItem

LETTER = "message/rfc822"  # the kind of content under which a received letter is kept, byte for byte
MOST_REFERENCES = 20  # the first and the newest; more would make a header that servers cut
_ID = re.compile(r"<[^<>\s]{1,250}>")
_MARKED = re.compile(r"^\s*(?:رد|re|aw|sv)\s*[:：]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Thread:
    """What the headers of a reply say. `subject`: that of the letter answered, "" where it had none."""

    in_reply_to: str
    references: str
    subject: str = ""


def thread_of(case: Case, address: str) -> Thread | None:
    """The thread with one correspondent about a case; None where there is none yet."""
    return _after_ours(case, address) or _after_theirs(case, address)


def reply_subject(thread: Thread | None, title: str, language: str) -> str:
    """«رد: …» before the subject of the letter that is answered; the title of the answer where none is."""
    if thread is None or not thread.subject.strip():
        return title
    subject = " ".join(thread.subject.split())
    mark = "رد: " if language == "ar" else "Re: "
    return subject[:300] if _MARKED.match(subject) else f"{mark}{subject}"[:300]


def _after_ours(case: Case, address: str) -> Thread | None:
    ours = Outgoing.objects.filter(
        answer__case=case, channel=Channel.EMAIL, address__iexact=address.strip(), message_id__gt=""
    ).exclude(state__in=(OutgoingState.FAILED, OutgoingState.BOUNCED))
    last = ours.order_by("-id").first()
    if last is None:
        return None
    known = _ids(last.references) or _ids(last.in_reply_to)
    return Thread(last.message_id, _joined([*known, last.message_id]), last.subject)


def _after_theirs(case: Case, address: str) -> Thread | None:
    """The newest letter of this writer among what the case answers."""
    kept = RawItem.objects.filter(item__case_items__case=case, content_type__startswith=LETTER).order_by("-id")
    for raw in kept[:20]:
        letter = message_from_bytes(bytes(raw.bytes), policy=policy.default)
        named = _ids(str(letter.get("Message-ID", "")))
        if named and address.strip().lower() in _writers(letter):
            before = _ids(str(letter.get("References", ""))) or _ids(str(letter.get("In-Reply-To", "")))[:1]
            return Thread(named[0], _joined([*before, named[0]]), str(letter.get("Subject", "")))
    return None


def _writers(letter: EmailMessage) -> set[str]:
    heads = [str(letter.get(name, "")) for name in ("From", "Reply-To")]
    return {found.lower() for _name, found in getaddresses(heads)}


def _ids(header: str) -> list[str]:
    return list(dict.fromkeys(_ID.findall(header)))


def _joined(ids: list[str]) -> str:
    """Each once, in order; of very many the first and the newest."""
    once = list(dict.fromkeys(ids))
    return " ".join(once if len(once) <= MOST_REFERENCES else [once[0], *once[1 - MOST_REFERENCES :]])
