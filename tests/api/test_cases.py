"""The API of cases: offered, read as a sheet, written to, searched, as the pages let one."""

from __future__ import annotations

import pytest

from hederssak.history.models import Change, Origin, RecordKind
from hederssak.salesmeetings.actions.cases import write_insight
from hederssak.salesmeetings.models import Case, MeetingPromise
from tests.api.test_deals_and_companies import Ask, _clock, ask  # noqa: F401 (fixtures)
from tests.cast import NOW, Cast
from tests.routes.pipeline import annas_deal
from tests.routes.salesmeetings import annas_case, annas_insight
from tests.salesmeetings.mondays import make_meeting

pytestmark = pytest.mark.db_both


def test_ones_own_deal_is_offered_with_a_question_and_again_with_another(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    meeting, deal = make_meeting(cast.norr), annas_deal(cast)
    status, made = ask(cast.anna, "/cases", {"opportunity": str(deal.pk), "question": "Vem kan stoppa den?"})
    assert (status, made["reason"], made["asked"]) == (200, "volunteered", "Vem kan stoppa den?")
    assert (made["meeting"], made["teller"]["name"]) == (str(meeting.pk), "Anna Berg")
    again = ask(cast.anna, "/cases", {"opportunity": str(deal.pk), "question": "Hur möter vi dem?"})[1]
    assert (again["id"], again["question"]) == (made["id"], "Hur möter vi dem?")


def test_somebody_elses_deal_is_theirs_to_offer(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    deal = annas_deal(cast)
    assert ask(cast.eva, "/cases", {"opportunity": str(deal.pk)}) == (403, {"detail": "not_yours"})
    assert ask(cast.stig, "/cases", {"opportunity": str(deal.pk)})[0] == 404


def test_the_sheet_tells_how_the_deal_went(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    case = annas_case(cast)
    status, sheet = ask(cast.mikko, f"/cases/{case.pk}")
    assert (status, sheet["state"], sheet["question"]) == (200, "open", "")
    assert sheet["asked"] == "What do you want help with?"
    assert (sheet["may_write"], sheet["may_steer"]) == (True, False)
    assert {"story", "more", "course", "deciders", "days"} <= sheet.keys()
    assert [ask(cast.members[who], f"/cases/{case.pk}")[0] for who in ("otto", "ada", "stig")] == [404] * 3


def test_a_line_that_was_understood_says_that_the_case_is_told_and_can_be_struck(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    case = annas_case(cast)
    status, line = ask(cast.mikko, f"/cases/{case.pk}/insights", {"text": " Fråga   tidigare "})
    assert (status, line["text"], line["by"]["name"]) == (200, "Fråga tidigare", "Mikko Aalto")
    assert Case.objects.get().told_at == NOW
    assert ask(cast.anna, f"/cases/{case.pk}/back", {}) == (409, {"detail": "told_already"})
    address = f"/cases/{case.pk}/insights/{line['id']}/strike"
    assert ask(cast.anna, address, {})[0] == 403
    assert ask(cast.mikko, address, {})[1]["insights"] == []


def test_without_words_nothing_is_written(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    nothing = {"detail": [{"loc": ["body", "text"], "type": "nothing_written"}]}
    assert ask(cast.anna, f"/cases/{annas_case(cast).pk}/insights", {"text": " "}) == (422, nothing)


def test_who_tries_what_is_a_promise_that_names_the_case_and_an_own_deal(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    case = annas_case(cast)
    given = {"text": "@Anna frågar vem som beslutar fre", "opportunity": str(case.opportunity_id)}
    status, made = ask(cast.anna, f"/cases/{case.pk}/tries", given)
    assert (status, made["text"], made["due"]) == (200, "frågar vem som beslutar", "2026-11-20")
    row = MeetingPromise.objects.get()
    assert (row.case_id, row.opportunity_id, row.meeting_id) == (case.pk, case.opportunity_id, case.meeting_id)
    assert Change.objects.get(kind=RecordKind.TEAM_PROMISE).origin == Origin.API
    [tried] = ask(cast.eva, f"/cases/{case.pk}")[1]["tries"]
    assert (tried["id"], tried["opportunity"]["id"]) == (made["id"], str(case.opportunity_id))
    assert ask(cast.mikko, f"/cases/{case.pk}/tries", given)[0] == 404
    assert ask(cast.eva, f"/cases/{case.pk}/tries", {"text": "@Otto ringer fre"})[0] == 422


def test_another_question_is_put_by_its_teller_and_who_leads(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    case = annas_case(cast)
    assert ask(cast.eva, f"/cases/{case.pk}/questions", {"question": "Varför?"})[1]["asked"] == "Varför?"
    assert ask(cast.mikko, f"/cases/{case.pk}/questions", {"question": "Varför?"})[0] == 403


def test_it_is_noted_as_told_by_whoever_of_the_team(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    case = annas_case(cast)
    assert ask(cast.vera, f"/cases/{case.pk}/told", {})[0] == 403
    assert ask(cast.mikko, f"/cases/{case.pk}/told", {})[1]["told_at"] == "2026-11-18T08:00:00Z"


def test_an_offer_is_taken_back_by_its_teller_or_who_leads(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    case = annas_case(cast)
    assert ask(cast.mikko, f"/cases/{case.pk}/back", {})[0] == 403
    ask(cast.eva, f"/cases/{case.pk}/back", {})
    assert Case.objects.get().taken_back_at == NOW
    assert ask(cast.anna, f"/cases/{case.pk}")[0] == 404


def test_what_was_learned_is_found_by_any_word_of_it(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    line = annas_insight(cast)
    write_insight(case=line.case, text="Ring driftchefen", by=cast.anna, now=NOW)
    found = ask(cast.mikko, "/cases?q=driftchefen")[1]
    assert (found["of"], found["all"], len(found["items"])) == (1, 1, 1)
    assert [one["text"] for one in found["items"][0]["insights"]] == ["Fråga tidigare", "Ring driftchefen"]
    assert ask(cast.mikko, "/cases?q=upphandling")[1]["items"] == []
    assert ask(cast.mikko, "/cases?reason=won")[1]["of"] == 0
    assert ask(cast.otto, "/cases")[1]["all"] == 0
    assert ask(cast.ada, "/cases")[0] == 404
