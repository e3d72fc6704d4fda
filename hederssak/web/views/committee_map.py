"""The map of a buying committee, large on its own page and small on the opportunity's."""

from __future__ import annotations

import uuid

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.lib import charts, formats
from hederssak.meetings.queries.committee import Board, Seated
from hederssak.pipeline import texts
from hederssak.pipeline.models import BuyingRole
from hederssak.pipeline.texts import committee as words
from hederssak.rules.committee import Influence, Stance
from hederssak.rules.meeting_checks import Person

STANCES: dict[str, charts.Stance] = {
    Stance.FOR: "for",
    Stance.NEUTRAL: "neutral",
    Stance.AGAINST: "against",
    Stance.UNKNOWN: "unknown",
}
WEIGHTS = (Influence.HIGH, Influence.SOME, Influence.LOW, Influence.UNKNOWN)


def sentence(board: Board) -> str:
    """Return how the decision stands, in a sentence: what presses most, or that it is whole."""
    gaps = board.standing.gaps
    if gaps:
        return words.gap(gaps[0])
    return ngettext(
        "One person decides, and all is known that one needs to know.",
        "%(count)s people in the decision, and all is known that one needs to know.",
        len(board.people),
    ) % {"count": len(board.people)}


def map_of(board: Board, *, chosen: uuid.UUID | None = None, can_press: bool = False) -> charts.Drawing | None:
    """Return the map, None where neither a step nor a person is known. With `can_press` each person leads to theirs."""
    if not board.people and not board.steps:
        return None
    place = {one.row.contact_id: i for i, one in enumerate(board.people)}
    page = reverse("web:committee", args=[board.opportunity.pk])
    known = any(one.row.influence != Influence.UNKNOWN for one in board.people)
    return charts.draw(
        charts.People(
            title=_met(board),
            note=_("A ring around: decides. Full: for it. Open: undecided. Square with a cross: against. A tick: met."),
            steps=[step.name for step in board.steps],
            people=[
                charts.Person(
                    one.row.contact.name,
                    role=one.row.contact.title,
                    words=said_of(one),
                    step=board.step_of(one),
                    stance=STANCES[one.row.stance],
                    weight=one.weight,
                    decides=one.row.role == BuyingRole.DECIDES,
                    met=one.met_on is not None,
                    through=place.get(one.row.through_id) if one.row.through_id else None,
                    url=f"{page}?person={one.row.pk}#person" if can_press else "",
                    is_chosen=one.row.pk == chosen,
                )
                for one in board.people
            ],
            nobody=_("nobody yet"),
            unplaced=_("In no step yet"),
            weights=[words.influence(code) for code in WEIGHTS] if known else [],
            heads=(_("Step"), _("Person"), _("Where they stand")),
        )
    )


def said_of(one: Seated) -> str:
    """Return stance and when we met, shortly."""
    if one.row.left_aside.strip():
        return _("left aside")
    met = _("met %(day)s") % {"day": formats.day(one.met_on)} if one.met_on else _("not met")
    if one.row.stance == Stance.UNKNOWN:
        return met
    return f"{words.stance(one.row.stance)}, {met}"


def type_of(one: Seated) -> str:
    """Return what kind of person somebody is, without the explanation that stands in the form."""
    return "" if one.row.person == Person.UNKNOWN else texts.person(one.row.person).partition(":")[0]


def _met(board: Board) -> str:
    people, met = len(board.people), board.met
    if not people:
        return _("The steps are known, the people are not.")
    if met == 0:
        return ngettext("We have not met the one who is named.", "We have met none of the %(n)s.", people) % {
            "n": people
        }
    if met == people:
        return ngettext("We have met the one who is named.", "We have met all %(n)s.", people) % {"n": people}
    return _("We have met %(met)s of %(n)s.") % {"met": met, "n": people}
