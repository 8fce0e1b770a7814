"""Addresses of the public page: Arabic at the root, English under en/."""

from __future__ import annotations

from django.urls import path

from sada.web.replies import views

app_name = "replies"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<int:pk>", views.show, name="show"),
    path("feed", views.feed, name="feed"),
    path("<str:language>/", views.listing, name="list_in"),
    path("<str:language>/<int:pk>", views.show, name="show_in"),
    path("<str:language>/feed", views.feed, name="feed_in"),
]
