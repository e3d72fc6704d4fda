"""Who is signed in: a user, read together with what they are in which company, since every page asks for both."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from hederssak.lib.prepared import prepared
from hederssak.org.models import Member, User


@prepared
def _current(user: int) -> QuerySet[Member]:
    return Member.objects.current_of(user)


class MembershipBackend(AuthenticationBackend):  # type: ignore[misc] # the library is not typed
    """The sign-in library's backend, with one question to the database where Django would put two."""

    def get_user(self, user_id: int) -> User | None:
        """Return the user if they may sign in, with their memberships at hand."""
        members = _current(user_id)
        user = members[0].user if members else User.objects.filter(pk=user_id).first()
        if user is None or not self.user_can_authenticate(user):
            return None
        user.memberships = members
        return user
