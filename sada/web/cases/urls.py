"""Addresses of cases; answers and letters lie under them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from sada.web.answers.urls import urlpatterns as answers
from sada.web.cases import again, endings, taking, together, views
from sada.web.cases.steps import STEPS
from sada.web.papers.urls import urlpatterns as papers

app_name = "cases"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.listing, name="list"),
    path("cases.csv", views.download, {"form": "csv"}, name="csv"),
    path("cases.xlsx", views.download, {"form": "xlsx"}, name="xlsx"),
    path("new", taking.new, name="new"),
    path("promises", endings.promises, name="promises"),
    path("reports", endings.reports, name="reports"),
    path("<int:pk>/no_answer/agree", endings.agree, name="agree_silence"),
    path("<int:pk>/no_answer/refuse", endings.refuse, name="refuse_silence"),
    path("<int:pk>/reports/<int:report>", endings.report_state, name="report_state"),
    path("<int:pk>/items/<int:item>/asks-again", again.new_question, name="asks_again"),
    path("<int:pk>/items/<int:item>/asks-nothing", again.nothing, name="asks_nothing"),
    path("propose", taking.propose, name="propose"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/claim", views.claim, name="claim"),
    path("<int:pk>/not-reached/<int:person>", views.not_reached, name="not_reached"),
    path("<int:pk>/present", together.present, name="present"),
    path("texts/<int:pk>/present", together.present_at_text, name="present_at_text"),
    path("<int:pk>/watch", together.watch, name="watch"),
    path("<int:pk>/unwatch", together.unwatch, name="unwatch"),
    path("<int:pk>/resume", views.resume, name="resume"),
    path("<int:pk>/items/<int:item>/take-out", views.take_out, name="take_out"),
    path("<int:pk>/items/<int:item>/contact", views.contact, name="contact"),
    *(path(f"<int:pk>/{step.slug}", views.act, {"slug": step.slug}, name=step.slug) for step in STEPS),
    *answers,
    *papers,
]
