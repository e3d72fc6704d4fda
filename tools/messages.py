"""Message catalogues without gettext's own programs: `python -m tools.messages [--check | --compile]`.

With no option it collects every msgid of each room's Python and templates into the room's Swedish and Finnish
catalogues, keeping the translations that stand and dropping msgids that are gone. `--check` changes nothing
and fails when a catalogue is out of step, or holds an empty, fuzzy or contradictory translation.
`--compile` writes the `.mo` files.
"""

import datetime as dt
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent / "hederssak"
LANGUAGES = ("fi", "sv")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)[^{}]*\}")

NO_DATE = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""A catalogue says nothing of when it was collected: two branches would differ by that alone."""
type_key = tuple[str | None, object]


def main(arguments: list[str]) -> int:
    """Do what the option says for every room and return the exit code."""
    if "--compile" in arguments:
        return compile_all()
    problems = check_all() if "--check" in arguments else update_all()
    for problem in problems:
        print(problem)
    print(f"messages: {len(problems)} to mend" if problems else "messages: complete in sv and fi")
    return bool(problems)


def rooms() -> list[Path]:
    """Return the folders of the package that hold code or templates."""
    return sorted(path.parent for path in PACKAGE.glob("*/__init__.py"))


def catalogue_path(room: Path, language: str) -> Path:
    """Return where a room's catalogue stands."""
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def collect(room: Path) -> Catalog:
    """Return a catalogue of the msgids of a room's code and templates, without translations."""
    found = Catalog(charset="utf-8")
    for path in sorted(room.rglob("*")):
        if path.suffix in {".py", ".html", ".txt"} and "locale" not in path.parts and "migrations" not in path.parts:
            for line, text, comments, context in _messages(path):
                place = (str(path.relative_to(PACKAGE.parent)), line)
                found.add(text, locations=[place], auto_comments=comments, context=context, flags=_flags(text))
    return found


def _messages(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    """Yield line, msgid (with its plural), translators' comments and context of one file."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        from django.utils.translation.template import templatize  # noqa: PLC0415 (Django is slow)

        source = "\n".join(line.strip() for line in templatize(source, origin=str(path)).split("\n"))
    stream = io.BytesIO(source.encode())
    yield from extract(
        "python", stream, keywords=KEYWORDS, comment_tags=("Translators:",), options={"encoding": "utf-8"}
    )


def _flags(text: str | tuple[str, ...]) -> list[str]:
    joined = text if isinstance(text, str) else " ".join(text)
    return ["python-format"] if "%(" in joined else []


def read(path: Path, language: str) -> Catalog:
    """Return a catalogue from its file; an empty one when there is no file."""
    if not path.exists():
        return Catalog(locale=language, charset="utf-8")
    with path.open("rb") as stream:
        return read_po(stream, locale=language, charset="utf-8", abort_invalid=True)


def entries(catalogue: Catalog) -> dict[type_key, Message]:
    """Return the messages of a catalogue by context and msgid, the header left out."""
    return {(message.context, message.id): message for message in catalogue if message.id}


def update_all() -> list[str]:
    """Rewrite every catalogue and return the entries that a translator has to look at."""
    for room in rooms():
        wanted = collect(room)
        for language in LANGUAGES:
            path = catalogue_path(room, language)
            if not entries(wanted):
                path.unlink(missing_ok=True)
                continue
            known = entries(read(path, language))
            fresh = Catalog(locale=language, charset="utf-8", project="Hederssak", creation_date=NO_DATE)
            for key, message in entries(wanted).items():
                old = known.get(key)
                fresh.add(
                    message.id,
                    old.string if old else None,
                    context=message.context,
                    flags=message.flags,
                    locations=message.locations,
                    auto_comments=message.auto_comments,
                    user_comments=old.user_comments if old else (),
                )
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("wb") as stream:
                write_po(
                    stream,
                    fresh,
                    width=110,
                    omit_header=False,
                    sort_output=True,
                    ignore_obsolete=True,
                    include_lineno=False,
                )
    return check_all()


def check_all() -> list[str]:
    """Return one line for each thing that is wrong with the catalogues."""
    problems = []
    said: dict[tuple[str, type_key], tuple[object, Path]] = {}
    for room in rooms():
        wanted = entries(collect(room))
        for language in LANGUAGES:
            path = catalogue_path(room, language)
            short = path.relative_to(PACKAGE.parent)
            known = entries(read(path, language))
            problems += [f"{short}: missing {key[1]!r}" for key in wanted.keys() - known.keys()]
            problems += [f"{short}: not used any more {key[1]!r}" for key in known.keys() - wanted.keys()]
            for key in wanted.keys() & known.keys():
                message = known[key]
                problems += [f"{short}: {key[1]!r} {fault}" for fault in faults(message)]
                other, where = said.setdefault((language, key), (message.string, short))
                if message.string and other != message.string:
                    problems.append(f"{short}: {key[1]!r} is {message.string!r} here but {other!r} in {where}")
    return sorted(problems)


def faults(message: Message) -> Iterator[str]:
    """Yield what is wrong with one translation."""
    strings = message.string if isinstance(message.string, tuple | list) else (message.string or "",)
    ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
    if not all(strings):
        yield "is not translated"
        return
    if message.fuzzy:
        yield "is fuzzy"
    allowed = _placeholders(*ids)
    for string in strings:
        if unknown := _placeholders(string) - allowed:
            yield f"names {sorted(unknown)}, which the English text does not"
    if len(ids) == 1 and (lost := allowed - _placeholders(*strings)):
        yield f"leaves out {sorted(lost)}"


def _placeholders(*texts: str) -> set[str]:
    return {match[1] or match[2] for text in texts for match in PLACEHOLDER.finditer(text)}


def compile_all() -> int:
    """Write a `.mo` file beside each `.po` and return the exit code."""
    for path in sorted(PACKAGE.glob("**/LC_MESSAGES/django.po")):
        try:
            catalogue = read(path, path.parts[-3])
        except Exception as error:  # noqa: BLE001 (whatever is wrong, the file's name is what helps)
            print(f"{path}: {error}", file=sys.stderr)
            return 1
        buffer = io.BytesIO()
        write_mo(buffer, catalogue)
        path.with_suffix(".mo").write_bytes(buffer.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
