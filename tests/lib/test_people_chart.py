"""The map of people: no word on another and none under a shape, whoever takes part and however wide the page is."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hederssak.lib import charts
from hederssak.lib.charts.labels import text_width, wrap
from tests.lib.test_charts import assert_inside, assert_words_apart, parse

NAMES = (
    "Riitta-Liisa Hämäläinen-Järvenpää",
    "Bo Ek",
    "Anna-Maija Yli-Korpelainen",
    "Wolmar-Fredrik von Wachenfeldt-Gyllenkrook",
    "Kjell Åström",
)
TITLES = ("Kunnossapitopäällikön sijainen", "vd", "Hankinta- ja logistiikkajohtaja", "")
WORDS = "Kanta ei tiedossa, tavattu maanantaina 12.11."
STANCES: tuple[charts.Stance, ...] = ("for", "neutral", "against", "unknown")
STEPS = ("Tarve ja tavoitteet yhdessä tuotannon kanssa", "Toimittajan valinta", "Rahat", "Hallitus")
WIDTHS = (344, 500, 740, 1080)


def crowd(count: int, steps: int) -> charts.People:
    return charts.People(
        title="Ketkä päättävät",
        steps=STEPS[:steps],
        people=[
            charts.Person(
                NAMES[i % 5], TITLES[i % 4], WORDS, step=i * 7 % (steps + 1) - 1, stance=STANCES[i % 4], weight=i % 4,
                decides=i % 3 == 0, met=i % 2 == 0, through=0 if i == 2 else None, url="/x",
            )
            for i in range(count)
        ],
        weights=("Painaa paljon", "Painaa jonkin verran", "Painaa vähän", "Paino ei tiedossa"),
        unplaced="Ei vielä missään vaiheessa",
    )  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("steps", [0, 1, 3, 4])
@pytest.mark.parametrize("count", [1, 3, 8, 15])
def test_long_finnish_names_never_lie_on_each_other(count: int, steps: int, width: int) -> None:
    svg = charts.draw_alone(crowd(count, steps), width=width, alone=False)
    assert_inside(svg)
    assert_words_apart(svg)
    root = parse(svg)
    assert sum(e.tag.endswith("}a") or e.tag == "a" for e in root.iter()) == count


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    people=st.lists(
        st.builds(
            charts.Person,
            name=st.text("abÅm W-", max_size=30),
            role=st.sampled_from(TITLES),
            words=st.just(WORDS),
            step=st.integers(-2, 6),
            weight=st.integers(-1, 6),
            stance=st.sampled_from(STANCES),
        ),
        max_size=15,
    ),
    width=st.integers(320, 1400),
)
def test_whoever_takes_part_stands_inside_and_apart(people: list[charts.Person], width: int) -> None:
    svg = charts.draw_alone(charts.People(title="t", steps=STEPS, people=people), width=width, alone=False)
    assert_inside(svg)
    assert_words_apart(svg)


def test_stance_is_a_shape_and_never_colour_alone() -> None:
    drawn = {
        stance: charts.draw_alone(charts.People(title="t", steps=["a"], people=[charts.Person("A", stance=stance)]))
        for stance in STANCES
    }
    kinds = {stance: tuple(e.tag for e in parse(svg).iter()) for stance, svg in drawn.items()}
    assert "solid" not in drawn["neutral"]
    assert kinds["against"] != kinds["for"]
    assert "stroke-dasharray" in drawn["unknown"]
    assert "stroke-dasharray" not in drawn["neutral"]


def test_a_map_that_can_be_pressed_is_a_group_of_links_and_one_on_paper_is_a_picture() -> None:
    chart = crowd(2, 1)
    assert 'role="group"' in charts.draw_alone(chart, alone=False)
    assert 'role="img"' in charts.draw_alone(chart)
    assert "<a " not in charts.draw_alone(chart)


def test_the_table_has_everybody_and_the_steps_without_anybody() -> None:
    drawing = charts.draw(
        charts.People(title="t", steps=["a", "b"], people=[charts.Person("Bo", step=0), charts.Person("Ek", step=-1)],
                      nobody="ingen", unplaced="inte än")
    )  # fmt: skip
    assert [(row[0], row[1]) for row in drawing.table.rows] == [("a", "Bo"), ("b", "ingen"), ("inte än", "Ek")]


def test_words_are_wrapped_where_they_have_room_and_cut_where_they_have_not() -> None:
    assert wrap("Bo Ek", 200) == ["Bo Ek"]
    assert len(wrap(NAMES[3], 130)) == 2
    assert all(text_width(line) <= 90 for line in wrap(NAMES[3], 90))
    assert wrap("", 90) == []
