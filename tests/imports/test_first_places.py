"""A key that comes twice is found with the row in which it stood first, in long files too."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hederssak.imports.actions.places import FirstPlaces

KEYS = st.lists(st.sampled_from(["", *(f"k{number}" for number in range(40))]), max_size=200)


@settings(deadline=None)
@given(keys=KEYS, held=st.integers(1, 30), chunk=st.integers(1, 25))
def test_packed_or_not_each_key_stands_first_where_it_did(keys: list[str], held: int, chunk: int) -> None:
    places = FirstPlaces(held=held)
    numbers = list(range(2, len(keys) + 2))
    firsts: list[int] = []
    for at in range(0, len(keys), chunk):
        firsts += places.see(keys[at : at + chunk], numbers[at : at + chunk])
    plain: dict[str, int] = {}
    assert firsts == [
        plain.setdefault(key, number) if key else number for key, number in zip(keys, numbers, strict=True)
    ]
