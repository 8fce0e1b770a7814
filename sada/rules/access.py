"""Who may do what: the one table of role x act, how far a role reaches, and the two-person rule."""

from collections.abc import Mapping
from types import MappingProxyType

MONITOR, OFFICER, EXPERT, SPOKESPERSON = "monitor", "officer", "expert", "spokesperson"
MANAGER, SUPERVISOR, ADMINISTRATOR, AUDITOR = "manager", "supervisor", "administrator", "auditor"

ROLES: tuple[str, ...] = (
    MONITOR,
    OFFICER,
    EXPERT,
    SPOKESPERSON,
    MANAGER,
    SUPERVISOR,
    ADMINISTRATOR,
    AUDITOR,
)

_DESK = frozenset({OFFICER, SPOKESPERSON, MANAGER})
_READERS = frozenset({MONITOR, OFFICER, SPOKESPERSON, MANAGER, SUPERVISOR, ADMINISTRATOR, AUDITOR})
_ALL = frozenset(ROLES)
_APPROVERS = frozenset({SPOKESPERSON, MANAGER})

# Nobody is given an act "because he is the administrator": administering and answering are different trusts.
ACTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "item.see": _READERS,
        "item.type": _DESK | {MONITOR},
        "item.triage": _DESK | {MONITOR},
        "reading.correct": _DESK | {MONITOR},
        "story.see": _READERS,
        "story.edit": _DESK | {MONITOR},
        "case.see": _READERS | {EXPERT},
        "case.open": _DESK | {MONITOR},
        "case.join": _DESK | {MONITOR},
        "case.split": _DESK,
        "case.note": _DESK | {EXPERT, SUPERVISOR},
        "case.assign": _DESK,
        "case.pause": _DESK,
        "case.describe": _DESK,
        "case.close": _DESK,
        "case.no_answer": _DESK,
        "case.agree_silence": _APPROVERS,
        "case.not_ours": _DESK,
        "case.follow_up": _DESK,
        "case.reopen": _DESK,
        "case.transfer": _DESK | {SUPERVISOR},
        "case.ask_expert": _DESK,
        "case.answer_question": frozenset({EXPERT}),
        "case.hand_over": _DESK,
        "case.deadline": _DESK,
        "case.call": _DESK | {MONITOR, SUPERVISOR},
        "line.see": _READERS,
        "line.write": _DESK,
        "line.approve": _APPROVERS,
        "answer.draft": _DESK,
        "answer.submit": _DESK,
        "answer.approve": _APPROVERS,
        "answer.return": _APPROVERS,
        "answer.send": _DESK,
        "answer.publish": _APPROVERS,
        "reply.track": _DESK,
        "fact.see": _ALL,
        "fact.edit": _DESK | {EXPERT},
        "fact.withdraw": _DESK | {EXPERT},
        "template.edit": _APPROVERS,
        "delegation.give": _APPROVERS,
        "measure.see": _READERS,
        "export.make": _DESK | {SUPERVISOR},
        "personal.unmask": _DESK,
        "unit.see": _ALL,
        "source.see": _READERS,
        "source.edit": frozenset({MANAGER, ADMINISTRATOR}),
        "account.see": _READERS,
        "account.edit": frozenset({MANAGER, ADMINISTRATOR}),
        "rota.see": _READERS | {EXPERT},
        "rota.edit": frozenset({MANAGER, ADMINISTRATOR}),
        "calendar.edit": frozenset({MANAGER, ADMINISTRATOR}),
        "policy.edit": frozenset({MANAGER, ADMINISTRATOR}),
        "unit.edit": frozenset({ADMINISTRATOR}),
        "person.edit": frozenset({ADMINISTRATOR}),
        "log.see": frozenset({MANAGER, SUPERVISOR, ADMINISTRATOR, AUDITOR}),
        "system.check": frozenset({ADMINISTRATOR, AUDITOR}),
        "model.switch": frozenset({ADMINISTRATOR}),
        "demo.remove": frozenset({ADMINISTRATOR}),
    }
)

# An expert is asked about single cases: what is not in his hands he neither sees nor touches.
_OWN_ONLY: Mapping[str, frozenset[str]] = MappingProxyType(
    {EXPERT: frozenset({"case.see", "case.note", "case.answer_question", "fact.edit", "fact.withdraw"})}
)


class UnknownAct(LookupError):
    """An act that stands in no table: a mistake in the program, never in the user's rights."""


def may(role: str, act: str) -> bool:
    """Whether a role includes an act at all (where it reaches is another question: `reaches`).

    An unknown role may nothing; an unknown act raises UnknownAct, so that a misspelt act cannot pass as a refusal.
    """
    try:
        return role in ACTS[act]
    except KeyError:
        raise UnknownAct(act) from None


def only_own(role: str, act: str) -> bool:
    """Whether the role may do the act only on what is in the person's own hands (asked of, or owned by)."""
    return act in _OWN_ONLY.get(role, frozenset())


def reaches(role_unit_path: str, row_unit_path: str, role: str) -> bool:
    """Whether a role held at one unit covers a row of another. Paths look like /ministry/jazan/ and end in a slash.

    Every role covers its unit and what lies under it, never its neighbours or what lies above. An unknown role or an
    unfinished path (which could be the beginning of a neighbour's) covers nothing.
    """
    if role not in ROLES or not role_unit_path.endswith("/") or role_unit_path == "/":
        return False
    return row_unit_path.startswith(role_unit_path)


def may_approve(drafter_id: int | None, approver_id: int | None, *writer_ids: int) -> bool:
    """The two-person rule: whoever wrote any version of a text, or handed it in, may not approve it.

    Holds for every role, administrators and scripts included: a missing approver is no approver.
    """
    return approver_id is not None and approver_id != drafter_id and approver_id not in writer_ids
