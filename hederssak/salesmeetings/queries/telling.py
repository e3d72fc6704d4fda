"""Putting a pack's names to its identifiers and its sentences to its codes."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db.models import Value

from hederssak.cadence.models import SalesMeeting
from hederssak.goals.texts import amount as goal_amount
from hederssak.history.models import Change, RecordKind
from hederssak.honesty import texts as honesty_texts
from hederssak.lib import formats
from hederssak.org.access import may_write_business_fact
from hederssak.org.models import Member
from hederssak.pipeline.models import Criterion, NextStep, Opportunity, Stage
from hederssak.pipeline.queries.as_of import chunks
from hederssak.rules.agenda import Item
from hederssak.rules.cases import Reason
from hederssak.rules.findings import Finding
from hederssak.rules.pack import Absent
from hederssak.rules.progress import Progress
from hederssak.rules.weeks import Week
from hederssak.salesmeetings import texts
from hederssak.salesmeetings.queries.cases import cases_of
from hederssak.salesmeetings.queries.choosing import Entry, Some, chosen_from, findings_of
from hederssak.salesmeetings.queries.composing import OPEN
from hederssak.salesmeetings.queries.promises_told import told_promises
from hederssak.salesmeetings.queries.told import (
    Absences,
    Asked,
    Box,
    Case,
    Deal,
    Difference,
    Ended,
    Moved,
    Told,
    WeekGoal,
)
from hederssak.salesmeetings.texts.promises import since_last_time

One = TypeVar("One")
Other = TypeVar("Other")

NAMED = ("pk", "organization_id", "name", "state", "margin", "currency", "changed_at", "account__name", "owner_id")
"""What is read of a deal that is named."""


def tell(short: Entry, *, meeting: SalesMeeting, reader: Member | None, leave_out_changed: bool = False) -> Told:
    """Return a shortened pack in the active language, as one member reads it (None: at the terminal, who knows all).

    `leave_out_changed` asks about no deal that was changed since the pack's instant: of one that is prepared, somebody
    may have answered it.
    """
    teller = _Teller(short, meeting, reader)
    if leave_out_changed:
        teller.leave_out_changed()
    return teller.tell()


PLACES = ("promises", "goals", "blocks", "before_meeting")
"""What is empty until somebody fills it."""


class _Teller:
    def __init__(self, short: Entry, meeting: SalesMeeting, reader: Member | None) -> None:
        self.pack = short
        self.meeting = meeting
        self.team = meeting.team
        self.zone = ZoneInfo(self.team.time_zone)
        self.as_of = dt.datetime.fromisoformat(short["as_of"])
        self.chosen = chosen_from(short)
        self.stages = _names(Stage.objects.filter(organization_id=self.team.organization_id), "name")
        self.cases = cases_of(meeting, reader) if reader else {}
        self.deals = self._read_deals(reader)
        self.moves = self._read_moves()

    def leave_out_changed(self) -> None:
        """Ask about no deal that was changed since the pack's instant."""
        asked = self.chosen.asked_before, self.chosen.exceptions
        asked_before, exceptions = (
            some.without(lambda one: self._deal(one["opportunity"]).is_changed) for some in asked
        )
        self.chosen = replace(self.chosen, asked_before=asked_before, exceptions=exceptions)

    def tell(self) -> Told:
        pack = self.pack
        since = dt.datetime.fromisoformat(pack["since"])
        chosen, pipeline = self.chosen, pack["pipeline"]
        names = self._names_of_steps(step for one in chosen.progressed for step in one["progress"])
        promises = told_promises(pack["promises"], team=self.team, today=self.as_of.astimezone(self.zone).date())
        return Told(
            team=self.team.name,
            week=Week.parse(pack["week"]),
            zone=self.zone.key,
            starts_at=self.meeting.starts_at,
            minutes=self.meeting.minutes,
            as_of=self.as_of,
            since=since,
            agenda=_agenda(pack),
            opening=texts.opening(
                progressed=chosen.progressed.of, won=chosen.wins.of, since=since.astimezone(self.zone).date()
            ),
            worth=texts.worth(pipeline),
            clean=texts.money(pipeline["without_flagged"]["sum"]) if pipeline["flagged"] else "",
            gaps=texts.gaps(pipeline),
            wins=_each(self._ended, chosen.wins),
            won=formats.short_money(Decimal(pack["won"]["amount"]), pack["won"]["currency"]) if pack["won"] else "",
            progressed=_each(lambda one: self._moved(one, names), chosen.progressed),
            busy=_each(lambda one: self._moved(one, {}), chosen.busy),
            before_meeting=_each(self._asked, chosen.asked_before),
            before_which=self._before_which(),
            asked_before_meeting=pack["before_meeting"].get("asked", 0) if pack["before_meeting"] else 0,
            exceptions=_each(lambda one: self._asked(one, flags_only=True), chosen.exceptions),
            let_go=_each(self._ended, chosen.let_go),
            lost=_each(self._ended, chosen.lost),
            cases=self._cases(),
            theatre=_each(lambda one: self._difference(Finding.from_json(one)), chosen.differences),
            goals=self._goals(),
            hours=_hours(pack["blocks"]),
            absent=Absences(**{name: _absence(pack[name]) for name in PLACES}),
            promises=promises,
            promises_sentence=since_last_time([one.state for one in promises]),
        )

    def _read_deals(self, reader: Member | None) -> dict[str, Deal]:
        """Read whatever is named: never all that is open."""
        named: list[Any] = []
        for some in chunks(uuid.UUID(pk) for pk in sorted(self.chosen.ids())):
            # By identifier alone: with the organization named, SQLite would rather walk through all of its deals.
            rows = Opportunity.objects.filter(pk__in=some)
            marked = rows.marked_for(reader) if reader else rows.annotate(may_read=Value(value=False))
            named += marked.values_list(*NAMED, "may_read", named=True)
        here = [row for row in named if row.organization_id == self.team.organization_id]
        owners = Member.objects.select_related("team").in_bulk({row.owner_id for row in here if row.owner_id})
        return {str(row.pk): self._read(row, owners.get(row.owner_id), reader) for row in here}

    def _read(self, row: Any, owner: Member | None, reader: Member | None) -> Deal:
        """Return a deal that is named, as it stands now."""
        may_write = reader is not None and row.state in OPEN and may_write_business_fact(reader, owner=owner)
        return Deal(
            pk=str(row.pk),
            company=row.account__name or "",
            name=row.name,
            owner=owner.first_name if owner else "",
            margin=row.margin,
            currency=row.currency,
            is_changed=row.changed_at > self.as_of,
            may_open=bool(row.may_read),
            may_write=may_write,
        )

    def _goals(self) -> list[WeekGoal]:
        """Return the week's goals by name, never by amount."""
        goals = self.pack["goals"] if isinstance(self.pack["goals"], list) else []
        if not goals:
            return []
        here = Member.objects.filter(organization_id=self.team.organization_id, pk__in=[one["member"] for one in goals])
        names, currency = _names(here, "name"), self.team.organization.currency
        told = [
            WeekGoal(
                names.get(one["member"], "–"),
                goal_amount(Decimal(one["amount"]), one["unit"], currency),
                one.get("action", ""),
                texts.last_week(one.get("last"), currency),
            )
            for one in goals
        ]
        return sorted(told, key=lambda one: one.name)

    def _deal(self, pk: str) -> Deal:
        """Return a deal; one that an undone import has taken away since is a dash."""
        return self.deals.get(pk) or Deal(pk=pk, company="", name="–", owner="")

    def _read_moves(self) -> dict[str, list[dt.date]]:
        """Return the way of the close date of what is asked about, as known then."""
        asked = [*self.chosen.exceptions, *self.chosen.asked_before]
        rows = Change.objects.filter(
            organization_id=self.team.organization_id,
            kind=RecordKind.OPPORTUNITY,
            subject_id__in=[uuid.UUID(one["opportunity"]) for one in asked],
            field="close_date",
            known_at__lte=self.as_of,
        ).order_by("before_at", "pk")
        found: dict[str, list[dt.date]] = defaultdict(list)
        for pk, old, new in rows.values_list("record_id", "old", "new"):
            dates = found[str(pk)]
            dates += [dt.date.fromisoformat(old)] if old and not dates else []
            dates += [dt.date.fromisoformat(new)] if new else []
        return found

    def _moved(self, one: Entry, names: Mapping[str, str]) -> Moved:
        return Moved(
            deal=self._deal(one["opportunity"]),
            steps=_once(texts.step(Progress(step["what"]), step["subject"], names) for step in one["progress"]),
            activity=texts.activity(one["activity"]),
        )

    def _names_of_steps(self, steps: Iterable[Mapping[str, str]]) -> dict[str, str]:
        """Return the names of the stages, criteria and next steps that progress was about."""
        agreed = [uuid.UUID(step["subject"]) for step in steps if step["what"] == Progress.NEXT_STEP_AGREED]
        names = self.stages | _names(Criterion.objects.filter(organization_id=self.team.organization_id), "text")
        for some in chunks(agreed):
            for pk, what, due in NextStep.objects.filter(pk__in=some).values_list("pk", "what", "due_on"):
                names[str(pk)] = f"{what}, {formats.day(due).replace(' ', formats.NBSP)}" if due else what
        return names

    def _ended(self, one: Mapping[str, Any]) -> Ended:
        return Ended(
            deal=self._deal(one["opportunity"]),
            on=dt.date.fromisoformat(one["on"]),
            margin=texts.money(one["margin"]),
            why="" if one["state"] == "won" else texts.ended(one["state"], one["reason"]),
        )

    def _asked(self, one: Entry, *, flags_only: bool = False) -> Asked:
        findings = [it for it in findings_of(one) if it.is_flag or not flags_only]
        ordered = sorted(findings, key=lambda finding: -finding.severity.weight)
        return Asked(
            deal=self._deal(one["opportunity"]),
            sentences=[honesty_texts.question(one, zone=self.zone, stages=self.stages) for one in ordered],
            is_question=any(one.is_flag for one in ordered),
            explained=next((said for one in ordered if (said := texts.explanation(one))), ""),
            ways_out=ordered[0].ways_out,
            dates=self.moves.get(one["opportunity"], []),
        )

    def _before_which(self) -> str:
        """Return before which meetings something was moved."""
        starts = self.pack["before_meeting"]["starts"] if self.chosen.asked_before else []
        days = [dt.datetime.fromisoformat(start).astimezone(self.zone).date() for start in starts]
        return texts.moved_before(days, self.chosen.asked_before.of) if days else ""

    def _cases(self) -> list[Case]:
        """Return the deals to tell; one that stood still and has been touched since is told of no more."""
        told = []
        for one in self.chosen.cases:
            deal, kept = self._deal(one["opportunity"]), self.cases.get(one["opportunity"])
            if deal.is_changed and one["reason"] == Reason.STUCK:
                continue
            why = texts.case(one, teller=deal.owner, question=kept.question if kept else "")
            told.append(Case(deal, why, reason=one["reason"], pk=str(kept.pk) if kept else ""))
        return told

    def _difference(self, one: Finding) -> Difference:
        return Difference(
            deal=self._deal(str(one.figures["opportunity"])),
            sentence=texts.difference(one, self.stages),
            is_question=one.is_flag,
        )


def _each(tell: Callable[[One], Other], some: Some[One]) -> Some[Other]:
    """Return each told, and still how many there are in all."""
    return Some(map(tell, some), of=some.of)


def _agenda(pack: Entry) -> list[Box]:
    """Return the items with their minutes; what is none of the usual is called as the team calls it."""
    return [
        Box(Item(box["item"]), box.get("title") or texts.item(Item(box["item"])), box["minutes"])
        for box in pack["agenda"]
    ]


def _once(said: Iterable[str]) -> list[str]:
    """Return what is said, each thing once."""
    return list(dict.fromkeys(said))


def _names(rows: Any, column: str) -> dict[str, str]:
    return {str(pk): name for pk, name in rows.values_list("pk", column)}


def _hours(section: Any) -> str:
    """Return what is said of the week's booking hours and HIT lists; nothing where the team has none."""
    return texts.hours(**section[0]) if isinstance(section, list) and section else ""


def _absence(section: Any) -> str:
    return texts.absent(Absent(section["absent"])) if isinstance(section, dict) and "absent" in section else ""
