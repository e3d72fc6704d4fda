import pytest
from hypothesis import given
from hypothesis import strategies as st

from hederssak.rules.names import fold, normalized_name, order_key, search_key, similarity

NAMES = st.text(min_size=0, max_size=40)


@pytest.mark.parametrize(
    ("written", "normalized"),
    [
        ("AB Berg & Söner (publ)", "berg söner"),
        ("Berg och Söner Aktiebolag", "berg söner"),
        ("Oy Karhula Ab", "karhula"),
        ("Karhula Oyj", "karhula"),
        ("Nordvik A/S", "nordvik"),
        ("NORDVIK AS", "nordvik"),
        ("Nordvik ApS", "nordvik"),
        ("Nordvik G.m.b.H.", "nordvik"),
        ("Nordvik, Inc.", "nordvik"),
        ("Nordvik Ltd", "nordvik"),
        ("Bjørn Ærlig ASA", "björn ärlig"),
        ("Köhler GmbH", "köhler"),
        ("L'Étoile S.A.", "letoile"),
        ("  Kärki-Rakenne   Oy ", "kärki rakenne"),
        ("Ka\u0308rki Oy", "kärki"),  # a from one keyboard, its dots from another
    ],
)
def test_a_company_name_loses_what_does_not_tell_it_apart(written: str, normalized: str) -> None:
    assert normalized_name(written) == normalized


def test_the_nordic_letters_tell_companies_apart() -> None:
    assert normalized_name("Håll AB") != normalized_name("Hall AB")
    assert similarity("Håll AB", "Hall AB") == 1.0


def test_a_name_of_nothing_but_legal_forms_keeps_them() -> None:
    assert normalized_name("AB") == "ab"
    assert normalized_name("Oy Ab") == "oy ab"


def test_a_legal_form_inside_a_name_is_part_of_it() -> None:
    assert normalized_name("Nordic AS Trading AB") == "nordic as trading"


def test_a_country_in_a_name_tells_a_subsidiary_apart() -> None:
    assert normalized_name("Nordvik Finland Oy") != normalized_name("Nordvik AB")


def test_a_name_with_and_alone_is_left_alone() -> None:
    assert normalized_name("Ja Oy") == "ja"


def test_the_search_key_is_typed_without_nordic_keys() -> None:
    assert search_key("Söderköpings Åkeri AB") == "soderkopings akeri ab"
    assert search_key("Ærø  Kro") == "aro kro"


def test_the_order_key_puts_the_nordic_letters_after_z() -> None:
    names = ["Öberg", "Zink", "Ängel", "Åsa", "Abel", "Ørsted", "Ærø", "Vik", "Wik", "Éclair", "Dahl"]
    assert sorted(names, key=order_key) == [
        "Abel", "Dahl", "Éclair", "Vik", "Wik", "Zink", "Åsa", "Ängel", "Ærø", "Öberg", "Ørsted",
    ]  # fmt: skip
    assert order_key("AB Söner") < order_key("ab söner i Åre") < order_key("Absöner")


@given(NAMES)
def test_the_order_key_is_the_search_key_but_for_three_letters(name: str) -> None:
    assert order_key(name).translate(str.maketrans("{|}", "aao")) == search_key(name)


def test_near_names_are_near_and_others_are_not() -> None:
    assert similarity("Nordvik Teknik AB", "Nordivk Teknik") > 0.75
    assert similarity("GTXPro", "GTX Pro") > 0.75
    assert similarity("Nordvik Teknik", "Nordvik Bygg") < 0.75
    assert similarity("", "Nordvik") == 0.0


@given(NAMES)
def test_normalizing_twice_is_normalizing_once(name: str) -> None:
    assert normalized_name(normalized_name(name)) == normalized_name(name)
    assert search_key(search_key(name)) == search_key(name)


@given(NAMES, NAMES)
def test_likeness_is_mutual_and_between_nothing_and_one(one: str, other: str) -> None:
    assert 0.0 <= similarity(one, other) == similarity(other, one) <= 1.0


@given(NAMES)
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(name) == fold(fold(name))
