"""Tries at signing in are counted in the database, so that every process and machine counts together."""

from django.core.cache import cache
from django.db import connection
from django.test import Client
from pytest_django import Settings

from hederssak.config import settings as product
from tests.cast import Cast


def test_the_migrations_make_the_caches_table(cast: Cast) -> None:
    assert "web_cache" in connection.introspection.table_names()


def test_wrong_passwords_are_counted_in_that_table(cast: Cast, client: Client, settings: Settings) -> None:
    settings.CACHES = product.CACHES
    given = {"login": cast.anna.email, "password": "guess"}
    for _ in range(5):
        client.post("/sign-in/login/", given)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM web_cache WHERE cache_key LIKE '%login_failed%'")
        assert cursor.fetchone()[0] > 0
    answer = Client().post("/sign-in/login/", given | {"password": "bokningstid 9-11"})
    assert answer.status_code == 200
    cache.clear()
