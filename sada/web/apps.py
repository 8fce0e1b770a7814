"""Django's name for the screens: templates, template tags and static files are found through it."""

from contextlib import suppress

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The app ``web``."""

    name = "sada.web"
    label = "web"

    def warm_up(self) -> None:
        """What the first paper would wait for, where the system has what papers need."""
        from sada.web.papers import pdf

        with suppress(pdf.NoPango):
            pdf.warm()
