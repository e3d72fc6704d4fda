"""Taking the demo company away again."""

from __future__ import annotations

from django.db import transaction

from hederssak.history.actions import redacting
from hederssak.history.models import Change, PrivateText
from hederssak.org.models import Organization, User
from hederssak.pipeline.models import Criterion, Opportunity, Stage


def remove_demo() -> int:
    """Remove every demo company with all that belongs to it, and return how many there were."""
    organizations = list(Organization.objects.filter(is_demo=True))
    for organization in organizations:
        with transaction.atomic(), redacting():
            PrivateText.objects.filter(organization=organization).delete()
            Change.objects.filter(organization=organization)._raw_delete(using="default")  # noqa: SLF001 (nothing hangs on a change)
            users = list(User.objects.filter(members__organization=organization).values_list("pk", flat=True))
            Opportunity.objects.filter(organization=organization).delete()
            Criterion.objects.filter(organization=organization).delete()
            Stage.objects.filter(organization=organization).delete()
            organization.delete()
            User.objects.filter(pk__in=users, members=None).delete()
    return len(organizations)
