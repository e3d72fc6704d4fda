"""Rows that are opportunities."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from hederssak.history.actions import Source, plain
from hederssak.imports.actions.kinds.base import Item, Kind, Now, custom_of, set_custom
from hederssak.imports.actions.kinds.links import ACCOUNT, CONTACT, OWNER, set_account, set_owner
from hederssak.imports.actions.kinds.seats import PEOPLE, seated, seats_of, set_people
from hederssak.imports.actions.reading import Problem, Said
from hederssak.imports.models import Verdict
from hederssak.imports.presets import RecordKind, State, state_of
from hederssak.pipeline.actions import (
    NextStepChange,
    NextStepDraft,
    OpportunityDraft,
    OpportunityEdit,
    SeatDraft,
    change_next_steps,
    change_opportunities,
    make_opportunities,
    seat_contacts,
)
from hederssak.pipeline.models import NextStep, Opportunity, Stage, StageKind
from hederssak.pipeline.models import State as Standing

CROWNS = {"SEK", "NOK", "DKK", "ISK"}
CURRENCY_LETTERS = 3
STEP_FIELDS = {"next_step": "what", "next_step_date": "due_on"}
STEP = STEP_FIELDS.keys()
MOVE = {"stage", "closed_on"}
TEXTS = {"next_step": 300, "close_reason": 200, "segment": 120, "lead_source": 120, "name": 255}


class Opportunities(Kind):
    """A possible deal: where it stands, what it is worth, when it is to close."""

    kind = RecordKind.OPPORTUNITY
    model = Opportunity
    related = ("stage", "account", "product", "owner__team")
    natural = ("name", "account_name", "account_external_id", "created_on")
    needs = (frozenset({"external_id", "name"}),)
    never_blank = frozenset({"name", "stage", "currency", "opened_on", "closed_on"})
    taken = (
        OWNER
        | ACCOUNT
        | CONTACT
        | {
            "external_id", "name", "pipeline", "stage", "state", "is_won", "is_closed", "amount", "actual_amount",
            "margin", "margin_percent", "currency", "close_date", "created_on", "closed_at", "won_at", "lost_at",
            "lost_reason", "won_reason", "next_step", "next_step_date", "source", "segment", "product", "stage_since",
        }
    )  # fmt: skip

    _steps: Mapping[Any, NextStep] = MappingProxyType({})
    _seated: Mapping[Any, set[uuid.UUID]] = MappingProxyType({})

    def read(self, item: Item, said: Said) -> None:
        """Work out the stage first: whether a deal has ended says what its dates and amounts mean."""
        values, now = said.values, item.now
        self._check(item, values)
        if item.problems:
            return
        set_owner(self.world, item, said)
        set_account(self.world, item, said)
        set_people(self.world, item, said)
        if "product" in values:
            now["product"] = self.world.products.find(values["product"]) if values["product"] else None
        stage = now["stage"] = self._stage(values)
        self._set_money(item, values, stage)
        self._set_days(item, values, stage)
        if stage.kind != StageKind.OPEN:
            reason = values.get("won_reason" if stage.kind == StageKind.WON else "lost_reason")
            if reason:
                now["close_reason"] = reason
        for name, field in (("source", "lead_source"), ("segment", "segment")):
            if name in values:
                now[field] = values[name]
        self._set_name(item, values)
        for name, limit in TEXTS.items():
            if isinstance(now.get(name), str) and len(now[name]) > limit:
                now[name] = now[name][: limit - 1] + "…"
        set_custom(item, said)
        item.label = now["name"]
        item.extra["since"] = values.get("stage_since")
        for name in STEP & values.keys():
            now[name] = values[name]

    def plan_new(self, item: Item) -> None:
        """Know the opportunity in a dry run, so that meetings of the same batch find it."""
        super().plan_new(item)
        if self.kind in self.world.remembers:
            account = item.now.get("account")
            self.world.deals.add(item.made_id, item.now["name"], account.pk if account else None)

    def make(self, items: Sequence[Item], *, source: Source, now: dt.datetime) -> None:
        """Write new opportunities."""
        drafts = [self._draft(item) for item in items]
        rows = make_opportunities(drafts, organization=self.world.organization, source=source, now=now)
        seats = [seat for item, row in zip(items, rows, strict=True) for seat in seats_of(item, row, source)]
        seat_contacts(seats, organization=self.world.organization, now=now)

    def change(self, items: Sequence[Item], *, source: Source, now: dt.datetime) -> None:
        """Write changes; a stage whose day the source tells gets that day, the rest happened between two exports."""
        edits: list[OpportunityEdit] = []
        steps: list[NextStepChange] = []
        seats: list[SeatDraft] = []
        for item in items:
            values = dict(item.changes)
            if values.pop(PEOPLE, None):
                taken = self._seated.get(item.record.pk, ())
                seats += seats_of(item, item.record, self.since(item, source), taken=taken)
            when = self.since(item, source)
            if STEP & values.keys():
                steps.append(NextStepChange(opportunity=item.record, draft=self._next_step(item), source=when))
                values = {name: value for name, value in values.items() if name not in STEP}
            moved = {name: value for name, value in values.items() if name in MOVE}
            if "stage" in moved and (day := self._day_of_move(item, when)):
                edits.append(OpportunityEdit(opportunity=item.record, values=moved, source=day))
                values = {name: value for name, value in values.items() if name not in MOVE}
            if values:
                edits.append(OpportunityEdit(opportunity=item.record, values=values, source=when))
        change_opportunities(edits, organization=self.world.organization, source=source, now=now)
        change_next_steps(steps, organization=self.world.organization, now=now)
        seat_contacts(seats, organization=self.world.organization, now=now)

    def records(self, pks: Collection[uuid.UUID], *, locked: bool) -> dict[uuid.UUID, Any]:
        """Return the opportunities, each with its open next step."""
        rows = super().records(pks, locked=locked)
        if STEP & {name for name, *_ in self.columns.fields}:
            steps = NextStep.objects.filter(opportunity_id__in=rows, ended_at=None)
            self._steps = {step.opportunity_id: step for step in steps}
        if CONTACT & {name for name, *_ in self.columns.fields}:
            self._seated = seated(rows)
        return rows

    def here(self, record: Any, names: Collection[str]) -> dict[str, Any]:
        """Return what stands here; the next step is a row of its own."""
        values = super().here(record, [name for name in names if name not in STEP])
        step = self._steps.get(record.pk)
        for name in STEP & set(names):
            values[name] = plain(getattr(step, STEP_FIELDS[name])) if step else None
        return values

    def merge(self, item: Item) -> None:
        """Compare; what was let go here stays so, and a source that says otherwise is a question."""
        self._merge_people(item)
        if "stage" in item.changes:
            item.kept = {name: plain(getattr(item.record, name)) for name in ("stage_since", "progressed_at")}
        if item.record.state != Standing.LET_GO or "stage" not in item.changes:
            return
        stage: Stage = item.changes["stage"]
        for name in ("stage", "closed_on"):
            item.changes.pop(name, None)
            item.shown.pop(name, None)
        if stage.kind != StageKind.LOST:
            item.notes.append(Problem("let_go_here", text=stage.name))

    def _merge_people(self, item: Item) -> None:
        """Compare, the people apart: whom the source names anew gets a seat, and it takes nobody's away."""
        people = item.now.pop(PEOPLE, None)
        super().merge(item)
        if people is None:
            return
        item.now[PEOPLE] = people
        seen = item.known.values.get(PEOPLE) if item.known else None
        if people != seen and set(item.extra[PEOPLE]) - self._seated.get(item.record.pk, set()):
            item.changes[PEOPLE] = people
            item.shown[PEOPLE] = [seen, people]
            item.verdict = Verdict.CHANGED

    def _stage(self, values: Now) -> Stage:
        word, text = values.get("state") or "", values.get("stage") or ""
        state = state_of(word)
        if state is None and values.get("is_won"):
            state = State.WON
        elif state is None and values.get("is_closed") is not None:
            state = (State.LOST if values["is_closed"] else State.OPEN) if values.get("is_won") is not None else None
        return self.world.stages.find(values.get("pipeline") or "", text or word, state if text else None)

    def _set_money(self, item: Item, values: Now, stage: Stage) -> None:
        """Set amount, margin and currency. A lost deal's zero says nothing of what it was worth, so it goes unsaid."""
        now, said = item.now, values.get("amount")
        if stage.kind == StageKind.WON and values.get("actual_amount"):
            said = values["actual_amount"]
        if "amount" in values or "actual_amount" in values:
            now["amount"] = said.value if said else None
            if stage.kind == StageKind.LOST and not now["amount"]:
                del now["amount"]
        margin, share = values.get("margin"), values.get("margin_percent")
        if margin is not None:
            now["margin"] = margin.value
        elif share is not None and now.get("amount") is not None:
            now["margin"] = (now["amount"] * share).quantize(Decimal("0.01"))
        if values.get("currency") or (said and said.currency):
            now["currency"] = item.extra["currency"]

    def _check(self, item: Item, values: Now) -> None:
        """Refuse a row without a name to know it by, and an amount of which nobody can tell the currency."""
        own, amount = self.frame.currency, values.get("amount") or values.get("actual_amount")
        said = values.get("currency") or (amount.currency if amount else None)
        currency = own if said is None else said.strip().upper()
        if currency == "KR":
            currency = own if own in CROWNS else ""
        if len(currency) != CURRENCY_LETTERS or not currency.isalpha():
            column = self.columns.header_of("currency") or self.columns.header_of("amount")
            item.problems.append(Problem("currency_unclear", column, said or ""))
        if not values.get("name") and self.columns.at("external_id") is None:
            item.problems.append(Problem("name_missing", self.columns.header_of("name")))
        item.extra["currency"] = currency

    def _set_days(self, item: Item, values: Now, stage: Stage) -> None:
        """Set the days. In most systems a closed deal's close date is the day when it closed, which is no promise."""
        now = item.now
        if values.get("created_on"):
            now["opened_on"] = values["created_on"]
        ended = values.get("closed_at")
        if stage.kind == StageKind.OPEN:
            if "close_date" in values:
                now["close_date"] = values["close_date"]
            return
        ended = values.get("won_at" if stage.kind == StageKind.WON else "lost_at") or ended
        if ended and values.get("close_date"):
            now["close_date"] = values["close_date"]
        if day := ended or values.get("close_date"):
            now["closed_on"] = day

    def _set_name(self, item: Item, values: Now) -> None:
        """Set the name; a source that has none (some count deals by number) gets one from company and product."""
        parts = [str(item.now[part]) for part in ("account", "product") if item.now.get(part)]
        item.now["name"] = values.get("name") or " · ".join(parts) or item.key

    def _draft(self, item: Item) -> OpportunityDraft:
        now: dict[str, Any] = item.now
        ended = now.get("closed_on")
        step = now.get("next_step")
        opened = now.get("opened_on") or min(day for day in (ended, self.frame.day) if day)
        return OpportunityDraft(
            id=item.made_id,
            name=now["name"],
            stage=now["stage"],
            opened_on=opened,
            currency=now.get("currency") or item.extra["currency"],
            account=now.get("account"),
            product=now.get("product"),
            owner=now.get("owner"),
            amount=now.get("amount"),
            margin=now.get("margin"),
            close_date=now.get("close_date"),
            segment=now.get("segment") or "",
            lead_source=now.get("lead_source") or "",
            stage_since=item.extra["since"],
            closed_on=ended or (self.frame.day if now["stage"].kind != StageKind.OPEN else None),
            close_reason=now.get("close_reason") or "",
            custom=custom_of(now),
            next_step=NextStepDraft(what=step, due_on=now.get("next_step_date")) if step else None,
        )

    def _change(self, item: Item, name: str) -> None:
        if name not in STEP:
            super()._change(item, name)
            return
        step = self._steps.get(item.record.pk)
        item.shown[name] = [plain(getattr(step, STEP_FIELDS[name])) if step else None, plain(item.now[name])]
        item.changes[name] = item.now[name]

    def _next_step(self, item: Item) -> NextStepDraft | None:
        """Return the next step as the source now has it, or None where it has none any more."""
        here = self._steps.get(item.record.pk)
        what = item.changes.get("next_step", here.what if here else None)
        due_on = item.changes.get("next_step_date", here.due_on if here else None)
        return NextStepDraft(what=what, due_on=due_on) if what else None

    def _day_of_move(self, item: Item, source: Source) -> Source | None:
        """Return on which day the stage changed, where the source says the day and it lies between the two exports."""
        day = item.now.get("closed_on") or item.extra["since"]
        if day is None or source.before is None:
            return None
        starts = dt.datetime.combine(day, dt.time(), tzinfo=self.columns.zone)
        ends = min(starts + dt.timedelta(days=1, seconds=-1), source.before)
        if starts >= source.before or (source.after is not None and ends <= source.after):
            return None
        return replace(source, after=max(starts, source.after or starts), before=ends)
