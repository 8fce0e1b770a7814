"""Django's name for the one app that holds tables."""

from django.apps import AppConfig


class StoreConfig(AppConfig):
    """The app `store`."""

    name = "sada.store"
    label = "store"
