from django.urls import URLPattern, path

from hederssak.org.views import invitations, members, people, set_up, sign_in, teams

app_name = "org"
urlpatterns: list[URLPattern] = [
    path("", teams.organization, name="organization"),
    path("demo/<str:who>/", sign_in.demo_sign_in, name="demo_sign_in"),
    path("invitations/<str:key>/", invitations.accept_invitation, name="accept_invitation"),
    path("keys/", people.tokens, name="tokens"),
    path("keys/<uuid:token_id>/revoke/", people.revoke, name="token_revoke"),
    path("looks/", people.looks, name="looks"),
    path("members/", members.members, name="members"),
    path("members/new/", members.new_member, name="new_member"),
    path("members/<uuid:member_id>/", members.member, name="member"),
    path("members/<uuid:member_id>/invite/", members.inviting, name="member_invite"),
    path("members/<uuid:member_id>/leave/", members.leaving, name="member_leave"),
    path("members/<uuid:member_id>/return/", members.returning, name="member_return"),
    path("members/<uuid:member_id>/withdraw/", members.withdrawing, name="member_withdraw"),
    path("people/<uuid:member_id>/", people.person, name="person"),
    path("people/<uuid:member_id>/absences/", people.add_absence, name="add_absence"),
    path("people/<uuid:member_id>/absences/<uuid:absence_id>/remove/", people.remove_absence, name="remove_absence"),
    path("people/<uuid:member_id>/working-days/", people.working_days, name="working_days"),
    path("quiet/", teams.quiet_periods, name="quiet_periods"),
    path("quiet/<uuid:period_id>/remove/", teams.remove_quiet_period, name="quiet_period_remove"),
    path("set-up/", set_up.first_start, name="set_up"),
    path("settings/", teams.settings, name="settings"),
    path("teams/", teams.teams, name="teams"),
    path("teams/new/", teams.new_team, name="new_team"),
    path("teams/<uuid:team_id>/", teams.team, name="team"),
]
