"""What the worker does for customer meetings: it keeps their checks as they begin."""

from hederssak.lib import clock
from hederssak.meetings.actions import keep_due
from hederssak.queue.tasks import every, task


@every("* * * * *")
@task
def keep_checks_of_meetings() -> None:
    """Keep the checks of the meetings that have begun."""
    keep_due(now=clock.read())
