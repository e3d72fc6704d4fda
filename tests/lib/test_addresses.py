"""The quick way to a record's address says what the slow way says."""

import uuid

import pytest
from django.urls import reverse

from hederssak.lib.addresses import address_of


@pytest.mark.parametrize(
    ("route", "after"), [("web:opportunity", ()), ("pipeline:parkings", ()), ("honesty:objection", ("pushed",))]
)
def test_it_is_the_address_that_django_gives(route: str, after: tuple[str, ...]) -> None:
    for pk in (uuid.uuid4(), uuid.uuid4()):
        assert address_of(route, pk, *after) == reverse(route, args=[pk, *after])
