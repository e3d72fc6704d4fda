from hederssak.lib import clock
from hederssak.queue import actions
from hederssak.queue.tasks import every, task


@every("17 3 * * *")
@task
def prune() -> None:
    """Delete what the queue has finished long ago."""
    actions.prune(now=clock.read())
