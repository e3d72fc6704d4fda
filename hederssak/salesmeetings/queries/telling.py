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

from hederssak.cadence.models import SalesMeeting
from hederssak.history.models import Change, RecordKind
from hederssak.honesty import texts as honesty_texts
from hederssak.lib import formats
from hederssak.org.access import may_write_business_fact
from hederssak.org.models import Member
from hederssak.pipeline.models import Criterion, NextStep, Opportunity, Stage
from hederssak.pipeline.queries.as_of import chunks
from hederssak.rules.agenda import Item
from hederssak.rules.findings import Finding, Severity
from hederssak.rules.honesty.codes import Code
from hederssak.rules.pack import Absent
from hederssak.rules.progress import Progress
from hederssak.rules.weeks import Week
from hederssak.salesmeetings import texts
from hederssak.salesmeetings.queries.choosing import Entry, Some, choose, margin_of
from hederssak.salesmeetings.queries.told import Absences, Asked, Box, Case, Deal, Difference, Ended, Moved, Told

Pack = Mapping[str, Any]
One = TypeVar("One")
Other = TypeVar("Other")

NAMED = ("name", "state", "margin", "currency", "changed_at", "account__name", "owner__name", "owner__team__manager")
"""What is read of a deal that is named."""


def tell(
    pack: Pack,
    *,
    meeting: SalesMeeting,
    reader: Member | None,
    day_before: Pack | None = None,
    leave_out_changed: bool = False,
) -> Told:
    """Return a pack in the active language, as one member reads it (None: at the terminal, where all is known).

    With `day_before`, the pack that was frozen then, it says what was changed until this one. `leave_out_changed` asks
    about no deal that was changed since the pack's instant: of one that is prepared, somebody may have answered it.
    """
    teller = _Teller(pack, meeting, reader, day_before)
    if leave_out_changed:
        teller.leave_out_changed()
    return teller.tell()


STUCK = {Code.NO_BUYER_PROGRESS, Code.PUSHED}


class _Teller:
    def __init__(self, pack: Pack, meeting: SalesMeeting, reader: Member | None, day_before: Pack | None) -> None:
        self.pack = pack
        self.meeting = meeting
        self.team = meeting.team
        self.zone = ZoneInfo(self.team.time_zone)
        self.as_of = dt.datetime.fromisoformat(pack["as_of"])
        self.chosen = choose(pack, day_before)
        self.stages = _names(Stage.objects.filter(organization_id=self.team.organization_id), "name")
        self.deals = self._read_deals(reader)
        self.moves = self._read_moves()

    def leave_out_changed(self) -> None:
        """Ask about no deal that was changed since the pack's instant."""
        asked = self.chosen.before_meeting, self.chosen.exceptions
        before_meeting, exceptions = (
            some.without(lambda one: self._deal(one["opportunity"]).is_changed) for some in asked
        )
        self.chosen = replace(self.chosen, before_meeting=before_meeting, exceptions=exceptions)

    def tell(self) -> Told:
        pack = self.pack
        since = dt.datetime.fromisoformat(pack["since"])
        chosen, pipeline = self.chosen, pack["pipeline"]
        names = self._names_of_steps(step for one in chosen.progressed for step in one["progress"])
        return Told(
            team=self.team.name,
            week=Week.parse(pack["week"]),
            zone=self.zone.key,
            starts_at=self.meeting.starts_at,
            minutes=self.meeting.minutes,
            as_of=self.as_of,
            since=since,
            agenda=[Box(Item(box["item"]), texts.item(Item(box["item"])), box["minutes"]) for box in pack["agenda"]],
            opening=texts.opening(
                progressed=chosen.progressed.of, won=chosen.wins.of, since=since.astimezone(self.zone).date()
            ),
            worth=texts.worth(pipeline),
            clean=texts.money(pipeline["without_flagged"]["sum"]) if pipeline["flagged"] else "",
            gaps=texts.gaps(pipeline),
            wins=_each(self._ended, chosen.wins),
            won=self._won(),
            progressed=_each(lambda one: self._moved(one, names), chosen.progressed),
            busy=_each(lambda one: self._moved(one, {}), chosen.busy),
            before_meeting=_each(self._asked, chosen.before_meeting),
            before_which=self._before_which(),
            asked_before_meeting=self._asked_before_meeting(),
            exceptions=_each(lambda one: self._asked(one, flags_only=True), chosen.exceptions),
            let_go=_each(self._ended, chosen.let_go),
            lost=_each(self._ended, chosen.lost),
            cases=self._cases(),
            theatre=_each(self._difference, chosen.differences),
            absent=Absences(
                **{name: _absence(pack[name]) for name in ("promises", "goals", "blocks", "before_meeting")}
            ),
        )

    def _read_deals(self, reader: Member | None) -> dict[str, Deal]:
        """Read whatever is named: never all that is open."""
        found: dict[str, Deal] = {}
        for some in chunks(uuid.UUID(pk) for pk in sorted(self.chosen.ids())):
            rows = Opportunity.objects.filter(organization_id=self.team.organization_id, pk__in=some)
            may_open = set(rows.visible_to(reader).values_list("pk", flat=True)) if reader else set()
            for row in rows.select_related("account", "owner__team").only(*NAMED):
                found[str(row.pk)] = Deal(
                    pk=str(row.pk),
                    company=row.account.name if row.account else "",
                    name=row.name,
                    owner=row.owner.first_name if row.owner else "",
                    margin=row.margin,
                    currency=row.currency,
                    is_changed=row.changed_at > self.as_of,
                    may_open=row.pk in may_open,
                    may_write=reader is not None and row.is_open and may_write_business_fact(reader, owner=row.owner),
                )
        return found

    def _deal(self, pk: str) -> Deal:
        """Return a deal; one that an undone import has taken away since is a dash."""
        return self.deals.get(pk) or Deal(pk=pk, company="", name="–", owner="")

    def _read_moves(self) -> dict[str, list[dt.date]]:
        """Return the way of the close date of what is asked about, as known then."""
        asked = [*self.chosen.exceptions, *self.chosen.before_meeting]
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

    def _won(self) -> str:
        """Return the margin won in the stretch where it is all in the organization's currency; else nothing."""
        margins = [one["margin"] for one in self.pack["wins"]]
        if not margins or None in margins or len({margin["currency"] for margin in margins}) > 1:
            return ""
        total = sum(Decimal(margin["amount"]) for margin in margins)
        return formats.short_money(Decimal(total), margins[0]["currency"])

    def _asked(self, one: Entry, *, flags_only: bool = False) -> Asked:
        findings = [it for it in _findings(one) if it.is_flag or not flags_only]
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
        section = self._section("before_meeting")
        starts = {str(finding["figures"]["meeting_starts_at"]) for one in section for finding in one["findings"]}
        days = [dt.datetime.fromisoformat(start).astimezone(self.zone).date() for start in sorted(starts)]
        return texts.moved_before(days, len(section)) if days else ""

    def _asked_before_meeting(self) -> int:
        """Return how many of those moved before a meeting are asked about, and not only noted."""
        section = self._section("before_meeting")
        return sum(any(it["severity"] != Severity.NOTE for it in one["findings"]) for one in section)

    def _section(self, name: str) -> list[Entry]:
        """Return a section's entries; none where it is absent."""
        section = self.pack[name]
        return section if isinstance(section, list) else []

    def _cases(self) -> list[Case]:
        """Return deals to learn from: the largest won, the largest that stands still, the largest lost."""
        pack = self.pack
        stuck = [one for one in self.chosen.exceptions if STUCK & {it.code for it in _findings(one)}]
        offered = {
            "won": max(pack["wins"], key=margin_of, default=None),
            "stuck": stuck[0] if stuck else None,
            "lost": max((one for one in pack["ended"] if one["state"] == "lost"), key=margin_of, default=None),
        }
        return [Case(self._deal(one["opportunity"]), texts.case(why)) for why, one in offered.items() if one]

    def _difference(self, one: Finding) -> Difference:
        return Difference(
            deal=self._deal(str(one.figures["opportunity"])),
            sentence=texts.difference(one, self.stages),
            is_question=one.is_flag,
        )


def _each(tell: Callable[[One], Other], some: Some[One]) -> Some[Other]:
    """Return each told, and still how many there are in all."""
    return Some(map(tell, some), of=some.of)


def _once(said: Iterable[str]) -> list[str]:
    """Return what is said, each thing once."""
    return list(dict.fromkeys(said))


def _findings(one: Mapping[str, Any]) -> list[Finding]:
    return [Finding.from_json(kept) for kept in one["findings"]]


def _names(rows: Any, column: str) -> dict[str, str]:
    return {str(pk): name for pk, name in rows.values_list("pk", column)}


def _absence(section: Any) -> str:
    return texts.absent(Absent(section["absent"])) if isinstance(section, dict) and "absent" in section else ""
