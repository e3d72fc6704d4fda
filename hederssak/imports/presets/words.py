"""Words that stand in cells: how an opportunity stands, what kind of activity it was, whether it is done."""

from __future__ import annotations

from enum import StrEnum

from hederssak.imports.presets.dictionary import fold
from hederssak.imports.presets.targets import RecordKind
from hederssak.lib.sheets.values import BadValue, parse_bool


class State(StrEnum):
    """How an opportunity stands in its source."""

    OPEN = "open"
    WON = "won"
    LOST = "lost"
    PARKED = "parked"


class ActivityWord(StrEnum):
    """What kind of thing was done."""

    MEETING = "meeting"
    CALL = "call"
    EMAIL = "email"
    TASK = "task"
    NOTE = "note"


STATE_WORDS: dict[State, tuple[str, ...]] = {
    State.WON: (
        "won", "closed won", "closedwon", "sold", "order", "signed", "vunnen", "vunnet", "såld", "sålt", "sold",
        "order lagd", "avtal", "affär vunnen", "stängd - vunnen", "stängd som vunnen", "voitettu", "voitto", "myyty",
        "kauppa", "tilaus", "suljettu - voitettu", "suljettu voitettu", "vundet", "solgt", "lukket - vundet",
        "lukket vunnet", "gewonnen", "verkauft", "geschlossen und gewonnen",
    ),
    State.LOST: (
        "lost", "closed lost", "closedlost", "canceled", "cancelled", "dead", "disqualified", "out-sold", "deleted",
        "förlorad", "förlorat", "tappad", "avslag", "affär förlorad", "stängd - förlorad", "stängd som förlorad",
        "avböjd", "avbruten", "hävitty", "menetetty", "suljettu - hävitty", "suljettu hävitty", "peruttu", "tapt",
        "tabt", "lukket - tabt", "lukket tapt", "verloren", "geschlossen und verloren", "lukket tabt",
    ),
    State.OPEN: (
        "open", "in progress", "active", "pipeline", "new", "öppen", "öppet", "pågående", "aktiv", "avoin", "auki",
        "kesken", "käynnissä", "åben", "åpen", "offen", "in bearbeitung",
    ),
    State.PARKED: (
        "on hold", "stalled", "paused", "parked", "vilande", "parkerad", "pausad", "tauolla", "lepäävä", "keskeytetty",
        "avventende", "utsatt", "sat på hold", "zurückgestellt", "avvaktande",
        "uppskjuten", "lykätty", "udskudt",
    ),
}  # fmt: skip

ACTIVITY_WORDS: dict[ActivityWord, tuple[str, ...]] = {
    ActivityWord.MEETING: (
        "meeting", "appointment", "event", "visit", "demo", "lunch", "video call", "online meeting", "teams meeting",
        "möte", "kundmöte", "besök", "kundbesök", "digitalt möte", "onlinemöte", "bokat möte", "lunchmöte", "säljmöte",
        "tapaaminen", "asiakastapaaminen", "kokous", "asiakaskäynti", "käynti", "etätapaaminen", "verkkopalaveri",
        "palaveri", "møte", "møde", "besøk", "besøg", "kundemøte", "kundemøde", "termin", "besprechung", "treffen",
    ),
    ActivityWord.CALL: (
        "call", "phone call", "phone", "telephone", "outgoing call", "incoming call", "cold call", "samtal",
        "telefonsamtal", "telefon", "ringa", "utgående samtal", "inkommande samtal", "uppringning", "puhelu", "soitto",
        "puhelinsoitto", "lähtevä puhelu", "saapuva puhelu", "opkald", "anrop", "telefonsamtale", "anruf",
    ),
    ActivityWord.EMAIL: (
        "email", "e-mail", "mail", "outgoing email", "incoming email", "e-post", "epost", "mejl", "mail skickat",
        "sähköposti", "meili", "e-brev",
    ),
    ActivityWord.TASK: (
        "task", "to-do", "to do", "todo", "deadline", "follow up", "follow-up", "uppgift", "att göra", "uppföljning",
        "tehtävä", "seuranta", "oppgave", "opgave", "aufgabe", "oppfølging", "opfølgning",
    ),
    ActivityWord.NOTE: (
        "note", "notes", "comment", "anteckning", "notering", "kommentar", "muistiinpano", "merkintä", "kommentti",
        "notat", "notiz",
    ),
}  # fmt: skip

DONE_WORDS = (
    "done", "completed", "complete", "closed", "held", "finished", "avklarad", "klar", "slutförd", "utförd",
    "genomförd", "avslutad", "tehty", "valmis", "suoritettu", "pidetty", "fullført", "utført", "udført", "afsluttet",
    "fuldført", "ferdig", "færdig", "erledigt", "abgeschlossen",
)  # fmt: skip
UNDONE_WORDS = (
    "undone", "to do", "not done", "open", "planned", "scheduled", "not started", "in progress", "waiting", "deferred",
    "ej klar", "planerad", "ej påbörjad", "pågående", "öppen", "bokad", "tekemättä", "avoin", "suunniteltu",
    "ei aloitettu", "kesken", "ikke fullført", "planlagt", "åben", "åpen", "ikke startet", "offen", "geplant",
)  # fmt: skip

_STATES = {fold(word): state for state, words in STATE_WORDS.items() for word in words}
_ACTIVITIES = {fold(word): kind for kind, words in ACTIVITY_WORDS.items() for word in words}
_DONE = {fold(word): True for word in DONE_WORDS} | {fold(word): False for word in UNDONE_WORDS}


STATE_CODES: dict[str, dict[str, State]] = {
    "superoffice": {"1": State.OPEN, "2": State.WON, "3": State.LOST, "4": State.PARKED},
    "24sevenoffice": {"1": State.OPEN, "2": State.WON, "3": State.LOST},
    "dynamics": {"0": State.OPEN, "1": State.WON, "2": State.LOST},
}
"""Systems that write a number for the state: sale.md of SuperOffice, the import guides of 24SevenOffice, statecode."""


def state_of(text: str, preset: str = "") -> State | None:
    """Give how an opportunity stands by the word for its status or stage, or None where the word doesn't tell.

    Some systems write a number, which only their preset can explain.
    """
    return STATE_CODES.get(preset, {}).get(text.strip()) or _STATES.get(fold(text))


def activity_of(text: str) -> ActivityWord | None:
    """Give what kind of activity a word means, or None."""
    return _ACTIVITIES.get(fold(text))


def is_done(text: str) -> bool | None:
    """Say whether an activity is done by its status word or truth word, or None where the word doesn't tell."""
    if (known := _DONE.get(fold(text))) is not None:
        return known
    try:
        return parse_bool(text)
    except BadValue:
        return None


_FILE_WORDS: dict[RecordKind, tuple[str, ...]] = {
    RecordKind.OPPORTUNITY: (
        "opportunit", "deal", "pipeline", "affär", "säljmöjlighet", "mahdollisuu", "kaupat", "sale.", "sales.",
        "salgsmulighed", "salgsmulighet",
    ),
    RecordKind.ACCOUNT: ("account", "compan", "organi", "företag", "kunder", "yrity", "asiakka", "customers"),
    RecordKind.CONTACT: ("contact", "person", "people", "kontakt", "yhteyshenkil", "henkilö"),
    RecordKind.MEETING: ("meeting", "appointment", "event", "möten", "kundmöte", "tapaami"),
    RecordKind.ACTIVITY: ("activit", "task", "aktivitet", "aktiviteet", "toimenpite", "calls"),
    RecordKind.PRODUCT: ("product", "produkt", "artikl", "tuottee", "items"),
    RecordKind.HIT_LIST: ("hit-list", "hit list", "hitlist", "hit_list", "ringlist", "soittolist", "call list"),
    RecordKind.OWNER: ("owner", "team", "users", "sellers", "säljare", "användare", "myyjät", "käyttäjät", "agents"),
}  # fmt: skip


def kind_in_name(file_name: str) -> RecordKind | None:
    """Give the kind of record that a file's name speaks of, or None where it names none or several."""
    name = file_name.lower()
    if any(word in name for word in _FILE_WORDS[RecordKind.HIT_LIST]):
        return RecordKind.HIT_LIST  # whatever else it says: "HIT-lista kunder Norr"
    kinds = [kind for kind, words in _FILE_WORDS.items() if any(word in name for word in words)]
    return kinds[0] if len(kinds) == 1 else None
