"""The organization, its people, and what each member has to themselves."""

import datetime as dt

from hederssak.lib import clock
from hederssak.org.actions import MemberDraft, add_member, be_away, invite, keep_quiet, make_token
from hederssak.org.models import Absence, AccessToken, Member, QuietPeriod
from hederssak.rules.worktime import Period
from tests.cast import NOW, Cast
from tests.routes import ALL, EVERYONE, Any_, House, Open, Route

DAYS = Period(dt.date(2026, 11, 16), dt.date(2026, 11, 20))
ADMINS = "ada stig"
READERS = "vera ada stig"
NOT_ANNAS = "mikko otto maj vera ada"


def siri(cast: Cast) -> Member:
    """Add somebody to Norr who is known and not in yet."""
    draft = MemberDraft(name="Siri Bergman", email="siri@example.com", team=cast.norr)
    return Member.objects.filter(email=draft.email).first() or add_member(draft, by=cast.ada, now=NOW)


def key_of_siri(cast: Cast) -> str:
    """Invite Siri, and return the key in her link."""
    return invite(siri(cast), by=cast.ada, now=clock.read()).link.rstrip("/").rsplit("/", 1)[1]


def annas_absence(cast: Cast) -> Absence:
    """Let Anna be away for a week."""
    return be_away(cast.anna, DAYS, by=cast.anna, now=NOW)


def annas_token(cast: Cast) -> AccessToken:
    """Make a key of Anna's."""
    return make_token(name="report", by=cast.anna, now=NOW)[0]


def quiet_week(cast: Cast) -> QuietPeriod:
    """Let the firm be quiet for a week."""
    return keep_quiet(DAYS, name="Mässan", by=cast.ada, now=NOW)


def of_anna(house: House) -> dict[str, object]:
    """Name Anna in the address."""
    return {"member_id": house.cast.anna.pk}


def of_siri(house: House) -> dict[str, object]:
    """Name Siri in the address."""
    return {"member_id": house.of(siri).pk}


def days(_house: House) -> dict[str, object]:
    """Write days into a form."""
    return {"first": "2026-11-16", "last": "2026-11-20", "share": "100", "name": "Mässan"}


def team_form(_house: House) -> dict[str, object]:
    """Write a team into a form."""
    return {"name": "Öst", "manager": "", "country": "FI", "time_zone": "Europe/Helsinki"}


def member_form(_house: House) -> dict[str, object]:
    """Write a member into a form."""
    return {"name": "Nils Nord", "email": "nils@example.com", "role": "rep", "team": "", "language": "sv"}


def settings_form(_house: House) -> dict[str, object]:
    """Write settings into a form."""
    return {
        "name": "Nordvik",
        "country": "SE",
        "time_zone": "UTC",
        "language": "sv",
        "currency": "SEK",
        "reach": "own",
        "margin": "25",
    }


ROUTES: dict[str, Any_] = {
    "org:accept_invitation": Open(get=(200,), post=(422,), fill=lambda house: {"key": house.of(key_of_siri)}),
    "org:add_absence": Route(post="anna eva", hidden=NOT_ANNAS, fill=of_anna, give=days),
    "org:demo_sign_in": Open(post=(404,), fill=lambda _house: {"who": "anna"}),
    "org:looks": Route(get=EVERYONE),
    "org:member": Route(get="ada", post="ada", fill=of_siri, give=member_form),
    "org:member_invite": Route(post="ada", fill=of_siri),
    "org:member_leave": Route(post="ada", fill=of_siri),
    "org:member_return": Route(post="ada", fill=of_siri),
    "org:member_withdraw": Route(post="ada", fill=of_siri),
    "org:members": Route(get=READERS),
    "org:new_member": Route(get=ADMINS, post=ADMINS, give=member_form),
    "org:new_team": Route(get=ADMINS, post=ADMINS, give=team_form),
    "org:organization": Route(get=READERS),
    "org:person": Route(get="anna eva", hidden=NOT_ANNAS, fill=of_anna),
    "org:quiet_period_remove": Route(post="ada", fill=lambda house: {"period_id": house.of(quiet_week).pk}),
    "org:quiet_periods": Route(get=READERS, post=ADMINS, give=days),
    "org:remove_absence": Route(
        post="anna eva",
        hidden=NOT_ANNAS,
        fill=lambda house: of_anna(house) | {"absence_id": house.of(annas_absence).pk},
    ),
    "org:set_up": Open(get=(404,), post=(404,)),
    "org:settings": Route(get=ADMINS, post=ADMINS, give=settings_form),
    "org:team": Route(get="ada", post="ada", fill=lambda house: {"team_id": house.cast.norr.pk}, give=team_form),
    "org:teams": Route(get=READERS),
    "org:token_revoke": Route(post="anna", hidden=ALL, fill=lambda house: {"token_id": house.of(annas_token).pk}),
    "org:tokens": Route(get=EVERYONE, post=EVERYONE, give=lambda _house: {"name": "report"}),
    "org:working_days": Route(
        post="anna eva",
        hidden=NOT_ANNAS,
        fill=of_anna,
        give=lambda _house: {"weekdays": ["0", "1"], "weekly_hours": "16"},
    ),
}
