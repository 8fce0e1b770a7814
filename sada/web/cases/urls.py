"""Addresses of cases; answers and letters lie under them."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from sada.web.answers.urls import urlpatterns as answers
from sada.web.cases import views
from sada.web.cases.steps import STEPS
from sada.web.papers.urls import urlpatterns as papers

app_name = "cases"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.listing, name="list"),
    path("cases.csv", views.download, {"form": "csv"}, name="csv"),
    path("cases.xlsx", views.download, {"form": "xlsx"}, name="xlsx"),
    path("new", views.new, name="new"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/claim", views.claim, name="claim"),
    path("<int:pk>/not-reached/<int:person>", views.not_reached, name="not_reached"),
    path("<int:pk>/resume", views.resume, name="resume"),
    path("<int:pk>/items/<int:item>/take-out", views.take_out, name="take_out"),
    path("<int:pk>/items/<int:item>/contact", views.contact, name="contact"),
    *(path(f"<int:pk>/{step.slug}", views.act, {"slug": step.slug}, name=step.slug) for step in STEPS),
    *answers,
    *papers,
]
