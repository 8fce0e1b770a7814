"""Addresses of the work view."""

from __future__ import annotations

from django.urls import path

from sada.web.day import many, views

app_name = "day"
urlpatterns = [
    path("", views.page, name="page"),
    path("team", views.team, name="team"),
    path("move/<int:pk>", many.move, name="move"),
    path("many/<slug:what>", many.many, name="many"),
    path("undo/<int:pk>", many.undo, name="undo"),
    path("untag/<int:pk>", many.untag, name="untag"),
]
