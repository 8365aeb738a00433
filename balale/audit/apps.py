from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "balale.audit"
    label = "audit"
