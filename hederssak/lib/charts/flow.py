"""A flow: what became of what, its width in proportion."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hederssak.lib.charts.axes import Axis, finite
from hederssak.lib.charts.labels import Labels, text_width
from hederssak.lib.charts.pen import Pen, Tone, number
from hederssak.lib.charts.spec import Chart, Table


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
        return max(200.0, most * 56, min(320.0, width * 0.34))

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
        scale = min(
            (pen.height - 8 - 26 * (len(stack) - 1)) / (sum(sizes[n.code] for n in stack) or 1) for stack in stacks
        )
        last = max(max(text_width(n.name, strong=True), text_width(self.value.say(sizes[n.code]))) for n in stacks[-1])
        right = pen.width - min(last + 20, pen.width * 0.4)
        gap = (right - 10) / max(len(columns) - 1, 1)
        tops: dict[str, tuple[float, float]] = {}
        for i, stack in enumerate(stacks):
            free = pen.height - 8 - sum(sizes[n.code] for n in stack) * scale
            between = min(free / max(len(stack) - 1, 1), 60) if len(stack) > 1 else 0
            y = 4 + (free - between * (len(stack) - 1)) / 2
            for node in stack:
                tops[node.code] = (i * gap, y)
                y += sizes[node.code] * scale + between
        self._ribbons(pen, tops, scale)
        labels = Labels(pen)
        for node in self.nodes:
            x, y = tops[node.code]
            tall = sizes[node.code] * scale
            pen.box(x, y, 10, max(tall, 1), "solid", node.tone)
            middle, room = (
                min(max(y + tall / 2, 18), pen.height - 22),
                gap - 24 if x < right - 20 else pen.width - right - 4,
            )
            shifts = (0, 34, -34)
            at = labels.put(
                node.name, [(x + 16, middle - 3 + s, "start") for s in shifts], tone="ink", strong=True, room=room
            )
            if at:
                labels.put(self.value.say(sizes[node.code]), [(x + 16, at[1] + 17, "start")], room=room)

    def _ribbons(self, pen: Pen, tops: dict[str, tuple[float, float]], scale: float) -> None:
        """Draw each link from where the last one left its node to where the last one came in."""
        tones = {node.code: node.tone for node in self.nodes}
        out, into = ({code: top[1] for code, top in tops.items()} for _ in range(2))
        for link in sorted(self.links, key=lambda link: (tops[link.start][1], tops[link.end][1])):
            thick = max(link.value, 0) * scale
            x1, x2 = tops[link.start][0] + 10, tops[link.end][0]
            y1, y2 = out[link.start], into[link.end]
            pen.path(_ribbon(x1, y1, x2, y2, thick), "area", tones[link.end])
            out[link.start] += thick
            into[link.end] += thick

    def table(self) -> Table:
        """Return a row for each link."""
        names = {node.code: node.name for node in self.nodes}
        rows = [[names[link.start], names[link.end], self.value.say(link.value)] for link in self.links]
        return Table([*self.names, self.value.name], rows)


def _ribbon(x1: float, y1: float, x2: float, y2: float, thick: float) -> str:
    """Return the `d` of a band of even thickness that leaves and comes in level."""
    left, right, half = number(x1), number(x2), number((x1 + x2) / 2)
    top1, top2, low1, low2 = number(y1), number(y2), number(y1 + thick), number(y2 + thick)
    over = f"M{left} {top1}C{half} {top1} {half} {top2} {right} {top2}"
    return f"{over}V{low2}C{half} {low2} {half} {low1} {left} {low1}Z"
