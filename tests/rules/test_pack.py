import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from hederssak.rules.cases import Basis, Candidate, Reason, Told
from hederssak.rules.findings import Finding
from hederssak.rules.honesty.codes import Code
from hederssak.rules.honesty.facts import State
from hederssak.rules.honesty.judge import judge
from hederssak.rules.money import Money, Rate, Rates
from hederssak.rules.pack import Absent, Ended, PackFacts, compose, summarize
from hederssak.rules.progress import Event, Happening
from hederssak.rules.theatre import Code as Theatre
from hederssak.rules.theatre import theatre
from hederssak.rules.weeks import Week
from tests.rules.honesty.opportunities import on, opportunity, push, standpoint

AS_OF = on(18, 8)
PUSH = push(date(2026, 11, 30), date(2026, 12, 15), on(16, 8))
NORR = PackFacts(
    team="Norr",
    week=Week(2026, 47),
    as_of=AS_OF,
    since=AS_OF - timedelta(days=7),
    standpoint=standpoint(),
    currency="SEK",
    rates=Rates("SEK", (Rate("EUR", date(2026, 1, 1), Decimal(11)),)),
    meeting_starts_at=datetime(2026, 11, 23, 7, 30, tzinfo=UTC),
    open=(
        opportunity(id="honest"),
        opportunity(id="pushed", changes=(PUSH,)),
        opportunity(id="late", owner="mikko", close_date=date(2026, 10, 1), amount=Money.of(20_000, "EUR")),
        opportunity(id="asleep", close_date=date(2026, 10, 1), parked_until=date(2027, 1, 15)),
        opportunity(id="unknown", amount=None),
    ),
    events=(Event("honest", Happening.VERBAL_YES, on(17), on(17), proven=True),),
    ended=(
        Ended("won", "anna", State.WON, date(2026, 11, 17), Money.of(80_000, "SEK")),
        Ended("given up", "mikko", State.LET_GO, date(2026, 11, 16), reason="no_decision"),
    ),
)


def pack(**different: Any) -> dict[str, Any]:
    return compose(replace(NORR, **different))


def test_a_pack_is_plain_json_and_comes_back_as_it_went() -> None:
    assert json.loads(json.dumps(pack())) == pack()


def test_a_pack_says_for_whom_and_as_of_when() -> None:
    assert {name: pack()[name] for name in ("format", "team", "week", "as_of")} == {
        "format": 1,
        "team": "Norr",
        "week": "2026-W47",
        "as_of": AS_OF.isoformat(),
    }


def test_the_pipeline_stands_with_and_without_the_flagged_and_the_sleeping_apart() -> None:
    pipeline = pack()["pipeline"]
    assert (pipeline["open"], pipeline["flagged"], pipeline["parked"]) == (4, 3, 1)
    assert pipeline["all"]["sum"] == {"amount": "126000.00", "currency": "SEK"}
    assert pipeline["all"]["unknown"] == 1
    assert pipeline["assumed"] == 3
    assert pipeline["without_flagged"]["sum"]["amount"] == "30000.00"
    assert pipeline["asleep"]["sum"]["amount"] == "30000.00"


def test_what_was_pushed_before_the_last_meeting_has_its_section() -> None:
    [about] = pack()["before_meeting"]
    assert about["opportunity"] == "pushed"
    assert [finding["code"] for finding in about["findings"]] == [Code.MOVED_BEFORE_MEETING]


def test_the_exceptions_are_those_that_fit_and_say_of_how_many() -> None:
    exceptions = pack(minutes=20)["exceptions"]
    assert [one["opportunity"] for one in exceptions["chosen"]] == ["late"]
    assert exceptions["of"] == 3


def test_what_the_buyers_did_and_what_ended_is_told() -> None:
    found = pack()
    assert [one["progress"][0]["what"] for one in found["moved"]] == ["verbal_yes"]
    assert [one["opportunity"] for one in found["wins"]] == ["won"]
    assert [(one["state"], one["reason"]) for one in found["ended"]] == [("let_go", "no_decision")]


def test_what_nobody_filled_is_absent_and_what_is_empty_is_empty() -> None:
    assert pack()["goals"] == {"absent": Absent.NO_GOALS_YET.value}
    assert pack()["blocks"] == {"absent": Absent.NO_BLOCKS_YET.value}
    assert pack()["promises"] == {"absent": Absent.NO_PROMISES_YET.value}
    assert pack(goals=[])["goals"] == []
    assert pack(standpoint=standpoint(meetings=()))["before_meeting"] == {"absent": Absent.NO_MEETING_YET.value}


def test_a_team_with_nothing_gets_a_pack_all_the_same() -> None:
    empty = pack(open=(), events=(), ended=())
    assert empty["pipeline"]["open"] == 0
    assert empty["exceptions"] == {"chosen": [], "of": 0}


def test_findings_that_were_kept_give_the_same_pack() -> None:
    kept = {one.id: judge(one, NORR.standpoint) for one in NORR.open}
    assert pack(findings=kept) == pack()


def test_a_margin_without_a_rate_ranks_with_the_unknown() -> None:
    dollars = opportunity(id="dollars", close_date=date(2026, 10, 1), amount=Money.of(10**9, "USD"))
    found = pack(open=(*NORR.open, dollars))
    assert found["pipeline"]["all"]["unconverted"] == [{"amount": "300000000.00", "currency": "USD"}]
    assert found["exceptions"]["chosen"][0]["opportunity"] == "late"


def test_two_frozen_packs_show_the_theatre_between_them() -> None:
    before = pack(open=(opportunity(id="pushed", close_date=date(2026, 11, 30)),))
    at_start = pack(open=(opportunity(id="pushed", changes=(PUSH,)),))
    [finding] = theatre(before["opportunities"], at_start["opportunities"])
    assert (finding.code, finding.is_flag) == (Theatre.PUSHED, True)


def test_a_list_of_packs_needs_only_a_summary() -> None:
    found = summarize(pack())
    assert (found["open"], found["flagged"], found["won"], found["let_go"]) == (4, 3, 1, 1)
    assert (found["progressed"], found["before_meeting"]) == (1, 1)
    assert found["without_flagged"]["amount"] == "30000.00"
    assert summarize(pack(standpoint=standpoint(meetings=())))["before_meeting"] == 0


def test_no_sentence_is_kept() -> None:
    found = pack()
    texts = [text for about in found["exceptions"]["chosen"] for text in about["findings"][0]["figures"].values()]
    assert all(" " not in text for text in texts if isinstance(text, str))
    assert found["pipeline"]["by_code"].keys() <= {code.value for code in Code}


def test_the_cases_are_what_is_volunteered_what_ended_against_the_odds_and_what_is_large_and_stands_still() -> None:
    chances = {"won": Told(1 / 6, Basis.FORECAST)}
    silent = {name: [Finding(Code.NO_BUYER_PROGRESS, date(2026, 9, 1))] for name in ("late", "honest")}
    cases = pack(chances=chances, findings=silent)["cases"]
    assert [(one["opportunity"], one["reason"], one["one_in"]) for one in cases] == [
        ("won", "won", 6),
        ("late", "stuck", None),
    ]
    assert cases[1]["since"] == "2026-09-01"
    offered = (Candidate("honest", "anna", Reason.VOLUNTEERED, since=date(2026, 11, 17)),)
    assert [one["reason"] for one in pack(offered=offered, chances=chances)["cases"]] == ["volunteered", "won"]


def test_a_deal_that_was_let_go_or_told_lately_is_no_case() -> None:
    told = [one["opportunity"] for one in pack(told_lately={"won"})["cases"]]
    assert "given up" not in told
    assert "won" not in told
