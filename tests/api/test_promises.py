"""The API gives promises as they are typed, tells how they went, and refuses as the pages do."""

import pytest

from hederssak.history.models import Change, Origin, RecordKind
from hederssak.rules.promises import State
from hederssak.salesmeetings.actions.promising import settle
from hederssak.salesmeetings.models import MeetingPromise
from tests.api.test_deals_and_companies import Ask, _clock, ask  # noqa: F401 (fixtures)
from tests.cast import NOW, Cast
from tests.salesmeetings.mondays import DAY
from tests.salesmeetings.promising import annas_old_promise, promised

pytestmark = pytest.mark.db_both


def test_a_promise_is_given_in_the_words_of_the_meeting(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    status, made = ask(cast.eva, "/promises", {"text": "@Anna offert till Kemi fre"})
    assert (status, made["owner"]["name"], made["due"], made["state"]) == (200, "Anna Berg", "2026-11-20", "open")
    change = Change.objects.get(kind=RecordKind.TEAM_PROMISE)
    assert (change.origin, change.by) == (Origin.API, cast.eva)


@pytest.mark.parametrize(
    ("text", "code"),
    [("@Otto offert fre", "nobody_of_that_name"), ("fre", "nothing_promised"), ("", "nothing_promised")],
)
def test_what_is_no_promise_is_refused_with_why(cast: Cast, ask: Ask, text: str, code: str) -> None:  # noqa: F811 (a fixture)
    status, said = ask(cast.eva, "/promises", {"text": text})
    assert (status, said) == (422, {"detail": [{"loc": ["body", "text"], "type": code}]})


def test_the_teams_are_listed_open_ones_first_and_the_own_alone_if_asked(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    settle(promised(cast.anna, "Hållet"), State.KEPT, by=cast.anna, now=NOW - DAY)
    promised(cast.anna, "Öppet")
    promised(cast.mikko, "Mikkos", due=NOW.date() - DAY)
    promised(cast.otto, "I Syd")
    listed = ask(cast.anna, "/promises")[1]
    assert [(one["text"], one["is_owed"]) for one in listed] == [("Mikkos", True), ("Öppet", False), ("Hållet", False)]
    assert [one["text"] for one in ask(cast.anna, "/promises?own=true")[1]] == ["Öppet"]
    assert ask(cast.anna, f"/promises?team={cast.syd.pk}")[0] == 404


def test_how_it_went_is_told_taken_back_and_not_told_twice(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    made = promised(cast.anna)
    assert ask(cast.anna, f"/promises/{made.pk}/words", {"state": "kept"})[1]["state"] == "kept"
    assert ask(cast.eva, f"/promises/{made.pk}/words", {"state": "broken"}) == (409, {"detail": "already_settled"})
    assert ask(cast.eva, f"/promises/{made.pk}/words", {"state": "open"}) == (409, {"detail": "nothing_to_take_back"})
    assert ask(cast.anna, f"/promises/{made.pk}/words", {"state": "open"})[1]["state"] == "open"
    assert ask(cast.mikko, f"/promises/{made.pk}/words", {"state": "kept"}) == (403, {"detail": "not_yours_to_settle"})
    assert ask(cast.otto, f"/promises/{made.pk}/words", {"state": "kept"})[0] == 404


def test_broken_twice_it_has_to_be_smaller(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    made = promised(cast.anna, due=NOW.date() - DAY)
    again = ask(cast.anna, f"/promises/{made.pk}/instead", {"text": "Offert till Kemi fre"})[1]
    assert (again["instead_of"], again["times_broken"]) == (str(made.pk), 1)
    settle(MeetingPromise.objects.get(pk=again["id"]), State.BROKEN, by=cast.anna, now=NOW)
    same = ask(cast.anna, f"/promises/{again['id']}/instead", {"text": "Offert till Kemi fre"})
    assert same == (409, {"detail": "not_smaller"})
    assert ask(cast.anna, f"/promises/{again['id']}/instead", {"text": "Ring Kemi fre"})[0] == 200


def test_what_is_no_longer_needed_is_laid_aside_with_why_and_stays_broken(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    made, early = annas_old_promise(cast), promised(cast.anna, due=NOW.date() - DAY)
    status, said = ask(cast.anna, f"/promises/{made.pk}/aside", {"reason": "De har bestämt sig ändå"})
    assert (status, said["state"], said["no_longer_needed"]) == (200, "broken", "De har bestämt sig ändå")
    assert Change.objects.get(record_id=made.pk, field="laid_aside_why").origin == Origin.API
    assert ask(cast.anna, f"/promises/{early.pk}/aside", {"reason": "x"}) == (409, {"detail": "too_early"})
    missing = {"detail": [{"loc": ["body", "reason"], "type": "reason_missing"}]}
    assert ask(cast.anna, f"/promises/{early.pk}/aside", {"reason": " "}) == (422, missing)
    assert ask(cast.mikko, f"/promises/{early.pk}/aside", {"reason": "x"})[0] == 403
