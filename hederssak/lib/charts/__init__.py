"""Charts drawn on the server as SVG, from typed specs. See README.md."""

from hederssak.lib.charts.axes import Axis
from hederssak.lib.charts.bars import Bar, Bars
from hederssak.lib.charts.curve import Curve
from hederssak.lib.charts.flow import Flow, Link, Node
from hederssak.lib.charts.grid import Grid, Row
from hederssak.lib.charts.lines import Band, Lines, Series
from hederssak.lib.charts.people import People, Person, Stance
from hederssak.lib.charts.small import moves, spark
from hederssak.lib.charts.spec import Chart, Drawing, Flag, Mark, Table, draw, draw_alone

__all__ = [
    "Axis",
    "Band",
    "Bar",
    "Bars",
    "Chart",
    "Curve",
    "Drawing",
    "Flag",
    "Flow",
    "Grid",
    "Lines",
    "Link",
    "Mark",
    "Node",
    "People",
    "Person",
    "Row",
    "Series",
    "Stance",
    "Table",
    "draw",
    "draw_alone",
    "moves",
    "spark",
]
