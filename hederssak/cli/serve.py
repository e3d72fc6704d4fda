"""Start the web server, the live pages' server and the worker, and keep them running until told to stop."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from django.conf import settings

from hederssak.cli import readiness
from hederssak.cli.supervisor import Program, Supervisor

MORE_PORTS = 20


class PortTakenError(Exception):
    """Something else listens where we were told to."""


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options; everything else is a setting (docs/operate/settings.md)."""
    parser.add_argument("--no-worker", action="store_true", help="serve pages only; a worker runs elsewhere")


def run(options: Namespace) -> int:
    """Prepare if need be, start, print the address, and watch over the processes."""
    try:
        port = free_port(settings.HOST, settings.PORT, chosen="HEDERSSAK_PORT" in os.environ)
        live_port = _live_port(port)
    except PortTakenError as error:
        print(error, file=sys.stderr)
        return 1
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that `prepare`, when it is under way, ends with us
    if not readiness.is_ready() and subprocess.run([*_hederssak(), "prepare"], check=False).returncode:
        return 1
    environment = os.environ | {"HEDERSSAK_PORT": str(port), "HEDERSSAK_LIVE_PORT": str(live_port)}
    programs = [Program("web server", _web(port), environment)]
    if live_port:
        programs.append(Program("server of live pages", [*_hederssak(), "live"], environment))
    if not options.no_worker:
        programs += [Program("worker", [*_hederssak(), "worker"], environment)] * settings.WORKERS
    address = f"http://{_spoken(settings.HOST)}:{port}/"
    return Supervisor(programs, when_up=lambda: greet(address), host=_spoken(settings.HOST), port=port).run()


def free_port(host: str, port: int, *, chosen: bool, setting: str = "HEDERSSAK_PORT") -> int:
    """Return a port on which nothing listens.

    The server itself would not notice: it shares a port that is taken and gets every other request. A port that the
    operator chose is not replaced by another one, because something in front of it relies on the number.
    """
    if _is_free(host, port):
        return port
    if chosen:
        raise PortTakenError(f"Something else already listens on port {port}. Stop it, or set {setting} to another.")
    for other in range(port + 1, port + MORE_PORTS):
        if _is_free(host, other):
            print(f"Port {port} is taken by something else; using {other} (set HEDERSSAK_PORT to choose).", flush=True)
            return other
    raise PortTakenError(f"Ports {port} to {port + MORE_PORTS} are all taken. Set HEDERSSAK_PORT to one that is free.")


def _live_port(port: int) -> int:
    """Return the operator's port for live pages, else the first free one after the web server's."""
    if settings.LIVE_PORT:
        return free_port(settings.HOST, settings.LIVE_PORT, chosen=True, setting="HEDERSSAK_LIVE_PORT")
    after = (other for other in range(port + 1, port + MORE_PORTS) if _is_free(settings.HOST, other))
    return next(after, 0)


def greet(address: str) -> None:
    """Say where to go, as whom to sign in to the demo company, and where an own company is set up if there is none."""
    print(f"\nHederssak is running at\n{address}\n", flush=True)
    with contextlib.suppress(OSError):
        print((settings.DATA_DIR / "demo-sign-ins.txt").read_text(encoding="utf-8"), flush=True)
    with contextlib.suppress(OSError):
        key = (settings.DATA_DIR / "setup_key").read_text(encoding="ascii").strip()
        print(f"Set up your own company: {address}organization/set-up/?key={key}\n", flush=True)
    print("Stop with Ctrl-C.", flush=True)


def _is_free(host: str, port: int) -> bool:
    """Return whether the port can be had, and nobody answers there: a server may let others share its port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as caller:
        caller.settimeout(1)
        if caller.connect_ex((host, port)) == 0:
            return False
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a port that was left a moment ago is free
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _spoken(host: str) -> str:
    """Return an address that can be typed: a server on every interface is reached on this one, too."""
    if host in {"0.0.0.0", "::"}:  # noqa: S104 (read, not bound)
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _hederssak() -> list[str]:
    return [sys.executable, "-m", "hederssak.cli.main"]


def _web(port: int) -> list[str]:
    """Return the server's command.

    Without the kill timeout a SIGTERM in its first seconds is lost for ever; each thread holds one connection to the
    database, so their number is bounded.
    """
    flags = {
        "--interface": "wsgi",
        "--host": settings.HOST,
        "--port": str(port),
        "--workers": str(settings.WEB_PROCESSES),
        "--blocking-threads": str(settings.WEB_THREADS),
        "--workers-kill-timeout": "3",
        "--log-level": "warning",
        "--working-dir": str(Path.cwd()),
    }
    command = [sys.executable, "-m", "granian", *[word for flag in flags.items() for word in flag]]
    return [*command, "--no-ws", "--respawn-failed-workers", "hederssak.config.wsgi:application"]
