"""Fixtures that every test may ask for."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from hypothesis import settings as examples

from hederssak.org.models import Member
from tests.cast import Cast, make_cast
from tests.databases import start_from_template
from tests.installation import Installation, installed
from tests.prepared_queries import held_against_django

examples.register_profile("default", examples.get_profile("default"), deadline=None)  # a busy machine is no fault
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: two workers with two threads each wait for all


@pytest.fixture(autouse=True)
def _nobody_has_tried_before() -> None:
    """Forget how often somebody tried to sign in: the tests of one process share the cache."""
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def _prepared_queries_are_what_django_writes() -> Iterator[None]:
    """Hold the SQL that is written once against what would be written now, whenever a test asks it."""
    with held_against_django():
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, database_server: str | None
) -> None:
    """Copy a database that was migrated once, in place of migrating in every process."""
    start_from_template(connection, database_server)


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


@pytest.fixture(scope="session")
def database_server() -> str | None:
    """Return the PostgreSQL server of this run, or None when it is on SQLite."""
    url = os.environ.get("HEDERSSAK_DATABASE_URL", "")
    return url if url.startswith("postgres") else None


@pytest.fixture
def installation(tmp_path: Path, database_server: str | None) -> Iterator[Installation]:
    """Make an empty installation on the engine of this run, for tests that start real processes."""
    with installed(tmp_path, database_server) as made:
        yield made
