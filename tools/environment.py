"""The virtual environment: made once, brought into step with the lock files, standard library only.

Nothing here may import what is not in Python itself, because it runs before anything is installed.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
COMMAND = VENV / "bin" / "hederssak"
STAMP = VENV / "hederssak-stamp.json"
LOCKS = {name: ROOT / "requirements" / f"{name}.txt" for name in ("main", "dev")}
OLDEST = (3, 11)

SCRIPT = """#!{python}
import sys

from hederssak.cli.main import main

sys.exit(main())
"""


class StartError(Exception):
    """Something the person at the keyboard has to know; the message is a whole sentence."""


def say(line: str) -> None:
    """Print a line of progress at once, even into a pipe."""
    print(line, flush=True)


def fingerprint(*paths: Path) -> str:
    """Return one hash over the contents of files, in the order given."""
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def ready(*, dev: bool) -> None:
    """Bring `.venv` into step with the lock, or do nothing when it is already.

    An environment with the development tools serves to run the product too, so `make run` after `make test`
    does not take the tools away.
    """
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        raise StartError(
            f"This needs Python 3.11 or newer; {sys.executable} is {found}. Try: make PYTHON=python3.11 run"
        )
    wanted = {name: fingerprint(path) for name, path in LOCKS.items()}
    kinds = ("dev",) if dev else ("main", "dev")
    have = _stamp()
    if PYTHON.exists() and have.get("root") == str(ROOT) and any(have.get(kind) == wanted[kind] for kind in kinds):
        return
    began = time.monotonic()
    kind = "dev" if dev or "dev" in have else "main"
    _make_venv()
    _install(kind)
    _write_command()
    STAMP.write_text(json.dumps({"root": str(ROOT), kind: wanted[kind]}), encoding="utf-8")
    say(f"Installed in {time.monotonic() - began:.0f} s.")


def _stamp() -> dict[str, str]:
    """Return what the last installation left behind; empty when there was none or it was broken off."""
    try:
        found: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _make_venv() -> None:
    """Make `.venv` unless a working one stands; one that has lost its Python is replaced."""
    STAMP.unlink(missing_ok=True)
    if PYTHON.exists() and _runs([str(PYTHON), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]):
        return
    say("Making a virtual environment in .venv ...")
    if VENV.exists():
        shutil.rmtree(VENV)
    _run(
        [sys.executable, "-m", "venv", "--without-pip", str(VENV)],
        "The virtual environment could not be made.",
    )


def _install(kind: str) -> None:
    """Install exactly what the lock names: by uv in seconds or else by pip in half a minute."""
    lock = str(LOCKS[kind])
    start = str(ROOT / "requirements" / "start.txt")
    pip = _pip()
    uv = VENV / "bin" / "uv"
    say(
        "Installing what the product needs ..."
        if kind == "main"
        else "Installing what the product and its tests need ..."
    )
    quick = ["install", "-qq", "--disable-pip-version-check", "--require-hashes", "-r"]
    if _runs([*pip, *quick, start]) and uv.exists():
        environment = os.environ | {"VIRTUAL_ENV": str(VENV)}
        if _runs([str(uv), "pip", "sync", "--quiet", "--require-hashes", lock], environment):
            return
        say("uv could not do it; trying pip, which takes a little longer ...")
    _run(
        [*pip, *quick, lock],
        "The packages could not be installed. Is the network, or the package index, reachable?",
    )


def _pip() -> list[str]:
    """Return a command that installs into `.venv`: the outer pip, or the environment's own."""
    outer = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    if _runs([*outer, "--version"], quiet=True):
        return outer
    if not _runs([str(PYTHON), "-m", "pip", "--version"], quiet=True):
        _run(
            [str(PYTHON), "-m", "ensurepip"],
            "There is no pip; install it (on Debian: apt install python3-pip).",
        )
    return [str(PYTHON), "-m", "pip"]


def _write_command() -> None:
    """Write the `hederssak` command and let the environment find the package where it stands."""
    site = next((VENV / "lib").glob("python3*/site-packages"))
    (site / "hederssak.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    COMMAND.write_text(SCRIPT.format(python=PYTHON), encoding="utf-8")
    COMMAND.chmod(0o755)


def _runs(command: list[str], environment: dict[str, str] | None = None, *, quiet: bool = False) -> bool:
    output = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, check=False, env=environment, stdout=output, stderr=output).returncode == 0


def _run(command: list[str], sorry: str) -> None:
    if not _runs(command):
        raise StartError(sorry)
