"""Look for faults in the installation and in the data; print each, and end with 1 if there are any."""

from argparse import ArgumentParser, Namespace

from django.core import checks as django_checks
from django.core.checks import run_checks

from hederssak.cli.prepare import migrations_pending
from hederssak.lib import checks


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--only", metavar="NAME", action="append", help="run this check of the data only; repeatable")
    parser.add_argument("--list", action="store_true", help="name the checks of the data")


def run(options: Namespace) -> int:
    """Run them all, or those that were asked for."""
    known = checks.known()
    if options.list:
        print("\n".join(sorted(known)))
        return 0
    found = 0
    for name in _wanted(known, options.only):
        for problem in known[name]():
            print(f"{name}: {problem}")
            found += 1
    if not options.only:
        for problem in _of_the_installation():
            print(f"installation: {problem}")
            found += 1
    print(f"{found} problems" if found else "No problems found.")
    return int(bool(found))


def _wanted(known: dict[str, checks.Check], only: list[str] | None) -> list[str]:
    unknown = set(only or ()) - known.keys()
    if unknown:
        raise SystemExit(f"hederssak check: there is no check named {', '.join(sorted(unknown))}")
    return sorted(only or known)


def _of_the_installation() -> list[str]:
    """Return what Django finds wrong, and whether the database lags behind."""
    messages = run_checks(include_deployment_checks=False, databases=["default"])
    problems = [str(message) for message in messages if message.level >= django_checks.WARNING]
    if pending := migrations_pending():
        problems.append(f"the database lags {pending} steps behind the program; run: hederssak prepare")
    return problems
