"""A flow: what became of what, its width in proportion."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from hederssak.lib.charts.axes import Axis, finite
from hederssak.lib.charts.labels import Labels, text_width
from hederssak.lib.charts.pen import Pen, Tone, number
from hederssak.lib.charts.spec import NARROW, Chart, Table

SLOT: Final = 38.0
"""Room for the name of a node and its figure under it."""
APART: Final = 7.0
"""What stays free between two nodes of a column."""
BAR: Final = 10.0
NEAR: Final = 52.0
"""On a phone, how far from the first column the second stands: the first one's words are above it."""


@dataclass(frozen=True, slots=True)
class Node:
    """A place in a column (0 is the first); its size is what flows through it."""

    code: str
    name: str
    column: int
    tone: Tone = "dim"


@dataclass(frozen=True, slots=True)
class Link:
    """So much goes from one node to another."""

    start: str
    end: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow(Chart):
    """Nodes in columns from left to right, and what flows between them; links take the tone of where they end."""

    nodes: Sequence[Node] = ()
    links: Sequence[Link] = ()
    value: Axis = field(default_factory=Axis)
    names: tuple[str, str] = ("", "")

    def is_empty(self) -> bool:
        """Say whether nothing flows."""
        return not any(link.value > 0 for link in self.links)

    def height(self, width: float) -> float:
        """Return the height: room for two lines of words at each node of the fullest column."""
        most = max((sum(node.column == c for node in self.nodes) for c in range(8)), default=1)
        return max(200.0, most * 46 + 64, min(320.0, width * 0.34))

    def sizes(self) -> dict[str, float]:
        """Return the size of each node: the larger of what comes and what goes."""
        finite(link.value for link in self.links)
        came = {node.code: 0.0 for node in self.nodes}
        went = dict(came)
        for link in self.links:
            went[link.start] += max(link.value, 0)
            came[link.end] += max(link.value, 0)
        return {code: max(came[code], went[code]) for code in came}

    def paint(self, pen: Pen) -> None:
        """Draw ribbons, nodes, words."""
        sizes = self.sizes()
        columns = sorted({node.column for node in self.nodes})
        stacks = [[node for node in self.nodes if node.column == column] for column in columns]
        is_above = pen.width < NARROW and len(stacks[0]) == 1 and len(stacks) > 1
        top = 24.0 if is_above else 4.0
        scale = min(_scale([sizes[node.code] for node in stack], pen.height - top - 4) for stack in stacks)
        starts = self._starts(pen, stacks, sizes)
        tops: dict[str, tuple[float, float]] = {}
        for x, stack in zip(starts, stacks, strict=True):
            slots = [max(sizes[node.code] * scale, SLOT) for node in stack]
            free = pen.height - top - 4 - sum(slots)
            between = min(free / (len(stack) - 1), 40) if len(stack) > 1 else 0.0
            tall = sum(slots) + between * (len(stack) - 1)
            y = min(max(self._middle(stack, tops, sizes, scale, pen) - tall / 2, top), pen.height - 4 - tall)
            for node, slot in zip(stack, slots, strict=True):
                tops[node.code] = (x, y + (slot - sizes[node.code] * scale) / 2)
                y += slot + between
        self._ribbons(pen, tops, scale)
        labels = Labels(pen)
        ends = [*starts[1:], pen.width]
        for column, stack in enumerate(stacks):
            for node in stack:
                x, y = tops[node.code]
                tall = sizes[node.code] * scale
                pen.box(x, y, BAR, max(tall, 1), "solid", node.tone)
                said = self.value.say(sizes[node.code])
                if is_above and column == 0:
                    labels.put(f"{node.name} {said}", [(x, 13, "start")], tone="ink", strong=True)
                    continue
                middle, room = y + tall / 2, ends[column] - x - BAR - 12
                labels.put(node.name, [(x + BAR + 6, middle - 3, "start")], tone="ink", strong=True, room=room)
                labels.put(said, [(x + BAR + 6, middle + 14, "start")], room=room)

    def _starts(self, pen: Pen, stacks: list[list[Node]], sizes: dict[str, float]) -> list[float]:
        """Return where each column stands: the last has room for its words, a narrow first one needs none beside it."""
        last = max(
            max(text_width(node.name, strong=True), text_width(self.value.say(sizes[node.code]))) for node in stacks[-1]
        )
        right = pen.width - min(last + BAR + 16, pen.width * 0.4)
        if pen.width < NARROW and len(stacks) > 2 and len(stacks[0]) == 1:
            rest = (right - NEAR) / (len(stacks) - 2)
            return [0, *(NEAR + place * rest for place in range(len(stacks) - 1))]
        return [place * right / max(len(stacks) - 1, 1) for place in range(len(stacks))]

    def _middle(
        self, stack: list[Node], tops: dict[str, tuple[float, float]], sizes: dict[str, float], scale: float, pen: Pen
    ) -> float:
        """Return about which height a column stands: that of where its links come from, so that these lie level."""
        here = {node.code for node in stack}
        came = [(link.start, max(link.value, 0)) for link in self.links if link.end in here and link.start in tops]
        weight = sum(value for _, value in came)
        if not weight:
            return pen.height / 2
        return sum((tops[code][1] + sizes[code] * scale / 2) * value for code, value in came) / weight

    def _ribbons(self, pen: Pen, tops: dict[str, tuple[float, float]], scale: float) -> None:
        """Draw each link from where the last one left its node to where the last one came in."""
        tones = {node.code: node.tone for node in self.nodes}
        out, into = ({code: top[1] for code, top in tops.items()} for _ in range(2))
        for link in sorted(self.links, key=lambda link: (tops[link.start][1], tops[link.end][1])):
            thick = max(link.value, 0) * scale
            x1, x2 = tops[link.start][0] + BAR, tops[link.end][0]
            y1, y2 = out[link.start], into[link.end]
            pen.path(_ribbon(x1, y1, x2, y2, thick), "area", tones[link.end])
            out[link.start] += thick
            into[link.end] += thick

    def table(self) -> Table:
        """Return a row for each link."""
        names = {node.code: node.name for node in self.nodes}
        rows = [[names[link.start], names[link.end], self.value.say(link.value)] for link in self.links]
        return Table([*self.names, self.value.name], rows)


def _scale(sizes: Sequence[float], height: float) -> float:
    """Return how high a unit may be for a column to stand, where each node keeps room for its two lines of words."""
    height -= APART * (len(sizes) - 1)
    low, high = 0.0, height / (max(sizes) or 1)
    for _ in range(40):
        middle = (low + high) / 2
        if sum(max(size * middle, SLOT) for size in sizes) <= height:
            low = middle
        else:
            high = middle
    return low


def _ribbon(x1: float, y1: float, x2: float, y2: float, thick: float) -> str:
    """Return the `d` of a band of even thickness that leaves and comes in level."""
    left, right, half = number(x1), number(x2), number((x1 + x2) / 2)
    top1, top2, low1, low2 = number(y1), number(y2), number(y1 + thick), number(y2 + thick)
    over = f"M{left} {top1}C{half} {top1} {half} {top2} {right} {top2}"
    return f"{over}V{low2}C{half} {low2} {half} {low1} {left} {low1}Z"
