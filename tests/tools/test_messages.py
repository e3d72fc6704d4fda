"""The catalogues: what is collected, what is kept, and what the check refuses."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

from tools import messages

PYTHON = """
from django.utils.translation import gettext as _, ngettext, pgettext
def greet(name, n):
    return _("Hello %(name)s"), ngettext("%(n)s deal", "%(n)s deals", n), pgettext("verb", "Park")
"""
TEMPLATE = """{% load i18n %}{% translate "Sales meeting" %}
{% blocktranslate count n=n trimmed %}
  One push of {{ name }}
{% plural %}
  {{ n }} pushes of {{ name }}
{% endblocktranslate %}"""


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package with one room that says five things."""
    package = tmp_path / "hederssak"
    room = package / "desk"
    (room / "templates").mkdir(parents=True)
    (room / "__init__.py").touch()
    (room / "texts.py").write_text(PYTHON, encoding="utf-8")
    (room / "templates" / "page.html").write_text(TEMPLATE, encoding="utf-8")
    monkeypatch.setattr(messages, "PACKAGE", package)
    return room


def write_swedish(room: Path, old: str, new: str) -> None:
    path = messages.catalogue_path(room, "sv")
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def translate_all(room: Path) -> None:
    """Give every message of both languages a translation that is not wrong."""
    for language in messages.LANGUAGES:
        path = messages.catalogue_path(room, language)
        catalogue = messages.read(path, language)
        for message in messages.entries(catalogue).values():
            message.string = message.id
        with path.open("wb") as stream:
            write_po(stream, catalogue)


def problems_in_swedish() -> list[str]:
    return [line for line in messages.check_all() if "/sv/" in line]


def test_python_and_templates_are_read_with_context_and_plurals(room: Path) -> None:
    found = messages.entries(messages.collect(room))
    assert set(found) == {
        (None, "Hello %(name)s"),
        (None, ("%(n)s deal", "%(n)s deals")),
        ("verb", "Park"),
        (None, "Sales meeting"),
        (None, ("One push of %(name)s", "%(n)s pushes of %(name)s")),
    }


def test_a_room_gets_a_catalogue_in_each_language_and_every_gap_is_named(room: Path) -> None:
    problems = messages.update_all()
    assert len(problems) == 5 * 2
    assert "desk/locale/sv/LC_MESSAGES/django.po: 'Sales meeting' is not translated" in "\n".join(problems)


def test_a_complete_catalogue_passes(room: Path) -> None:
    messages.update_all()
    translate_all(room)
    assert messages.check_all() == []


def test_translations_that_stand_are_kept_and_what_is_gone_is_dropped(room: Path) -> None:
    messages.update_all()
    translate_all(room)
    write_swedish(room, 'msgstr "Sales meeting"', 'msgstr "Säljmöte"')
    (room / "texts.py").write_text("", encoding="utf-8")
    assert any("not used any more" in line for line in problems_in_swedish())
    assert messages.update_all() == []
    with messages.catalogue_path(room, "sv").open("rb") as stream:
        assert (None, "Sales meeting", "Säljmöte") in {
            (m.context, m.id, m.string) for m in read_po(stream) if isinstance(m.id, str)
        }


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('msgstr "Sales meeting"', 'msgstr ""', "is not translated"),
        ('msgid "Sales meeting"', '#, fuzzy\nmsgid "Sales meeting"', "is fuzzy"),
        ('msgstr "Hello %(name)s"', 'msgstr "Hej"', "leaves out ['name']"),
        ('msgstr "Hello %(name)s"', 'msgstr "Hej %(namn)s"', "names ['namn']"),
    ],
    ids=["empty", "fuzzy", "lost placeholder", "invented placeholder"],
)
def test_a_bad_translation_is_refused(room: Path, old: str, new: str, complaint: str) -> None:
    messages.update_all()
    translate_all(room)
    write_swedish(room, old, new)
    assert any(complaint in line for line in problems_in_swedish())


def test_two_rooms_must_say_the_same_thing_in_the_same_words(room: Path) -> None:
    other = room.parent / "floor"
    other.mkdir()
    (other / "__init__.py").touch()
    (other / "texts.py").write_text('from x import gettext\ngettext("Sales meeting")\n', encoding="utf-8")
    messages.update_all()
    translate_all(room)
    translate_all(other)
    assert messages.check_all() == []
    write_swedish(room, 'msgstr "Sales meeting"', 'msgstr "Säljmöte"')
    assert any("but 'Säljmöte' in" in line for line in problems_in_swedish())


def test_compiled_catalogues_are_what_django_reads(room: Path) -> None:
    messages.update_all()
    translate_all(room)
    write_swedish(room, 'msgstr "Sales meeting"', 'msgstr "Säljmöte"')
    assert messages.compile_all() == 0
    compiled = messages.catalogue_path(room, "sv").with_suffix(".mo").read_bytes()
    assert "Säljmöte".encode() in compiled
