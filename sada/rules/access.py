"""Who may do what: role × act, how far a role reaches in the tree, the two-person rule. Nothing else decides rights."""

from collections.abc import Iterable

ROLES = (
    "monitor",
    "officer",
    "expert",
    "spokesperson",
    "manager",
    "supervisor",
    "administrator",
    "auditor",
)

_SEEING = {"item.see", "story.see", "case.see", "fact.see", "measure.see", "unit.see", "source.see", "log.see"}
_READING = {"item.triage", "item.type", "reading.correct", "story.edit"}
_DESK = {"case.open", "case.join", "case.note", "case.assign", "case.pause", "case.close", "case.transfer"}
_WRITING = {"answer.draft", "answer.submit", "answer.send", "fact.edit"}
_DECIDING = {"answer.approve", "answer.return"}
_KEEPING = {"source.edit", "unit.edit", "person.edit", "calendar.edit", "policy.edit", "system.check", "demo.remove"}

_ACTS: dict[str, frozenset[str]] = {
    "monitor": frozenset(_SEEING - {"log.see"} | _READING | {"case.open", "case.join", "case.note"}),
    "officer": frozenset(_SEEING - {"log.see"} | _READING | _DESK | _WRITING | {"personal.unmask", "export.make"}),
    "expert": frozenset({"case.see", "case.note", "fact.see", "fact.edit", "unit.see"}),
    "spokesperson": frozenset(
        _SEEING - {"log.see"} | _READING | _DESK | _WRITING | _DECIDING | {"personal.unmask", "export.make"}
    ),
    "manager": frozenset(
        _SEEING | _READING | _DESK | _WRITING | _DECIDING | {"personal.unmask", "export.make", "calendar.edit"}
    ),
    "supervisor": frozenset(_SEEING | {"case.note", "case.transfer", "case.assign", "item.triage", "export.make"}),
    "administrator": frozenset(_KEEPING | {"unit.see", "source.see", "log.see"}),
    "auditor": frozenset(_SEEING | {"export.make", "system.check"}),
}
ACTS = frozenset().union(*_ACTS.values())

_ROOT_DEPTH = 2  # "/ministry/" holds two slashes
_WIDE_AT_THE_ROOT = {"supervisor", "administrator", "auditor"}


def may(role: str, act: str) -> bool:
    """Whether a role includes an act. Raises KeyError for an act that no role has: a misspelt act must not pass."""
    if act not in ACTS:
        raise KeyError(act)
    return act in _ACTS.get(role, frozenset())


def reaches(unit_path: str, row_path: str, role: str) -> bool:
    """Whether a role held in the unit at `unit_path` reaches a row at `row_path`.

    A unit sees its own subtree. In the ministry only supervisor, administrator and auditor see the amanat below;
    the ministry's own desk works on the ministry's own rows.
    """
    if unit_path.count("/") == _ROOT_DEPTH and role not in _WIDE_AT_THE_ROOT:
        return row_path == unit_path
    return row_path.startswith(unit_path)


def only_own(role: str, act: str) -> bool:
    """An expert sees only the cases that are in their hands."""
    return role == "expert" and act.startswith(("case.", "answer."))


def may_approve(writers: Iterable[int], approver: int) -> bool:
    """The two-person rule: whoever wrote any version of a text does not approve it."""
    return approver not in set(writers)
