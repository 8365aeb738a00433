from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "balale.verification"
    label = "verification"
