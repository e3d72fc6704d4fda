"""Organization numbers of the Nordic countries: how they are written and whether they can be right.

Sources: Skatteverket (10 digits, Luhn), PRH (Y-tunnus, weights 7 9 10 5 8 4 2), Brønnøysund (9
digits, weights 3 2 7 6 5 4 3 2), Erhvervsstyrelsen (CVR, weights 2 7 6 5 4 3 2 1).
"""

import re
from dataclasses import dataclass

_DRESS = re.compile(r"[\s.\u2010-\u2015-]+")
_WRITTEN = {
    "SE": re.compile(r"(?:16)?(\d{10})(?:01)?"),
    "FI": re.compile(r"(\d{7,8})"),
    "NO": re.compile(r"(\d{9})(?:MVA)?"),
    "DK": re.compile(r"(\d{8})"),
}
_HYPHENS = {"SE": re.compile(r"\d{6}-\d{4}"), "FI": re.compile(r"\d{6,7}-\d")}


@dataclass(frozen=True, order=True, slots=True)
class OrgNumber:
    """A number that passed its check digit; `digits` has no prefix and no hyphen."""

    country: str
    digits: str

    @property
    def written(self) -> str:
        """Return it as its country writes it: `556703-7485`, `0112038-9`, `923609016`."""
        cut = {"SE": 6, "FI": 7}.get(self.country)
        return self.digits if cut is None else f"{self.digits[:cut]}-{self.digits[cut:]}"

    def __str__(self) -> str:
        return f"{self.country}{self.digits}"


def org_number(text: str, country: str | None = None) -> OrgNumber | None:
    """Return the organization number in a text, or None where no country's check digit agrees.

    VAT dress is taken off (SE...01, FI, NO...MVA, DK). Without `country` a prefix or the hyphen
    decides, then the only check digit that agrees; where two do, the answer is None: a guess would
    join two companies.
    """
    bare = _DRESS.sub("", text.strip().upper())
    prefix = bare[:2] if bare[:2] in _WRITTEN else None
    digits = bare[2:] if prefix else bare
    known = prefix or country or _by_hyphen(text.strip())
    tried = (known,) if known in _WRITTEN else tuple(_WRITTEN) if known is None else ()
    found = [number for land in tried if (number := _checked(digits, land))]
    return found[0] if len(found) == 1 else None


def _by_hyphen(text: str) -> str | None:
    return next((land for land, shape in _HYPHENS.items() if shape.fullmatch(text)), None)


def _checked(digits: str, country: str) -> OrgNumber | None:
    if country == "FI" and len(digits) == 7:
        digits = "0" + digits  # numbers given out before 1978 have a digit less
    match = _WRITTEN[country].fullmatch(digits)
    if match is None or not _CHECKS[country](match[1]):
        return None
    return OrgNumber(country, match[1])


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - at % 2) for at, digit in enumerate(digits))
    return int(digits) > 0 and sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def _finnish(digits: str) -> bool:
    rest = _weighted(digits[:-1], (7, 9, 10, 5, 8, 4, 2)) % 11
    return rest != 1 and int(digits[-1]) == (11 - rest) % 11 and int(digits) > 0


def _norwegian(digits: str) -> bool:
    rest = _weighted(digits[:-1], (3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return rest != 1 and int(digits[-1]) == (11 - rest) % 11 and int(digits) > 0


def _danish(digits: str) -> bool:
    return digits[0] != "0" and _weighted(digits, (2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


_CHECKS = {"SE": _luhn, "FI": _finnish, "NO": _norwegian, "DK": _danish}
