from django.apps import AppConfig


class ProspectingConfig(AppConfig):
    name = "hederssak.prospecting"
    default_auto_field = "django.db.models.BigAutoField"
