"""Rights: the table as decided, the reach of a role, and the two-person rule."""

import pytest

from sada.rules import access
from sada.rules.access import ACTS, ROLES, UnknownAct, may, may_approve, only_own, reaches

RIYADH, AFIF, JAZAN = "/ministry/riyadh/", "/ministry/riyadh/riyadh.afif/", "/ministry/jazan/"


@pytest.mark.parametrize("act", sorted(ACTS))
def test_an_auditor_sees_and_changes_nothing(act):
    if may("auditor", act):
        assert act.endswith(".see") or act == "system.check"


@pytest.mark.parametrize("act", sorted(a for a in ACTS if a.endswith(".see") and a not in {"log.see", "rota.see"}))
def test_an_auditor_and_a_supervisor_see_what_is_to_be_seen(act):
    assert may("auditor", act)
    assert may("supervisor", act)


@pytest.mark.parametrize("act", ["answer.draft", "answer.submit", "answer.approve", "answer.send", "case.open"])
def test_a_ministry_supervisor_does_not_answer_for_an_amana(act):
    assert not may("supervisor", act)


@pytest.mark.parametrize("act", ["answer.approve", "answer.return", "answer.draft", "answer.send", "case.close"])
def test_an_administrator_administers_but_does_not_answer(act):
    assert not may("administrator", act)
    assert may("administrator", "unit.edit")
    assert may("administrator", "person.edit")


def test_only_spokesperson_and_manager_approve():
    assert {role for role in ROLES if may(role, "answer.approve")} == {"spokesperson", "manager"}


def test_a_monitor_reads_and_corrects_but_does_not_write_answers():
    assert may("monitor", "item.triage")
    assert may("monitor", "reading.correct")
    assert not may("monitor", "answer.draft")
    assert not may("monitor", "personal.unmask")


def test_an_expert_sees_only_the_cases_where_he_is_asked():
    assert may("expert", "case.see")
    assert only_own("expert", "case.see")
    assert not only_own("officer", "case.see")
    assert not may("expert", "item.see")
    assert not may("expert", "case.close")


def test_every_own_only_act_is_an_act_the_role_has():
    for role, acts in access._OWN_ONLY.items():
        assert all(may(role, act) for act in acts)


def test_every_role_has_something_to_do_and_every_act_has_a_known_role():
    for role in ROLES:
        assert any(may(role, act) for act in ACTS)
    for act, roles in ACTS.items():
        assert roles, act
        assert roles <= set(ROLES)


def test_an_unknown_role_may_nothing():
    assert not any(may("minister", act) for act in ACTS)
    assert not reaches(RIYADH, AFIF, "minister")


def test_a_misspelt_act_is_an_error_and_not_a_refusal():
    with pytest.raises(UnknownAct):
        may("officer", "case.opne")


def test_a_role_reaches_its_unit_and_what_lies_under_it():
    assert reaches(RIYADH, RIYADH, "officer")
    assert reaches(RIYADH, AFIF, "officer")
    assert reaches("/ministry/", AFIF, "supervisor")


def test_a_role_reaches_neither_its_neighbours_nor_what_lies_above():
    assert not reaches(RIYADH, JAZAN, "manager")
    assert not reaches(AFIF, RIYADH, "manager")
    assert not reaches(RIYADH, "/ministry/riyadh-north/", "manager")
    assert not reaches("/ministry/riyadh", "/ministry/riyadh-north/", "manager")
    assert not reaches("", AFIF, "administrator")
    assert not reaches("/", AFIF, "administrator")


def test_nobody_approves_a_text_they_wrote_or_changed():
    assert may_approve(1, 2)
    assert not may_approve(1, 1)
    assert not may_approve(1, 2, 3, 2)
    assert not may_approve(None, None)
    assert may_approve(None, 2)
