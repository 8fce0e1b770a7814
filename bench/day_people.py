"""The people of a simulated day: each logs in like anybody, through pages and forms, and does the work of its role.

They read what the pages say (addresses, hidden fields) as a browser would; nothing else is known to them. Between two
requests they think (`Pace`). What the server answered, and how long it took, is noted by route.
"""

from __future__ import annotations

import asyncio
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx

PASSWORD = "lantern-harbour-42"
HTMX = {"HX-Request": "true"}
LOST = ("RemoteProtocolError", "ReadError", "ConnectError")
BAD = re.compile(r'class="toast toast-bad" data-toast><span class="toast-text">([^<]*)')
SAID = "نود أن نوضح أن الأمانة عالجت الملاحظة في الموقع المذكور، وتتابع فرقها الحي."
WORDS = ("فجر", "نخل", "بحر", "جبل", "سهل", "غيث", "ورد", "ريح", "نجم", "قمر", "شمس", "رمل", "صخر", "وادي", "ندى")
_NUMBER = re.compile(r"/\d+")


@dataclass
class Notes:
    """What happened: milliseconds by route, answers that should not be, what was done, who was told of a lost race."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    texts: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pace:
    """Seconds that one thinks between two requests, and when the day ends (time.monotonic)."""

    least: float
    most: float
    end: float

    async def think(self, dice: random.Random) -> None:
        """Wait as long as one thinks."""
        await asyncio.sleep(dice.uniform(self.least, self.most))

    @property
    def is_over(self) -> bool:
        """Whether the day has ended."""
        return time.monotonic() >= self.end


class Person:
    """One browser with one log-in."""

    def __init__(self, base: str, username: str, notes: Notes, seed: int) -> None:
        self.username, self.notes, self.dice = username, notes, random.Random(seed)
        limits = httpx.Limits(max_connections=2, max_keepalive_connections=2)
        self.http = httpx.AsyncClient(base_url=base, timeout=120, limits=limits)

    async def ask(self, method: str, url: str, *, may: tuple[int, ...] = (), **more: Any) -> httpx.Response:
        """One request as a browser sends it; a status that is neither good nor in `may` is an error."""
        headers = {"Referer": str(self.http.base_url) + "/", **more.pop("headers", {})}
        if method == "POST":
            more["data"] = {"csrfmiddlewaretoken": self.http.cookies.get("csrftoken", "")} | (more.get("data") or {})
        route = f"{method} {_NUMBER.sub('/N', url.split('?', maxsplit=1)[0])}"
        start = time.perf_counter()
        try:
            reply = await self.http.request(method, url, headers=headers, **more)
        except httpx.HTTPError as error:
            self.notes.errors.append(f"{route}: {type(error).__name__}")
            raise
        self.notes.times[route].append((time.perf_counter() - start) * 1000)
        if reply.status_code >= 400 and reply.status_code not in may:
            self.notes.errors.append(f"{route}: {reply.status_code} for {self.username}")
        return reply

    async def get(self, url: str, **more: Any) -> str:
        """The page, where it leads on the page after it."""
        reply = await self.ask("GET", url, **more)
        while reply.status_code in (301, 302):
            reply = await self.ask("GET", reply.headers["Location"])
        return reply.text

    async def post(self, url: str, data: dict[str, Any] | None = None, **more: Any) -> httpx.Response:
        """Send a form."""
        return await self.ask("POST", url, data=data or {}, **more)

    async def log_in(self) -> None:
        """Through the page of the log-in."""
        await self.get("/account/login/")
        reply = await self.post("/account/login/", {"login": self.username, "password": PASSWORD})
        if reply.status_code != 302:
            self.notes.errors.append(f"log-in of {self.username}: {reply.status_code}")

    async def told(self) -> str:
        """The refusal that the next page shows, or nothing."""
        found = BAD.search(await self.get("/preferences"))
        return found[1] if found else ""


async def until_evening(person: Person, pace: Pace, work: Callable[[], Awaitable[None]]) -> None:
    """Do the work again and again; a lost connection is noted and the next round begins."""
    while not pace.is_over:
        try:
            await work()
        except httpx.HTTPError:
            await asyncio.sleep(1)
        await pace.think(person.dice)


async def look_up(person: Person, pace: Pace) -> None:
    """What the open page asks for by itself: the counts every minute."""
    while not pace.is_over:
        await asyncio.sleep(person.dice.uniform(50, 70))
        if not pace.is_over:
            await person.get("/counts", headers=HTMX)


async def officer(person: Person, pace: Pace, quota: int) -> None:
    """Opens cases from the inbox, drafts, submits; publishes what was approved by hand, closes; `quota` cases."""
    opened = 0

    async def work() -> None:
        nonlocal opened
        if opened < quota and await open_and_draft(person, pace):
            opened += 1
        else:
            await pace.think(person.dice)
        await publish_approved(person, pace)

    await until_evening(person, pace, work)


async def open_and_draft(person: Person, pace: Pace) -> bool:
    """One case from an item to a submitted text."""
    listed = await person.get("/inbox/?answer=1")
    waiting = re.findall(r'id="row-(\d+)"', listed)
    if not waiting:
        return False
    item = person.dice.choice(waiting)
    await pace.think(person.dice)
    await person.get(f"/inbox/{item}/", headers=HTMX)
    await pace.think(person.dice)
    reply = await person.post(f"/inbox/{item}/open/", headers=HTMX, may=(409, 422))
    told = reply.headers.get("HX-Trigger", "")
    if reply.status_code >= 400 or '"bad": true' in told:
        person.notes.refused["open"] += 1  # a colleague was quicker
        return False
    person.notes.done["case.opened"] += 1
    mine = re.search(r'href="/cases/(\d+)/"', await person.get("/cases/?view=mine"))
    newest = re.findall(r"/cases/(\d+)/?", reply.text) or ([mine[1]] if mine else [])
    return bool(newest) and await draft(person, pace, newest[0])


async def draft(person: Person, pace: Pace, case: str) -> bool:
    """From the page of a case to a submitted text."""
    await person.get(f"/cases/{case}/")
    await pace.think(person.dice)
    begun = await person.post(f"/cases/{case}/begin", {"shape": "blank"}, may=(422,))
    found = re.search(r"/cases/answers/(\d+)/", begun.headers.get("Location", ""))
    if found is None:
        person.notes.refused["begin"] += 1
        return False
    person.notes.done["answer.drafted"] += 1
    answer = found[1]
    editor = await person.get(f"/cases/answers/{answer}/edit")
    version = re.search(r'data-version="(\d+)"', editor)
    text = f"{SAID} ({' '.join(person.dice.sample(WORDS, 4))})"
    await pace.think(person.dice)
    data = {"title": "رد الأمانة", "draft": text, "version": version[1] if version else "1"}
    await person.post(f"/cases/answers/{answer}/preview", data, headers=HTMX)
    await pace.think(person.dice)
    saved = await person.post(f"/cases/answers/{answer}/edit", {**data, "submit": "1"}, may=(409,))
    if saved.status_code != 302:
        person.notes.refused["save"] += 1
        return False
    person.notes.done["answer.submitted"] += 1
    person.notes.texts[int(answer)] = text
    return True


async def publish_approved(person: Person, pace: Pace) -> None:
    """What of mine was approved is published by hand and its case closed."""
    page = await person.get("/day/")
    mine = list(dict.fromkeys(re.findall(r'href="/cases/(\d+)/" data-row-link', page)))
    for case in mine[:3]:
        shown = await person.get(f"/cases/{case}/")
        card = re.search(r'<article class="card answer-card">.*?</article>', shown, re.S)
        approved = re.search(r'href="/cases/answers/(\d+)/"', card[0]) if card and "shield-check" in card[0] else None
        if approved is None:
            continue
        await pace.think(person.dice)
        address = {"address": f"https://riyadh.example/replies/{approved[1]}"}
        sent = await person.post(f"/cases/answers/{approved[1]}/by-hand", address, may=(422,))
        if sent.status_code != 302:
            continue
        person.notes.done["answer.sent"] += 1
        await pace.think(person.dice)
        closed = await person.post(f"/cases/{case}/close", {"outcome": "done", "note": "نُشر الرد"}, may=(422,))
        person.notes.done["case.closed"] += closed.status_code == 302
        return


async def spokesperson(person: Person, pace: Pace) -> None:
    """Reads what awaits approval; approves nine of ten, returns the rest."""

    async def work() -> None:
        page = await person.get("/cases/?view=approval")
        direct = re.findall(r'href="/cases/answers/(\d+)/', page)
        for case in [] if direct else re.findall(r'href="/cases/(\d+)/?" data-row-link', page)[:4]:
            direct += re.findall(r'href="/cases/answers/(\d+)/"', await person.get(f"/cases/{case}/"))[:1]
        for answer in list(dict.fromkeys(direct))[:4]:
            await decide(person, pace, answer)

    await until_evening(person, pace, work)


async def decide(person: Person, pace: Pace, answer: str) -> None:
    """Read a text and decide."""
    read = await person.get(f"/cases/answers/{answer}/")
    version = re.search(r'name="version" value="(\d+)"', read)
    if version is None or "/approve" not in read:
        return
    await pace.think(person.dice)
    what = "return" if person.dice.random() < 0.1 else "approve"
    data = {"version": version[1], "remark": "يُراجع الأسلوب" if what == "return" else ""}
    await person.post(f"/cases/answers/{answer}/{what}", data)
    told = await person.told()
    if told:
        person.notes.refused[what] += 1
    else:
        person.notes.done["answer.approved" if what == "approve" else "answer.returned"] += 1


async def monitor(person: Person, pace: Pace) -> None:
    """Reads the inbox, decides that no answer is needed, searches, looks at stories."""

    async def work() -> None:
        listed = await person.get("/inbox/")
        waiting = re.findall(r'id="row-(\d+)"', listed)
        if waiting:
            item = person.dice.choice(waiting)
            await person.get(f"/inbox/{item}/", headers=HTMX)
            await pace.think(person.dice)
            if person.dice.random() < 0.4:
                data = {"reason": "information", "note": ""}
                reply = await person.post(f"/inbox/{item}/no_answer/", data, headers=HTMX, may=(409, 422))
                bad = reply.status_code >= 400 or '"bad": true' in reply.headers.get("HX-Trigger", "")
                person.notes.refused["no_answer"] += bad
                person.notes.done["item.no_answer"] += not bad
        await pace.think(person.dice)
        word = person.dice.choice(("الإنارة", "النظافة", "حفر", "رخصة", "سفلتة"))
        await person.get(f"/search/?q={word}" if person.dice.random() < 0.5 else "/stories/")

    await until_evening(person, pace, work)


async def manager(person: Person, pace: Pace) -> None:
    """Looks at the day, the board, the measures; gives a case to somebody else."""

    async def work() -> None:
        for page in ("/overview/", "/day/team", "/day/team?by=person", "/measures/", "/cases/?view=open"):
            shown = await person.get(page)
            await pace.think(person.dice)
            people = re.findall(r'data-person="(\d+)"', shown)
            cards = re.findall(r'data-move="(/day/move/\d+)"', shown)
            if people and cards and person.dice.random() < 0.5:
                await person.post(person.dice.choice(cards), {"owner": person.dice.choice(people)}, headers=HTMX)
                person.notes.done["moved"] += 1

    await until_evening(person, pace, work)
