"""Settings of Microsoft 365 and Google Calendar: who this installation is to them (docs/operate/calendars.md)."""

from urllib.parse import urlsplit

from hederssak.config.env import BadSettingError, Env, env

MICROSOFT_SIGN_IN = "https://login.microsoftonline.com/{tenant}/oauth2/v2.0/"


def calendar_apps(given: Env) -> dict[str, dict[str, str]]:
    """Return what the environment says of each service, by the service's name; one that is not named is not offered."""
    apps: dict[str, dict[str, str]] = {}
    for service in ("microsoft", "google"):
        prefix = f"{service.upper()}_CALENDAR_"
        client, secret = given.text(f"{prefix}CLIENT_ID"), given.text(f"{prefix}SECRET")
        if bool(client) != bool(secret):
            raise BadSettingError(f"HEDERSSAK_{prefix}SECRET", f"belongs together with HEDERSSAK_{prefix}CLIENT_ID")
        if client:
            apps[service] = {"client_id": client, "secret": secret}
    tenant = given.text("MICROSOFT_CALENDAR_TENANT", "organizations")
    if "microsoft" in apps:
        sign_in = MICROSOFT_SIGN_IN.format(tenant=tenant)
        apps["microsoft"] |= {
            "authorize": f"{sign_in}authorize",
            "token": f"{sign_in}token",
            "api": "https://graph.microsoft.com/v1.0",
        }
    if "google" in apps:
        apps["google"] |= {
            "authorize": "https://accounts.google.com/o/oauth2/v2/auth",
            "token": "https://oauth2.googleapis.com/token",
            "api": "https://www.googleapis.com/calendar/v3",
        }
    return apps


CALENDAR_APPS = calendar_apps(env)
CALENDAR_ORIGINS = [f"https://{urlsplit(app['authorize']).netloc}" for app in CALENDAR_APPS.values()]
"""Where "Connect" leads; the policy of our pages names it."""
