"""How the demo's people write: a template of their own, a question in English answered in English, a line's texts
approved and ready to be sent."""

from collections.abc import Iterator
from datetime import timedelta

from sada.desk.answer_from_line import answer_cases, answerable, approve_all
from sada.desk.draft_answer import draft_answer
from sada.desk.fill_template import to_begin
from sada.desk.keep_template import Wanted, add_template
from sada.desk.open_from_story import open_from_story, waiting
from sada.desk.take_question import Asked, Occasion, take_question
from sada.listen.type_item import Typed
from sada.ops.demo_play import Scene, Stage
from sada.store.models import Case, Item, Line, Medium, TemplateForm

MINUTE = timedelta(minutes=1)
ASKED = (
    "Dear media centre, I am writing about the rainy season for an English-language daily. Has the drainage network in "
    "Al Safsaf been completed, and how many pumps are ready? Many thanks."
)
OWN = (
    "[تحية المخاطب]\n\nالسلام عليكم ورحمة الله وبركاته\n\n"
    "تلقينا في المركز الإعلامي ب[الجهة] استفساركم حول «[موضوع المعاملة]»."
    "\n\n[نص الإيضاح]\n\nويسعدنا تواصلكم في أي وقت.\n\nالمركز الإعلامي\n[الجهة]"
)


def writing(stage: Stage) -> Iterator[Scene]:
    """One scene for each; they play in the last hours."""
    yield _own_template(stage)
    yield _in_english(stage)
    yield _ready_to_send(stage)


def _own_template(stage: Stage) -> Scene:
    """The spokesperson keeps a template for e-mails; drafts and a line's texts begin from it."""
    at = yield stage.at - 120 * MINUTE
    wanted = Wanted(stage.cast.units["waha"], TemplateForm.EMAIL, "رد المركز الإعلامي بالبريد", OWN)
    add_template(wanted, by=stage.cast.people["demo.spokesperson"], at=at)


def _in_english(stage: Stage) -> Scene:
    """A foreign reporter asks by e-mail; the officer begins the answer in English."""
    at = yield stage.at - 50 * MINUTE
    officer, waha = stage.cast.people["demo.officer"], stage.cast.units["waha"]
    typed = Typed(
        Medium.EMAIL, "Question about the rainy season", ASKED, name="Sara Lane", email="s.lane@oasis-daily.example"
    )
    case = take_question(Asked(Occasion.MAIL, typed), waha, by=officer, at=at)
    Case.objects.filter(pk=case.pk).update(invented=True)
    Item.objects.filter(case_items__case=case).update(invented=True)
    at = yield at + 15 * MINUTE
    item = case.case_items.select_related("item__contact").get().item
    text = next(one.text for one in to_begin(case, item, at, "en") if one.row.form == TemplateForm.EMAIL)
    draft_answer(case, case.subject, text, by=officer, at=at, language="en")


def _ready_to_send(stage: Stage) -> Scene:
    """Every item of the line's story gets a case and a text from the line; what lacks nothing is approved and waits to
    be sent, the rest to be completed."""
    at = yield stage.at - 12 * MINUTE
    line, officer = Line.objects.filter(unit=stage.cast.units["waha"]).first(), stage.cast.people["demo.officer"]
    if line is None:
        return
    left = [mention.pk for mention in waiting(line.story, officer)]
    if left:
        open_from_story(line.story, left, apart=True, by=officer, at=at)
    at = yield at + 3 * MINUTE
    if found := list(answerable(line, officer).values_list("pk", flat=True)):
        answer_cases(line, found, by=officer, at=at)
    at = yield at + 3 * MINUTE
    for name in ("demo.manager", "demo.spokesperson"):  # some texts need both
        approve_all(line, by=stage.cast.people[name], at=at)
