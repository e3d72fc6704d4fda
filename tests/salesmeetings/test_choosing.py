"""Of a pack's deals the first of each part are named, and the others counted."""

from typing import Any

from hederssak.salesmeetings.queries.choosing import MOST, choose


def pack(**parts: Any) -> dict[str, Any]:
    none: dict[str, Any] = {"wins": [], "moved": [], "ended": [], "before_meeting": [], "opportunities": {}}
    return none | {"exceptions": {"chosen": [], "of": 0}} | parts


def won(name: str, amount: int | None) -> dict[str, Any]:
    return {"opportunity": name, "margin": None if amount is None else {"amount": str(amount), "currency": "SEK"}}


def test_a_long_part_is_cut_and_says_how_much_it_holds() -> None:
    moved = [{"opportunity": f"deal {n}", "progress": [], "activity": {"call": 1}} for n in range(MOST + 7)]
    chosen = choose(pack(moved=moved))
    assert (len(chosen.busy), chosen.busy.of, chosen.busy.more) == (MOST, MOST + 7, 7)
    assert chosen.ids() == {f"deal {n}" for n in range(MOST)}


def test_the_largest_win_comes_first_and_the_unknown_last() -> None:
    chosen = choose(pack(wins=[won("unknown", None), won("small", 5), won("large", 70)]))
    assert [one["opportunity"] for one in chosen.wins] == ["large", "small", "unknown"]
    assert chosen.wins.more == 0


def test_what_was_won_meanwhile_is_not_told_as_moved_too() -> None:
    moved = [{"opportunity": "deal", "progress": [{"what": "signed"}], "activity": {}}]
    assert choose(pack(moved=moved, wins=[won("deal", 5)])).progressed == []


def test_an_absent_section_names_nothing() -> None:
    assert choose(pack(before_meeting={"absent": "no_meeting_yet"})).before_meeting == []
