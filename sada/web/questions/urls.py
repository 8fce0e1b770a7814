"""Addresses of questions to experts."""

from __future__ import annotations

from django.urls import path

from sada.web.questions import views

app_name = "questions"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/answer", views.answer, name="answer"),
    path("<int:pk>/remind", views.remind_expert, name="remind"),
    path("<int:pk>/withdraw", views.withdraw, name="withdraw"),
]
