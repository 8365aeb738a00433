from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "balale.exchange"
    label = "exchange"
