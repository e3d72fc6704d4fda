"""A promise as it is typed in the meeting, in three languages."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.spoken_promises import LONGEST, NotAPromise, Person, Read, Unread, read_promise

NOW = dt.datetime.fromisoformat("2026-11-23T08:40")  # the Monday of week 48, ten minutes into the meeting
NEXT = dt.date(2026, 11, 30)
WEDNESDAY, FRIDAY = dt.date(2026, 11, 25), dt.date(2026, 11, 27)
TEAM = (
    Person("anna", "Anna Berg"),
    Person("mikko", "Mikko Aalto"),
    Person("eva", "Eva Lindqvist"),
    Person("asa", "Åsa Öhman"),
)


def read(text: str, *, team: tuple[Person, ...] = TEAM, next_meeting: dt.date | None = NEXT) -> Read:
    return read_promise(text, team=team, writer="eva", now=NOW, next_meeting=next_meeting)


@pytest.mark.parametrize(
    ("text", "owner", "words", "day"),
    [
        ("@Anna offert till Kemi ons", "anna", "offert till Kemi", WEDNESDAY),
        ("@Mikko tarjous Kemiin ke", "mikko", "tarjous Kemiin", WEDNESDAY),
        ("@Anna offer to Kemi Wed", "anna", "offer to Kemi", WEDNESDAY),
        ("@anna berg: offert till Kemi på onsdag", "anna", "offert till Kemi", WEDNESDAY),
        ("@Mikko soittaa Kemiin keskiviikkona", "mikko", "soittaa Kemiin", WEDNESDAY),
        ("@Mikko tarjous Kemiin perjantaihin mennessä", "mikko", "tarjous Kemiin", FRIDAY),
        ("@Mikko tarjous viimeistään pe", "mikko", "tarjous", FRIDAY),
        ("@Anna offert till Kemi senast fredag", "anna", "offert till Kemi", FRIDAY),
        ("@Anna call Kemi by Friday", "anna", "call Kemi", FRIDAY),
        ("@Anna call Kemi next Friday", "anna", "call Kemi", dt.date(2026, 12, 4)),
        ("@Anna ringa Kemi imorgon", "anna", "ringa Kemi", dt.date(2026, 11, 24)),
        ("@Anna ringa Kemi i övermorgon", "anna", "ringa Kemi", WEDNESDAY),
        ("@Anna offert 3 december", "anna", "offert", dt.date(2026, 12, 3)),
        ("@Mikko tarjous 3.12.", "mikko", "tarjous", dt.date(2026, 12, 3)),
        ("@Anna offert v 49", "anna", "offert", dt.date(2026, 11, 30)),
        ("@Anna offert torsdag v 49", "anna", "offert", dt.date(2026, 12, 3)),
        ("@Anna offert nästa vecka", "anna", "offert", dt.date(2026, 11, 30)),
        ("@Anna offert om två veckor", "anna", "offert", dt.date(2026, 12, 7)),
        ("offert till Kemi ons @Åsa", "asa", "offert till Kemi", WEDNESDAY),
        ("@asa offert till Kemi ons", "asa", "offert till Kemi", WEDNESDAY),
        ("jag ringer Kemi ons", "eva", "jag ringer Kemi", WEDNESDAY),
        ("@Anna ringa Kemi ons kl 10", "anna", "ringa Kemi ons kl 10", WEDNESDAY),
        ("@Mik tarjous ke", "mikko", "tarjous", WEDNESDAY),
    ],
)
def test_says_who_what_and_when(text: str, owner: str, words: str, day: dt.date) -> None:
    assert read(text) == Read(owner, words, day, is_day_said=True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@Anna offert till Kemi", "offert till Kemi"),
        ("@Anna offer to Kemi", "offer to Kemi"),
        ("@Anna boka 5", "boka 5"),
        ("@Anna ring on Kemi", "ring on Kemi"),
        ("@Anna mejla inkop@kemi.fi", "mejla inkop@kemi.fi"),
        ("@Anna läs en bok om sälj", "läs en bok om sälj"),
    ],
)
def test_without_a_day_it_is_for_the_next_meeting(text: str, words: str) -> None:
    assert read(text) == Read("anna", words, NEXT, is_day_said=False)


def test_without_a_next_meeting_it_is_for_a_week_from_now() -> None:
    assert read("@Anna offert", next_meeting=None).day == dt.date(2026, 11, 30)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("@Otto offert ons", Unread.NOBODY_OF_THAT_NAME),
        ("@ offert ons", Unread.NOBODY_OF_THAT_NAME),
        ("@", Unread.NOBODY_OF_THAT_NAME),
        ("@Anna", Unread.NOTHING_PROMISED),
        ("@Anna ons", Unread.NOTHING_PROMISED),
        ("", Unread.NOTHING_PROMISED),
        ("ons", Unread.NOTHING_PROMISED),
        ("@Anna @Mikko offert ons", Unread.ONE_OWNER_EACH),
        ("@Anna offert 2026-11-01", Unread.DAY_PASSED),
        ("@Anna " + "x" * LONGEST, Unread.TOO_LONG),
    ],
)
def test_refuses_and_says_what_is_missing(text: str, code: Unread) -> None:
    with pytest.raises(NotAPromise) as refused:
        read(text)
    assert refused.value.code is code


def test_of_two_annas_it_asks_which_and_understands_the_answer() -> None:
    team = (*TEAM, Person("other", "Anna Ahlgren"))
    with pytest.raises(NotAPromise) as refused:
        read("@Anna offert ons", team=team)
    assert (refused.value.code, refused.value.name) == (Unread.WHICH_ONE, "Anna")
    assert refused.value.among == ("Anna Berg", "Anna Ahlgren")
    assert read("@Anna B offert ons", team=team).owner == "anna"
    assert read("@Anna Ahlgren offert ons", team=team) == Read("other", "offert", WEDNESDAY, is_day_said=True)


def test_an_unknown_name_gets_to_know_who_there_is() -> None:
    with pytest.raises(NotAPromise) as refused:
        read("@Otto offert ons")
    assert refused.value.among == tuple(one.name for one in TEAM)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_promise_or_refused(text: str) -> None:
    try:
        found = read(text)
    except NotAPromise:
        return
    assert found.words
    assert found.day >= NOW.date()
    assert found.owner in {one.id for one in TEAM}
