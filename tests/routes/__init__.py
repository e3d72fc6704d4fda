"""Every route of the house: what fills its address, and who may.

`tests/test_who_may.py` walks the URLconf and fails on a route that has no line here, so whoever adds a route adds a
line to the file of its room:

    "pipeline:wake": Route(post="anna eva", fill=lambda house: {"pk": house.of(annas_deal).pk}),

`get`, `post`, `put`, `patch` and `delete` name who of the cast may; a method that is not named has to be answered
with 405. Whoever is not named gets 403, or 404 if in `hidden` (what they may not know of); Stig, of another
organization, gets 404 wherever the address names something of ours. `fill` gives the address's arguments, always
Anna's or her team's; `give` the body of a write that would go through. `house.of(make)` makes a thing once per test.

Routes that a stranger may open are `Open(...)`, with the statuses that they answer; those that nobody may, `Gone()`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.cast import Cast

ALL = "anna mikko eva otto maj vera ada"
EVERYONE = f"{ALL} stig"
T = TypeVar("T")


@dataclass
class House:
    """The cast, and what was made for the address of one route."""

    cast: Cast
    made: dict[Callable[[Cast], Any], Any] = field(default_factory=dict)

    def of(self, make: Callable[[Cast], T]) -> T:
        """Return what a function makes of the cast, made once."""
        if make not in self.made:
            self.made[make] = make(self.cast)
        made: T = self.made[make]
        return made


Filler = Callable[[House], Mapping[str, Any]]


def nothing(_house: House) -> Mapping[str, Any]:
    """Fill an address that has no arguments."""
    return {}


@dataclass(frozen=True, kw_only=True)
class Route:
    """A route behind the door; of a `library`'s own page only the methods that are named are tried."""

    get: str = ""
    post: str = ""
    put: str = ""
    patch: str = ""
    delete: str = ""
    hidden: str = ""
    fill: Filler = nothing
    give: Filler = nothing
    library: bool = False

    def may(self, method: str) -> set[str]:
        """Return who may call the route by a method."""
        return set(str(getattr(self, method)).split())

    @property
    def methods(self) -> list[str]:
        """Return the methods that the route takes."""
        return [method for method in METHODS if self.may(method)]

    @property
    def tried(self) -> Sequence[str]:
        """Return the methods by which the route is called."""
        return self.methods if self.library else METHODS


@dataclass(frozen=True, kw_only=True)
class Open:
    """A route that a stranger may open: the statuses that it answers to anybody."""

    get: tuple[int, ...] = (405,)
    post: tuple[int, ...] = (405,)
    fill: Filler = nothing


@dataclass(frozen=True, kw_only=True)
class Gone:
    """A route of a library that this product does without: 404 to everybody."""

    fill: Filler = nothing


METHODS = ("get", "post", "put", "patch", "delete")
Any_ = Route | Open | Gone
