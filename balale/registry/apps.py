from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "balale.registry"
    label = "registry"
