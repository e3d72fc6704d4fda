from django.apps import AppConfig


class QueueConfig(AppConfig):
    name = "hederssak.queue"
    default_auto_field = "django.db.models.BigAutoField"
