"""What a board says: its sentence, its grid and its duties, for the board's own page and for the manager's home."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hederssak.lib import charts, formats
from hederssak.lib.charts.grid import Grid, Row, Shape
from hederssak.org.access import leads
from hederssak.org.models import Member
from hederssak.prospecting.models import ManagerDuty
from hederssak.prospecting.queries.board import Board, Others, cells_of
from hederssak.prospecting.queries.people import Person
from hederssak.prospecting.texts import diagnosis as diagnosis_texts
from hederssak.prospecting.texts import erosion as texts
from hederssak.prospecting.texts import promises as promise_texts
from hederssak.rules.diagnosis import Diagnosis, Root
from hederssak.rules.erosion import State
from hederssak.rules.promise import Duty, Kept
from hederssak.rules.weeks import Week


@dataclass(frozen=True)
class Saying:
    """A sentence around a figure: "Norr keeps its booking hours: <33 of 36> in eight weeks."."""

    before: str
    figure: str
    after: str
    tone: str


def board_context(board: Board, *, viewer: Member) -> dict[str, Any]:
    """Return what the board's template shows."""
    facts = board.facts
    before, after = texts.team_sentence(facts.team.name, facts.state)
    found = kept_diagnosis(board.figures)
    return {
        "board": board,
        "says": Saying(before, texts.count(facts.honour) if facts.honour.due else "", after, texts.TONES[facts.state]),
        "owed": texts.owed(board.owed),
        "waiting": len(board.to_do),
        "state": facts.state.value,
        "diagnosis": diagnosis_texts.sentence(found) if found else "",
        "has_problem": found is not None and found.root not in {Root.ENOUGH_BOOKED, Root.CANNOT_TELL},
        "evidence": diagnosis_texts.evidence(found) if found else [],
        "acts": [act_of(duty, board.named) for duty in board.to_do],
        "grid": grid_of(board),
        "duties": [
            {
                "name": promise_texts.duty_name(line.duty),
                "said": promise_texts.duty_said(line),
                "sign": promise_texts.duty_sign(line),
                "word": promise_texts.duty_word(line),
                "along": line.duty == Duty.FOLLOW_ALONG and line.kept != Kept.KEPT,
            }
            for line in board.duties
        ],
        "leads": leads(viewer, facts.team),
        **money_context(board.figures),
        "promise_waits": board.promise.waits_for(viewer) if board.promise else False,
        "promise_stage": promise_texts.stage_word(board.promise.stage) if board.promise else "",
    }


def money_context(figures: dict[str, Any]) -> dict[str, Any]:
    """Return what the night worked out about money and contagion, in words; nothing before the first night."""
    if not figures:
        return {"price": "", "price_basis": "", "contagion": ""}
    return {
        "price": texts.price(figures["price"]),
        "price_basis": texts.price_basis(figures["price"]),
        "contagion": texts.contagion(figures["contagion"]),
    }


def kept_diagnosis(figures: dict[str, Any]) -> Diagnosis | None:
    """Return the root problem as the night has left it."""
    kept = figures.get("diagnosis")
    return Diagnosis.from_json(kept) if kept else None


def act_of(duty: ManagerDuty, named: Sequence[Person]) -> dict[str, Any]:
    """Return one thing to do for the manager: whom to ask, about what, and what was promised."""
    person = next((person for person in named if person.member.pk == duty.about_id), None)
    return {
        "pk": duty.pk,
        "about": duty.about,
        "title": promise_texts.ask_title(duty),
        "why": texts.why(person.standing) if person else "",
        "next": texts.next_break(person.standing) if person else "",
        "ask": promise_texts.questions() if duty.kind == Duty.TALK else "",
        "promised": _("You promised: ask the same day")
        if duty.kind == Duty.ASK_SAME_DAY
        else _("Due by %(day)s") % {"day": formats.day(duty.due_on)},
    }


def grid_of(board: Board) -> charts.Drawing | None:
    """Return the team by weeks, each block a shape; people by name only where something is broken or owed."""
    facts = board.facts
    weeks = facts.weeks
    if not any(person.blocks for person in facts.people):
        return None
    rows = [_row(person, weeks) for person in board.named]
    if board.others.count:
        kept = board.others.weeks
        brief = [f"{held}/{due}" if due else "" for held, due in kept]
        rows.append(Row(_others(board), [_sum(*sums) for sums in kept], quiet=True, brief=brief))
    return charts.draw(
        Grid(
            title=_title(board.named, board.others),
            columns=[formats.week(week.number) for week in weeks],
            rows=rows,
            words=texts.shape_words(),
            name=_("Who"),
        )
    )


def own_grid(person: Person, weeks: Sequence[Week], title: str) -> charts.Drawing | None:
    """Return one person's weeks."""
    if not person.blocks:
        return None
    cells = _shapes(person, weeks)
    return charts.draw(
        Grid(
            title=title,
            columns=[formats.week(week.number) for week in weeks],
            rows=[Row(person.member.first_name, cells, note=_note(person))],
            words=texts.shape_words(),
            name=_("Who"),
        )
    )


def _row(person: Person, weeks: Sequence[Week]) -> Row:
    worst = person.standing.state in {State.SLIPPING, State.COLLAPSING}
    return Row(person.member.name, _shapes(person, weeks), note=_note(person), tone="broken" if worst else "dim")


def _shapes(person: Person, weeks: Sequence[Week]) -> list[list[Shape]]:
    return [[texts.shape_of(block.state, block.repayment) for block in cell] for cell in cells_of(person, weeks)]


def _note(person: Person) -> str:
    """Return what stands at the end of a row: what is owed, else the state."""
    hours = person.owed + person.planned
    if hours:
        return ngettext("one to make up", "%(hours)s to make up", hours) % {"hours": formats.spelled(hours)}
    return texts.state_word(person.standing.state) if person.standing.state != State.KEEPS else ""


def _others(board: Board) -> str:
    count = board.others.count
    said = {"count": formats.spelled(count).capitalize()}
    if board.named:
        return ngettext("One other keeps theirs", "%(count)s others keep theirs", count) % said
    if board.facts.state in {State.SLIPPING, State.COLLAPSING, State.SLIP}:
        return _("The whole team")
    return ngettext("One keeps theirs", "%(count)s keep theirs", count) % said


def _sum(held: int, due: int) -> str:
    return _("%(held)s of %(due)s") % {"held": held, "due": due} if due else ""


def _title(named: Sequence[Person], others: Others) -> str:
    """Return the finding: how many have broken or owe, and how many keep theirs."""
    if not named:
        return _("The booking hours, week by week")
    first = ngettext("One has broken or owes an hour", "%(count)s have broken or owe an hour", len(named)) % {
        "count": formats.spelled(len(named)).capitalize()
    }
    if not others.count:
        return first
    rest = ngettext("one keeps theirs", "%(count)s keep theirs", others.count)
    return f"{first}, {rest % {'count': formats.spelled(others.count)}}"
