from django.apps import AppConfig
from django.db.models import CharField, ForeignKey


class KitConfig(AppConfig):
    name = "balale.kit"
    label = "kit"
    verbose_name = "Bahan tampilan"

    def ready(self) -> None:
        from balale.kit.arrays import AnyOf

        CharField.register_lookup(AnyOf)
        ForeignKey.register_lookup(AnyOf)
