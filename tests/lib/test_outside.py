"""Nobody can make this server call into the network that it stands in."""

from collections.abc import Iterable

import pytest
from pytest_django import Settings

from hederssak.lib.outside import Checked, UrlRefused, by_dns, checked_form, checked_url

OUT = "93.184.215.14"


def means(*addresses: str) -> object:
    def resolve(_host: str, _port: int) -> Iterable[str]:
        return addresses

    return resolve


def refusal(url: str, *addresses: str) -> str:
    with pytest.raises(UrlRefused) as refused:
        checked_url(url, resolve=means(*addresses) if addresses else by_dns)  # type: ignore[arg-type] # a function made here
    return refused.value.code


def test_an_address_on_the_open_internet_is_pinned() -> None:
    checked = checked_url("https://Login.Example.com/.well-known/x", resolve=lambda _h, _p: [OUT])
    assert checked == Checked("https://Login.Example.com/.well-known/x", "https", "login.example.com", 443, OUT)


@pytest.mark.parametrize(
    "inside",
    [
        "127.0.0.1",
        "10.0.0.5",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.100.100.200",
        "0.0.0.0",  # noqa: S104 (an address to refuse)
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%2",
        "fc00::1",
        "fd00:ec2::254",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.5",
        "::127.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2001:0:4136:e378:8000:63bf:80ff:fffe",
        "ff02::1",
    ],
)
def test_a_name_that_means_an_inside_address_is_refused(inside: str) -> None:
    assert refusal("https://innocent.example/", inside) == "inside"


def test_one_inside_address_among_several_is_enough() -> None:
    assert refusal("https://innocent.example/", OUT, "127.0.0.1") == "inside"


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "017700000001",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "127.0.0.1.",
        "169.254.169.254",
        "[fd00:ec2::254]",
    ],
)
def test_no_spelling_of_an_inside_address_gets_by(host: str) -> None:
    for url in (f"http://{host}/", f"https://{host}:8443/x"):
        assert refusal(url) == "inside"
        with pytest.raises(UrlRefused):
            checked_form(url, allowed_hosts=())


def test_this_machine_by_its_name_is_inside() -> None:
    assert refusal("http://localhost:8020/") == "inside"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("ftp://example.com/", "not_http"),
        ("file:///etc/passwd", "not_http"),
        ("gopher://example.com/", "not_http"),
        ("javascript:alert(1)", "not_http"),
        ("//example.com/", "not_http"),
        ("example.com", "not_http"),
        ("", "not_http"),
        ("https://me:secret@example.com/", "has_credentials"),
        ("https://@example.com/", "has_credentials"),
        ("https://example.com@127.0.0.1/", "has_credentials"),
        ("https:///path", "not_an_address"),
        ("https://example.com:0/", "not_an_address"),
        ("https://example.com:99999/", "not_an_address"),
        ("https://[::1/", "not_an_address"),
        ("https://exa mple.com/", "not_an_address"),
        ("https://example.com\\@127.0.0.1/", "not_an_address"),
        ("https://example.com/\r\nHost: inside", "not_an_address"),
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: str, code: str) -> None:
    assert refusal(url, OUT) == code


def test_a_name_that_means_nothing_is_refused() -> None:
    assert refusal("https://nowhere.invalid/") == "not_found"
    assert refusal(f"https://{'a' * 70}.example/") == "not_found"
    with pytest.raises(UrlRefused):
        checked_url("https://example.com/", resolve=lambda _h, _p: [])


def test_the_operator_can_allow_a_host_of_the_own_network(settings: Settings) -> None:
    settings.ALLOW_PRIVATE_HOSTS = frozenset({"sso.intra.example", "127.0.0.1"})
    assert checked_url("https://sso.intra.example/", resolve=lambda _h, _p: ["10.1.2.3"]).address == "10.1.2.3"
    assert checked_url("http://127.0.0.1:9000/").port == 9000
    assert refusal("https://other.intra.example/", "10.1.2.3") == "inside"


def test_not_even_the_operator_allows_the_metadata_of_the_cloud(settings: Settings) -> None:
    settings.ALLOW_PRIVATE_HOSTS = frozenset({"sso.intra.example"})
    assert refusal("https://sso.intra.example/", "169.254.169.254") == "inside"
    assert refusal("https://sso.intra.example/", "::ffff:169.254.169.254") == "inside"
