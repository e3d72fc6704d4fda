"""What can be done to an organization and its people; each in one transaction, with its history."""

from hederssak.org.actions.absences import (
    NoWorkingDayError,
    be_away,
    be_loud_again,
    choose_working_days,
    keep_quiet,
    not_away,
)
from hederssak.org.actions.invitations import (
    HasLeftError,
    InvitationOverError,
    NoAddressError,
    Sent,
    SignsInAlreadyError,
    accept,
    invite,
    withdraw,
)
from hederssak.org.actions.looks import look_at_person
from hederssak.org.actions.members import (
    EmailTakenError,
    LastAdminError,
    MemberDraft,
    SignsInWithItError,
    add_member,
    change_member,
    come_back,
    leave,
)
from hederssak.org.actions.passwords import send_password_letter
from hederssak.org.actions.preferences import choose_language
from hederssak.org.actions.set_up import AlreadySetUpError, FirstCompany, WrongSetUpKeyError, set_up, set_up_key
from hederssak.org.actions.settings import OrganizationDraft, change_organization
from hederssak.org.actions.teams import NotAManagerError, TeamDraft, TeamNameTakenError, add_team, change_team
from hederssak.org.actions.tokens import make_token, member_of_key, revoke_token

__all__ = [
    "AlreadySetUpError",
    "EmailTakenError",
    "FirstCompany",
    "HasLeftError",
    "InvitationOverError",
    "LastAdminError",
    "MemberDraft",
    "NoAddressError",
    "NoWorkingDayError",
    "NotAManagerError",
    "OrganizationDraft",
    "Sent",
    "SignsInAlreadyError",
    "SignsInWithItError",
    "TeamDraft",
    "TeamNameTakenError",
    "WrongSetUpKeyError",
    "accept",
    "add_member",
    "add_team",
    "be_away",
    "be_loud_again",
    "change_member",
    "change_organization",
    "change_team",
    "choose_language",
    "choose_working_days",
    "come_back",
    "invite",
    "keep_quiet",
    "leave",
    "look_at_person",
    "make_token",
    "member_of_key",
    "not_away",
    "revoke_token",
    "send_password_letter",
    "set_up",
    "set_up_key",
    "withdraw",
]
