"""Settings of the sign-in library: password, TOTP, passkeys, and any OpenID Connect provider."""

from urllib.parse import urlsplit

from hederssak.config.env import BadSettingError, env

ACCOUNT_ADAPTER = "hederssak.org.sign_in.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "hederssak.org.sign_in.SocialAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation went to that address, so having it is the proof
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody can make this server write to a stranger
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "login_failed": "10/m/ip,5/300s/key",
    "login": "60/m/ip",
    "set_up": "10/m/ip",
}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.flag("BEHIND_PROXY") else 0  # whose address the limits above count
MFA_FORMS = {
    "add_webauthn": "hederssak.org.forms.sign_in.AddPasskey",
    "edit_webauthn": "hederssak.org.forms.sign_in.RenamePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Hederssak"
MFA_ALLOW_UNVERIFIED_EMAIL = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # the adapter lets members in, and looks closer than this would
SOCIALACCOUNT_LOGIN_ON_GET = False
USERSESSIONS_TRACK_ACTIVITY = False

OIDC_PRESETS = {
    "entra": ("Microsoft", "https://login.microsoftonline.com/{tenant}/v2.0"),
    "google": ("Google", "https://accounts.google.com"),
    "generic": ("", ""),
}


def _provider() -> tuple[list[dict[str, object]], list[str]]:
    """Return the one provider that the environment names, or none, and its origin."""
    preset = env.choice("OIDC", "none", ("none", *OIDC_PRESETS))
    client, secret = env.text("OIDC_CLIENT_ID"), env.text("OIDC_SECRET")
    name, server = env.text("OIDC_NAME"), env.text("OIDC_SERVER")
    tenant = env.text("OIDC_TENANT", "organizations")
    if preset == "none":
        return [], []
    default_name, default_server = OIDC_PRESETS[preset]
    server = server or default_server.format(tenant=tenant)
    if not (client and secret and server):
        raise BadSettingError("HEDERSSAK_OIDC", "needs OIDC_CLIENT_ID and OIDC_SECRET, and OIDC_SERVER when generic")
    parts = urlsplit(server)
    provider: dict[str, object] = {
        "provider_id": preset,
        "name": name or default_name or "OpenID Connect",
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": server, "oauth_pkce_enabled": True},
    }
    return [provider], [f"{parts.scheme}://{parts.netloc}"]


OIDC_PROVIDERS, IDENTITY_PROVIDER_ORIGINS = _provider()
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": OIDC_PROVIDERS}}
