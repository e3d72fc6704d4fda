"""What the worker does for honesty: every minute what was changed, every night everything."""

from hederssak.honesty.actions import judge_changed, judge_organization, learn
from hederssak.lib import clock
from hederssak.org.models import Organization
from hederssak.queue.tasks import every, task


@every("* * * * *")
@task
def judge_what_changed() -> None:
    """Judge what was changed since it was last judged."""
    for organization in Organization.objects.order_by("created_at"):
        judge_changed(organization=organization, now=clock.read())


@every("20 0 * * *")
@task
def judge_everything() -> None:
    """Learn what is usual, then judge all: the new day has passed some dates."""
    for organization in Organization.objects.order_by("created_at"):
        learn(organization=organization, now=clock.read())
        judge_organization(organization=organization, now=clock.read())
