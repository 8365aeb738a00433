from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "balale.reports"
    label = "reports"
