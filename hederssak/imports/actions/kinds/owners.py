"""Rows that are owners: the people who sell, with their team and its manager."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from typing import Any

from hederssak.crm.actions import Edit
from hederssak.history.actions import Source
from hederssak.imports.actions.kinds.base import Item, Kind
from hederssak.imports.actions.reading import Problem, Said
from hederssak.imports.actions.world import Ambiguous
from hederssak.imports.actions.world.people import MEMBERS
from hederssak.imports.presets import RecordKind
from hederssak.org.models import Member, Role, Team
from hederssak.pipeline.actions import OpportunityEdit, change_opportunities
from hederssak.pipeline.models import Opportunity, State


class Owners(Kind):
    """A person who owns deals in the source. Here they are a member without sign-in until they are invited."""

    kind = RecordKind.OWNER
    model = Member
    related = ("team",)
    natural = ("email", "name", "first_name", "last_name")
    needs = (frozenset({"name", "email", "first_name"}),)
    never_blank = frozenset({"name", "email", "team", "role"})
    taken = frozenset({"external_id", "name", "first_name", "last_name", "email", "team", "manager", "region"})

    def read(self, item: Item, said: Said) -> None:
        """Take name, address and team; a team that is named by its manager alone is called after both."""
        now, values = item.now, said.values
        parts = (values.get("first_name"), values.get("last_name"))
        name = values.get("name") or " ".join(part for part in parts if part) or None
        self.need_name(item, name or values.get("email"), 200)
        if values.get("email"):
            now["email"] = values["email"].lower()
        self._set_team(item, values)

    def match(self, item: Item) -> uuid.UUID | None:
        """Find the member by address, then by name."""
        try:
            found = self.world.people.find(email=item.now.get("email"), name=item.now["name"])
        except Ambiguous as unclear:
            item.notes.append(Problem(unclear.code, text=unclear.text))
            return None
        if found is not None:
            self.world.know(self.kind, item.key, found.pk)
        return found.pk if found else None

    def plan_new(self, item: Item) -> None:
        """Know the member before they are written."""
        member = self.world.people.make(email=item.now.get("email"), name=item.now["name"])
        member.team = item.now.get("team")
        item.record_id = member.pk
        self.world.know(self.kind, item.key, member.pk)

    def records(self, pks: Collection[uuid.UUID], *, locked: bool) -> dict[uuid.UUID, Any]:
        """Return the members as the run knows them: a manager named by an earlier row may not be written yet."""
        del locked
        return {pk: self.world.people.by_id[pk] for pk in pks if pk in self.world.people.by_id}

    def make(self, items: Sequence[Item], *, source: Source, now: dt.datetime) -> None:
        """Do nothing more: new members are written with all that rows point at."""

    def change(self, items: Sequence[Item], *, source: Source, now: dt.datetime) -> None:
        """Write changes; a member's open deals move with them to another team."""
        edits = [Edit(record=item.record, values=item.changes, source=self.since(item, source)) for item in items]
        moved = [edit.record for edit in edits if "team" in edit.values]
        MEMBERS.change(edits, organization=self.world.organization, source=source, now=now)
        for member in {edit.record.pk: edit.record for edit in edits}.values():
            self.world.people.know(member)
        open_deals = Opportunity.objects.filter(owner__in=moved, state__in=[State.OPEN, State.PARKED])
        change_opportunities(
            [
                OpportunityEdit(opportunity=deal, values={"owner": deal.owner})
                for deal in open_deals.select_related("owner__team", "stage", "account")
            ],
            organization=self.world.organization,
            source=source,
            now=now,
        )

    def _set_team(self, item: Item, values: dict[str, Any]) -> None:
        region, manager = values.get("region"), values.get("manager")
        called = values.get("team") or (f"{region} ({manager})" if region and manager else region or manager)
        if not called:
            return
        team = self.world.people.team(called)
        item.now["team"] = team
        if manager:
            self._lead(team, manager, item)

    def _lead(self, team: Team, manager: str, item: Item) -> None:
        """Make a team's manager known; who leads a team that stands here already is changed by people only."""
        if team.manager_id is not None:
            return
        try:
            member = self.world.people.find(email=None, name=manager) or self.world.people.make(
                email=None, name=manager, role=Role.MANAGER
            )
        except Ambiguous as unclear:
            item.notes.append(Problem(unclear.code, text=unclear.text))
            return
        self.world.people.lead(team, member)
