from django.apps import AppConfig


class ForecastConfig(AppConfig):
    name = "hederssak.forecast"
    default_auto_field = "django.db.models.BigAutoField"
