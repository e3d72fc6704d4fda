"""The way in, which anybody may try, and each one's own means of signing in."""

from allauth.mfa.models import Authenticator

from tests.cast import Cast
from tests.routes import ALL, EVERYONE, Any_, Gone, House, Open, Route

PASSKEY = {"name": "My phone", "credential": {}}


def annas_passkey(cast: Cast) -> Authenticator:
    """Give Anna a passkey."""
    return Authenticator.objects.create(user=cast.anna.user, type=Authenticator.Type.WEBAUTHN, data=PASSKEY)


def passkey(house: House) -> dict[str, object]:
    """Name Anna's passkey in the address."""
    return {"pk": house.of(annas_passkey).pk}


def provider(_house: House) -> dict[str, object]:
    """Name a provider that is not set up here."""
    return {"provider_id": "nobody"}


OWN = Route(get=EVERYONE, post=EVERYONE, library=True)
ROUTES: dict[str, Any_] = {
    "account_change_password": OWN,
    "account_confirm_email": Gone(fill=lambda _house: {"key": "guess"}),
    "account_confirm_login_code": Gone(),
    "account_email": Gone(),
    "account_email_verification_sent": Gone(),
    "account_inactive": Open(get=(200,)),
    "account_login": Open(get=(200, 302), post=(200, 302)),
    "account_logout": Open(get=(200, 302), post=(302,)),
    "account_reauthenticate": OWN,
    "account_reset_password": Open(get=(200,), post=(200,)),
    "account_reset_password_done": Open(get=(200,)),
    "account_reset_password_from_key": Open(
        get=(200,), post=(200,), fill=lambda _house: {"uidb36": "1", "key": "guess"}
    ),
    "account_reset_password_from_key_done": Open(get=(200,)),
    "account_set_password": OWN,
    "account_signup": Gone(),
    "mfa_activate_totp": OWN,
    "mfa_add_webauthn": OWN,
    "mfa_authenticate": Open(get=(302,), post=(302,)),
    "mfa_deactivate_totp": Route(hidden=EVERYONE, get="nobody", post="nobody", library=True),
    "mfa_download_recovery_codes": Route(hidden=EVERYONE, get="nobody", library=True),
    "mfa_edit_webauthn": Route(get="anna", post="anna", hidden=ALL, fill=passkey, library=True),
    "mfa_generate_recovery_codes": OWN,
    "mfa_index": Route(get=EVERYONE, library=True),
    "mfa_list_webauthn": Route(get=EVERYONE, library=True),
    "mfa_login_webauthn": Open(get=(200, 302), post=(302,)),
    "mfa_reauthenticate": OWN,
    "mfa_reauthenticate_webauthn": OWN,
    "mfa_remove_webauthn": Route(get="anna", post="anna", hidden=ALL, fill=passkey, library=True),
    "mfa_view_recovery_codes": Route(get="nobody", hidden=EVERYONE, library=True),
    "openid_connect_callback": Open(get=(404,), post=(404,), fill=provider),
    "openid_connect_login": Open(get=(404,), post=(404,), fill=provider),
    "socialaccount_connections": Gone(),
    "socialaccount_login_cancelled": Open(get=(200,)),
    "socialaccount_login_error": Gone(),
    "socialaccount_signup": Gone(),
    "social_closed": Gone(),
    "usersessions_list": OWN,
}
