"""Make the company and its administrator from the shell, as the set-up page does in the browser.

The administrator's password is made and printed once, or read from the file that --password-file names ("-" for
standard input), so that it never stands among the words of a command.
"""

import secrets
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path


def add_arguments(parser: ArgumentParser) -> None:
    """Name the company, its country and who administers it."""
    parser.add_argument("company", help="the name of the company")
    parser.add_argument("--email", required=True, help="the administrator's e-mail address; they sign in with it")
    parser.add_argument("--name", default="", help="the administrator's name")
    parser.add_argument("--country", default="SE", help="two letters; currency, time zone and holidays follow from it")
    parser.add_argument("--language", default="sv", choices=["sv", "fi", "en"])
    parser.add_argument("--password-file", default="", metavar="FILE")


def run(arguments: Namespace) -> int:
    """Set up; 2 where it can't be done, with the reason."""
    from django.conf import settings  # noqa: PLC0415 (Django stands by now)

    from hederssak.lib import clock  # noqa: PLC0415 (as above)
    from hederssak.org.actions.set_up import AlreadySetUpError, FirstCompany, set_up, set_up_key  # noqa: PLC0415
    from hederssak.org.models import Country  # noqa: PLC0415

    if arguments.country not in Country.values:
        print(f"{arguments.country} is not among {', '.join(Country.values)}.", file=sys.stderr)
        return 2
    password = _password(arguments.password_file)
    wanted = FirstCompany(
        name=arguments.company,
        country=Country(arguments.country),
        language=arguments.language,
        admin_name=arguments.name or arguments.email.partition("@")[0],
        email=arguments.email,
        password=password,
    )
    try:
        set_up(wanted, key=set_up_key(settings.DATA_DIR), folder=settings.DATA_DIR, now=clock.read())
    except AlreadySetUpError:
        print("There is a company here already. Further people come by invitation.", file=sys.stderr)
        return 2
    print(f"{arguments.company} stands. {arguments.email} signs in at {settings.PUBLIC_URL}/")
    if not arguments.password_file:
        print(f"with the password {password}")
    return 0


def _password(path: str) -> str:
    if not path:
        return secrets.token_urlsafe(12)
    text = sys.stdin.readline() if path == "-" else Path(path).read_text(encoding="utf-8")
    return text.strip()
