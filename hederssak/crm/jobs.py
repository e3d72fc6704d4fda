"""What the worker does for companies: it judges those that changed, and counts whom a proposal would move."""

from hederssak.crm.actions.fit import judge_changed, preview_profile
from hederssak.crm.models import FitProfile
from hederssak.lib import clock
from hederssak.org.models import Organization
from hederssak.queue.tasks import every, task


@every("* * * * *")
@task
def judge_fit() -> None:
    """Judge the companies that changed, or all of them after a new profile."""
    for organization in Organization.objects.order_by("created_at"):
        judge_changed(organization=organization, now=clock.read())


@task
def preview_fit(profile_id: str) -> None:
    """Count whom a proposal would move; one that is gone meanwhile needs no count."""
    profile = FitProfile.objects.filter(pk=profile_id, in_force_at=None, withdrawn_at=None).first()
    if profile is not None:
        preview_profile(profile)
