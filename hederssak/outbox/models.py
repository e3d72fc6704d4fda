"""Effects that leave the house: written with the facts they follow from, delivered by a job, each once."""

from django.db import models
from django.db.models import Q

from hederssak.lib.rows import Row


class Effect(models.TextChoices):
    MAIL = "mail"
    CHAT = "chat"


class Outgoing(Row):
    """One letter or line to be delivered. `key` makes a second writing of the same effect a no-op."""

    organization = models.ForeignKey("org.Organization", on_delete=models.CASCADE, related_name="+")
    effect = models.CharField(max_length=8, choices=Effect.choices)
    key = models.CharField(max_length=120)
    payload = models.JSONField()
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("organization", "key", name="effect_once")]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="effects_waiting",
                condition=Q(delivered_at__isnull=True, failed_at__isnull=True),
            )
        ]
