"""Log-in by allauth, closed: an administrator makes the people, nobody signs up."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """No public sign-up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Say nothing where the screen itself says it: after log-in, log-out and a password set by a link.
        Other messages are passed on."""
        template = str(args[0]) if args else str(kwargs.get("message_template", ""))
        if template.endswith(("logged_in.txt", "logged_out.txt")):
            return
        place = request.resolver_match.url_name if request.resolver_match else ""
        if place == "account_reset_password_from_key" and template.endswith("password_changed.txt"):
            return
        super().add_message(request, level, *args, **kwargs)
