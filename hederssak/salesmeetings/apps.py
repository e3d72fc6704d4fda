from django.apps import AppConfig


class SalesmeetingsConfig(AppConfig):
    name = "hederssak.salesmeetings"
    default_auto_field = "django.db.models.BigAutoField"
