"""The law of reading: whatever happens in a calendar, replaying what was said of it changes nothing."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hederssak.calendars.actions.applying import apply
from hederssak.calendars.models import BusyTime, Connection, Copy, Question
from hederssak.calendars.providers.protocol import Changes, Found, Span
from tests.calendars.made import DAY, HOUR, TUESDAY, make_block, make_connection
from tests.cast import NOW, Cast

pytestmark = pytest.mark.db_both
UNTIL = NOW + 26 * 7 * DAY
NAMES = ("a", "b", "c", "ours")
EVENT = st.tuples(st.sampled_from(NAMES), st.integers(0, 5), st.integers(1, 3))
Said = tuple[bool, list[tuple[str, int, int]], list[str]]
SAID = st.tuples(st.booleans(), st.lists(EVENT, max_size=5), st.lists(st.sampled_from(NAMES), max_size=2))


def changes_of(said: Said, ours: str, token: int) -> Changes:
    """Return an answer: events with as many weekly instances as they say, and what is gone."""
    is_whole, events, gone = said
    changes = Changes(f"sync:{token}", is_whole=is_whole)
    for name, day, times in events:
        uid = ours if name == "ours" else name
        starts = [TUESDAY + (day + 7 * week) * DAY for week in range(1 if name == "ours" else times)]
        spans = tuple(
            Span(uid, f"{start:%Y%m%dT%H%M%SZ}" if times > 1 else "", start, start + 2 * HOUR) for start in starts
        )
        changes.add(Found(f"/{name}.ics", f'"{day}-{times}"', uid, spans))
    for name in gone:
        changes.remove(f"/{name}.ics")
    return changes


def everything() -> list[list[str]]:
    """Return all that reading writes."""
    rows = [BusyTime.objects.values(), Copy.objects.values(), Question.objects.values(), Connection.objects.values()]
    return [sorted(map(repr, found)) for found in rows]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=st.lists(SAID, min_size=1, max_size=5))
def test_replaying_an_answer_changes_nothing(cast: Cast, story: list[Said]) -> None:
    Connection.objects.all().delete()
    Question.objects.all().delete()
    block = make_block(cast.anna)
    connection = make_connection(cast.anna)
    Copy.objects.update(href="/ours.ics", etag='"0-1"', is_due=False)
    for token, said in enumerate(story):
        apply(connection, changes_of(said, block.uid, token), read_until=UNTIL, now=NOW)
        once = everything()
        touched = apply(
            connection, changes_of(said, block.uid, token), read_until=UNTIL, now=NOW + dt.timedelta(minutes=5)
        )
        assert touched == 0
        assert everything() == once
        assert not BusyTime.objects.filter(uid=block.uid).exists()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=st.lists(SAID, min_size=1, max_size=5), last=SAID)
def test_reading_everything_anew_comes_to_the_same_as_following_each_change(
    cast: Cast,
    story: list[Said],
    last: Said,
) -> None:
    Connection.objects.all().delete()
    followed = make_connection(cast.anna, address="https://example.com/followed/")
    anew = make_connection(cast.anna, address="https://example.com/anew/")
    whole = (True, last[1], last[2])
    for token, said in enumerate([*story, whole]):
        apply(followed, changes_of(said, "nobody's", token), read_until=UNTIL, now=NOW)
    apply(anew, changes_of(whole, "nobody's", 99), read_until=UNTIL, now=NOW)
    columns = ("href", "uid", "recurrence", "starts_at", "ends_at")
    rows = [sorted(row.busy_times.values_list(*columns)) for row in (followed, anew)]
    assert rows[0] == rows[1]
