"""The whole wish in a real Chromium, in Arabic: from a feed to a complaint, an answer by two people, a measure.

Nothing between is replaced: the feed is fetched over HTTP, the people log in, the letter goes out over SMTP.
"""

import email
from datetime import timedelta
from email import policy
from email.utils import format_datetime, parseaddr

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from sada.jobs.desk import send_letter
from sada.jobs.listen import check_source
from sada.kernel import acts, clock
from sada.store.models import Act, Answer, Case, Item, Mention, Outgoing, Source
from tests.cast import PASSWORD
from tests.web.looking import axe_faults
from tests.web.loopback import mail_server, newspaper, served

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "أهالي الدوادمي يشكون انقطاع الإنارة"
TEXT = "شكا عدد من أهالي الدوادمي من انقطاع الإنارة في شوارعهم منذ أسبوعين، وطالبوا البلدية بإصلاحها سريعًا."
FEED = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>صحيفة الواحة</title>
<item><title>{title}</title><link>http://alwaha.example/1</link><description>{text}</description>
<pubDate>{day}</pubDate></item>
<item><title>النصر يفوز على الهلال بهدفين</title><link>http://alwaha.example/2</link>
<description>فاز فريق النصر على الهلال بهدفين دون مقابل في مباراة الدوري أمس.</description>
<pubDate>{day}</pubDate></item>
</channel></rss>"""


class Screen:
    """A person before a browser of their own: every screen met is looked over for faults."""

    def __init__(self, browser, base, width):
        self.base, self.width = base, width
        self.context = browser.new_context(viewport={"width": width, "height": 900}, locale="ar-SA")
        self.page, self.complaints = self.context.new_page(), []
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def log_in(self, username):
        self.page.goto(f"{self.base}/")
        self.look_over()
        self.page.fill("#id_login", username)
        self.page.fill("#id_password", PASSWORD)
        self.page.click("form[action='/account/login/'] button[type=submit]")
        self.look_over()

    def go(self, address):
        self.page.goto(f"{self.base}{address}")
        self.look_over()

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        self.settle()

    def settle(self):
        """Until no request is under way."""
        self.page.wait_for_timeout(150)
        self.page.locator(".htmx-request").first.wait_for(state="detached")
        self.page.wait_for_load_state("networkidle")

    def look_over(self):
        """No serious fault that axe finds, nothing over the edge, right to left, no complaint of the console."""
        self.settle()
        said = list(self.complaints)
        assert (axe_faults(self.page), said) == ([], []), self.page.url
        assert self.page.evaluate("document.documentElement.scrollWidth") <= self.width, self.page.url
        assert self.page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]

    def text(self, selector):
        return self.page.locator(selector).first.inner_text()


@pytest.fixture
def before(chromium, live_server):
    """`before(360)`: someone before a screen of that width, in a browser session of their own."""
    made = []

    def sit_down(width):
        made.append(Screen(chromium, live_server.url, width))
        return made[-1]

    yield sit_down
    for screen in made:
        screen.settle()  # the tables are emptied next, and no request may still read them
        screen.context.close()


@pytest.fixture
def feed(cast, settings):
    """The source of the newspaper, due now; its feed holds a complaint and a match report."""
    now = clock.now()
    day = format_datetime(now - timedelta(minutes=20))
    with served(newspaper(FEED.format(title=TITLE, text=TEXT, day=day).encode())) as server:
        port = server.server_address[1]
        settings.FETCH_ALLOW = {f"127.0.0.1:{port}"}
        yield Source.objects.create(
            name="صحيفة الواحة",
            kind="feed",
            address=f"http://127.0.0.1:{port}/rss",
            outlet=cast.outlet(),
            next_check_at=now,
        )


@pytest.fixture
def post(settings):
    """A mail server, and the settings that lead to it."""
    with served(mail_server()) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server


def test_from_the_feed_to_the_measure(cast, feed, post, before):
    fact = current_fact(cast)
    check_source(feed.pk)
    officer, spokesperson = before(1440), before(360)
    officer.log_in("saleh")
    case = opens_the_case(officer)
    answer = drafts_the_answer(officer, case, fact)
    cannot_approve_it(officer, answer)
    approves_on_the_phone(spokesperson, answer)
    sends_it(officer, answer, post)
    closes(officer, case)
    is_counted(officer)
    assert acts.verify() == []


def current_fact(cast):
    cast.at = clock.now()
    return cast.fact(as_of=clock.today(), valid_until=clock.today() + timedelta(days=60))


def opens_the_case(officer):
    """The complaint waits in the inbox, rightly read, and one key opens its case."""
    mention = Mention.objects.get(item__title=TITLE, unit__code="riyadh.al-duwadimi")
    assert Item.objects.count() == 2
    officer.page.click(".bar a[href='/inbox/'], nav a[href='/inbox/']")
    officer.look_over()
    row = officer.text(f"#row-{mention.pk}")
    assert TITLE in row
    assert "الدوادمي" in row
    assert "شكوى" in row
    assert officer.page.locator("[data-row]").count() == 1  # the match concerns nobody here
    officer.press("j", "Enter")
    officer.look_over()
    marked = " ".join(officer.page.locator("#pane mark").all_inner_texts())
    assert "الدوادمي" in marked
    assert "الإنارة" in marked
    assert "الإنارة" in officer.text("#pane-chips")
    officer.press("o")
    officer.look_over()
    case = Case.objects.get()
    assert (case.unit.code, case.kind, case.family.code) == ("riyadh.al-duwadimi", "complaint", "lighting")
    return case


def drafts_the_answer(officer, case, fact):
    """A fact comes in by #; a bare number stands in the way until someone answers for it."""
    page = officer.page
    officer.go(f"/cases/{case.pk}/")
    officer.press("o")
    officer.look_over()
    page.click("dialog[open] button[type=submit]")
    page.wait_for_url("**/edit")
    page.fill("#id_title", "إعادة الإنارة إلى شوارع الدوادمي")
    page.fill("#id_draft", "")
    page.focus("#id_draft")
    page.keyboard.type("صانت البلدية #")
    page.wait_for_selector("#fact-found [data-fact]")
    page.keyboard.type("الاناره")  # as people type it
    officer.settle()
    page.keyboard.press("Enter")
    page.keyboard.type(" عمودًا، وتكتمل بقية الأعمدة خلال 30 يومًا.")
    page.wait_for_selector("#preview .bare")
    assert "30" in officer.text(".blocks")
    officer.look_over()
    page.click(".blocks [data-own]")
    page.wait_for_selector("#preview .own")
    assert page.locator(".blocks").count() == 0
    page.click("button[name=submit]")
    page.wait_for_url("**/answers/*/")
    officer.look_over()
    answer = Answer.objects.get()
    assert (answer.state, answer.drafted_by.username) == ("submitted", "saleh")
    assert answer.draft == f"صانت البلدية {{#{fact.pk}}} عمودًا، وتكتمل بقية الأعمدة خلال {{=30}} يومًا."
    return answer


def cannot_approve_it(officer, answer):
    """Neither is there a button, nor does the door open to one who knows its address."""
    assert officer.page.locator("button[data-key=y]").count() == 0
    token = next(c["value"] for c in officer.context.cookies() if c["name"] == "csrftoken")
    reply = officer.context.request.post(
        f"{officer.base}/cases/answers/{answer.pk}/approve",
        form={"version": str(answer.version), "csrfmiddlewaretoken": token},
        headers={"Referer": officer.base},
    )
    assert reply.status == 403
    answer.refresh_from_db()
    assert answer.state == "submitted"


def approves_on_the_phone(spokesperson, answer):
    """The spokesperson lands on what awaits approval, reads it and approves with one thumb."""
    page = spokesperson.page
    spokesperson.log_in("noura")
    assert answer.case.subject in page.locator("main").inner_text()
    page.locator(f"main a[href*='/cases/{answer.case_id}/'], main a[href*='/answers/{answer.pk}/']").first.click()
    spokesperson.look_over()
    if "/answers/" not in page.url:
        page.locator(f"main a[href*='/answers/{answer.pk}/']").first.click()
        spokesperson.look_over()
    assert "150" in page.locator("main").inner_text()
    page.click("button[data-key=y]")
    page.wait_for_selector(".frozen")
    spokesperson.look_over()
    answer.refresh_from_db()
    assert (answer.state, answer.approved_by.username) == ("approved", "noura")
    assert answer.final == "صانت البلدية 150 عمودًا، وتكتمل بقية الأعمدة خلال 30 يومًا."


def sends_it(officer, answer, post):
    """What the mail server receives is what was approved, and its page reads from right to left."""
    officer.go(f"/cases/answers/{answer.pk}/")
    assert answer.final in officer.text("#final")
    officer.press("s")
    officer.look_over()
    officer.page.click("dialog[open] button[type=submit]")
    officer.page.wait_for_selector("[data-toast]")
    officer.look_over()
    letter = Outgoing.objects.get(answer=answer)
    job = ProcrastinateJob.objects.get(task_name="desk.send_letter", args={"outgoing_id": letter.pk})
    assert (letter.state, job.status) == ("waiting", "todo")
    send_letter(**job.args)
    letter.refresh_from_db()
    assert (letter.state, letter.sha256) == ("sent", answer.sha256)
    [(sender, to, data)] = post.letters
    arrived = email.message_from_bytes(data, policy=policy.default)
    assert (parseaddr(arrived["From"])[1], to) == (sender, [letter.address])
    assert arrived["Subject"].strip() == answer.title  # folded at its beginning, where space means nothing
    plain = arrived.get_body(("plain",)).get_payload(decode=True)
    assert plain.replace(b"\r\n", b"\n").removesuffix(b"\n") == answer.final.encode()
    page = arrived.get_body(("html",)).get_content()
    assert '<html lang="ar" dir="rtl">' in page
    assert answer.final in page
    send_letter(**job.args)
    assert len(post.letters) == 1  # a second try of the same job sends nothing


def closes(officer, case):
    """The case is answered by the letter; a person closes it with what came of it."""
    officer.go(f"/cases/{case.pk}/")
    case.refresh_from_db()
    assert case.state == "answered"
    officer.press("e")
    officer.page.check("dialog[open] input[name=outcome][value=done]")
    officer.page.click("dialog[open] button[type=submit]")
    officer.page.wait_for_selector("[data-toast]")
    officer.look_over()
    case.refresh_from_db()
    assert (case.state, case.outcome) == ("closed", "done")
    log = names_of(case)
    assert [name for name in log if name in STEPS_TAKEN] == STEPS_TAKEN


STEPS_TAKEN = ["case.opened", "answer.submitted", "answer.approved", "answer.sent", "case.answered", "case.closed"]


def names_of(case):
    """The names of the acts on the case, in order."""
    return list(Act.objects.filter(unit=case.unit).order_by("id").values_list("name", flat=True))


def is_counted(officer):
    """One item received, one case answered; a share of one case is too few to say, and the tile says so."""
    officer.go("/measures/")
    assert officer.text("#tile-received .tile-value") == "1"
    assert officer.text("#tile-answered .tile-value") == "أقل من أن يُحكم"
    cells = officer.page.locator("#groups tbody tr").first.locator("td.num").all_inner_texts()
    assert cells[:3] == ["1", "1", "1"]  # received, cases, answered
    officer.page.click("#tile-answered a")
    officer.look_over()
    assert TITLE in officer.page.locator("main").inner_text()
