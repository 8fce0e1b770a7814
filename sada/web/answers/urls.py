"""Addresses of answers and letters, under those of cases."""

from __future__ import annotations

from django.urls import path

from sada.web.answers import (
    amending,
    assistant,
    delegations,
    drafting,
    given,
    network,
    posts,
    publication,
    review,
    sending,
    templates,
)

urlpatterns = [
    path("<int:pk>/begin", drafting.begin, name="begin"),
    path("answers/<int:pk>/", review.show, name="answer"),
    path("answers/<int:pk>/edit", drafting.edit, name="edit"),
    path("answers/<int:pk>/preview", drafting.preview, name="preview"),
    path("answers/<int:pk>/facts", drafting.facts, name="quotable"),
    path("answers/<int:pk>/thread", posts.split, name="thread"),
    path("answers/<int:pk>/assistant", assistant.show, name="assistant"),
    path("answers/<int:pk>/assistant/ask", assistant.ask, name="ask_assistant"),
    path("answers/<int:pk>/assistant/use", assistant.use, name="use_assistant"),
    path("answers/<int:pk>/assistant/accept", assistant.accept, name="accept_assistant"),
    path("answers/<int:pk>/given", given.found, name="given"),
    path("answers/<int:pk>/templates", templates.choose, name="choose_template"),
    path("templates", templates.listing, name="templates"),
    path("templates/new", templates.new, name="new_template"),
    path("templates/<int:pk>", templates.change, name="change_template"),
    path("templates/<int:pk>/end", templates.end, name="end_template"),
    path("answers/<int:pk>/submit", drafting.submit, name="submit"),
    path("answers/<int:pk>/withdraw", drafting.withdraw, name="withdraw"),
    path("answers/<int:pk>/amend", amending.amend, name="amend"),
    path("answers/<int:pk>/restore", amending.restore, name="restore"),
    path("answers/<int:pk>/reject", review.reject, name="reject"),
    path("delegations", delegations.listing, name="delegations"),
    path("delegations/give", delegations.give, name="delegate"),
    path("delegations/<int:pk>/end", delegations.end, name="end_delegation"),
    path("answers/<int:pk>/approve", review.approve, name="approve"),
    path("answers/<int:pk>/return", review.give_back, name="return"),
    path("answers/<int:pk>/email", sending.email, name="email"),
    path("answers/<int:pk>/by-hand", sending.by_hand, name="by_hand"),
    path("answers/<int:pk>/publish", publication.publish, name="publish"),
    path("answers/<int:pk>/take-down", publication.take_down, name="take_down"),
    path("answers/<int:pk>/network", network.network, name="network"),
    path("letters/<int:pk>/found", network.found, name="post_found"),
    path("letters/<int:pk>/not-there", network.not_there, name="post_not_there"),
    path("letters/<int:pk>/left", sending.left, name="letter_left"),
    path("letters/<int:pk>/not-left", sending.not_left, name="letter_not_left"),
    path("letters/<int:pk>/address", sending.address, name="letter_address"),
    path("letters/<int:pk>/retry", sending.retry, name="retry"),
]
