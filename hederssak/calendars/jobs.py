"""What the worker does for calendars: every minute a look at whose turn it is, each calendar a task of its own."""

import uuid

from hederssak.calendars.actions.turns import due_connections, take_turn
from hederssak.lib import clock
from hederssak.queue.actions import enqueue
from hederssak.queue.tasks import every, task


@every("* * * * *")
@task(attempts=1)
def start_turns() -> None:
    """Ask for a turn with each calendar that is due; one calendar that hangs holds up no other."""
    for connection_id in due_connections(now=clock.read()):
        enqueue(turn, str(connection_id))


@task(attempts=1)
def turn(connection_id: str) -> None:
    """Tell and read one calendar; when it fails, its own patience counts."""
    take_turn(uuid.UUID(connection_id), now=clock.read())
