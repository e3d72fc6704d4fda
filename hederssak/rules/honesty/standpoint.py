"""From where an opportunity is judged: the day, the calendars, the meetings, what is usual (R12)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo

from hederssak.rules.honesty.facts import OpportunityFacts
from hederssak.rules.honesty.rhythm import Rhythm
from hederssak.rules.honesty.thresholds import Thresholds
from hederssak.rules.honesty.windows import MeetingWindow
from hederssak.rules.worktime import WorkCalendar


@dataclass(frozen=True)
class Standpoint:
    """Everything outside an opportunity that its flags depend on; one serves a whole team.

    `meetings` are the team's sales meetings that have their frozen pack, earliest first. The last
    `asked_about` are asked about, the ones before only count: one as a rule, two while the last has
    its pack but has not begun, so that what was done before the one held is not forgotten a day
    early. `calendars` are by owner and buyer's country;
    `calendar` stands in for a missing one. `rhythms` are of pushing dates, `raising` of raising
    amounts, both by owner.
    """

    today: date
    thresholds: Thresholds = field(default_factory=Thresholds)
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    calendars: Mapping[tuple[str, str], WorkCalendar] = field(default_factory=dict)
    meetings: tuple[MeetingWindow, ...] = ()
    asked_about: int = 1
    rhythms: Mapping[str, Rhythm] = field(default_factory=dict)
    raising: Mapping[str, Rhythm] = field(default_factory=dict)
    zone: tzinfo = UTC

    def idle_days(self, facts: OpportunityFacts, since: date) -> int:
        """Return the working days since a day, on the clock of the owner and the buyer's country."""
        calendar = self.calendars.get((facts.owner, facts.country), self.calendar)
        return calendar.idle_days(since, self.today)

    def is_over(self, facts: OpportunityFacts, day: date) -> bool:
        """Return whether a day has passed by the grace of the thresholds: Friday's, on Monday."""
        return day < self.today and self.idle_days(facts, day) >= self.thresholds.grace

    def day_of(self, instant: datetime) -> date:
        """Return the local day of an instant."""
        return instant.astimezone(self.zone).date()
