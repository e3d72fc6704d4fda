"""Serve live pages: a small process that tells open pages that something changed."""

import os
import sys
from argparse import ArgumentParser, Namespace

from django.conf import settings

from hederssak.live.tickets import key_from


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options; where it listens is a setting (docs/operate/live-pages.md)."""
    parser.set_defaults(port=settings.LIVE_PORT)


def run(options: Namespace) -> int:
    """Become the server: this process keeps nothing of ours in memory, and never holds the secret key."""
    if not options.port:
        print("Set HEDERSSAK_LIVE_PORT to the port on which live pages are to be served.", file=sys.stderr)
        return 2
    return os.execve(sys.executable, command(settings.HOST, options.port), environment())  # noqa: S606 (our own program, no shell)


def command(host: str, port: int) -> list[str]:
    """Return the server's command.

    Streams never end by themselves, so a stop must not wait for them: pages come back by themselves.
    """
    flags = {
        "--interface": "asgi",
        "--host": host,
        "--port": str(port),
        "--workers": "1",
        "--http": "1",
        "--loop": "asyncio",
        "--backlog": "1024",
        "--backpressure": "4096",
        "--workers-kill-timeout": "1",
        "--log-level": "warning",
    }
    words = [word for flag in flags.items() for word in flag]
    last = ["--no-ws", "--respawn-failed-workers", "--factory", "hederssak.live.app:application"]
    return [sys.executable, "-m", "granian", *words, *last]


def environment() -> dict[str, str]:
    """Return the environment without our settings, and with the one key that this process needs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("HEDERSSAK_")}
    return kept | {"HEDERSSAK_LIVE_KEY": key_from(settings.SECRET_KEY)}
