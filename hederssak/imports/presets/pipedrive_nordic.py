"""Pipedrive in Swedish, Finnish and Norwegian: the entities are the vendor's words, the fields are guesses."""

from __future__ import annotations

from hederssak.imports.presets.dictionary import Headers, spelled
from hederssak.imports.presets.targets import RecordKind as Kind

ENTITIES = "support.pipedrive.com/sv/article/import-fields names Person, Organisation, Affär, Aktivitet, Produkt"

_FIELDS: dict[tuple[str, Kind], tuple[tuple[str, ...], dict[str, str | None]]] = {
    ("sv", Kind.OPPORTUNITY): (
        ("Affär", "Erbjudande", "Deal"),
        spelled(
            known="Skapare|Viktat värde|Uppdateringstid|Etikett|Synlig för|Antal aktiviteter",
            external_id="ID",
            name="Titel|Namn",
            amount="Värde",
            currency="Valuta|Valuta för värde",
            account_name="Organisation",
            account_external_id="Organisations-ID",
            contact_name="Kontaktperson",
            owner_name="Ägare",
            stage="Fas|Steg|Stadium",
            pipeline="Pipeline|Säljtratt",
            close_date="Förväntat avslutsdatum|Förväntat stängningsdatum|Beräknat avslutsdatum",
            created_on="Affär skapad|Skapad|Skapandedatum|Erbjudande skapat",
            closed_at="Affär stängd|Stängd|Avslutad",
            won_at="Vunnen tid|Vinsttid|Tidpunkt för vinst",
            lost_at="Förlorad tid|Förlusttid|Tidpunkt för förlust",
            lost_reason="Förlustorsak|Anledning till förlust|Orsak till förlust",
            probability="Sannolikhet",
            state="Status",
            stage_since="Senaste fasändring|Senaste stegändring|Senaste ändring av fas",
            next_step_date="Nästa aktivitetsdatum|Datum för nästa aktivitet",
            last_activity_on="Senaste aktivitetsdatum|Datum för senaste aktivitet",
        ),
    ),
    ("sv", Kind.CONTACT): (
        ("Person",),
        spelled(
            external_id="ID",
            name="Namn",
            first_name="Förnamn",
            last_name="Efternamn",
            email="E-post|E-post - Arbete",
            phone="Telefon|Telefon - Arbete",
            mobile="Telefon - Mobil",
            account_name="Organisation",
            owner_name="Ägare",
            title="Jobbtitel|Titel",
            created_on="Person skapad|Skapad",
        ),
    ),
    ("sv", Kind.ACCOUNT): (
        ("Organisation",),
        spelled(
            external_id="ID",
            name="Namn",
            relationship="Etikett|Etiketter",
            owner_name="Ägare",
            created_on="Organisation skapad|Skapad",
            industry="Bransch",
            website="Webbplats",
            org_number="Organisationsnummer|Org.nr",
        ),
    ),
    ("sv", Kind.ACTIVITY): (
        ("Aktivitet",),
        spelled(
            external_id="ID",
            subject="Ämne|Rubrik",
            starts_at="Förfallodatum|Datum",
            starts_time="Förfallotid|Tid",
            duration="Varaktighet|Längd",
            kind="Typ",
            done="Klar|Slutförd|Status",
            done_at="Markerad som klar",
            owner_name="Tilldelad användare|Tilldelad till användare|Ägare",
            note="Anteckning",
            opportunity_name="Affär|Erbjudande",
            account_name="Organisation",
            contact_name="Kontaktperson",
        ),
    ),
    ("fi", Kind.OPPORTUNITY): (
        ("Kauppa", "Diili", "Deal"),
        spelled(
            known="Luoja|Painotettu arvo|Päivitysaika|Tunniste",
            external_id="ID|Tunnus",
            name="Otsikko|Nimi",
            amount="Arvo",
            currency="Valuutta|Arvon valuutta",
            account_name="Organisaatio",
            contact_name="Yhteyshenkilö",
            owner_name="Omistaja",
            stage="Vaihe",
            pipeline="Myyntiputki|Putki",
            close_date="Odotettu päättymispäivä|Odotettu sulkemispäivä|Arvioitu päättymispäivä",
            created_on="Kauppa luotu|Luotu|Luontipäivä",
            closed_at="Kauppa suljettu|Suljettu",
            won_at="Voittoaika|Voitettu",
            lost_at="Häviöaika|Hävitty",
            lost_reason="Häviön syy|Menetyksen syy",
            probability="Todennäköisyys",
            state="Tila|Status",
            stage_since="Viimeisin vaihemuutos|Viimeisin vaiheen muutos",
            next_step_date="Seuraavan aktiviteetin päivämäärä|Seuraava aktiviteetti",
            last_activity_on="Viimeisimmän aktiviteetin päivämäärä|Viimeisin aktiviteetti",
        ),
    ),
    ("fi", Kind.CONTACT): (
        ("Henkilö",),
        spelled(
            external_id="ID|Tunnus",
            name="Nimi",
            first_name="Etunimi",
            last_name="Sukunimi",
            email="Sähköposti",
            phone="Puhelin",
            account_name="Organisaatio",
            owner_name="Omistaja",
            title="Titteli|Tehtävänimike",
        ),
    ),
    ("fi", Kind.ACCOUNT): (
        ("Organisaatio",),
        spelled(
            external_id="ID|Tunnus",
            name="Nimi",
            owner_name="Omistaja",
            industry="Toimiala",
            website="Verkkosivusto",
            org_number="Y-tunnus",
        ),
    ),
    ("fi", Kind.ACTIVITY): (
        ("Aktiviteetti", "Toiminto"),
        spelled(
            external_id="ID|Tunnus",
            subject="Aihe|Otsikko",
            starts_at="Eräpäivä|Määräpäivä",
            starts_time="Eräaika|Kellonaika",
            duration="Kesto",
            kind="Tyyppi",
            done="Tehty|Valmis",
            owner_name="Vastuuhenkilö|Määritetty käyttäjälle|Omistaja",
            note="Muistiinpano",
            opportunity_name="Kauppa|Diili",
            account_name="Organisaatio",
            contact_name="Yhteyshenkilö",
        ),
    ),
    ("nb", Kind.OPPORTUNITY): (
        ("Avtale", "Deal"),
        spelled(
            external_id="ID",
            name="Tittel",
            amount="Verdi",
            account_name="Organisasjon",
            contact_name="Kontaktperson",
            owner_name="Eier",
            stage="Fase|Stadium",
            pipeline="Pipeline",
            close_date="Forventet sluttdato|Forventet lukkedato",
            state="Status",
            lost_reason="Tapsårsak|Årsak til tap",
            probability="Sannsynlighet",
        ),
    ),
}


def _columns(entities: tuple[str, ...], fields: dict[str, str | None]) -> dict[str, str | None]:
    return {f"{entity} - {header}": field for entity in entities for header, field in fields.items()}


NORDIC = tuple(
    Headers(kind, language, ENTITIES if language == "sv" else "", _columns(*table), guess=True)
    for (language, kind), table in _FIELDS.items()
)
