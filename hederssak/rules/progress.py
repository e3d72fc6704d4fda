"""Progress is what the buyer did, activity is what we did (R13).

What would be progress without its proof is activity: a criterion ticked without evidence, a step
nobody at the buyer agreed to, a stage clicked forward past its exit criteria.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from enum import StrEnum


class Happening(StrEnum):
    """What can happen to an opportunity."""

    CRITERION_MET = "criterion_met"
    MEETING_HELD = "meeting_held"
    NEXT_STEP_SET = "next_step_set"
    STAGE_REACHED = "stage_reached"
    VERBAL_YES = "verbal_yes"
    SIGNED = "signed"
    PROPOSAL_SENT = "proposal_sent"
    CALL = "call"
    MAIL = "mail"
    NOTE = "note"
    FIELD_EDITED = "field_edited"


class Progress(StrEnum):
    """What the buyer did, weightiest first."""

    SIGNED = "signed"
    VERBAL_YES = "verbal_yes"
    STAGE_ADVANCED = "stage_advanced"
    DECISION_MAKER_MET = "decision_maker_met"
    CRITERION_MET = "criterion_met"
    NEXT_STEP_AGREED = "next_step_agreed"


_PROVEN = {
    Happening.SIGNED: Progress.SIGNED,
    Happening.VERBAL_YES: Progress.VERBAL_YES,
    Happening.STAGE_REACHED: Progress.STAGE_ADVANCED,
    Happening.MEETING_HELD: Progress.DECISION_MAKER_MET,
    Happening.CRITERION_MET: Progress.CRITERION_MET,
    Happening.NEXT_STEP_SET: Progress.NEXT_STEP_AGREED,
}
_WEIGHT = {progress: weight for weight, progress in enumerate(Progress)}


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to one opportunity, by `at` at the latest, learned at `known_at`.

    `proven` is the buyer's part in it: evidence for a criterion, a decision maker in the meeting,
    the buyer's yes to a step, the exit criteria of a stage, the buyer's own word. `subject` is the
    criterion, step or stage; an event with `holds=False` takes back what its subject had gained.
    """

    opportunity: str
    what: Happening
    at: datetime
    known_at: datetime
    proven: bool = False
    subject: str = ""
    holds: bool = True

    @property
    def progress(self) -> Progress | None:
        """Return what the buyer did by it, or None where it is only activity."""
        return _PROVEN.get(self.what) if self.proven and self.holds else None


@dataclass(frozen=True, slots=True)
class Moved:
    """What one opportunity gained in a stretch; activity is counted only where there is no progress."""

    opportunity: str
    progress: tuple[Event, ...] = ()
    activity: Mapping[Happening, int] = field(default_factory=dict)


def moved_since(events: Iterable[Event], since: datetime, until: datetime) -> list[Moved]:
    """Return what became known in (`since`, `until`], one entry per opportunity that had anything.

    Those with the weightiest progress come first, those with activity alone last. What became
    known after the last sales meeting counts for this one even where it happened before, so that
    each event is told once.
    """
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if since < event.known_at <= until:
            found[event.opportunity].append(event)
    moved = [_moved(opportunity, some) for opportunity, some in found.items()]
    return sorted((one for one in moved if one.progress or one.activity), key=_order)


def last_progress_on(events: Iterable[Event], zone: tzinfo) -> dict[str, date]:
    """Return the local day of each opportunity's last progress that still holds; others are absent."""
    found: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        found[event.opportunity].append(event)
    standing = {opportunity: _standing(some) for opportunity, some in found.items()}
    return {
        opportunity: max(event.at for event in some).astimezone(zone).date()
        for opportunity, some in standing.items()
        if some
    }


def _moved(opportunity: str, events: list[Event]) -> Moved:
    if progress := _standing(events):
        return Moved(opportunity, tuple(sorted(progress, key=_weight)))
    return Moved(opportunity, activity=Counter(event.what for event in events if event.holds))


def _standing(events: list[Event]) -> list[Event]:
    """Return the progress among one opportunity's events that no later event took back."""
    standing: dict[tuple[Happening, str, datetime | None], Event] = {}
    for event in sorted(events, key=lambda event: event.at):
        if not event.holds:
            for key in [key for key in standing if key[:2] == (event.what, event.subject)]:
                del standing[key]
        elif event.progress:
            standing[event.what, event.subject, None if event.subject else event.at] = event
    return list(standing.values())


def _weight(event: Event) -> tuple[int, datetime]:
    return _WEIGHT[event.progress] if event.progress else len(_WEIGHT), event.at


def _order(moved: Moved) -> tuple[int, int, str]:
    if not moved.progress:
        return len(_WEIGHT), -sum(moved.activity.values()), moved.opportunity
    return _weight(moved.progress[0])[0], -len(moved.progress), moved.opportunity
