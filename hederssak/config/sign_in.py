"""Settings of the sign-in library: password, TOTP, passkeys, and any OpenID Connect provider."""

from urllib.parse import SplitResult

from hederssak.config.env import BadSettingError, Env, env
from hederssak.lib.outside import UrlRefused, checked_form

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


def provider_of(given: Env) -> tuple[list[dict[str, object]], list[str]]:
    """Return the one provider that the environment names, or none, and its origin."""
    preset = given.choice("OIDC", "none", ("none", *OIDC_PRESETS))
    client, secret = given.text("OIDC_CLIENT_ID"), given.text("OIDC_SECRET")
    name, server, tenant = given.text("OIDC_NAME"), given.text("OIDC_SERVER"), given.text("OIDC_TENANT")
    private = frozenset(host.lower() for host in given.words("ALLOW_PRIVATE_HOSTS"))
    if preset == "none":
        return [], []
    if preset == "entra" and tenant in {"", "common", "organizations", "consumers"}:
        # In those, anybody's directory vouches for any address it likes.
        raise BadSettingError("HEDERSSAK_OIDC_TENANT", "takes the identifier of your own Microsoft directory")
    default_name, default_server = OIDC_PRESETS[preset]
    server = server or default_server.format(tenant=tenant)
    if not (client and secret and server):
        raise BadSettingError("HEDERSSAK_OIDC", "needs OIDC_CLIENT_ID and OIDC_SECRET, and OIDC_SERVER when generic")
    parts = _judged(server, private)
    provider: dict[str, object] = {
        "provider_id": preset,
        "name": name or default_name or "OpenID Connect",
        "client_id": client,
        "secret": secret,
        "settings": {
            "server_url": server,
            "oauth_pkce_enabled": True,
            # Microsoft does not say which addresses are verified; in the company's own directory they are its own.
            "verified_email": preset == "entra",
        },
    }
    return [provider], [f"{parts.scheme}://{parts.netloc}"]


def _judged(server: str, private: frozenset[str]) -> SplitResult:
    """Return the parts of the provider's address: https, outside, or a host that the operator allows."""
    try:
        parts = checked_form(server, allowed_hosts=private)
    except UrlRefused as refused:
        problem = f"is an address that is not called ({refused.code}); see HEDERSSAK_ALLOW_PRIVATE_HOSTS"
        raise BadSettingError("HEDERSSAK_OIDC_SERVER", problem) from refused
    if parts.scheme != "https" and parts.hostname not in private:
        raise BadSettingError("HEDERSSAK_OIDC_SERVER", "has to begin with https://")
    return parts


ALLOW_PRIVATE_HOSTS = frozenset(host.lower() for host in env.words("ALLOW_PRIVATE_HOSTS"))
OIDC_PROVIDERS, IDENTITY_PROVIDER_ORIGINS = provider_of(env)
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": OIDC_PROVIDERS}}
