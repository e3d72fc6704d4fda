"""What no database takes is refused before it comes there, in a body and in a query."""

from __future__ import annotations

import pytest

from tests.api.test_deals_and_companies import Ask, _clock, ask  # noqa: F401 (fixtures)
from tests.cast import Cast
from tests.routes.salesmeetings import annas_case

pytestmark = pytest.mark.db_both


@pytest.mark.parametrize("text", ["Fråga\0tidigare", "Fråga \ud800 tidigare"])
def test_text_that_cannot_be_kept_is_refused(cast: Cast, ask: Ask, text: str) -> None:  # noqa: F811 (a fixture)
    case = annas_case(cast)
    assert ask(cast.anna, f"/cases/{case.pk}/insights", {"text": text})[0] == 400
    assert ask(cast.anna, "/promises", {"text": text})[0] == 400
    assert not case.insights.exists()


@pytest.mark.parametrize("address", ["/cases?q=%00", "/opportunities?q=%00", "/useless-meetings/meetings?source=%00"])
def test_nor_is_it_looked_for(cast: Cast, ask: Ask, address: str) -> None:  # noqa: F811 (a fixture)
    assert ask(cast.anna, address) == (400, {"detail": "bad_characters"})


def test_signs_of_any_script_are_kept(cast: Cast, ask: Ask) -> None:  # noqa: F811 (a fixture)
    said = ask(cast.anna, f"/cases/{annas_case(cast).pk}/insights", {"text": "Härlig 🎉 дело"})[1]
    assert said["text"] == "Härlig 🎉 дело"
