"""Django's name for the screens: templates, template tags and static files are found through it."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The app ``web``."""

    name = "sada.web"
    label = "web"
