"""Administrators say who is in the organization; everybody reads it in the history."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from hederssak.history.models import Change, PrivateText, RecordKind
from hederssak.org.actions import (
    EmailTakenError,
    LastAdminError,
    MemberDraft,
    SignsInWithItError,
    add_member,
    change_member,
    come_back,
    leave,
    make_token,
    member_of_key,
)
from hederssak.org.models import Member, Role, Team
from tests.cast import NOW, Cast

SignIn = Callable[[Member], Client]
SIRI = MemberDraft(name="Siri Bergman", email="Siri@Example.com")


def test_a_new_member_can_not_sign_in(cast: Cast) -> None:
    siri = add_member(SIRI, by=cast.ada, now=NOW)
    assert (siri.email, siri.user, siri.role) == ("siri@example.com", None, Role.REP)
    change = Change.objects.get(kind=RecordKind.MEMBER, record_id=siri.pk)
    assert change.new == {"role": "rep", "language": "sv"}
    assert PrivateText.objects.get(change=change).values["new"] == {"name": "Siri Bergman", "email": "siri@example.com"}


def test_an_address_is_one_persons(cast: Cast) -> None:
    with pytest.raises(EmailTakenError):
        add_member(MemberDraft(name="Anna B", email="ANNA@example.com"), by=cast.ada, now=NOW)
    siri = add_member(SIRI, by=cast.ada, now=NOW)
    with pytest.raises(EmailTakenError):
        change_member(siri, MemberDraft(name="Siri", email=cast.anna.email), by=cast.ada, now=NOW)


def test_people_without_an_address_can_be_many(cast: Cast) -> None:
    add_member(MemberDraft(name="A"), by=cast.ada, now=NOW)
    add_member(MemberDraft(name="B"), by=cast.ada, now=NOW)


def test_the_same_address_in_another_organization_is_no_matter(cast: Cast) -> None:
    assert add_member(MemberDraft(name="Anna", email=cast.anna.email), by=cast.stig, now=NOW)


def test_a_change_is_one_row_per_field(cast: Cast) -> None:
    draft = MemberDraft(name="Anna Berg", email="anna@example.com", role=Role.MANAGER, team=cast.syd)
    assert set(change_member(cast.anna, draft, by=cast.ada, now=NOW)) == {"role", "team_id"}
    changes = {change.field: change.new for change in Change.objects.filter(record_id=cast.anna.pk)}
    assert changes == {"role": "manager", "team": str(cast.syd.pk)}


def test_nothing_changed_is_nothing_written(cast: Cast) -> None:
    draft = MemberDraft(name="Anna Berg", email="anna@example.com", team=cast.norr)
    assert change_member(cast.anna, draft, by=cast.ada, now=NOW) == []
    assert not Change.objects.exists()


def test_an_administrator_can_not_take_a_sign_in_over_by_its_address(cast: Cast) -> None:
    with pytest.raises(SignsInWithItError):
        change_member(cast.anna, MemberDraft(name="Anna Berg", email="mine@example.com"), by=cast.ada, now=NOW)


@pytest.mark.parametrize("who", ["anna", "eva", "vera"])
def test_nobody_but_an_administrator_changes_members(cast: Cast, who: str) -> None:
    by = cast.members[who]
    with pytest.raises(PermissionDenied):
        add_member(SIRI, by=by, now=NOW)
    with pytest.raises(PermissionDenied):
        leave(cast.mikko, by=by, now=NOW)


def test_the_last_administrator_stays(cast: Cast) -> None:
    with pytest.raises(LastAdminError):
        leave(cast.ada, by=cast.ada, now=NOW)
    with pytest.raises(LastAdminError):
        change_member(cast.ada, MemberDraft(name="Ada", email=cast.ada.email, role=Role.REP), by=cast.ada, now=NOW)
    add_member(MemberDraft(name="Not in yet", role=Role.ADMIN), by=cast.ada, now=NOW)
    with pytest.raises(LastAdminError):
        leave(cast.ada, by=cast.ada, now=NOW)


def test_whoever_leaves_is_out_at_once(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in(cast.eva)
    _token, key = make_token(name="report", by=cast.eva, now=NOW)
    assert browser.get("/").status_code == 200
    leave(cast.eva, by=cast.ada, now=NOW)
    assert browser.get("/").status_code == 403
    assert member_of_key(key, now=NOW) is None
    assert Team.objects.get(pk=cast.norr.pk).manager is None


def test_a_leaver_can_come_back(cast: Cast, signed_in: SignIn) -> None:
    leave(cast.anna, by=cast.ada, now=NOW)
    come_back(cast.anna, by=cast.ada, now=NOW)
    assert signed_in(cast.anna).get("/").status_code == 200


def test_the_list_shows_everyone_and_costs_the_same_for_many(
    cast: Cast, signed_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser = signed_in(cast.ada)
    for number in range(55):
        add_member(MemberDraft(name=f"Person {number}", team=cast.norr), by=cast.ada, now=NOW)
    with django_assert_max_num_queries(9):
        page = browser.get(reverse("org:members")).content.decode()
    assert "Anna Berg" in page
    assert "Stig" not in page


def test_somebody_is_added_on_the_page_and_the_notice_after_leaving_undoes(cast: Cast, signed_in: SignIn) -> None:
    browser = signed_in(cast.ada)
    given = {
        "name": "Siri Bergman",
        "email": "siri@example.com",
        "role": "rep",
        "team": str(cast.norr.pk),
        "language": "sv",
    }
    assert browser.post(reverse("org:new_member"), given).status_code == 302
    siri = Member.objects.get(email="siri@example.com")
    page = browser.post(reverse("org:member_leave", args=[siri.pk]), follow=True).content.decode()
    assert reverse("org:member_return", args=[siri.pk]) in page


def test_a_refusal_stands_at_its_field(cast: Cast, signed_in: SignIn) -> None:
    given = {"name": "Anna", "email": cast.anna.email, "role": "rep", "team": "", "language": "sv"}
    answer = signed_in(cast.ada).post(reverse("org:new_member"), given)
    assert answer.status_code == 422
    assert "id_email_error" in answer.content.decode()


def test_another_organizations_team_can_not_be_chosen(cast: Cast, signed_in: SignIn) -> None:
    afar = Team.objects.create(organization=cast.elsewhere, name="Afar")
    given = {"name": "Siri", "email": "", "role": "rep", "team": str(afar.pk), "language": "sv"}
    assert signed_in(cast.ada).post(reverse("org:new_member"), given).status_code == 422
