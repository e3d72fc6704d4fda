"""An identity provider is set up by the environment, and refused at the start when it could let strangers in."""

import pytest

from hederssak.config.env import BadSettingError, Env
from hederssak.config.sign_in import provider_of

GIVEN = {"HEDERSSAK_OIDC_CLIENT_ID": "hederssak", "HEDERSSAK_OIDC_SECRET": "s"}


def told(**values: str) -> tuple[list[dict[str, object]], list[str]]:
    return provider_of(Env(GIVEN | {f"HEDERSSAK_{name}": value for name, value in values.items()}))


def test_without_a_word_there_is_none() -> None:
    assert told() == ([], [])


def test_microsoft_is_the_companys_own_directory() -> None:
    (provider,), origins = told(OIDC="entra", OIDC_TENANT="4f2a")
    assert provider["name"] == "Microsoft"
    assert provider["settings"] == {
        "server_url": "https://login.microsoftonline.com/4f2a/v2.0",
        "oauth_pkce_enabled": True,
        "verified_email": True,
    }
    assert origins == ["https://login.microsoftonline.com"]


@pytest.mark.parametrize("tenant", ["", "common", "organizations", "consumers"])
def test_everybodys_directory_is_nobodys(tenant: str) -> None:
    with pytest.raises(BadSettingError, match="OIDC_TENANT"):
        told(OIDC="entra", OIDC_TENANT=tenant)


def test_google_has_to_vouch_for_each_address() -> None:
    (provider,), _origins = told(OIDC="google")
    assert provider["settings"] == {
        "server_url": "https://accounts.google.com",
        "oauth_pkce_enabled": True,
        "verified_email": False,
    }


@pytest.mark.parametrize(
    "server",
    [
        "http://sso.example.com",
        "https://10.0.0.5",
        "https://127.1/",
        "https://me:secret@sso.example.com",
        "sso.example.com",
        "https://169.254.169.254/",
    ],
)
def test_an_address_that_is_not_to_be_called_stops_the_start(server: str) -> None:
    with pytest.raises(BadSettingError, match="OIDC_SERVER"):
        told(OIDC="generic", OIDC_SERVER=server)


def test_a_provider_in_the_own_network_is_allowed_by_name() -> None:
    (provider,), origins = told(
        OIDC="generic", OIDC_SERVER="http://10.0.0.5:8080/realms/x", ALLOW_PRIVATE_HOSTS="10.0.0.5"
    )
    assert provider["name"] == "OpenID Connect"
    assert origins == ["http://10.0.0.5:8080"]


@pytest.mark.parametrize("missing", ["OIDC_CLIENT_ID", "OIDC_SECRET", "OIDC_SERVER"])
def test_half_a_provider_stops_the_start(missing: str) -> None:
    with pytest.raises(BadSettingError, match="HEDERSSAK_OIDC"):
        told(**({"OIDC": "generic", "OIDC_SERVER": "https://sso.example.com"} | {missing: ""}))
