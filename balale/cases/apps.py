from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "balale.cases"
    label = "cases"
