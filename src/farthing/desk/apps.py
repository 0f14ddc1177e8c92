"""Django's name for this room."""

from importlib import import_module

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "farthing.desk"
    label = "desk"

    def ready(self) -> None:
        import_module("farthing.desk.signals")
