"""The words of targets."""

from hederssak.targets.texts.sliders import (
    hours,
    money,
    presets,
    slider,
    sources,
    stands,
    way_out,
    what_if_slider,
    what_if_stands,
)

__all__ = [
    "hours",
    "money",
    "presets",
    "slider",
    "sources",
    "stands",
    "way_out",
    "what_if_slider",
    "what_if_stands",
]
