"""Names of companies that nobody has: invented places, and what is done there."""

from __future__ import annotations

import random
from collections.abc import Iterator

from hederssak.rules.names import fold

_SWEDISH_STEMS = (
    "Orre", "Mjös", "Kvisle", "Brunds", "Hökla", "Stavr", "Tjärn", "Vassl", "Myrl", "Glimmer", "Raske", "Ulvas",
    "Lavers", "Skirs", "Fjälk", "Ringle", "Svalg", "Torvs", "Dalvs", "Ängle", "Brisk", "Hedvi", "Kärvs", "Löves",
    "Nordle", "Pilgr", "Rönnl", "Sävle", "Trulls", "Vargs", "Åsle", "Öljer", "Gnists", "Häglö", "Klings", "Mossle",
)  # fmt: skip
_SWEDISH_ENDS = (
    "lida", "fors", "torp", "inge", "våla", "mora", "unda", "sta", "bo", "skog", "ryd", "viken", "hult", "näs",
    "åker", "arp", "tuna", "vadet", "sele", "berga",
)  # fmt: skip
_SWEDISH_TRADES = (
    ("Såg", "Trävaror"), ("Trä", "Trävaror"), ("Hyvleri", "Trävaror"),
    ("Mejeri", "Livsmedel"), ("Bröd", "Livsmedel"), ("Chark", "Livsmedel"), ("Kvarn", "Livsmedel"),
    ("Mekaniska", "Verkstad"), ("Gjuteri", "Verkstad"), ("Plåt", "Verkstad"), ("Verktyg", "Verkstad"),
    ("Åkeri", "Transport"), ("Logistik", "Transport"), ("Hamn", "Transport"),
    ("Fjärrvärme", "Energi"), ("Biobränsle", "Energi"),
    ("Papp", "Förpackning"), ("Plast", "Förpackning"), ("Emballage", "Förpackning"),
    ("Betong", "Bygg"), ("Grus", "Bygg"),
)  # fmt: skip
_FINNISH_STEMS = (
    "Riekko", "Hilla", "Kurmi", "Metsä", "Suopu", "Vilpo", "Karsi", "Routa", "Tervu", "Huhmar", "Kaarne", "Sorsa",
    "Ahva", "Jouko", "Kelo", "Laane", "Muura", "Niitty", "Piiska", "Raate", "Saukko", "Tuomi", "Uitto", "Vuoma",
)  # fmt: skip
_FINNISH_ENDS = ("niva", "korpi", "lampi", "salo", "vaara", "koski", "mäki", "ranta", "suvanto", "harju", "selkä")
_FINNISH_TRADES = (
    ("Saha", "Trävaror"), ("Puu", "Trävaror"), ("Meijeri", "Livsmedel"), ("Leipomo", "Livsmedel"),
    ("Konepaja", "Verkstad"), ("Valimo", "Verkstad"), ("Levy", "Verkstad"), ("Kuljetus", "Transport"),
    ("Varasto", "Transport"), ("Lämpö", "Energi"), ("Pakkaus", "Förpackning"), ("Muovi", "Förpackning"),
    ("Betoni", "Bygg"),
)  # fmt: skip
_SWEDISH_CITIES = (
    "Umeå", "Luleå", "Sundsvall", "Gävle", "Falun", "Västerås", "Örebro", "Karlstad", "Linköping", "Jönköping",
    "Växjö", "Borås", "Halmstad", "Kalmar", "Skövde", "Östersund",
)  # fmt: skip
_FINNISH_CITIES = ("Vasa", "Uleåborg", "Tammerfors", "Åbo", "Lahtis", "Björneborg", "Jyväskylä", "Karleby")
INDUSTRIES = tuple(dict.fromkeys(industry for _, industry in _SWEDISH_TRADES))
_LUHN = 10
_FINNISH_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


def company_names(rng: random.Random, country: str) -> Iterator[tuple[str, str]]:
    """Yield names with their industries, no name twice: some 15,000 in Sweden and 3,400 in Finland."""
    stems, ends, trades, form = (
        (_FINNISH_STEMS, _FINNISH_ENDS, _FINNISH_TRADES, "Oy")
        if country == "FI"
        else (_SWEDISH_STEMS, _SWEDISH_ENDS, _SWEDISH_TRADES, "AB")
    )
    every = range(len(stems) * len(ends) * len(trades))
    for number in rng.sample(every, len(every)):
        place, trade = divmod(number, len(trades))
        stem, end = divmod(place, len(ends))
        word, industry = trades[trade]
        yield f"{stems[stem]}{ends[end]} {word} {form}", industry


def city(rng: random.Random, country: str) -> str:
    """Return a town of the country, by its Swedish name."""
    return rng.choice(_FINNISH_CITIES if country == "FI" else _SWEDISH_CITIES)


def domain(name: str) -> str:
    """Return a domain that can belong to nobody (RFC 2606): `orrelida-sag-ab.example`."""
    return "-".join(fold(name).split()) + ".example"


def org_number(number: int, country: str) -> str:
    """Return an organization number that passes its check but is never given out.

    Swedish ones that begin with 4 and Finnish ones that begin with 9 belong to no kind of company.
    """
    if country == "FI":
        digits = f"9{number:06d}"
        rest = sum(int(digit) * weight for digit, weight in zip(digits, _FINNISH_WEIGHTS, strict=True)) % 11
        return org_number(number + 500_000, country) if rest == 1 else f"{digits}-{(11 - rest) % 11}"
    digits = f"452{number:06d}"
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    check = -sum(value - 9 * (value > 9) for value in doubled) % _LUHN
    return f"{digits[:6]}-{digits[6:]}{check}"
