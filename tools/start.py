"""What `make` calls: bring the environment into step, then hand over to the product or its checks.

Runs on a bare Python 3.11, so it imports the standard library only. It ends by replacing itself (`exec`),
so that a signal from make or the terminal reaches the real program and no process stands between.
"""

import os
import signal
import subprocess
import sys
from pathlib import Path

from tools import environment
from tools.environment import PYTHON, ROOT, StartError, fingerprint, say

MESSAGES_STAMP = ROOT / "build" / "messages.stamp"


def main(arguments: list[str]) -> int:
    """Run one of the make targets and return its exit code."""
    target, *rest = arguments or ["run"]
    os.chdir(ROOT)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that an installer under way is ended with us
    if target not in TARGETS:
        print(f"There is no target {target!r}; there are {', '.join(TARGETS)}.", file=sys.stderr)
        return 2
    dev, command = TARGETS[target]
    try:
        environment.ready(dev=dev)
        compile_messages()
    except StartError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the folder is ours, and without them a start takes twice as long
    if command:
        os.execv(command[0], [*command, *rest])  # noqa: S606 (no shell is wanted)
    say("Ready. Start with: make run")
    return 0


def compile_messages() -> None:
    """Compile the catalogues when one has changed since the last time."""
    catalogues = sorted(Path(ROOT / "hederssak").glob("**/LC_MESSAGES/django.po"))
    wanted = fingerprint(*catalogues)
    compiled = all(path.with_suffix(".mo").exists() for path in catalogues)
    if compiled and MESSAGES_STAMP.exists() and MESSAGES_STAMP.read_text(encoding="ascii") == wanted:
        return
    if subprocess.run([PYTHON, "-m", "tools.messages", "--compile"], check=False).returncode:
        raise StartError("A message catalogue is malformed; the line above says where.")
    MESSAGES_STAMP.parent.mkdir(exist_ok=True)
    MESSAGES_STAMP.write_text(wanted, encoding="ascii")


_PYTHON = str(PYTHON)
TARGETS: dict[str, tuple[bool, list[str]]] = {
    "setup": (False, []),
    "run": (False, [str(environment.COMMAND), "serve"]),
    "test": (True, [_PYTHON, "-m", "tools.checks"]),
    "check": (True, [_PYTHON, "-m", "tools.checks", "--fast"]),
    "bench": (True, [_PYTHON, "-m", "tests.benchmarks"]),
    "messages": (True, [_PYTHON, "-m", "tools.messages"]),
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
