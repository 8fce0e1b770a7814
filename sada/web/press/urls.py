"""Addresses of replies in the press."""

from __future__ import annotations

from django.urls import path

from sada.web.press import acting, laws, views

app_name = "press"
urlpatterns = [
    path("", views.listing, name="list"),
    path("<int:pk>/", views.show, name="show"),
    path("follow/<int:pk>", acting.follow, name="follow"),
    path("<int:pk>/printed", acting.printed, name="printed"),
    path("<int:pk>/corrected", acting.corrected, name="corrected"),
    path("found/<int:pk>/confirm", acting.confirm, name="confirm"),
    path("found/<int:pk>/deny", acting.deny, name="deny"),
    path("<int:pk>/agree", acting.agree, name="agree"),
    path("<int:pk>/give-up", acting.give_up, name="give_up"),
    path("<int:pk>/reopen", acting.reopen, name="reopen"),
    path("<int:pk>/step/<slug:step>", acting.escalate, name="escalate"),
    path("laws", laws.listing, name="laws"),
    path("laws/<int:pk>", laws.change, name="change_law"),
]
