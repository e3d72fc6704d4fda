"""No page shows a word that nobody translated: checked on what is rendered, not only on the catalogues.

Each page is opened with catalogues that mark whatever they translate. What then stands outside the marks, and is
neither a name from the cast nor a figure, was written into a template or a view without being translated.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import trans_real

from tests.cast import Cast
from tests.routes import House, Route
from tests.routes.table import ROUTES
from tests.routes.walking import address

BEGIN, END = "\u27e6", "\u27e7"
READ_ALOUD = {"title", "aria-label", "placeholder", "alt", "label"}
NOT_WORDS = {"script", "style", "code", "kbd", "template"}
NO_WORD = re.compile(
    r"\b(?i:mån|tis|ons|tors|fre|lör|sön)? ?\d{1,2} [a-zå]{3,4}\b(?: \d{4})?"  # a day
    r"|\b[A-Z]\w+/[A-Z]\w+(?:/\w+)?"  # a time zone
    r"|\b[A-Z]{3}\b|\b[mt]kr\b"  # a currency
)
LETTERS = re.compile(r"[^\W\d_]{2,}")
PAGES = {
    name: route
    for name, route in ROUTES.items()
    if isinstance(route, Route) and route.get not in {"", "nobody"} and not name.startswith("api")
}


class Marked:
    """A language's translations, each result between two marks; what has no translation comes back bare."""

    def __init__(self, real: Any) -> None:
        self.real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def _mark(self, message: str, said: str) -> str:
        known = said != message or message in self.real._catalog
        return f"{BEGIN}{said}{END}" if known and said.strip() else said

    def gettext(self, message: str) -> str:
        return self._mark(message, self.real.gettext(message))

    def ngettext(self, one: str, many: str, count: int) -> str:
        return self._mark("", self.real.ngettext(one, many, count))


class Words(HTMLParser):
    """Collects what a reader sees or hears of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in NOT_WORDS
        self.found += [value for name, value in attrs if name in READ_ALOUD and value]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in NOT_WORDS

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


@pytest.fixture
def _marked(monkeypatch: pytest.MonkeyPatch) -> None:
    for code in ("sv", "fi"):
        real = trans_real.translation(code)
        monkeypatch.setitem(vars(trans_real)["_translations"], code, Marked(real))


def bare_words(html: str, known: set[str]) -> list[str]:
    """Return the words outside the marks that are no known names."""
    reader = Words()
    reader.feed(html)
    text = "\n".join(reader.found)
    while BEGIN in text:
        text, count = re.subn(f"{BEGIN}[^{BEGIN}{END}]*{END}", " ", text)
        if not count:
            break
    text = NO_WORD.sub(" ", text)
    return sorted({word for word in LETTERS.findall(text) if word.lower() not in known})


def days_that_end_twice(html: str) -> list[str]:
    """Return where a Finnish day, which ends with a full stop of its own ("ma 23.11."), is given a second one."""
    reader = Words()
    reader.feed(html)
    return [said for said in reader.found if re.search(r"\d\.\.(?!\.)", said)]


def names_of(cast: Cast) -> set[str]:
    """Return the words that are data: what the cast and its rows are called, and what no language translates."""
    said = "Hederssak hederssak Svenska Suomi English Nordvik Teknik AB Norr Syd Annorstädes SEK EUR kr example com"
    said += " " + " ".join(f"{member.name} {member.email} {member.initials}" for member in cast.members.values())
    return {word.lower() for word in LETTERS.findall(f"{said} {FIXTURES}")}


FIXTURES = (
    "Linje Behov Lösning Offert Förhandling Vunnen Förlorad Fjäll Kyl Siri Bergman New York Los Angeles"
    " Behovet är sagt av kunden Beslutaren är träffad"
    " Falu Verkstad Maja MH deals.csv Deal Name Stage Amount many Ny lina Annan Qualified Proposal"
    " VD Linje Ådals Hed Beslutar Veta mer Investerar de inom ett år Bygger nytt Sågverk Pappersbruk"
    " Inköparen vill bara ha ett pris Sista mötet före beslutet Inköpschef på sågverk Den har"
    " Priset kommer efter värdet En dag är bestämd"
)
"""Names that the tests give to stages, criteria, companies and people: data, in no catalogue."""


@pytest.mark.parametrize("name", sorted(PAGES))
@pytest.mark.usefixtures("_marked")
def test_every_word_on_the_page_is_translated(cast: Cast, client: Client, name: str) -> None:
    route = PAGES[name]
    reader = cast.members[route.get.split()[0]]
    type(reader).objects.filter(pk=reader.pk).update(language="sv")
    assert reader.user is not None
    client.force_login(reader.user)
    path = address(name, route.fill(House(cast)))
    answer = client.get(path)
    if answer.status_code == 302 or "html" not in answer.headers["Content-Type"]:
        answer.getvalue()  # a file closes at its end
        return  # it leads on to a page that is read by itself, or is a file
    assert bare_words(answer.content.decode(), names_of(cast)) == []
    type(reader).objects.filter(pk=reader.pk).update(language="fi")
    assert days_that_end_twice(client.get(path).content.decode()) == []
