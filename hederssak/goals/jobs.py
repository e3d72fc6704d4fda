"""What the worker does for goals: every minute whose deals have changed, every night everybody."""

from hederssak.goals.actions import count_changed, count_habits
from hederssak.goals.actions.counting import count_all, selling
from hederssak.lib import clock
from hederssak.org.models import Organization
from hederssak.queue.tasks import every, task


@every("* * * * *")
@task
def look_at_goals() -> None:
    """Ask for another goal at once where a figure has passed."""
    for organization in Organization.objects.order_by("created_at"):
        count_changed(organization=organization, now=clock.read())


@every("30 0 * * *")
@task
def count_everybody() -> None:
    """Count everybody anew: the day has changed the time that is left."""
    for organization in Organization.objects.order_by("created_at"):
        now = clock.read()
        count_habits(organization=organization, now=now)
        count_all(selling(organization), now=now)


@every("10 3 * * 1")
@task
def judge_all_trends() -> None:
    """Judge on Monday, before anybody comes in, which way each figure goes."""
    from hederssak.goals.actions.trends import judge_trends  # noqa: PLC0415 (scipy: only while the job runs)

    for organization in Organization.objects.order_by("created_at"):
        judge_trends(organization=organization, now=clock.read())
