"""Fixtures that every test may ask for."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client

from hederssak.org.models import Member
from tests.cast import Cast, make_cast


@pytest.fixture
def cast(db: None) -> Cast:
    """Make the standing cast."""
    return make_cast()


@pytest.fixture
def signed_in(client: Client) -> Callable[[Member], Client]:
    """Return a function that signs the client in as a member."""

    def sign_in(member: Member) -> Client:
        assert member.user is not None
        client.force_login(member.user)
        return client

    return sign_in


@pytest.fixture
def _history_may_be_flushed(transactional_db: None) -> Iterator[None]:
    """Let the flush after a test with real transactions empty the append-only tables on SQLite."""
    yield
    if connection.vendor == "sqlite":
        connection.connection.create_function("hederssak_may_redact", 0, lambda: 1)
