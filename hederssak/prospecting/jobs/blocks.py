"""What the worker does for booking hours: it looks ahead, it sees how hours ended, and it counts what is owed."""

from hederssak.lib import clock
from hederssak.org.models import Organization
from hederssak.prospecting.actions import excuse_absent, make_blocks, settle_blocks
from hederssak.queue.tasks import every, task


@every("*/5 * * * *")
@task
def settle_what_is_over() -> None:
    """Say of each block that is over how it ended; absence that was said afterwards excuses."""
    for organization in Organization.objects.order_by("created_at"):
        excuse_absent(organization=organization, now=clock.read())
        settle_blocks(organization=organization, now=clock.read())


@every("25 * * * *")
@task
def look_ahead() -> None:
    """Make the blocks of the next twelve weeks, and take back those of days on which somebody is away."""
    for organization in Organization.objects.order_by("created_at"):
        make_blocks(organization=organization, now=clock.read())
