from django.apps import AppConfig


class HonestyConfig(AppConfig):
    name = "hederssak.honesty"
    default_auto_field = "django.db.models.BigAutoField"
