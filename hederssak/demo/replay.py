"""The story, told to the product: every event through the action that a person's press would have called.

Events are handed over a few days at a time, each with its own person and instant, so that the history has true times
and the actions have batches. What one batch holds is taken kind by kind, in the order of `_Days.ORDER`.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from hederssak.crm.actions import AccountDraft, ContactDraft, Edit, make_accounts, make_contacts
from hederssak.crm.models import Account, Contact, Relationship
from hederssak.demo import story as told
from hederssak.demo.committees import known_of
from hederssak.demo.founding import DEAL_NUMBER, House
from hederssak.demo.story import Event, Story
from hederssak.demo.workdays import at
from hederssak.history.actions import Source
from hederssak.meetings.actions import ActivityDraft, MeetingDraft, change_meetings, make_activities, make_meetings
from hederssak.meetings.models import CustomerMeeting
from hederssak.org.models import Member
from hederssak.pipeline.actions import (
    EvidenceDraft,
    LettingGoDraft,
    NextStepChange,
    NextStepDraft,
    OpportunityDraft,
    OpportunityEdit,
    change_next_steps,
    change_opportunities,
    let_go_all,
    make_opportunities,
    meet_criteria,
    name_buyer_event,
    park,
    seat_contacts,
    wake_due,
)
from hederssak.pipeline.models import LetGoReason, Opportunity


class Replay:
    """Tells a story to a house, some days at a time."""

    def __init__(self, house: House, story: Story) -> None:
        """Bring in the companies and their people; opportunities come with their events."""
        self.house = house
        self.organization = house.organization
        self.accounts = self._make_accounts(story)
        self.contacts = self._make_contacts(story)
        self.deals: dict[str, Opportunity] = {}
        self.asleep: dict[str, dt.date] = {}
        self.meetings: dict[int, CustomerMeeting] = {}
        self.order: tuple[tuple[type[Event], Callable[..., None]], ...] = (
            (told.Opened, self._open),
            (told.BuyerEventNamed, self._name_events),
            (told.Step, self._steps),
            (told.Booked, self._book),
            (told.Ended, self._end_meetings),
            (told.Seated, self._seat),
            (told.Proved, self._prove),
            (told.Edited, self._edit),
            (told.Acted, self._act),
            (told.Slept, self._park),
            (told.WasLetGo, self._let_go),
        )

    def tell(self, events: Sequence[Event], *, now: dt.datetime) -> None:
        """Hand over events that came before `now`, and wake what was to sleep until then."""
        by_kind: dict[type[Event], list[Event]] = defaultdict(list)
        for event in events:
            by_kind[type(event)].append(event)
        self._wake(now)
        for kind, take in self.order:
            if by_kind[kind]:
                take(by_kind[kind], now)

    def _wake(self, now: dt.datetime) -> None:
        """Let each day's job wake what was to sleep until then, early in the morning."""
        due = sorted((day, key) for key, day in self.asleep.items() if day <= now.date())
        for day in {day: None for day, _ in due}:
            wake_due(organization=self.organization, today=day, now=min(at(day, 5, 0), now))
        woken = {self.deals[key].pk: self.deals[key] for _, key in due}
        for pk, state, when in Opportunity.objects.filter(pk__in=woken).values_list("pk", "state", "changed_at"):
            woken[pk].state, woken[pk].changed_at = state, when
        self.asleep = {key: day for key, day in self.asleep.items() if day > now.date()}

    def _open(self, events: Iterable[told.Opened], now: dt.datetime) -> None:
        opened = list(events)
        drafts = [
            OpportunityDraft(
                name=event.name,
                stage=self.house.stages[event.stage],
                opened_on=event.opened_on,
                currency=self.organization.currency,
                account=self.accounts[event.company.name],
                product=self.house.products[event.product],
                owner=self._member(event),
                amount=event.amount,
                margin=event.margin,
                amount_basis=event.basis,
                close_date=event.close_date,
                segment=event.line,
                lead_source=event.source,
                is_tender=event.is_tender,
                stage_since=event.stage_since,
                custom={DEAL_NUMBER: event.deal},
                source=self._source(event),
            )
            for event in opened
        ]
        rows = make_opportunities(drafts, organization=self.organization, source=self.house.start, now=now)
        self.deals |= {event.deal: row for event, row in zip(opened, rows, strict=True)}

    def _steps(self, events: Iterable[told.Step], now: dt.datetime) -> None:
        changes = [
            NextStepChange(
                opportunity=self.deals[event.deal],
                was_done=event.was_done,
                draft=self._step_draft(event),
                source=self._source(event),
            )
            for event in events
        ]
        change_next_steps(changes, organization=self.organization, now=now)

    def _step_draft(self, event: told.Step) -> NextStepDraft | None:
        if not event.what:
            return None
        whom = self._contact(event.person) if event.person else None
        return NextStepDraft(what=event.what, due_on=event.due_on, contact=whom, agreed_with_buyer=event.agreed)

    def _edit(self, events: Iterable[told.Edited], now: dt.datetime) -> None:
        edits = [
            OpportunityEdit(opportunity=self.deals[event.deal], values=self._values(event), source=self._source(event))
            for event in events
        ]
        change_opportunities(edits, organization=self.organization, source=self.house.start, now=now)

    def _values(self, event: told.Edited) -> dict[str, object]:
        values = dict(event.values)
        if isinstance(stage := values.get("stage"), int):
            values["stage"] = self.house.stages[stage]
        if isinstance(amount := values.get("amount"), int):
            values["amount"] = Decimal(amount)
        if event.reason:
            values["close_reason"] = event.reason
        return values

    def _prove(self, events: Iterable[told.Proved], now: dt.datetime) -> None:
        drafts = [
            EvidenceDraft(
                opportunity=self.deals[event.deal],
                criterion=self.house.criteria[event.criterion],
                text=event.text,
                source=self._source(event),
            )
            for event in events
        ]
        meet_criteria(drafts, organization=self.organization, now=now)

    def _seat(self, events: Iterable[told.Seated], now: dt.datetime) -> None:
        drafts = [
            known_of(
                event.person,
                opportunity=self.deals[event.deal],
                contact=self._contact(event.person),
                met_at=event.at if event.met else None,
                source=self._source(event),
            )
            for event in events
        ]
        seat_contacts(drafts, organization=self.organization, now=now)

    def _name_events(self, events: Iterable[told.BuyerEventNamed], now: dt.datetime) -> None:
        del now
        for event in events:
            name_buyer_event(
                opportunity=self.deals[event.deal],
                what=event.what,
                on_day=event.on_day,
                by=self._member(event),
                now=event.at,
            )

    def _park(self, events: Iterable[told.Slept], now: dt.datetime) -> None:
        del now
        for event in events:
            park(
                opportunity=self.deals[event.deal],
                reason=event.reason,
                wake_on=event.wake_on,
                by=self._member(event),
                today=event.at.date(),
                now=event.at,
            )
            self.asleep[event.deal] = event.wake_on

    def _let_go(self, events: Iterable[told.WasLetGo], now: dt.datetime) -> None:
        drafts = [
            LettingGoDraft(
                opportunity=self.deals[event.deal],
                reason=LetGoReason(event.reason),
                day=event.at.date(),
                competitor=event.competitor,
                look_again_on=event.look_again_on,
                source=self._source(event),
            )
            for event in events
        ]
        let_go_all(drafts, organization=self.organization, now=now)

    def _book(self, events: Iterable[told.Booked], now: dt.datetime) -> None:
        booked = list(events)
        drafts = [
            MeetingDraft(
                title=event.title,
                starts_at=event.starts_at,
                ends_at=event.starts_at + dt.timedelta(minutes=event.minutes),
                logged_at=event.at,
                account=self.accounts[event.company.name],
                opportunity=self.deals.get(event.deal),
                owner=self._member(event),
                attendees=[self._contact(person) for person in event.people],
                source=self._source(event),
            )
            for event in booked
        ]
        made = make_meetings(drafts, organization=self.organization, source=self.house.start, now=now)
        self.meetings |= {event.number: row for event, row in zip(booked, made, strict=True)}

    def _end_meetings(self, events: Iterable[told.Ended], now: dt.datetime) -> None:
        edits = [
            Edit(record=self.meetings[event.number], values={"state": event.state}, source=self._source(event))
            for event in events
        ]
        change_meetings(edits, organization=self.organization, source=self.house.start, now=now)

    def _act(self, events: Iterable[told.Acted], now: dt.datetime) -> None:
        drafts = [
            ActivityDraft(
                kind=event.kind,
                subject=event.subject,
                at=event.at,
                opportunity=self.deals[event.deal],
                account=self.deals[event.deal].account,
                contact=self._contact(event.person),
                member=self._member(event),
                source=self._source(event),
            )
            for event in events
        ]
        make_activities(drafts, organization=self.organization, source=self.house.start, now=now)

    def _member(self, event: Event) -> Member:
        return self.house.members[event.rep]

    def _contact(self, person: told.Person) -> Contact:
        return self.contacts[person.company, person.name]

    def _source(self, event: Event) -> Source:
        return Source.page(by=self._member(event), now=event.at)

    def _make_accounts(self, story: Story) -> dict[str, Account]:
        drafts = [
            AccountDraft(
                name=company.name,
                org_number=company.org_number,
                industry=company.industry,
                employees=company.employees,
                revenue=Decimal(company.revenue),
                country=company.country,
                city=company.city,
                website=f"www.{company.domain}",
                relationship=Relationship.CUSTOMER if company.is_customer else Relationship.PROSPECT,
                owner=self.house.members[company.rep],
            )
            for company in story.companies
        ]
        start = self.house.start
        rows = make_accounts(drafts, organization=self.organization, source=start, now=start.known_at)
        return {row.name: row for row in rows}

    def _make_contacts(self, story: Story) -> dict[tuple[str, str], Contact]:
        drafts = [
            ContactDraft(
                name=person.name,
                account=self.accounts[person.company],
                title=person.title,
                email=person.email,
                mobile=person.mobile,
            )
            for person in story.people
        ]
        source = self.house.start
        rows = make_contacts(drafts, organization=self.organization, source=source, now=source.known_at)
        return {(person.company, person.name): row for person, row in zip(story.people, rows, strict=True)}
