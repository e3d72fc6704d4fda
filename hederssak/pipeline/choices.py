"""The words that the rows of the pipeline choose from."""

from django.db import models


class StageKind(models.TextChoices):
    """What a stage means for a deal that stands in it."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"


class State(models.TextChoices):
    """Where an opportunity is in its life. Parked sleeps until a date; let go has left on purpose."""

    OPEN = "open"
    PARKED = "parked"
    WON = "won"
    LOST = "lost"
    LET_GO = "let_go"


class LetGoReason(models.TextChoices):
    """Why a deal was let go."""

    NO_DECISION = "no_decision"
    LOST_TO = "lost_to"
    NOT_A_FIT = "not_a_fit"
    NO_CONTACT = "no_contact"
    TIMING = "timing"
    OTHER = "other"


class BuyingRole(models.TextChoices):
    """What a person at the buyer is in a decision."""

    DECIDES = "decides"
    INFLUENCES = "influences"
    USES = "uses"
    BLOCKS = "blocks"
    UNKNOWN = "unknown"


class ActivityKind(models.TextChoices):
    """What kind of doing it was."""

    CALL = "call"
    EMAIL = "email"
    TASK = "task"
    NOTE = "note"
    OTHER = "other"
