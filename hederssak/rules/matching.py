"""Which company a row of a file means (imports, item 5): taken only where it is certain.

In this order: the source's own id, the organization number, the name without legal form. What is
merely near, or fits two, is offered to a person and never taken.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from hederssak.rules.names import fold, letter_pairs, normalized_name, pair_similarity
from hederssak.rules.org_numbers import OrgNumber

NEAR = 0.75
MOST_OFFERS = 5
_PROBES = 8
_CROWDED = 800


class MatchedBy(StrEnum):
    """By what a company was found, strongest first; the last three take nothing."""

    EXTERNAL_ID = "external_id"
    ORG_NUMBER = "org_number"
    NAME = "name"
    AMBIGUOUS = "ambiguous"
    NEAR = "near"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Identity:
    """What a row or a stored company says of itself; `external_id` is the id in the row's source."""

    name: str = ""
    external_id: str | None = None
    org_number: OrgNumber | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A stored company that a row may mean, and why it was not simply taken."""

    key: str
    by: MatchedBy
    likeness: float = 1.0


@dataclass(frozen=True, slots=True)
class Match:
    """The stored company that a row means, or the ones to choose from (the likeliest first)."""

    by: MatchedBy
    taken: str | None = None
    offers: tuple[Offer, ...] = ()


@dataclass(slots=True)
class MatchIndex:
    """The stored companies of one organization, as seen from one source; grows while rows make new ones.

    Exact look-ups cost a dictionary access. A near match looks only at companies which share two of
    the rarest letter triples of the row's name, never at all pairs.
    """

    identities: dict[str, Identity] = field(default_factory=dict)
    _by_external_id: dict[str, str] = field(default_factory=dict)
    _by_org_number: dict[OrgNumber, list[str]] = field(default_factory=lambda: defaultdict(list))
    _by_name: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _pairs: dict[str, frozenset[str]] = field(default_factory=dict)
    _by_triple: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def over(cls, stored: Iterable[tuple[str, Identity]]) -> "MatchIndex":
        """Return an index over stored companies, each with its key."""
        index = cls()
        for key, identity in stored:
            index.add(key, identity)
        return index

    def add(self, key: str, identity: Identity) -> None:
        """Add one stored company; a key is added once."""
        if key in self.identities:
            raise ValueError(f"{key} is in the index already")
        self.identities[key] = identity
        if identity.external_id is not None:
            self._by_external_id[identity.external_id] = key
        if identity.org_number is not None:
            self._by_org_number[identity.org_number].append(key)
        if name := normalized_name(identity.name):
            self._by_name[name].append(key)
            self._pairs[key] = letter_pairs(identity.name)
            for triple in _triples(name):
                self._by_triple[triple].append(key)

    def match(self, row: Identity) -> Match:
        """Return which stored company a row means."""
        if row.external_id is not None and (key := self._by_external_id.get(row.external_id)):
            return Match(MatchedBy.EXTERNAL_ID, key)
        return self._by_number(row) or self._same_name(row) or self._near(row)

    def _by_number(self, row: Identity) -> Match | None:
        if row.org_number is None:
            return None
        keys = self._by_org_number.get(row.org_number, [])
        return self._one_of(keys, row, MatchedBy.ORG_NUMBER)

    def _same_name(self, row: Identity) -> Match | None:
        keys = self._by_name.get(normalized_name(row.name), [])
        return self._one_of(keys, row, MatchedBy.NAME)

    def _one_of(self, keys: list[str], row: Identity, by: MatchedBy) -> Match | None:
        if not keys:
            return None
        if len(keys) == 1 and not self._contradicts(keys[0], row, by):
            return Match(by, keys[0])
        return Match(MatchedBy.AMBIGUOUS, offers=tuple(Offer(key, by) for key in keys[:MOST_OFFERS]))

    def _contradicts(self, key: str, row: Identity, by: MatchedBy) -> bool:
        stored = self.identities[key]
        two_ids = None not in {row.external_id, stored.external_id} and row.external_id != stored.external_id
        numbers = {row.org_number, stored.org_number}
        two_numbers = by is MatchedBy.NAME and None not in numbers and len(numbers) == 2
        return two_ids or two_numbers

    def _near(self, row: Identity) -> Match:
        name = normalized_name(row.name)
        if not name:
            return Match(MatchedBy.NOTHING)
        pairs = letter_pairs(row.name)
        scored = ((pair_similarity(pairs, self._pairs[key]), key) for key in self._block(name))
        near = sorted((hit for hit in scored if hit[0] >= NEAR), key=lambda hit: (-hit[0], hit[1]))
        if not near:
            return Match(MatchedBy.NOTHING)
        offers = (Offer(key, MatchedBy.NEAR, round(score, 3)) for score, key in near[:MOST_OFFERS])
        return Match(MatchedBy.NEAR, offers=tuple(offers))

    def _block(self, name: str) -> list[str]:
        """Return the companies worth comparing: those that share two of the name's rarest triples."""
        known = (triple for triple in _triples(name) if triple in self._by_triple)
        rarest = sorted(known, key=lambda triple: (len(self._by_triple[triple]), triple))[:_PROBES]
        shared: Counter[str] = Counter()
        for triple in rarest:
            if len(shared) > _CROWDED:
                break
            shared.update(self._by_triple[triple])
        fewest = min(2, len(rarest))
        return [key for key, count in shared.items() if count >= fewest]


def _triples(name: str) -> set[str]:
    words = (f"^{word}$" for word in fold(name).split())
    return {word[at : at + 3] for word in words for at in range(len(word) - 2)}
