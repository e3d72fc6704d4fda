from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "hederssak.web"
    default_auto_field = "django.db.models.BigAutoField"
