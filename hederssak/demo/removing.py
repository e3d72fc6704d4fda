"""Taking the demo company away again, table by table: it may have a million rows."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from django.apps import apps
from django.db import models, transaction

from hederssak.history.actions import redacting
from hederssak.org.models import Organization, User


def remove_demo() -> int:
    """Remove every demo company with all that belongs to it, and return how many there were."""
    organizations = list(Organization.objects.filter(is_demo=True).values_list("pk", flat=True))
    users = list(User.objects.filter(members__organization__in=organizations).values_list("pk", flat=True))
    with transaction.atomic(), redacting():  # keys are checked at the end, so that the order doesn't matter
        for rows in _belonging_to(organizations):
            rows._raw_delete(rows.db)  # noqa: SLF001 (without reading each row to see what hangs on it)
        Organization.objects.filter(pk__in=organizations)._raw_delete("default")  # noqa: SLF001 (as above)
        User.objects.filter(pk__in=users, members=None).delete()
    return len(organizations)


def _belonging_to(organizations: list[uuid.UUID]) -> Iterator[models.QuerySet[models.Model]]:
    """Yield what belongs to organizations, in each table of ours; first what does so through another table."""
    ours = [model for model in apps.get_models() if model.__module__.startswith("hederssak.")]
    direct = {model for model in ours if "organization" in _foreign_keys(model)}
    for model in ours:
        if model in direct or model in {Organization, User}:
            continue
        for name, target in _foreign_keys(model).items():
            if target in direct:
                owned = target._default_manager.filter(organization__in=organizations)
                yield model._default_manager.filter(**{f"{name}__in": owned})
                break
    for model in direct:
        yield model._default_manager.filter(organization__in=organizations)


def _foreign_keys(model: type[models.Model]) -> dict[str, type[models.Model]]:
    fields = model._meta.concrete_fields
    return {field.name: field.remote_field.model for field in fields if isinstance(field, models.ForeignKey)}
