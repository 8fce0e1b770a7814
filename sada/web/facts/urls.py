"""Addresses of facts."""

from __future__ import annotations

from django.urls import path

from sada.web.facts import views

app_name = "facts"
urlpatterns = [
    path("", views.listing, name="list"),
    path("facts.csv", views.download, {"form": "csv"}, name="csv"),
    path("facts.xlsx", views.download, {"form": "xlsx"}, name="xlsx"),
    path("new", views.new, name="new"),
    path("<int:pk>/", views.show, name="show"),
    path("<int:pk>/change", views.change, name="change"),
    path("<int:pk>/state", views.state, name="state"),
]
