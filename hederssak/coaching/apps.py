from django.apps import AppConfig


class CoachingConfig(AppConfig):
    name = "hederssak.coaching"
    default_auto_field = "django.db.models.BigAutoField"
