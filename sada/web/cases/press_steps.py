"""What one decides about a reply in the press, and telling the asker where the matter stands."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sada.desk.decide_reply import decide_reply
from sada.desk.update_asker import update_asker
from sada.kernel import clock
from sada.rules.policies import PUBLISH_REPLY, REPLY_DECISION, UPDATE
from sada.web.acting import Words
from sada.web.cases.forms import DecideReplyForm, ToldForm
from sada.web.cases.step_kind import Step

STEPS = (
    Step(
        "decide_reply",
        "reply.track",
        "newspaper",
        "h",
        Words(
            _("Decide on a reply in the press"),
            _("Record it"),
            _("Decision recorded"),
            _("Beginning a reply is such a decision too. Without one in the press the asker is still owed an answer."),
        ),
        lambda case, person, data: DecideReplyForm(data),
        lambda case, data, person: decide_reply(
            case, data["replies"] == "yes", data["reason"], by=person, at=clock.now()
        ),
        (REPLY_DECISION, PUBLISH_REPLY),
    ),
    Step(
        "update_asker",
        "case.assign",
        "phone",
        "u",
        Words(
            _("Tell the asker where it stands"),
            _("Record it"),
            _("Update recorded"),
            _("The holding line promised to be in touch again. Write how, and what was said."),
        ),
        lambda case, person, data: ToldForm(data),
        lambda case, data, person: update_asker(case, data["how"], by=person, at=clock.now()),
        (UPDATE,),
    ),
)
