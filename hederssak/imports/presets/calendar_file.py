"""Calendars written as CSV by Outlook and read as CSV by Google Calendar."""

from __future__ import annotations

from hederssak.imports.presets.dictionary import Headers, Preset, spelled
from hederssak.imports.presets.targets import RecordKind as Kind

OUTLOOK = "support.microsoft.com: export from Outlook to a CSV file; support.google.com/calendar: CSV headers"

CALENDAR_FILE = Preset(
    "calendar",
    "Outlook, Google Calendar",
    (
        Headers(
            Kind.MEETING,
            "en",
            OUTLOOK,
            spelled(
                known="All day event|All Day Event|Reminder on/off|Reminder Date|Reminder Time|Billing Information|"
                "Categories|Mileage|Priority|Private|Sensitivity|Show time as",
                subject="Subject",
                starts_at="Start Date",
                starts_time="Start Time",
                ends_at="End Date",
                ends_time="End Time",
                owner_name="Meeting Organizer",
                attendees="Required Attendees|Optional Attendees",
                location="Location",
                note="Description",
            ),
            guess=True,
        ),
        Headers(
            Kind.MEETING,
            "sv",
            "",
            spelled(
                known="Heldagshändelse|Påminnelse på/av|Kategorier|Prioritet|Privat|Känslighet|Visa tid som",
                subject="Ämne",
                starts_at="Startdatum",
                starts_time="Starttid",
                ends_at="Slutdatum",
                ends_time="Sluttid",
                owner_name="Mötesorganisatör",
                attendees="Obligatoriska deltagare|Valfria deltagare",
                location="Plats",
                note="Beskrivning",
            ),
            guess=True,
        ),
        Headers(
            Kind.MEETING,
            "fi",
            "",
            spelled(
                known="Koko päivän tapahtuma|Muistutus käytössä|Luokat|Prioriteetti|Yksityinen",
                subject="Aihe",
                starts_at="Alkamispäivä",
                starts_time="Alkamisaika",
                ends_at="Päättymispäivä",
                ends_time="Päättymisaika",
                owner_name="Kokouksen järjestäjä",
                attendees="Pakolliset osallistujat|Valinnaiset osallistujat",
                location="Sijainti|Paikka",
                note="Kuvaus",
            ),
            guess=True,
        ),
    ),
)
