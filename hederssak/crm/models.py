"""Whom we sell to: companies, the people there, and what we sell them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from hederssak.lib.rows import Row
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

    objects = AccountQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["organization", "name_key"], name="account_by_name_key"),
            models.Index(fields=["organization", "search_key", "id"], name="account_by_search_key"),
            models.Index(
                fields=["organization", "org_number"],
                name="account_by_org_number",
                condition=~Q(org_number=""),
            ),
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
