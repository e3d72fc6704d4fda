from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.matching import Identity, Match, MatchedBy, MatchIndex
from hederssak.rules.org_numbers import OrgNumber, org_number

NUMBER = org_number("556703-7485")
OTHER_NUMBER = OrgNumber("FI", "01120389")


def index(**stored: Identity) -> MatchIndex:
    return MatchIndex.over(stored.items())


def test_the_sources_own_id_comes_first() -> None:
    stored = index(a=Identity("Nordvik AB", "17"), b=Identity("Karhula Oy", "18", NUMBER))
    assert stored.match(Identity("Karhula Oy", "17", NUMBER)) == Match(MatchedBy.EXTERNAL_ID, "a")


def test_then_the_organization_number_whatever_the_name() -> None:
    stored = index(a=Identity("Nordvik AB"), b=Identity("Karhula Oy", org_number=NUMBER))
    assert stored.match(Identity("Nordvik AB", org_number=NUMBER)) == Match(MatchedBy.ORG_NUMBER, "b")


def test_then_the_name_without_its_legal_form() -> None:
    stored = index(a=Identity("Nordvik Teknik AB"))
    assert stored.match(Identity("NORDVIK TEKNIK (publ)")) == Match(MatchedBy.NAME, "a")


def test_a_near_name_is_offered_and_never_taken() -> None:
    stored = index(a=Identity("Nordvik Teknik AB"), b=Identity("Karhula Oy"))
    match = stored.match(Identity("Nordivk Teknik AB"))
    assert (match.by, match.taken) == (MatchedBy.NEAR, None)
    assert [offer.key for offer in match.offers] == ["a"]


def test_a_name_that_differs_only_in_its_dots_is_offered() -> None:
    match = index(a=Identity("Håll AB")).match(Identity("Hall AB"))
    assert match.taken is None
    assert match.offers[0].likeness == 1.0


def test_two_companies_of_one_name_are_offered_both() -> None:
    stored = index(a=Identity("Bygg AB", "1"), b=Identity("Bygg Oy", "2"))
    match = stored.match(Identity("Bygg"))
    assert (match.by, match.taken) == (MatchedBy.AMBIGUOUS, None)
    assert [offer.key for offer in match.offers] == ["a", "b"]


def test_one_name_with_two_organization_numbers_is_two_companies() -> None:
    match = index(a=Identity("Bygg AB", org_number=NUMBER)).match(Identity("Bygg Oy", org_number=OTHER_NUMBER))
    assert (match.by, match.taken) == (MatchedBy.AMBIGUOUS, None)


def test_two_records_that_their_source_keeps_apart_are_kept_apart_here() -> None:
    match = index(a=Identity("Bygg AB", "1")).match(Identity("Bygg AB", "2"))
    assert match.taken is None
    assert match.offers[0].key == "a"


def test_a_company_made_here_is_found_by_name_though_its_source_has_an_id_for_it() -> None:
    assert index(a=Identity("Bygg AB")).match(Identity("Bygg AB", "2")).taken == "a"
    assert index(a=Identity("Bygg AB", "1")).match(Identity("Bygg AB")).taken == "a"


def test_a_company_that_gets_its_first_organization_number_is_still_found_by_name() -> None:
    assert index(a=Identity("Bygg AB")).match(Identity("Bygg AB", org_number=NUMBER)).taken == "a"


def test_a_row_that_says_nothing_matches_nothing() -> None:
    stored = index(a=Identity("Nordvik AB"), b=Identity("", "7"))
    assert stored.match(Identity("")) == Match(MatchedBy.NOTHING)
    assert stored.match(Identity("Kivi")) == Match(MatchedBy.NOTHING)


def test_a_company_made_by_an_earlier_row_is_found_by_a_later_one() -> None:
    stored = index()
    stored.add("new", Identity("Nordvik AB"))
    assert stored.match(Identity("Nordvik")).taken == "new"


IDENTITIES = st.builds(
    Identity,
    st.sampled_from(["Nordvik AB", "Nordvik Oy", "Nordvyk", "Bygg AB", "Håll", "Hall", ""]),
    st.none() | st.sampled_from(["1", "2"]),
    st.none() | st.sampled_from([NUMBER, OTHER_NUMBER]),
)


@given(st.lists(IDENTITIES, max_size=6), IDENTITIES)
def test_nothing_is_taken_where_there_is_a_choice_to_make(stored: list[Identity], row: Identity) -> None:
    match = MatchIndex.over((str(at), one) for at, one in enumerate(stored)).match(row)
    certain = {MatchedBy.EXTERNAL_ID, MatchedBy.ORG_NUMBER, MatchedBy.NAME}
    assert (match.taken is not None) == (match.by in certain)
    assert not (match.taken and match.offers)


@given(st.lists(IDENTITIES, max_size=6), IDENTITIES)
def test_the_order_of_the_stored_does_not_decide_what_is_taken(stored: list[Identity], row: Identity) -> None:
    keyed = [(str(at), one) for at, one in enumerate(stored) if one.external_id is None]
    assert MatchIndex.over(keyed).match(row).taken == MatchIndex.over(reversed(keyed)).match(row).taken
