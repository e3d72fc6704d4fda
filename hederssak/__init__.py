"""Hederssak keeps the promises on which selling rests."""

__version__ = "0.1.0"
