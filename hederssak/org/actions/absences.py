"""Days on which the clocks of the rules stand still: of one person, or of the whole organization."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from hederssak.history.actions import Altered, Made, Source, record_changed, record_made
from hederssak.history.models import RecordKind
from hederssak.org.access import require_configure, require_person
from hederssak.org.actions.changes import change_fields
from hederssak.org.models import Absence, Member, QuietPeriod
from hederssak.rules.worktime import Period


class NoWorkingDayError(Exception):
    """Somebody who works on no day has no calendar."""

    code = "no_working_day"


def be_away(member: Member, period: Period, *, share: int = 100, by: Member, now: dt.datetime) -> Absence:
    """Note that somebody is away, whole days or a share of them; why is not asked and nowhere kept.

    The person does so, or the manager of their team; for days that have passed too (a sick day said afterwards).
    """
    require_person(by, member)
    with transaction.atomic():
        absence = Absence.objects.create(
            organization_id=member.organization_id,
            member=member,
            first_day=period.first,
            last_day=period.last,
            share=share,
        )
        _say_absence(member, None, absence, by=by, now=now)
    return absence


def not_away(absence: Absence, *, by: Member, now: dt.datetime) -> None:
    """Take an absence back."""
    require_person(by, absence.member)
    with transaction.atomic():
        _say_absence(absence.member, absence, None, by=by, now=now)
        absence.delete()


def choose_working_days(
    member: Member, *, weekdays: frozenset[int], weekly_hours: float, by: Member, now: dt.datetime
) -> list[str]:
    """Note on which weekdays somebody works, 0 = Monday, and how many hours a week.

    Raises:
        NoWorkingDayError: it would be none.

    """
    require_person(by, member)
    if not weekdays:
        raise NoWorkingDayError
    marks = "".join("1" if day in weekdays else "0" for day in range(7))
    wanted = {"weekdays": marks, "weekly_hours": weekly_hours}
    return change_fields(RecordKind.MEMBER, member, wanted, by=by, now=now)


def keep_quiet(period: Period, *, name: str, by: Member, now: dt.datetime) -> QuietPeriod:
    """Let the clocks of the whole organization stand still for some days, beside the country's own quiet weeks."""
    require_configure(by)
    with transaction.atomic():
        quiet = QuietPeriod.objects.create(
            organization_id=by.organization_id, name=name, first_day=period.first, last_day=period.last
        )
        record_made(
            [Made(RecordKind.ORGANIZATION, quiet, ("name", "first_day", "last_day"), by.organization_id)],
            organization_id=by.organization_id,
            source=Source.page(by=by, now=now),
        )
    return quiet


def be_loud_again(quiet: QuietPeriod, *, by: Member, now: dt.datetime) -> None:
    """Let the clocks run in those days after all."""
    require_configure(by)
    old = {"name": quiet.name, "first_day": quiet.first_day.isoformat(), "last_day": quiet.last_day.isoformat()}
    with transaction.atomic():
        record_changed(
            [Altered(RecordKind.ORGANIZATION, quiet.pk, "quiet_period", old, None, by.organization_id)],
            organization_id=by.organization_id,
            source=Source.page(by=by, now=now),
        )
        quiet.delete()


def _say_absence(member: Member, old: Absence | None, new: Absence | None, *, by: Member, now: dt.datetime) -> None:
    record_changed(
        [Altered(RecordKind.MEMBER, member.pk, "absence", _days(old), _days(new))],
        organization_id=member.organization_id,
        source=Source.page(by=by, now=now),
    )


def _days(absence: Absence | None) -> str | None:
    if absence is None:
        return None
    return f"{absence.first_day.isoformat()}/{absence.last_day.isoformat()} {absence.share}%"
