from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "balale.kit"
    label = "kit"
    verbose_name = "Bahan tampilan"
