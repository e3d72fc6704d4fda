"""Names of people at the buyers: common first names and surnames, put together by chance."""

from __future__ import annotations

import random

from hederssak.rules.names import fold

_SWEDISH_FIRST = (
    "Lena", "Per", "Karin", "Mats", "Ulrika", "Fredrik", "Maria", "Jan", "Helena", "Patrik", "Sara", "Göran",
    "Camilla", "Stefan", "Malin", "Thomas", "Cecilia", "Bengt", "Emma", "Rickard", "Åsa", "Daniel", "Ingrid", "Robert",
    "Linnea", "Magnus", "Birgitta", "Niklas", "Hanna", "Urban",
)  # fmt: skip
_SWEDISH_LAST = (
    "Söderlund", "Wikström", "Åkesson", "Hallberg", "Norén", "Sjödin", "Blomqvist", "Ekman", "Forsell", "Hedlund",
    "Isaksson", "Källström", "Lidström", "Modig", "Nyberg", "Olofsson", "Palm", "Rosén", "Sandell", "Törnqvist",
    "Uddin", "Viklund", "Westin", "Öberg", "Alm", "Brodin", "Dahlin", "Englund", "Fors", "Grahn",
)  # fmt: skip
_FINNISH_FIRST = (
    "Päivi", "Jari", "Tiina", "Mika", "Outi", "Kari", "Sanna", "Timo", "Minna", "Antti", "Riikka", "Pekka", "Laura",
    "Juha", "Heidi", "Ville", "Satu", "Markku",
)  # fmt: skip
_FINNISH_LAST = (
    "Heikkilä", "Niemelä", "Rantala", "Salmi", "Koivula", "Peltola", "Vuorinen", "Harju", "Kallio", "Laakso",
    "Mäkelä", "Ojala", "Pulkkinen", "Savola", "Tuomela", "Väisänen", "Lehto", "Hirvonen",
)  # fmt: skip
_SWEDISH_TITLES = {
    "decides": ("vd", "platschef", "fabrikschef", "ägare"),
    "influences": ("produktionschef", "inköpschef", "ekonomichef", "teknisk chef"),
    "uses": ("underhållschef", "arbetsledare", "processingenjör", "verkstadschef"),
}
_FINNISH_TITLES = {
    "decides": ("toimitusjohtaja", "tehtaanjohtaja", "omistaja"),
    "influences": ("tuotantopäällikkö", "ostopäällikkö", "talousjohtaja"),
    "uses": ("kunnossapitopäällikkö", "työnjohtaja", "prosessi-insinööri"),
}


def person_name(rng: random.Random, country: str) -> str:
    """Return a first name and a surname of the country."""
    first, last = (_FINNISH_FIRST, _FINNISH_LAST) if country == "FI" else (_SWEDISH_FIRST, _SWEDISH_LAST)
    return f"{rng.choice(first)} {rng.choice(last)}"


def title(rng: random.Random, country: str, role: str) -> str:
    """Return what someone with this part in a decision may be called at work."""
    return rng.choice((_FINNISH_TITLES if country == "FI" else _SWEDISH_TITLES)[role])


def email(name: str, domain: str) -> str:
    """Return `forname.surname@domain`."""
    return f"{'.'.join(fold(name).split())}@{domain}"


def phone(rng: random.Random, country: str) -> str:
    """Return a number from the series that the Swedish authority keeps for fiction; Finnish people have none here."""
    return "" if country == "FI" else f"070-174 06 {rng.randint(5, 99):02d}"
