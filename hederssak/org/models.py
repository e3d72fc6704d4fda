"""Who sells: the organization, its teams and members, and when they work."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.functional import cached_property

from hederssak.lib.rows import Row


class Country(models.TextChoices):
    SE = "SE"
    FI = "FI"
    NO = "NO"
    DK = "DK"
    EE = "EE"
    DE = "DE"
    GB = "GB"
    US = "US"


class Role(models.TextChoices):
    REP = "rep"
    MANAGER = "manager"
    DIRECTOR = "director"
    ADMIN = "admin"


class Reach(models.TextChoices):
    """How far a rep's reading of accounts and opportunities goes."""

    ORGANIZATION = "organization"
    TEAM = "team"
    OWN = "own"


class Organization(Row):
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, choices=Country.choices, default=Country.SE)
    currency = models.CharField(max_length=3, default="SEK")
    time_zone = models.CharField(max_length=64, default="Europe/Stockholm")
    language = models.CharField(max_length=2, default="sv")
    reach = models.CharField(max_length=12, choices=Reach.choices, default=Reach.ORGANIZATION)
    margin_rate = models.DecimalField(max_digits=5, decimal_places=4, default="0.3000")
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a person who signs in; without a password they can only use another way."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in. What they are in a company is a `Member`."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()

    def __str__(self) -> str:
        return self.email

    @cached_property
    def memberships(self) -> list[Member]:
        """What this person is at present, the oldest company first."""
        return list(Member.objects.current_of(self.pk))


class Team(Row):
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2, choices=Country.choices, default=Country.SE)
    time_zone = models.CharField(max_length=64, default="Europe/Stockholm")
    manager = models.ForeignKey(
        "Member", on_delete=models.SET_NULL, null=True, blank=True, related_name="managed_teams"
    )

    class Meta:
        constraints = [models.UniqueConstraint("organization", Lower("name"), name="team_name_once")]

    def __str__(self) -> str:
        return self.name


def first_name(name: str) -> str:
    """Return of a person's name what one calls across a room."""
    return name.split(" ", 1)[0]


class MemberQuerySet(models.QuerySet["Member"]):
    def visible_to(self, member: Member) -> MemberQuerySet:
        """Colleagues are known to each other by name; what is shown *of* them is another question."""
        return self.filter(organization_id=member.organization_id)

    def in_teams_of(self, manager: Member) -> MemberQuerySet:
        """The members of the teams that this member leads."""
        return self.filter(organization_id=manager.organization_id, team__manager=manager)

    def current_of(self, user_id: int) -> MemberQuerySet:
        """What a user is at present, with each company; the oldest company first."""
        found = self.filter(user_id=user_id, left_on=None).select_related("user", "organization", "team")
        return found.order_by("organization__created_at")


class Member(Row):
    """A person in one organization; without `user` they are known (as an owner in a CRM) but can't sign in."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="members")
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="members")
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    role = models.CharField(max_length=8, choices=Role.choices, default=Role.REP)
    language = models.CharField(max_length=2, default="sv")
    weekdays = models.CharField(max_length=7, default="1111100")
    weekly_hours = models.DecimalField(max_digits=4, decimal_places=1, default="40.0")
    left_on = models.DateField(null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint("organization", "user", name="member_once_per_organization"),
            models.UniqueConstraint("organization", Lower("email"), name="member_email_once", condition=~Q(email="")),
            models.CheckConstraint(name="member_role_known", condition=Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first_name(self) -> str:
        """The name one calls across a room."""
        return first_name(self.name)

    @property
    def initials(self) -> str:
        """At most two letters."""
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


class Absence(Row):
    """Days away, without a reason: none is asked and none is stored (R0)."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="absences")
    first_day = models.DateField()
    last_day = models.DateField()
    share = models.PositiveSmallIntegerField(default=100)

    class Meta:
        constraints = [
            models.CheckConstraint(name="absence_forward", condition=Q(last_day__gte=models.F("first_day"))),
            models.CheckConstraint(name="absence_share", condition=Q(share__gte=1, share__lte=100)),
        ]
        indexes = [models.Index(fields=["organization", "member", "first_day"], name="absence_by_member")]


class QuietPeriod(Row):
    """Weeks in which every clock of the organization stands still, beside those that the country has."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="quiet_periods")
    name = models.CharField(max_length=120)
    first_day = models.DateField()
    last_day = models.DateField()

    class Meta:
        constraints = [models.CheckConstraint(name="quiet_forward", condition=Q(last_day__gte=models.F("first_day")))]


class Invitation(Row):
    """A letter that lets a member sign in once. Only a hash of its key is kept."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="invitations")
    key_hash = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)


class PageLook(Row):
    """Somebody opened a page about somebody. The subject reads it."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    subject = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="looks")
    viewer = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["organization", "subject", "-at"], name="looks_of_subject")]


class AccessToken(Row):
    """A member's key to the API. Only its hash is kept; it can do what the member can."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    key_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
