"""A map of people: who takes part in which decision step, how much they weigh, and where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from hederssak.lib.charts.labels import shorten, wrap
from hederssak.lib.charts.pen import Pen, Tone, number
from hederssak.lib.charts.spec import NARROW, Chart, Table

Stance = Literal["for", "neutral", "against", "unknown"]
_TONES: Final[dict[Stance, Tone]] = {"for": "kept", "neutral": "dim", "against": "broken", "unknown": "faint"}
_HEAD, _LINE, _GAP, _LEAST, _RADIUS = 56.0, 16.0, 18.0, 56.0, 17.0
_GUTTER, _BESIDE, _NARROWEST = 84.0, 176.0, 124.0
_UNPLACED, _ROWS = -1, 4


@dataclass(frozen=True, slots=True)
class Person:
    """Someone at the buyer; `step` 0 is the first, -1 none; `words` says the stance and whether they were met.

    `weight` is the row of influence they stand in, 0 the topmost. `through` is the place in the list of who can take
    us to them. `decides` draws a second ring, `met` a tick. With a `url` they can be pressed.
    """

    name: str
    role: str = ""
    words: str = ""
    step: int = 0
    stance: Stance = "unknown"
    weight: int = _ROWS - 1
    decides: bool = False
    met: bool = False
    through: int | None = None
    url: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Where somebody stands: the middle of their shape, and the room for their words."""

    person: Person
    x: float
    y: float
    room: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class People(Chart):
    """Steps from left to right (on a phone from the top), influence from the top; a step without anyone says `nobody`.

    `weights` names the rows of influence; without it all stand in one. `unplaced` heads those who are in no step.
    """

    steps: Sequence[str] = ()
    people: Sequence[Person] = ()
    nobody: str = "?"
    unplaced: str = "?"
    weights: Sequence[str] = ()
    heads: tuple[str, str, str] = ("", "", "")

    def is_empty(self) -> bool:
        """Say whether neither a decision step nor anybody is known."""
        return not self.steps and not self.people

    def height(self, width: float) -> float:
        """Return the height that everybody's words want."""
        return self._lay(width)[1]

    def paint(self, pen: Pen) -> None:
        """Draw the steps, who can take us to whom, and then the people over the lines."""
        layout, _, heads, rows, empty = self._laid(pen.width)
        self._paint_frame(pen, heads, rows, empty)
        for place in layout:
            if place.person.is_chosen:
                pen.box(*_ground(place), "chosen")
        places = {id(place.person): place for place in layout}
        for person in self.people:
            if person.through is not None:
                _thread(pen, places[id(self.people[person.through])], places[id(person)])
        for place in layout:
            with pen.link(place.person.url, _aloud(place.person), is_chosen=place.person.is_chosen):
                _draw(pen, place)

    def _paint_frame(self, pen: Pen, heads: "list[_Head]", rows: "list[_Band]", empty: "list[_Gap]") -> None:
        """Draw the names of steps and rows, and the steps in which nobody stands."""
        for x, y, room, name, is_step in heads:
            for i, line in enumerate(wrap(name, room, strong=True)):
                pen.text(x, y + 16 + i * _LINE, line, tone="ink" if is_step else "dim", strong=True)
            pen.line(x, y + _HEAD - 16, x + room, y + _HEAD - 16, "base" if is_step else "dash", "faint")
        for y, name in rows:
            for i, line in enumerate(wrap(name, _GUTTER - 12)):
                pen.text(0, y + 26 + i * _LINE, line)
            pen.line(0, y, pen.width, y, "grid")
        for x, y, room in empty:
            pen.circle(x, y, _RADIUS, "dash", "look")
            pen.text(x + 30, y + 4, shorten(self.nobody, room), tone="look")

    def table(self) -> Table:
        """Return a row for each person, and for each step without one."""
        rows = []
        for step, name in [*enumerate(self.steps), (_UNPLACED, self.unplaced)]:
            here = self._in(step) or ([Person(self.nobody)] if step != _UNPLACED else [])
            rows += [[name, ", ".join(filter(None, (one.name, one.role))), one.words] for one in here]
        return Table(list(self.heads), rows)

    def _in(self, step: int) -> list[Person]:
        return [person for person in self.people if self._step_of(person) == step]

    def _step_of(self, person: Person) -> int:
        return person.step if 0 <= person.step < len(self.steps) else _UNPLACED

    def _columns(self) -> list[tuple[int, str]]:
        columns = [(step, f"{step + 1}. {name}") for step, name in enumerate(self.steps)]
        return [*columns, (_UNPLACED, self.unplaced)] if self._in(_UNPLACED) else columns

    def _lay(self, width: float) -> tuple[list[_Place], float]:
        layout, height, *_ = self._laid(width)
        return layout, height

    def _laid(self, width: float) -> "_Laid":
        columns = self._columns()
        gutter = _GUTTER if self.weights else 0.0
        column = (width - gutter) / len(columns)
        if width < NARROW or column < _NARROWEST:
            return self._laid_down(width, columns)
        return self._laid_across(gutter, column, columns)

    def _laid_across(self, gutter: float, column: float, columns: list[tuple[int, str]]) -> "_Laid":
        heads = [
            (gutter + i * column, 0.0, column - 16, name, step != _UNPLACED) for i, (step, name) in enumerate(columns)
        ]
        beside = max(1, int(column // _BESIDE))
        room = column / beside - 56
        places, rows, empty, top = list[_Place](), list[tuple[float, str]](), list[tuple[float, float, float]](), _HEAD
        bands = range(max(len(self.weights), 1))
        used = [band for band in bands if any(_band(one, len(bands)) == band for one in self.people)] or [0]
        for band in used:
            if self.weights:
                rows.append((top - 10, self.weights[band]))
            tall = _LEAST
            for i, (step, _name) in enumerate(columns):
                here = [one for one in self._in(step) if _band(one, len(bands)) == band]
                y = top
                for start in range(0, len(here), beside):
                    line = here[start : start + beside]
                    height = max(_height(one, room) for one in line)
                    places += [
                        _Place(one, gutter + i * column + j * column / beside + 20, y + 22, room, height)
                        for j, one in enumerate(line)
                    ]
                    y += height
                tall = max(tall, y - top)
                if band == used[0] and not self._in(step):
                    empty.append((gutter + i * column + 20, top + 22, column - 56))
            top += tall + _GAP
        return places, top, heads, rows, empty

    def _laid_down(self, width: float, columns: list[tuple[int, str]]) -> "_Laid":
        places, heads, empty, top = list[_Place](), list[_Head](), list[tuple[float, float, float]](), 0.0
        for step, name in columns:
            heads.append((0.0, top, width, name, step != _UNPLACED))
            top += _HEAD
            here = sorted(self._in(step), key=lambda one: one.weight)
            for one in here:
                places.append(_Place(one, 38, top + 22, width - 80, _height(one, width - 80)))
                top += places[-1].height
            if not here:
                empty.append((38, top + 22, width - 80))
                top += _LEAST
        return places, top + _GAP, heads, [], empty


_Head = tuple[float, float, float, str, bool]
_Band = tuple[float, str]
_Gap = tuple[float, float, float]
_Laid = tuple[list[_Place], float, list[_Head], list[_Band], list[_Gap]]


def _band(person: Person, bands: int) -> int:
    return min(max(person.weight, 0), bands - 1)


def _words(person: Person, room: float) -> list[tuple[str, bool]]:
    """Return the lines beside somebody's shape; the name's are strong."""
    named = [(line, True) for line in wrap(person.name, room, strong=True)]
    return named + [(shorten(words, room), False) for words in (person.role, person.words) if words]


def _height(person: Person, room: float) -> float:
    return max(_LEAST, len(_words(person, room)) * _LINE + 20)


def _aloud(person: Person) -> str:
    return ", ".join(filter(None, (person.name, person.role, person.words)))


def _thread(pen: Pen, start: _Place, end: _Place) -> None:
    """Draw that one can take us to the other: a bow with an arrow's head, from shape to shape."""
    bow = min(start.x, end.x) - 30 if abs(start.x - end.x) < 1 else (start.x + end.x) / 2
    x1, x2 = (start.x, end.x) if abs(start.x - end.x) >= 1 else (start.x - _RADIUS, end.x - _RADIUS - 2)
    if abs(start.x - end.x) >= 1:
        side = 1 if end.x > start.x else -1
        y1, y2 = start.y - _RADIUS - 3, end.y - _RADIUS - 3
        high = min(y1, y2) - 12
        curve = f"M{number(x1)} {number(y1)}C{number(x1)} {number(high)} {number(x2 - side * 6)} {number(high)} "
        pen.path(curve + f"{number(x2)} {number(y2)}", "thin", "accent")
        pen.path(f"M{number(x2 - 4)} {number(y2 - 6)}L{number(x2)} {number(y2)}l4 -6", "thin", "accent")
        return
    curve = f"M{number(x1)} {number(start.y)}C{number(bow)} {number(start.y)} {number(bow)} {number(end.y)} "
    pen.path(curve + f"{number(x2)} {number(end.y)}", "thin", "accent")
    pen.path(f"M{number(x2 - 6)} {number(end.y - 4)}L{number(x2)} {number(end.y)}l-6 4", "thin", "accent")


def _ground(place: _Place) -> tuple[float, float, float, float]:
    """Return the box in which somebody can be pressed: left, top, width, height."""
    return place.x - 20, place.y - 22, place.room + 44, place.height - 4


def _draw(pen: Pen, place: _Place) -> None:
    """Draw one person: a full disc if for, an open one if undecided, a square with a cross if against, else dashes."""
    person, x, y = place.person, place.x, place.y
    pen.box(*_ground(place), "hit")
    tone = _TONES[person.stance]
    if person.decides:
        pen.circle(x, y, _RADIUS + 3.5, "thin", "ink")
    if person.stance == "against":
        pen.box(x - 15, y - 15, 30, 30, "ring", tone)
    else:
        pen.circle(x, y, _RADIUS, {"for": "solid", "neutral": "ring"}.get(person.stance, "dash"), tone)
    initials = "".join(word[0] for word in person.name.split()[:2]).upper()
    pen.text(x, y + 4.5, initials, tone="paper" if person.stance == "for" else "ink", anchor="middle", strong=True)
    if person.stance == "against":
        pen.circle(x + 13, y + 12, 6.5, "solid", "paper")
        pen.path(f"M{x + 9.5:.1f} {y + 8.5:.1f}l7 7m0 -7l-7 7", "cross", "broken")
    if person.met:
        pen.circle(x + 14, y - 13, 7.5, "solid", "paper")
        pen.path(f"M{x + 10:.1f} {y - 13:.1f}l3 3.5l5.5 -7", "cross", "ink")
    for i, (line, strong) in enumerate(_words(person, place.room)):
        pen.text(x + 30, y - 6 + i * _LINE, line, tone="ink" if strong else "dim", strong=strong)
