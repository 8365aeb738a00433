from django.apps import AppConfig


class LatihanConfig(AppConfig):
    name = "balale.latihan"
    label = "latihan"
