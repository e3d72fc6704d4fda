"""What follows from the country that an organization or team is in; each of it can be chosen otherwise."""

from dataclasses import dataclass

from hederssak.org.models import Country


@dataclass(frozen=True)
class Habits:
    """A country's currency (ISO 4217), time zone, and the language to begin with."""

    currency: str
    time_zone: str
    language: str


HABITS = {
    Country.SE: Habits("SEK", "Europe/Stockholm", "sv"),
    Country.FI: Habits("EUR", "Europe/Helsinki", "fi"),
    Country.NO: Habits("NOK", "Europe/Oslo", "en"),
    Country.DK: Habits("DKK", "Europe/Copenhagen", "en"),
    Country.EE: Habits("EUR", "Europe/Tallinn", "en"),
    Country.DE: Habits("EUR", "Europe/Berlin", "en"),
    Country.GB: Habits("GBP", "Europe/London", "en"),
    Country.US: Habits("USD", "America/New_York", "en"),
}
CURRENCIES = sorted({habits.currency for habits in HABITS.values()})
TIME_ZONES = sorted(
    {habits.time_zone for habits in HABITS.values()} | {"America/Chicago", "America/Los_Angeles", "UTC"}
)
