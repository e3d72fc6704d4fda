"""What `hederssak check` looks at.

A room adds its own, in a module named `checks`:

    @register("roll-ups")
    def roll_ups_agree_with_their_rows() -> Iterator[str]: ...
"""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from django.utils.module_loading import autodiscover_modules

Check: TypeAlias = Callable[[], Iterable[str]]

_registered: dict[str, Check] = {}


def register(name: str) -> Callable[[Check], Check]:
    """Add a function that yields one sentence for each problem it finds."""

    def remember(check: Check) -> Check:
        if name in _registered and _registered[name] is not check:
            raise ValueError(f"two checks are named {name!r}")
        _registered[name] = check
        return check

    return remember


def known() -> dict[str, Check]:
    """Return every check by its name, after reading the `checks` module of each room."""
    autodiscover_modules("checks")
    return dict(_registered)
