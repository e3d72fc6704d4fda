"""A small map of people: who takes part in which decision step, and where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from hederssak.lib.charts.labels import shorten
from hederssak.lib.charts.pen import Pen, Tone
from hederssak.lib.charts.spec import NARROW, Chart, Table

Stance = Literal["for", "neutral", "against", "unknown"]
_LOOKS: Final[dict[Stance, tuple[str, Tone]]] = {
    "for": ("solid", "kept"),
    "neutral": ("ring", "dim"),
    "against": ("ring", "broken"),
    "unknown": ("dash", "faint"),
}
_HEAD, _PITCH = 40, 76


@dataclass(frozen=True, slots=True)
class Person:
    """Someone at the buyer; `step` 0 is the first; `words` says the stance and whether they were met."""

    name: str
    role: str = ""
    words: str = ""
    step: int = 0
    stance: Stance = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class People(Chart):
    """Steps from left to right (on a phone from the top), people under theirs; a step without anyone says `nobody`."""

    steps: Sequence[str] = ()
    people: Sequence[Person] = ()
    nobody: str = "?"
    heads: tuple[str, str, str] = ("", "", "")

    def is_empty(self) -> bool:
        """Say whether no decision step is known."""
        return not self.steps

    def _in(self, step: int) -> list[Person]:
        return [person for person in self.people if min(max(person.step, 0), len(self.steps) - 1) == step]

    def height(self, width: float) -> float:
        """Return the height of the longest step, or of all of them one under the other."""
        tall = [_HEAD + _PITCH * max(len(self._in(step)), 1) for step in range(len(self.steps))]
        return sum(tall) if width < NARROW else max(tall)

    def paint(self, pen: Pen) -> None:
        """Draw each step and its people."""
        narrow, left, top = pen.width < NARROW, 0.0, 0.0
        column = pen.width if narrow else pen.width / len(self.steps)
        room = column if narrow else column - 16
        for i, step in enumerate(self.steps):
            pen.text(left, top + 18, shorten(f"{i + 1}. {step}", room))
            pen.line(left, top + 30, left + room, top + 30, "grid")
            here = self._in(i)
            for j, person in enumerate(here):
                _draw(pen, person, left + 20, top + _HEAD + 28 + j * _PITCH, room - 50)
            if not here:
                pen.circle(left + 20, top + _HEAD + 28, 17, "dash", "look")
                pen.text(left + 50, top + _HEAD + 32, shorten(self.nobody, room - 50), tone="look")
            if narrow:
                top += _HEAD + _PITCH * max(len(here), 1)
            else:
                left += column

    def table(self) -> Table:
        """Return a row for each person, and for each step without one."""
        rows = []
        for i, step in enumerate(self.steps):
            here = self._in(i) or [Person(self.nobody)]
            rows += [[step, ", ".join(filter(None, (one.name, one.role))), one.words] for one in here]
        return Table(list(self.heads), rows)


def _draw(pen: Pen, person: Person, x: float, y: float, room: float) -> None:
    """Draw one person: filled if for, open if neutral, open with a cross if against, dashed if unknown."""
    kind, tone = _LOOKS[person.stance]
    pen.circle(x, y, 17, kind, tone)
    initials = "".join(word[0] for word in person.name.split()[:2]).upper()
    pen.text(x, y + 4.5, initials, tone="paper" if kind == "solid" else "ink", anchor="middle", strong=True)
    if person.stance == "against":
        pen.circle(x + 13, y + 12, 6.5, "solid", "paper")
        pen.path(f"M{x + 9.5:.1f} {y + 8.5:.1f}l7 7m0 -7l-7 7", "cross", "broken")
    pen.text(x + 30, y - 10, shorten(person.name, room, strong=True), tone="ink", strong=True)
    pen.text(x + 30, y + 8, shorten(person.role, room))
    pen.text(x + 30, y + 26, shorten(person.words, room))
