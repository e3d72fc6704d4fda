"""The quick way to a record's address says what the slow way says."""

import subprocess
import sys
import uuid

import pytest
from django.urls import NoReverseMatch, reverse

from hederssak.lib.addresses import address_of, page, place


@pytest.mark.parametrize(
    ("route", "after"), [("web:opportunity", ()), ("pipeline:parkings", ()), ("honesty:objection", ("pushed",))]
)
def test_it_is_the_address_that_django_gives(route: str, after: tuple[str, ...]) -> None:
    for pk in (uuid.uuid4(), uuid.uuid4()):
        assert address_of(route, pk, *after) == reverse(route, args=[pk, *after])


def test_a_page_without_a_record_and_one_with_words_are_found_as_well() -> None:
    assert page("prospecting:promise") == reverse("prospecting:promise")
    assert place("prospecting:promise") == place("prospecting:promise") == reverse("prospecting:promise")
    assert page("org:accept_invitation", "a-key") == reverse("org:accept_invitation", args=["a-key"])


@pytest.mark.parametrize("route", ["nowhere:page", "account_login", "prospecting:nothing"])
def test_what_no_room_has_is_refused(route: str) -> None:
    with pytest.raises(NoReverseMatch):
        page(route)


def test_one_address_imports_one_room_alone() -> None:
    program = (
        "import os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'hederssak.config.settings_test';"
        "import django; django.setup(); from hederssak.lib.addresses import page; page('prospecting:promise');"
        "sys.exit('hederssak.prospecting.urls' not in sys.modules or 'hederssak.web.urls' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
