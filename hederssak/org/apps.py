from django.apps import AppConfig


class OrgConfig(AppConfig):
    name = "hederssak.org"
    default_auto_field = "django.db.models.BigAutoField"
