"""The address of a link; `sada.desk.expert_links.PATH` writes the same into letters."""

from __future__ import annotations

from django.urls import path

from sada.web.ask import views

app_name = "ask"
urlpatterns = [path("<str:token>/", views.page, name="page")]
