"""The table of doors: every route of the product, the act it stands for, the row it opens. A new route needs a line."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Door:
    """One route. `act`: the right it needs ("" for any log-in); `noun`: the kind of row in its address ("" for none).

    `more`: further parts of the address; `post`: form data, where the route takes a POST; `query`: its query string.
    `see`: the act by which the row is seen at all, so that a refusal can be told from what is not there.
    """

    act: str = ""
    noun: str = ""
    see: str = ""
    more: dict = field(default_factory=dict)
    post: dict | None = None
    query: dict = field(default_factory=dict)


PUBLIC = {
    "health",
    "language",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "ask:page",
}
OWN = {  # one's own affairs: a log-in is enough, no row of anybody else's is shown
    "home",
    "unit",
    "preferences",
    "notices",
    "counts",
    "account_reauthenticate",
    "account_change_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
}
MENTION = {"noun": "mention", "see": "item.see"}
CASE = {"noun": "case", "see": "case.see"}
ANSWER = {"noun": "answer", "see": "case.see"}
STORY = {"noun": "story", "see": "story.see"}
FACT = {"noun": "fact", "see": "fact.see"}
ACCOUNT = {"noun": "account", "see": "account.see"}
PERSON = {"noun": "person", "see": "person.edit"}

QUESTION = {"noun": "question", "see": "case.see"}

DOORS = {
    "inbox:list": Door("item.see"),
    "inbox:news": Door("item.see"),
    "inbox:new": Door("item.type"),
    "inbox:keep": Door("item.see", post={}),
    "inbox:undo": Door("item.triage", post={"what": "decision"}),
    "inbox:many": Door("item.triage", more={"what": "no_answer"}, post={}),
    "inbox:item": Door("item.see", noun="item", see="item.see"),
    "inbox:read": Door("item.see", **MENTION),
    "inbox:nearby": Door("item.see", **MENTION),
    "inbox:cases": Door("item.triage", **MENTION),
    "inbox:units": Door("item.triage", **MENTION),
    "inbox:archived": Door("personal.unmask", **MENTION, post={}),
    "inbox:unmask": Door("personal.unmask", **MENTION, post={}),
    "inbox:correct": Door("reading.correct", **MENTION, more={"name": "kind"}),
    "inbox:decide": Door("item.triage", **MENTION, more={"what": "no_answer"}, post={}),
    "cases:list": Door("case.see"),
    "cases:csv": Door("export.make"),
    "cases:xlsx": Door("export.make"),
    "cases:new": Door("case.open"),
    "cases:show": Door("case.see", **CASE),
    "cases:claim": Door("case.assign", **CASE, post={}),
    "cases:resume": Door("case.pause", **CASE, post={}),
    "cases:take_out": Door("case.join", **CASE, more={"item": "item"}, post={}),
    "cases:contact": Door("personal.unmask", **CASE, more={"item": "item"}),
    "cases:assign": Door("case.assign", **CASE, post={}),
    "cases:note": Door("case.note", **CASE, post={}),
    "cases:ask_expert": Door("case.ask_expert", **CASE, post={}),
    "questions:list": Door("case.answer_question"),
    "questions:show": Door("case.see", **QUESTION),
    "questions:answer": Door("case.answer_question", **QUESTION, post={}),
    "questions:remind": Door("case.ask_expert", **QUESTION, post={}),
    "questions:withdraw": Door("case.ask_expert", **QUESTION, post={}),
    "cases:pause": Door("case.pause", **CASE, post={}),
    "cases:deadline": Door("case.deadline", **CASE, post={}),
    "cases:join": Door("case.join", **CASE, post={}),
    "cases:transfer": Door("case.transfer", **CASE, post={}),
    "cases:close": Door("case.close", **CASE, post={}),
    "cases:reopen": Door("case.reopen", **CASE, post={}),
    "cases:begin": Door("answer.draft", **CASE, post={}),
    "cases:answer": Door("case.see", **ANSWER),
    "cases:edit": Door("answer.draft", **ANSWER),
    "cases:preview": Door("answer.draft", **ANSWER, post={"draft": "نص"}),
    "cases:quotable": Door("answer.draft", **ANSWER),
    "cases:submit": Door("answer.submit", **ANSWER, post={}),
    "cases:withdraw": Door("answer.draft", **ANSWER, post={}),
    "cases:choose_template": Door("answer.draft", **ANSWER),
    "cases:templates": Door("answer.draft"),
    "cases:new_template": Door("template.edit"),
    "cases:change_template": Door("template.edit", noun="template", see="unit.see"),
    "cases:end_template": Door("template.edit", noun="template", see="template.edit", post={}),
    "cases:letter_pdf": Door("export.make", **ANSWER, post={}),
    "cases:letter_docx": Door("export.make", **ANSWER, post={}),
    "cases:case_file": Door("export.make", **CASE, post={}),
    "cases:case_file_in_full": Door("personal.unmask", **CASE),
    "cases:approve": Door("answer.approve", **ANSWER, post={}),
    "cases:return": Door("answer.return", **ANSWER, post={}),
    "cases:email": Door("answer.send", **ANSWER, post={}),
    "cases:by_hand": Door("answer.send", **ANSWER, post={}),
    "cases:retry": Door("answer.send", noun="outgoing", see="case.see", post={}),
    "stories:list": Door("story.see"),
    "stories:show": Door("story.see", **STORY),
    "stories:between": Door("story.see", **STORY, more={"first": "item", "second": "item"}),
    "stories:confirm": Door("story.edit", **STORY, post={}),
    "stories:take_out": Door("story.edit", **STORY, more={"item": "item"}, post={}),
    "stories:put_in": Door("story.edit", **STORY, more={"item": "item"}, post={}),
    "stories:merge": Door("story.edit", **STORY, post={}),
    "reading_quality:page": Door("measure.see"),
    "reading_quality:items": Door("measure.see", query={"field": "kind"}),
    "reading_quality:unsure": Door("reading.correct"),
    "reading_quality:many": Door("reading.correct", post={}),
    "reading_quality:decide": Door("reading.correct", **MENTION, post={"choice": "confirm"}),
    "reading_quality:undo": Door("reading.correct", post={}),
    "reading_quality:switch": Door("model.switch", more={"name": "rules"}, post={}),
    "facts:list": Door("fact.see"),
    "facts:csv": Door("export.make"),
    "facts:xlsx": Door("export.make"),
    "facts:new": Door("fact.edit"),
    "facts:show": Door("fact.see", **FACT),
    "facts:change": Door("fact.edit", **FACT),
    "facts:state": Door("fact.withdraw", **FACT, post={}),
    "measures:board": Door("measure.see"),
    "measures:chart": Door("measure.see", more={"name": "received"}),
    "measures:table": Door("export.make", more={"form": "csv"}),
    "measures:cases": Door("measure.see"),
    "measures:items": Door("measure.see"),
    "inbox:forget": Door("item.see", noun="view", see="item.see", post={}),
    "overview:page": Door("log.see"),
    "administration:home": Door("log.see"),
    "administration:units": Door("unit.see"),
    "administration:unit": Door("unit.see", noun="unit", see="unit.see"),
    "administration:edit_unit": Door("unit.edit", noun="unit", see="unit.see"),
    "administration:people": Door("person.edit"),
    "administration:new_person": Door("person.edit"),
    "administration:person": Door("person.edit", **PERSON),
    "administration:edit_person": Door("person.edit", **PERSON),
    "administration:active_person": Door("person.edit", **PERSON, post={}),
    "administration:renew_password": Door("person.edit", **PERSON, post={}),
    "administration:give_role": Door("person.edit", **PERSON),
    "administration:end_role": Door("person.edit", noun="membership", see="person.edit", post={}),
    "administration:calendar": Door("unit.see"),
    "administration:new_holiday": Door("calendar.edit"),
    "administration:remove_holiday": Door("calendar.edit", noun="holiday", see="calendar.edit", post={}),
    "administration:new_hours": Door("calendar.edit"),
    "administration:remove_hours": Door("calendar.edit", noun="hours", see="calendar.edit", post={}),
    "administration:policies": Door("unit.see"),
    "administration:change_policy": Door("policy.edit", noun="policy", see="unit.see"),
    "administration:sources": Door("source.see"),
    "administration:new_source": Door("source.edit"),
    "administration:source": Door("source.see", noun="source", see="source.see"),
    "administration:edit_source": Door("source.edit", noun="source", see="source.see"),
    "administration:switch_source": Door("source.edit", noun="source", see="source.see", post={}),
    "administration:try_source": Door("source.edit", noun="source", see="source.see", post={}),
    "administration:tried_source": Door("source.edit", noun="source", see="source.see", more={"ticket": "abc"}),
    "administration:accounts": Door("account.see"),
    "administration:new_account": Door("account.edit"),
    "administration:account": Door("account.see", **ACCOUNT),
    "administration:edit_account": Door("account.edit", **ACCOUNT),
    "administration:review_account": Door("account.edit", **ACCOUNT),
    "administration:account_status": Door("account.edit", **ACCOUNT),
    "administration:account_keys": Door("account.edit", **ACCOUNT),
    "administration:forget_keys": Door("account.edit", **ACCOUNT, post={}),
    "administration:log": Door("log.see"),
    "administration:verify_log": Door("system.check", post={}),
    "administration:health": Door("system.check"),
    "administration:remove_demo": Door("demo.remove", post={}),
    "search:find": Door("case.see"),
}
