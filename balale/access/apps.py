from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "balale.access"
    label = "access"

    def ready(self):
        from balale.access import checks  # noqa: F401  (registers the system checks)
