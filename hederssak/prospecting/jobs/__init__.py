"""What the worker does for the booking hours: one file per noun, each imported here so that the clock finds it."""

from hederssak.prospecting.jobs import blocks, erosion

__all__ = ["blocks", "erosion"]
