from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "balale.desk"
    label = "desk"
