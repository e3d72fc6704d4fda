"""When a team meets, as it stands."""

from hederssak.cadence.models import MeetingKind, Rhythm
from hederssak.org.models import Team


def weekly_rhythm(team: Team) -> Rhythm | None:
    """Return when a team meets every week; None where nobody has said so."""
    rows = Rhythm.objects.filter(team=team, kind=MeetingKind.WEEKLY, valid_to=None)
    return rows.order_by("-valid_from").first()
