"""What people write in the demo company: Swedish, as at a company that sells machines."""

from __future__ import annotations

STAGES = ("Behov", "Lösning", "Offert", "Förhandling", "Vunnen", "Förlorad")
WON, LOST = 4, 5
PROPOSAL = 2

CRITERIA = (
    (0, "Behovet är sagt av kunden, med siffror", True),
    (0, "Investeringen har en tid", True),
    (0, "Vi vet vem som beslutar", True),
    (1, "Beslutsfattaren är träffad", False),
    (1, "Kunden har sagt ja till lösningen", False),
    (2, "Beslutstrappan är känd, med datum", False),
    (3, "Muntligt ja från den som beslutar", False),
)
"""Stage, text, and whether it has to be met before an opportunity counts as qualified."""
MANDATORY = (0, 1, 2)
DECIDER_MET = 3

EVIDENCE = (
    (
        "Stoppen kostar 40 timmar i månaden enligt produktionschefen",
        "Kassation 6 procent, målet är 2, sagt på mötet",
        "De kör övertid två skift sedan i våras för att hinna",
        "Reservdelar till den gamla finns inte längre att få",
    ),
    (
        "Pengarna ligger i årets investeringsbudget",
        "Ska stå klar till sommarstoppet",
        "Styrelsen tar investeringarna i nästa kvartal",
        "Måste vara på plats innan avtalet löper ut",
    ),
    (
        "Platschefen beslutar upp till 2 mkr själv",
        "Vd och ekonomichef beslutar tillsammans",
        "Ägaren säger ja eller nej, inköp skriver avtalet",
    ),
    ("Var med på mötet och ställde frågorna", "Vi gick igenom kalkylen med den som beslutar"),
    ("Mejl: lösningen är den vi vill ha", "Ritningen godkänd av underhåll och produktion", "Provkörning godkänd"),
    ("Ledningsgrupp, sedan inköp, sedan vd: datum för alla tre", "Inköp har ritat upp stegen i mejl"),
    ("Vd sa ja på telefon, avtalet läses", "Muntligt ja på mötet, underskrift återstår"),
)

LINES = {
    "Maskin": (
        "Hydraulpress", "Bandtransportör", "Kapanläggning", "Detaljtvätt", "Palleteringsrobot", "Stoftavskiljare",
        "Kompressorcentral", "Traverskran 10 ton", "Förpackningslinje", "Blästeranläggning",
    ),
    "Ombyggnad": (
        "Ny styrning till linje 2", "Ombyggnad av pumpstation", "Skydd kring robotcell", "Värmeåtervinning",
        "Ombyggnad av torkanläggning", "Ny drivning till transportör",
    ),
    "Service": ("Serviceavtal tre år", "Tillståndsövervakning", "Jouravtal dygnet runt", "Serviceavtal kompressorer"),
    "Delar": ("Reservdelslager på plats", "Ramavtal slitdelar", "Verktygspaket", "Filterbyte hela anläggningen"),
}  # fmt: skip
"""What is sold; the first word of a line's opportunity is its product."""
MEDIANS = {"Maskin": 900_000, "Ombyggnad": 480_000, "Service": 210_000, "Delar": 120_000}
MARGINS = {"Maskin": (0.20, 0.30), "Ombyggnad": (0.28, 0.38), "Service": (0.40, 0.55), "Delar": (0.33, 0.45)}
SHARES = {"Maskin": 30, "Ombyggnad": 28, "Service": 26, "Delar": 16}

SOURCES = ("Kund sedan tidigare", "Mötesbokning", "Mässa", "Webb", "Tips från kund", "Upphandling")

CALLS = (
    "Ring och stäm av tidplanen", "Ring om underlaget", "Ring och boka nästa möte", "Ring inköp om villkoren",
    "Ring och fråga vad ledningsgruppen sa",
)  # fmt: skip
LETTERS = (
    "Skicka kalkylen på stopptiden", "Skicka referens från liknande linje", "Skicka reviderad offert",
    "Skicka ritning för godkännande", "Skicka förslag på beslutstrappa",
)  # fmt: skip
MEETINGS = (
    ("Behovsmöte på plats", "Mäta stopptiden tillsammans med underhåll"),
    ("Visa lösningen", "Genomgång av ritning och kalkyl", "Studiebesök på likadan anläggning"),
    ("Genomgång av offerten", "Möte med ledningsgruppen"),
    ("Förhandling om villkoren", "Sista genomgången av avtalet"),
)
COFFEES = ("Avstämning", "Lunch", "Lägesrunda", "Kundbesök", "Fika och julhälsning")
NO_ANSWER = "Inget svar"
CARRIES = (
    "Träffa beslutaren på tre företag",
    "Få offerten till beslut före fredag",
    "Ringa de fem som inte svarade",
    "Boka två rätta möten om dagen",
    "Be om nästa steg i varje möte",
)

BUYER_EVENTS = (
    "Styrelsemötet flyttat",
    "Budgetmötet flyttat",
    "Ledningsgruppens beslutsmöte",
    "Koncernens investeringsmöte",
)
DATE_LEARNED = "Nytt datum från kunden"
PARKED = (
    "Investeringen skjuten till efter bokslutet", "Ny platschef tillträder", "Väntar på miljötillstånd",
    "Stopp i koncernens investeringar",
)  # fmt: skip
COMPETITORS = ("Kvislehydro", "Industrilänken", "Teknovast", "Maskinhuset i Orreby")
LOST_REASONS = ("Valde annan leverantör", "Priset", "Leveranstiden")
BASIS = ("Offert {number}, tre positioner", "Ramavtal, tre års volym enligt kunden", "Kundens egen kalkyl")
OLD_SYSTEM = "Fört över från det gamla systemet"
