from django.apps import AppConfig


class WilayahConfig(AppConfig):
    name = "balale.wilayah"
    label = "wilayah"
