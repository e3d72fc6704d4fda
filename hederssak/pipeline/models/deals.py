"""Possible deals: where they stand, what is next, and how one lets go of them."""

from __future__ import annotations

from django.db import models
from django.db.models import ExpressionWrapper, Q

from hederssak.crm.models import Account, Contact, Product
from hederssak.lib.ordered import OrderKey
from hederssak.lib.rows import Row
from hederssak.org.access import readable
from hederssak.org.models import Member, Organization, Team
from hederssak.pipeline.choices import ActivityKind, LetGoReason, StageKind, State


class Stage(Row):
    """A step of the organization's sales process; won and lost are stages too."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="stages")
    pipeline = models.CharField(max_length=120, blank=True)
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=4, choices=StageKind.choices, default=StageKind.OPEN)
    chance = models.DecimalField(max_digits=4, decimal_places=3, null=True, blank=True)
    is_proposal = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint("organization", "pipeline", "name", name="stage_once")]
        indexes = [models.Index(fields=["organization", "pipeline", "position"], name="stages_in_order")]

    def __str__(self) -> str:
        return self.name


class Criterion(Row):
    """What must be true, with evidence, before an opportunity leaves a stage; the mandatory ones qualify it."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="criteria")
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="criteria")
    text = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    is_mandatory = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["organization", "stage", "position"], name="criteria_in_order")]

    def __str__(self) -> str:
        return self.text


class OpportunityQuerySet(models.QuerySet["Opportunity"]):
    def visible_to(self, member: Member) -> OpportunityQuerySet:
        """What the member may read, as far as the organization lets a rep see."""
        return self.filter(readable(member, owner="owner", team="team"))

    def marked_for(self, member: Member) -> OpportunityQuerySet:
        """Say of each in `may_read` whether it is `visible_to` the member."""
        may_read = ExpressionWrapper(readable(member, owner="owner", team="team"), models.BooleanField())
        return self.annotate(may_read=may_read)

    def placed(self) -> OpportunityQuerySet:
        """With its stage, company, owner, team and organization, in the same query: for one that is looked at."""
        return self.select_related("stage", "account", "owner__team", "team", "organization")

    def in_play(self) -> OpportunityQuerySet:
        """Open, and not asleep."""
        return self.filter(state=State.OPEN)


class Opportunity(Row):
    """A possible deal. `margin` is contribution margin; a missing amount, margin or date is unknown, never zero.

    Each index is paid for with every deal that a file brings in: the tables that it points at have no index of their
    own here but companies, which come and go by the hundred when an import is undone.
    """

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="opportunities", db_index=False
    )
    account = models.ForeignKey(
        Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="opportunities", db_index=False
    )
    product = models.ForeignKey(
        Product, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    owner = models.ForeignKey(
        Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="opportunities", db_index=False
    )
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    name = models.CharField(max_length=255)
    search_key = models.CharField(max_length=600)
    order_key = OrderKey(max_length=600)
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="opportunities", db_index=False)
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    amount = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    margin = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    margin_assumed = models.BooleanField(default=False)
    currency = models.CharField(max_length=3)
    amount_basis = models.CharField(max_length=300, blank=True)
    close_date = models.DateField(null=True, blank=True)
    segment = models.CharField(max_length=120, blank=True)
    lead_source = models.CharField(max_length=120, blank=True)
    is_tender = models.BooleanField(default=False)
    stage_since = models.DateField()
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    close_reason = models.CharField(max_length=200, blank=True)
    qualified_at = models.DateTimeField(null=True, blank=True)
    progressed_at = models.DateTimeField(null=True, blank=True)
    custom = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    unjudged = models.BooleanField(default=True)  # set by every change; the room of honesty clears it after its look

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="closed_has_a_day",
                condition=Q(state__in=["won", "lost", "let_go"], closed_on__isnull=False)
                | Q(state__in=["open", "parked"], closed_on__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "state", "close_date", "id"], name="opp_by_close_date"),
            models.Index(fields=["organization", "state", "margin", "id"], name="opp_by_margin"),
            models.Index(fields=["organization", "order_key", "id", "state"], name="opp_by_name"),
            models.Index(fields=["organization", "search_key", "id", "state"], name="opp_by_search_key"),
            models.Index(fields=["organization", "state", "team", "close_date", "id"], name="opp_by_team"),
            models.Index(fields=["organization", "state", "owner", "close_date", "id"], name="opp_by_owner"),
            models.Index(fields=["account", "organization"], name="opp_by_account"),
            models.Index(fields=["organization", "changed_at", "id"], name="opp_by_change"),
            models.Index(fields=["organization", "id"], name="opp_unjudged", condition=Q(unjudged=True)),
            models.Index(fields=["organization", "state", "closed_on", "id"], name="opp_by_closing"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Open or asleep: not yet ended."""
        return self.state in {State.OPEN, State.PARKED}


class NextStep(Row):
    """What happens next, when, and with whom at the buyer. At most one is open for an opportunity."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="next_steps")
    what = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    agreed_with_buyer = models.BooleanField(default=False)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    was_done = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("opportunity", name="one_open_next_step", condition=Q(ended_at__isnull=True))
        ]
        indexes = [models.Index(fields=["organization", "opportunity", "-made_at"], name="steps_of_opportunity")]


class Parking(Row):
    """An opportunity sleeps, for a reason, until a day."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="parkings")
    reason = models.CharField(max_length=300)
    wake_on = models.DateField()
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("opportunity", name="one_open_parking", condition=Q(ended_at__isnull=True))
        ]
        indexes = [models.Index(fields=["organization", "wake_on"], name="parkings_by_waking")]


class LettingGo(Row):
    """An opportunity was let go: an honest pipeline, not progress. It may say when to look again."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="lettings_go")
    reason = models.CharField(max_length=11, choices=LetGoReason.choices)
    competitor = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=300, blank=True)
    look_again_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("opportunity", name="one_letting_go", condition=Q(undone_at__isnull=True)),
            models.CheckConstraint(name="lost_to_somebody", condition=~Q(reason="lost_to") | ~Q(competitor="")),
        ]
        indexes = [models.Index(fields=["organization", "at"], name="lettings_go_by_time")]


class BuyerEvent(Row):
    """A dated event at the buyer, such as a board meeting: it explains a close date that waits for it."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="buyer_events")
    what = models.CharField(max_length=200)
    on_day = models.DateField()
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "opportunity", "on_day"], name="events_of_opportunity")]


class Evidence(Row):
    """A criterion is met, and this is how we know: in words, by whom, from which meeting, from which document.

    `meeting_key` names a customer meeting, whose room stands above this one; `link` says where a document lies.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="evidence")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=500, blank=True)
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    meeting_key = models.UUIDField(null=True, blank=True)
    link = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("opportunity", "criterion", name="criterion_met_once")]


class Activity(Row):
    """What we did: a call, a letter, a task. It is never progress (R13)."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(
        Opportunity, on_delete=models.SET_NULL, null=True, blank=True, related_name="activities"
    )
    account = models.ForeignKey(Account, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=5, choices=ActivityKind.choices)
    subject = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    custom = models.JSONField(default=dict, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "opportunity", "-at"], name="activity_by_opportunity"),
            models.Index(fields=["organization", "member", "-at"], name="activity_by_member"),
        ]


class ExchangeRate(Row):
    """What one unit of a currency is worth in the organization's own, from a day on; entered by hand."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="rates")
    currency = models.CharField(max_length=3)
    from_day = models.DateField()
    rate = models.DecimalField(max_digits=14, decimal_places=6)

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "currency", "from_day", name="one_rate_a_day"),
            models.CheckConstraint(name="rate_positive", condition=Q(rate__gt=0)),
        ]
