"""The pulse is the team's, from three answers."""

from hederssak.rules.pulse import Pulse, pulse_of


def test_of_three_answers_it_is_their_mean() -> None:
    assert pulse_of([3, 4, 5]) == Pulse(4.0, 3)


def test_of_fewer_nothing_is_shown() -> None:
    assert [pulse_of(found) for found in ([], [5], [1, 5])] == [None, None, None]
