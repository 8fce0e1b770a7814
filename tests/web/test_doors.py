"""Every route × role × own / other unit, walked from the URL resolver. A route without a line in the table fails."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse

from sada.kernel import access
from sada.rules.access import ROLES
from sada.store.models import (
    Account,
    AnswerState,
    ApprovalPolicy,
    BulkStep,
    ClockPolicy,
    Delegation,
    DutyShift,
    Fate,
    Holiday,
    LegalText,
    Line,
    Membership,
    Outgoing,
    Person,
    PressReply,
    Question,
    RawItem,
    SavedView,
    Sighting,
    Source,
    Story,
    StoryItem,
    Template,
    WorkingHours,
)
from tests.web.doors import DOORS, OWN, PUBLIC

OPEN, REFUSED, HIDDEN = "open", "refused", "hidden"


def routes(resolver=None, space=""):
    """The names of all routes, with their namespaces."""
    for part in (resolver or get_resolver()).url_patterns:
        if hasattr(part, "url_patterns"):
            yield from routes(part, space + (f"{part.namespace}:" if part.namespace else ""))
        else:
            yield f"{space}{part.name}"


def test_every_route_has_a_line_and_every_line_a_route():
    assert set(routes()) == set(DOORS) | PUBLIC | OWN


@pytest.fixture
def rows(cast):
    """For each unit the rows that addresses name, and one person of every role in Riyadh."""
    for role in ROLES:
        cast.person[f"the {role}"] = who = Person.objects.create(username=f"the-{role}", name_ar=role)
        Membership.objects.create(person=who, unit=cast.unit["riyadh"], role=role)
    return {"riyadh": make_rows(cast, "riyadh"), "qassim": make_rows(cast, "qassim")}


def make_rows(cast, unit):
    """One row of every kind in a unit."""
    from sada.desk.draft_answer import draft_answer

    by = cast.saleh if unit == "riyadh" else cast.huda
    mention = cast.mention(unit, at=cast.at, reading={"units": [unit]})
    case = cast.case(unit, by=by, reading={"units": [unit]})
    RawItem.objects.create(
        sha256=unit.encode().ljust(32), content_type="text/plain", bytes=b"-", received_at=cast.at,
        fate=Fate.UNDERSTOOD, item=mention.item,
    )  # fmt: skip
    story = Story.objects.create(head=mention.item, first_at=cast.at, last_at=cast.at)
    StoryItem.objects.create(story=story, item=mention.item)
    answer = draft_answer(case, "عنوان الرد", "نص الرد", by=by, at=cast.at)
    outgoing = Outgoing.objects.create(
        key=f"k-{unit}", answer=answer, channel="email", kind="answer", address="a@b.example", text="نص",
        sha256="0" * 64, created_at=cast.at, state="failed",
    )  # fmt: skip
    assert answer.state == AnswerState.DRAFT
    question = Question.objects.create(
        case=case, text="كم؟", to_name="خبير", to_email="a@b.example", asked_by=by, asked_at=cast.at,
        due_at=cast.at, warn_at=cast.at, link_until=cast.at, clock={"promise": "fact", "minutes": 90, "basis": "work"},
    )  # fmt: skip
    reply = PressReply.objects.create(
        answer=answer, outlet=mention.item.outlet, item=mention.item, sent_at=cast.at, due_on=cast.at.date()
    )
    line = Line.objects.create(
        story=story, unit=case.unit, path=case.unit.path, text="نقول", changed_by=by, changed_at=cast.at
    )
    return {
        "line": line,
        "step": BulkStep.objects.create(kind="see", by=by, at=cast.at, before={"notices": []}),
        "reply": reply, "sighting": Sighting.objects.create(reply=reply, item=mention.item, likeness=0.8, at=cast.at),
        "law": LegalText.objects.create(code=f"law-{unit}", name_ar="نظام", text="نص", valid_from=cast.at.date()),
        "question": question, "mention": mention, "item": mention.item, "case": case, "story": story, "answer": answer,
        "outgoing": outgoing, "fact": cast.fact(unit=unit, by=by), "unit": case.unit, **kept_rows(cast, case.unit, by),
    }  # fmt: skip


def kept_rows(cast, unit, by):
    """What administration keeps of a unit: a person, a role, days, hours, a promise, a source."""
    day = cast.at.date()
    return {
        "person": by,
        "membership": by.memberships.get(),
        "holiday": Holiday.objects.create(unit=unit, name_ar="إجازة", name_en="Day off", starts=day, ends=day),
        "hours": WorkingHours.objects.create(
            unit=unit, kind="normal", valid_from=day, weekdays=["sun"], windows=["08:00-09:00"]
        ),
        "policy": ClockPolicy.objects.create(unit=unit, promise="hold", minutes=9, basis="work", valid_from=day),
        "shift": DutyShift.objects.create(unit=unit, starts=cast.at, ends=cast.at + timedelta(hours=8), person=by),
        "template": Template.objects.create(unit=unit, form="letter", name_ar="خطاب", text="نص", valid_from=day),
        "account": Account.objects.create(unit=unit, network="x", handle=unit.code),
        "approval_policy": ApprovalPolicy.objects.create(unit=unit, steps=[], valid_from=day),
        "delegation": Delegation.objects.create(
            giver=cast.noura if by == cast.saleh else cast.badr, to=by, valid_from=day, valid_to=day, given_at=cast.at
        ),
        "source": Source.objects.create(name=unit.code, kind="feed", address=f"https://{unit.code}.example/rss"),
        "view": SavedView.objects.create(person=by, screen="inbox", name="عرض", query="kind=complaint"),
    }


def address(name, door, made):
    """The address of a route for the rows of one unit."""
    parts = {key: made[value].pk if value in made else value for key, value in door.more.items()}
    if door.noun:
        parts["pk"] = made[door.noun].pk
    return reverse(name, kwargs=parts)


def answered(client, name, door, made):
    """What the route answered, as open, refused or hidden; what it changed is rolled back."""
    with transaction.atomic():
        url = address(name, door, made)
        reply = client.get(url, door.query) if door.post is None else client.post(url, door.post)
        transaction.set_rollback(True)
    assert reply.status_code < 500, (name, reply.status_code)
    return {403: REFUSED, 404: HIDDEN}.get(reply.status_code, OPEN)


def expected(person, door, made):
    """What the table says: by the rights of rules.access and the reach of kernel.access alone."""
    fresh = Person.objects.get(pk=person.pk)
    if not door.noun:
        return OPEN if not door.act or access.may(fresh, door.act) else REFUSED
    pk = made[door.noun].pk
    if door.noun in ("view", "step"):  # one's own saved view or step with many cases, and nobody else's
        row = made[door.noun]
        return OPEN if getattr(row, "person_id", None) == person.pk or getattr(row, "by_id", 0) == person.pk else HIDDEN
    if not access.rows_for(fresh, door.see, door.noun).filter(pk=pk).exists():
        return HIDDEN
    return OPEN if access.rows_for(fresh, door.act, door.noun).filter(pk=pk).exists() else REFUSED


@pytest.mark.parametrize("name", sorted(DOORS))
def test_a_door_opens_to_whom_it_should_and_to_nobody_else(name, rows, cast, client):
    door, wrong = DOORS[name], []
    people = [cast.person[f"the {role}"] for role in ROLES] + [cast.huda, cast.majed, cast.zayd]
    for person in people:
        client.force_login(person)
        for unit in ("riyadh", "qassim") if door.noun else ("riyadh",):
            said, meant = answered(client, name, door, rows[unit]), expected(person, door, rows[unit])
            if said != meant:
                wrong.append(f"{person.username} in {unit}: {said}, should be {meant}")
    assert wrong == []


@pytest.mark.parametrize("name", sorted(set(DOORS) | OWN))
def test_without_a_log_in_no_door_opens(name, rows, client):
    door = DOORS.get(name)
    url = address(name, door, rows["riyadh"]) if door else reverse(name)
    for reply in (client.get(url), client.post(url)):
        assert reply.status_code == 302
        assert "/account/login/" in reply.url


def test_the_table_itself_keeps_others_out(rows, cast):
    """Guards the guard: were the reach of roles wrong, the comparison above would agree with it."""
    door = DOORS["cases:show"]
    assert expected(cast.huda, door, rows["riyadh"]) == HIDDEN
    assert expected(cast.person["the officer"], door, rows["riyadh"]) == OPEN
    assert expected(cast.person["the auditor"], DOORS["cases:close"], rows["riyadh"]) == REFUSED
    assert expected(cast.zayd, DOORS["cases:list"], rows["riyadh"]) == REFUSED
    assert expected(cast.majed, DOORS["cases:transfer"], rows["qassim"]) == OPEN
    assert expected(cast.person["the administrator"], DOORS["cases:approve"], rows["riyadh"]) == REFUSED
