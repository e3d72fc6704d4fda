"""A passkey from its making to a sign-in with nothing else, in a real browser with a made-up authenticator."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.cast import Cast

pytestmark = pytest.mark.browser
PASSWORD = "bokningstid 9-11"
PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def give_an_authenticator(page: Page) -> None:
    """Put a phone with a fingerprint reader beside the browser."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})


def sign_in(page: Page, home: str, email: str) -> None:
    page.goto(f"{home}/sign-in/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.click("main form.form .btn.primary")
    page.wait_for_url(f"{home}/")


def test_a_passkey_is_made_and_then_signs_in_alone(page: Page, live_server: LiveServer, live_cast: Cast) -> None:
    give_an_authenticator(page)
    sign_in(page, live_server.url, "ada@example.com")
    page.goto(f"{live_server.url}/sign-in/2fa/webauthn/add/")
    page.fill("[name=password]", PASSWORD)
    page.click("main .btn.primary")
    page.fill("[name=name]", "My phone")
    page.click("#passkey_add")
    page.wait_for_url("**/2fa/recovery-codes/")
    page.goto(f"{live_server.url}/sign-in/2fa/webauthn/")
    expect(page.get_by_text("My phone")).to_be_visible()
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/sign-in/login/")
    page.click("#passkey_login")
    page.wait_for_url(f"{live_server.url}/")
    expect(page.get_by_text("Ada Nyman").first).to_be_attached()


def test_a_passkey_stands_in_for_the_code_of_the_second_step(
    page: Page, live_server: LiveServer, live_cast: Cast
) -> None:
    give_an_authenticator(page)
    sign_in(page, live_server.url, "ada@example.com")
    page.goto(f"{live_server.url}/sign-in/2fa/webauthn/add/")
    page.fill("[name=password]", PASSWORD)
    page.click("main .btn.primary")
    page.uncheck("[name=passwordless]")
    page.click("#passkey_add")
    page.wait_for_url("**/2fa/recovery-codes/")
    page.context.clear_cookies()
    page.goto(f"{live_server.url}/sign-in/login/")
    page.fill("[name=login]", "ada@example.com")
    page.fill("[name=password]", PASSWORD)
    page.click("main form.form .btn.primary")
    page.click("#passkey_use")
    page.wait_for_url(f"{live_server.url}/")
