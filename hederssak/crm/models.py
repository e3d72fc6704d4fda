"""Whom we sell to: companies, the people there, and what we sell them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hederssak.lib.ordered import OrderKey
from hederssak.lib.rows import Derived, Row
from hederssak.org.access import readable
from hederssak.org.models import Member, Organization


class Relationship(models.TextChoices):
    PROSPECT = "prospect"
    CUSTOMER = "customer"
    FORMER = "former"
    PARTNER = "partner"


class FieldKnown(models.TextChoices):
    """When the value of a custom field is known; estimates refuse the last kind (ESTIMATES: leaks)."""

    AT_CREATION = "creation"
    WHILE_OPEN = "open"
    AFTER_CLOSE = "close"


class AccountQuerySet(models.QuerySet["Account"]):
    def visible_to(self, member: Member) -> AccountQuerySet:
        """What the member may read, as far as the organization lets a rep see."""
        return self.filter(readable(member, owner="owner", team="owner__team"))


class Account(Row):
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="accounts")
    name = models.CharField(max_length=255)
    name_key = models.CharField(max_length=255)
    search_key = models.CharField(max_length=400)
    order_key = OrderKey(max_length=400)
    org_number = models.CharField(max_length=40, blank=True)
    industry = models.CharField(max_length=120, blank=True)
    employees = models.PositiveIntegerField(null=True, blank=True)
    revenue = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    country = models.CharField(max_length=80, blank=True)
    city = models.CharField(max_length=120, blank=True)
    website = models.CharField(max_length=255, blank=True)
    relationship = models.CharField(max_length=8, choices=Relationship.choices, default=Relationship.PROSPECT)
    owner = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    custom = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    unjudged = models.BooleanField(default=True)  # set by every change; judging fit clears it

    objects = AccountQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organization", "name_key"], name="account_by_name_key"),
            models.Index(fields=["organization", "order_key", "id", "search_key"], name="account_by_name"),
            models.Index(
                fields=["organization", "org_number"],
                name="account_by_org_number",
                condition=~Q(org_number=""),
            ),
            models.Index(fields=["organization", "id"], name="account_unjudged", condition=Q(unjudged=True)),
        ]

    def __str__(self) -> str:
        return self.name


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, member: Member) -> ContactQuerySet:
        """What the member may read, as far as the organization lets a rep see."""
        return self.filter(readable(member, owner="account__owner", team="account__owner__team"))


class Contact(Row):
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="contacts")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, blank=True, related_name="contacts")
    name = models.CharField(max_length=200)
    search_key = models.CharField(max_length=300)
    title = models.CharField(max_length=160, blank=True)
    email = models.CharField(max_length=254, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    mobile = models.CharField(max_length=60, blank=True)
    left_on = models.DateField(null=True, blank=True)
    do_not_contact_at = models.DateTimeField(null=True, blank=True)
    custom = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    objects = ContactQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organization", "account", "name"], name="contact_by_account"),
            models.Index(fields=["organization", "email"], name="contact_by_email", condition=~Q(email="")),
            models.Index(fields=["organization", "search_key", "id"], name="contact_by_search_key"),
        ]

    def __str__(self) -> str:
        return self.name


class DoNotContact(Row):
    """Somebody asked us to leave them alone: for ever, whatever an import brings, and after the contact is gone.

    What is kept is a hash of each address and number (R5), enough to know them again and nothing else.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.SET_NULL, null=True, related_name="+")
    key_hash = models.CharField(max_length=64)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("organization", "key_hash", name="left_alone_once")]


class Product(Row):
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="products")
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=200)
    series = models.CharField(max_length=120, blank=True)
    list_price = models.DecimalField(max_digits=16, decimal_places=2, null=True, blank=True)
    custom = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("organization", "name_key", name="product_once")]

    def __str__(self) -> str:
        return self.name


class CustomField(Row):
    """A column that an import brought and that no field of ours holds."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="custom_fields")
    kind = models.CharField(max_length=12)
    key = models.CharField(max_length=120)
    label = models.CharField(max_length=200)
    known = models.CharField(max_length=8, choices=FieldKnown.choices, default=FieldKnown.WHILE_OPEN)

    class Meta:
        constraints = [models.UniqueConstraint("organization", "kind", "key", name="custom_field_once")]


class FitProfile(Row):
    """A version of the ideal customer's profile: proposed, then in force until another one is, or withdrawn.

    `preview` says whom it would move, counted when it was proposed.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="fit_profiles")
    number = models.PositiveIntegerField()
    enough = models.DecimalField(max_digits=3, decimal_places=2, default="0.60")
    why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    preview = models.JSONField(null=True)
    put_in_force_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    in_force_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "number", name="fit_profile_once"),
            models.UniqueConstraint(
                "organization",
                name="one_fit_proposal",
                condition=Q(in_force_at__isnull=True, withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(name="fit_enough", condition=Q(enough__gte=0, enough__lte=1)),
        ]


class FitCriterion(Row):
    """One criterion of a profile: a fact of a company, or a question to judge where `field` is empty.

    `key` is the same in every version that asks the same, so that answers hold from one version to the next.
    """

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    profile = models.ForeignKey(FitProfile, on_delete=models.CASCADE, related_name="criteria")
    key = models.UUIDField()
    position = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=200, blank=True)
    field = models.CharField(max_length=140, blank=True)
    operator = models.CharField(max_length=8, blank=True)
    values = models.JSONField(default=list)
    weight = models.PositiveSmallIntegerField(default=1)
    is_mandatory = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint("profile", "key", name="fit_criterion_once"),
            models.CheckConstraint(name="fit_fact_or_question", condition=~Q(field="", question="")),
        ]


class FitJudgment(Row):
    """Somebody answered a question about a company and said how they know. The latest one counts."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="fit_judgments")
    key = models.UUIDField()
    answer = models.CharField(max_length=7)
    evidence = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "account", "key", "-at"], name="fit_judgments_of_account")]


class FitVerdict(Derived):
    """Whether a company fits, as it was last judged: `answers` per criterion's key, `ask` what to find out first."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="fit")
    profile = models.ForeignKey(FitProfile, on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=7)
    least = models.DecimalField(max_digits=4, decimal_places=3)
    most = models.DecimalField(max_digits=4, decimal_places=3)
    answers = models.JSONField(default=dict)
    ask = models.JSONField(default=list)
    judged_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "verdict", "account"], name="fit_by_verdict")]


class FitOverride(Row):
    """A company is let in although it does not fit: a rep asks, a manager grants it until a day or refuses."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="fit_overrides")
    why = models.CharField(max_length=300)
    asked_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Member, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("account", name="one_override_asked", condition=Q(decided_at__isnull=True)),
            models.CheckConstraint(
                name="override_has_reason",
                condition=Q(until__isnull=True) | (Q(decided_at__isnull=False) & ~Q(reason="")),
            ),
        ]
        indexes = [models.Index(fields=["organization", "account", "until"], name="overrides_of_account")]
