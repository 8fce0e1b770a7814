"""Two people do the same thing at the same moment: exactly one wins, and the other is told."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bench.day_people import HTMX, Pace, Person, draft

GONE = (403, 404, 409)  # the case is another unit's by now
QUICK = Pace(0.0, 0.05, float("inf"))


async def races(amanat: Mapping[str, Sequence[Person]], roles: Sequence[str]) -> list[str]:
    """For each amana: two approve one text, two send one text, two transfer one case. Returns what went wrong."""
    wrong: list[str] = []
    for amana, people in amanat.items():
        officers = [p for p, role in zip(people, roles, strict=True) if role == "officer"]
        speakers = [p for p, role in zip(people, roles, strict=True) if role == "spokesperson"]
        case = await new_case(officers[0])
        if case is None:
            wrong.append(f"{amana}: no item is left for the races")
            continue
        await draft(officers[0], QUICK, case)
        answer = await answer_of(officers[0], case)
        wrong += await race("answer.approved", amana, answer, [approve(p, answer) for p in speakers[:2]])
        wrong += await race("answer.sent", amana, answer, [send(p, answer) for p in officers[:2]])
        to = await units_to(officers[0], case)
        moves = [transfer(person, case, unit) for person, unit in zip(officers[:2], to, strict=True)]
        wrong += await race("case.transferred", amana, case, moves)
        await crossed(officers[0], speakers[0])
    return wrong


async def crossed(officer: Person, speaker: Person) -> None:
    """One approves a text while another hands its case elsewhere: either order will do; an error of the server will
    not, and `Person.ask` keeps it."""
    case = await new_case(officer)
    if case is not None and await draft(officer, QUICK, case):
        to = await units_to(officer, case)
        answer = await answer_of(officer, case)
        told = await asyncio.gather(approve(speaker, answer, may=GONE), transfer(officer, case, to[0]))
        print(f"approving and handing over at once: told {[text for text in told if text]}")


async def new_case(person: Person) -> str | None:
    """A case of one's own, opened from the inbox."""
    for item in re.findall(r'id="row-(\d+)"', await person.get("/inbox/"))[:5]:
        reply = await person.post(f"/inbox/{item}/open/", headers=HTMX, may=(409, 422))
        if reply.status_code < 400:
            person.notes.done["case.opened"] += 1
            return await newest(item)
    return None


async def newest(mention: str) -> str:
    """The case that was opened from a mention, as the database has it."""
    from asgiref.sync import sync_to_async

    from sada.store.models import CaseItem, Mention

    def find() -> str:
        item = Mention.objects.get(pk=mention).item_id
        return str(CaseItem.objects.filter(item=item).latest("pk").case_id)

    return await sync_to_async(find)()


async def answer_of(person: Person, case: str) -> str:
    """The text of a case."""
    found = re.search(r'href="/cases/answers/(\d+)/', await person.get(f"/cases/{case}/"))
    return found[1] if found else "0"


async def units_to(person: Person, case: str) -> list[str]:
    """Two units to which the case may be handed."""
    form = await person.get(f"/cases/{case}/transfer")
    return re.findall(r'<option value="(\d+)"', form)[:2]


async def approve(person: Person, answer: str, may: tuple[int, ...] = ()) -> str:
    """Read and approve; returns what one is told against it."""
    read = await person.get(f"/cases/answers/{answer}/", may=may)
    version = re.search(r'name="version" value="(\d+)"', read)
    data = {"version": version[1] if version else "1", "remark": ""}
    await person.post(f"/cases/answers/{answer}/approve", data, may=may)
    return await person.told()


async def send(person: Person, answer: str) -> str:
    """Record that one has published it; returns what one is told against it."""
    data = {"address": f"https://site.example/{answer}"}
    reply = await person.post(f"/cases/answers/{answer}/by-hand", data, may=(422,))
    return "" if reply.status_code == 302 else said(reply.text)


async def transfer(person: Person, case: str, unit: str) -> str:
    """Hand the case to a unit of one's own choice."""
    reply = await person.post(f"/cases/{case}/transfer", {"to": unit, "note": "للاختصاص"}, may=(422, 404, 403))
    return "" if reply.status_code == 302 else said(reply.text)


def said(page: str) -> str:
    """The refusal that stands in a form, or the headline of the page that says it."""
    found = re.search(r'role="alert"[^>]*>.*?<p>(.*?)</p>', page, re.S) or re.search(r"<h1[^>]*>(.*?)</h1>", page, re.S)
    return re.sub(r"<[^>]+>", "", found[1]).strip() if found else ""


async def race(act: str, amana: str, row: str, doing: Sequence[Any]) -> list[str]:
    """Both at once; the log says how many won, the pages who was told."""
    from asgiref.sync import sync_to_async

    from sada.store.models import Act

    before = await sync_to_async(Act.objects.filter(name=act).count)()
    told = await asyncio.gather(*doing)
    won = await sync_to_async(Act.objects.filter(name=act).count)() - before
    losers = [text for text in told if text]
    print(f"race {act} in {amana}: {won} won; told: {losers}")
    if won != 1 or len(losers) != 1:
        return [f"race {act} of {row} in {amana}: {won} won, {len(losers)} were told"]
    return []
