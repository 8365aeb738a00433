from django.apps import AppConfig


class WilayahConfig(AppConfig):
    name = "balale.wilayah"
    label = "wilayah"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = "Wilayah"
