"""The `hederssak` command: our own verbs, and beneath them every command of Django and its applications.

A verb is either a module of this folder (`add_arguments`, `run`) or a management command of the room it belongs to.
Nothing is imported that the verb does not need: `serve` stays in memory beside the server and is to be small.
"""

import importlib
import os
import sys
from argparse import ArgumentParser
from typing import NamedTuple

from django.core.exceptions import ImproperlyConfigured

from hederssak import __version__


class Verb(NamedTuple):
    """A verb: what it does, and its module here unless a room has it as a management command."""

    says: str
    module: str = ""
    needs_django: bool = True


VERBS = {
    "serve": Verb("start the web server and the worker, and keep them running", "serve", needs_django=False),
    "live": Verb("serve live pages; `serve` starts this by itself", "live", needs_django=False),
    "worker": Verb("do background work: imports, snapshots, mail"),
    "prepare": Verb("bring the database and the static files into step; load the demo into an empty one", "prepare"),
    "set-up": Verb("make the company and its administrator", "set_up"),
    "demo": Verb("make the demo company"),
    "evaluate": Verb("measure our estimates against simpler ones on a file", "evaluate", needs_django=False),
    "import": Verb("take in files exported from a CRM", "imports"),
    "pack": Verb("print what a team's sales meeting needs", "pack"),
    "backup": Verb("write everything into one file, while people work", "backup"),
    "restore": Verb("bring back what a backup holds", "restore"),
    "check": Verb("look for faults in the installation and in the data", "check"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hederssak.config.settings")
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy: our matrices are small, threads only wait
    words = sys.argv[1:] if arguments is None else arguments
    if not words or words[0] in {"help", "-h", "--help"}:
        print(usage())
        return 0
    if words[0] == "--version":
        print(__version__)
        return 0
    try:
        return run(words[0], words[1:])
    except ImproperlyConfigured as error:
        print(f"hederssak: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def run(name: str, words: list[str]) -> int:
    """Run a verb of ours, or hand over to Django; say so when the database is why it can't be done."""
    verb = VERBS.get(name)
    if verb is not None and not verb.needs_django:
        return _own(name, verb, words)
    from hederssak.cli.in_step import told  # noqa: PLC0415 (slow; not every verb needs it)

    return told(lambda: _own(name, verb, words) if verb and verb.module else _of_django(name, words), verb=name)


def _own(name: str, verb: Verb, words: list[str]) -> int:
    """Run a verb of this folder."""
    if verb.needs_django:
        import django  # noqa: PLC0415 (as above)

        django.setup()
    module = importlib.import_module(f"hederssak.cli.{verb.module}")
    parser = ArgumentParser(prog=f"hederssak {name}", description=module.__doc__)
    module.add_arguments(parser)
    code: int = module.run(parser.parse_args(words))
    return code


def _of_django(name: str, words: list[str]) -> int:
    """Run a management command, of a room of ours or of Django."""
    from django.core.management import execute_from_command_line  # noqa: PLC0415 (as above)

    execute_from_command_line(["hederssak", name, *words])
    return 0


def usage() -> str:
    """Return what the command can do."""
    lines = [f"  {name:<9} {verb.says}" for name, verb in VERBS.items()]
    return "\n".join(
        ["usage: hederssak VERB [OPTIONS]", "", *lines, "", "hederssak VERB --help says more; Django's verbs work too."]
    )


if __name__ == "__main__":
    sys.exit(main())
