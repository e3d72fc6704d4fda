"""Of a pack's deals the first of each part are named, and the others counted."""

import json
from typing import Any

from hederssak.salesmeetings.queries.choosing import MOST, chosen_from, shorten


def pack(**parts: Any) -> dict[str, Any]:
    none: dict[str, Any] = {"wins": [], "moved": [], "ended": [], "before_meeting": [], "opportunities": {}}
    return none | {"exceptions": {"chosen": [], "of": 0}} | parts


def won(name: str, amount: int | None, currency: str = "SEK") -> dict[str, Any]:
    return {"opportunity": name, "margin": None if amount is None else {"amount": str(amount), "currency": currency}}


def line(close_date: str) -> dict[str, Any]:
    return {"owner": "anna", "stage": "1", "close_date": close_date, "amount": None, "next_step_due": None}


def test_a_long_part_is_cut_and_says_how_much_it_holds() -> None:
    moved = [{"opportunity": f"deal {n}", "progress": [], "activity": {"call": 1}} for n in range(MOST + 7)]
    chosen = chosen_from(shorten(pack(moved=moved)))
    assert (len(chosen.busy), chosen.busy.of, chosen.busy.more) == (MOST, MOST + 7, 7)
    assert chosen.ids() == {f"deal {n}" for n in range(MOST)}


def test_the_largest_win_comes_first_and_the_unknown_last() -> None:
    short = shorten(pack(wins=[won("unknown", None), won("small", 5), won("large", 70)]))
    assert [one["opportunity"] for one in chosen_from(short).wins] == ["large", "small", "unknown"]


def test_what_was_won_is_summed_only_where_all_of_it_is_known_and_alike() -> None:
    assert shorten(pack(wins=[won("a", 5), won("b", 70)]))["won"] == {"amount": "75", "currency": "SEK"}
    assert shorten(pack(wins=[won("a", 5), won("b", None)]))["won"] is None
    assert shorten(pack(wins=[won("a", 5), won("b", 70, "EUR")]))["won"] is None
    assert shorten(pack())["won"] is None


def test_what_was_won_meanwhile_is_not_told_as_moved_too() -> None:
    moved = [{"opportunity": "deal", "progress": [{"what": "signed"}], "activity": {}}]
    assert chosen_from(shorten(pack(moved=moved, wins=[won("deal", 5)]))).progressed == []


def test_an_absent_section_stays_absent() -> None:
    short = shorten(pack(before_meeting={"absent": "no_meeting_yet"}))
    assert short["before_meeting"] == {"absent": "no_meeting_yet"}
    assert chosen_from(short).asked_before == []


def test_questions_come_first_among_the_differences_to_the_day_before() -> None:
    before = pack(opportunities={"a": line("2026-12-01"), "b": line("2026-12-01")})
    start = pack(opportunities={"a": line("2026-11-30"), "b": line("2027-02-01")})
    chosen = chosen_from(shorten(start, before))
    assert [one["code"] for one in chosen.differences] == ["theatre_pushed", "theatre_pulled"]
    assert chosen.ids() == {"a", "b"}


def test_what_is_short_can_be_kept_as_json() -> None:
    short = shorten(pack(wins=[won("a", 5)]), pack(opportunities={"a": line("2026-12-01")}))
    assert json.loads(json.dumps(short)) == short


def test_some_without_a_few_counts_fewer() -> None:
    some = chosen_from(shorten(pack(wins=[won("a", 1), won("b", 2)]))).wins
    left = some.without(lambda one: one["opportunity"] == "a")
    assert ([one["opportunity"] for one in left], left.of) == (["b"], 1)


def test_the_cases_of_a_pack_are_named_whatever_else_it_says_of_them() -> None:
    short = shorten(pack(cases=[{"opportunity": "deal", "reason": "volunteered", "one_in": None, "basis": ""}]))
    assert chosen_from(short).ids() == {"deal"}


def test_a_pack_that_an_earlier_release_froze_still_has_its_cases() -> None:
    short = shorten(pack())
    del short["first"]["cases"]
    chosen = chosen_from(short | {"cases": {"won": won("deal", 5), "stuck": None, "lost": None}})
    assert [(one["opportunity"], one["reason"]) for one in chosen.cases] == [("deal", "won")]
