"""Letters leave every minute."""

from hederssak.lib import clock
from hederssak.outbox.actions import deliver_due
from hederssak.queue.tasks import every, task


@every("* * * * *")
@task(attempts=1)
def deliver_letters() -> None:
    """Deliver what is due; each letter keeps its own count of tries."""
    deliver_due(now=clock.read())
