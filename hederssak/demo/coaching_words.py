"""What managers and reps of the demo company write about their meetings, in the language they write in."""

from hederssak.rules.coaching import Aspect, Level

NOTES: dict[str, dict[tuple[Aspect, Level], str]] = {
    "sv": {
        (Aspect.PURPOSE, Level.YES): "Sa i första meningen varför vi satt där",
        (Aspect.PURPOSE, Level.PARTLY): "Syftet kom, men först efter en kvart",
        (Aspect.PURPOSE, Level.NOT_YET): "Vi pratade om deras semester i tjugo minuter",
        (Aspect.INSIGHT, Level.YES): "Stilleståndet om natten fick dem att tystna",
        (Aspect.INSIGHT, Level.PARTLY): "Siffran var rätt, men ingen fick räkna själv",
        (Aspect.INSIGHT, Level.NOT_YET): "Vi berättade om oss, inte om dem",
        (Aspect.QUESTIONS, Level.YES): "Driftchefen pratade mer än vi",
        (Aspect.QUESTIONS, Level.PARTLY): "Bra frågor, men svaren hann inte komma",
        (Aspect.QUESTIONS, Level.NOT_YET): "Tolv frågor i rad, ingen följdfråga",
        (Aspect.PICTURE, Level.YES): "Kurvan från Ådal låg på bordet hela mötet",
        (Aspect.PICTURE, Level.PARTLY): "Fallet berättades, men visades inte",
        (Aspect.PICTURE, Level.NOT_YET): "Bara ord, fast bilden fanns i väskan",
        (Aspect.NEXT_STEP, Level.YES): "Mätning på plats, torsdag om två veckor",
        (Aspect.NEXT_STEP, Level.PARTLY): "Ett nästa steg, men ingen dag",
        (Aspect.NEXT_STEP, Level.NOT_YET): "Det blev ”vi hörs”",
    },
    "fi": {
        (Aspect.PURPOSE, Level.YES): "Sanoi heti alussa, miksi tavattiin",
        (Aspect.PURPOSE, Level.PARTLY): "Tarkoitus tuli esiin vasta puolivälissä",
        (Aspect.INSIGHT, Level.YES): "Yön seisokit saivat heidät laskemaan itse",
        (Aspect.INSIGHT, Level.NOT_YET): "Kerroimme itsestämme, emme heistä",
        (Aspect.QUESTIONS, Level.YES): "Tuotantopäällikkö puhui enemmän kuin me",
        (Aspect.QUESTIONS, Level.NOT_YET): "Kysymyksiä peräkkäin, vastauksille ei jäänyt aikaa",
        (Aspect.PICTURE, Level.YES): "Käyrä oli pöydällä koko ajan",
        (Aspect.NEXT_STEP, Level.PARTLY): "Seuraava askel sovittiin, päivää ei",
        (Aspect.NEXT_STEP, Level.NOT_YET): "Jäi sanaan ”palataan asiaan”",
    },
}

PRACTISE: dict[str, dict[Aspect, str]] = {
    "sv": {
        Aspect.PURPOSE: "Säga syftet i första meningen",
        Aspect.INSIGHT: "Låta kunden räkna själv",
        Aspect.QUESTIONS: "Vänta tre sekunder efter frågan",
        Aspect.PICTURE: "Ta fram bilden före priset",
        Aspect.NEXT_STEP: "Be om en dag för nästa steg",
    },
    "fi": {
        Aspect.PURPOSE: "Tarkoitus heti ensimmäiseen lauseeseen",
        Aspect.INSIGHT: "Anna asiakkaan laskea itse",
        Aspect.QUESTIONS: "Kolmen sekunnin tauko kysymyksen jälkeen",
        Aspect.PICTURE: "Kuva pöytään ennen hintaa",
        Aspect.NEXT_STEP: "Seuraavalle askeleelle päivä",
    },
}

ANSWERS: dict[str, tuple[str, ...]] = {
    "sv": (
        "Stämmer. Jag märkte det själv när vi gick ut.",
        "Jag ville inte verka påstridig. Provar nästa gång.",
        "Håller med om frågorna, men de hade bråttom.",
    ),
    "fi": ("Totta, huomasin sen itsekin.", "En halunnut painostaa. Kokeilen ensi kerralla."),
}

PLAYS: tuple[tuple[Aspect, str, str, str, str, tuple[str, ...]], ...] = (
    (
        Aspect.NEXT_STEP,
        "Det blev ”vi hörs”",
        "Mötet har gått bra och tiden är ute. Kunden reser sig och säger att de hör av sig.",
        "Driftchef på ett sågverk, positiv, vill inte lova något",
        "Att vänta ett år",
        (
            "En dag är föreslagen innan någon reser sig",
            "Kunden säger själv vad steget ska ge",
            "Dagen står i kalendern",
        ),
    ),
    (
        Aspect.QUESTIONS,
        "Inköparen vill bara ha ett pris",
        "Första mötet. Inköparen avbryter: skicka ett pris så återkommer vi.",
        "Inköpschef på ett pappersbruk, tre offerter ska in",
        "Den leverantör de har",
        ("Ingen siffra före behovet", "En fråga om vad som händer om inget görs", "Vem mer som ska vara med"),
    ),
    (
        Aspect.INSIGHT,
        "De tycker att allt fungerar",
        "Kunden är nöjd med det de har. Ni vet något om stilleståndet som de inte har räknat på.",
        "Platschef, stolt över sin linje",
        "Inget alls",
        ("Kunden räknar själv", "Insikten bygger på deras egna siffror", "Det blir tyst en stund"),
    ),
    (
        Aspect.PICTURE,
        "Ekonomichefen kommer in på slutet",
        "Tio minuter kvar när den som beslutar sätter sig. Allt är redan sagt en gång.",
        "Ekonomichef, har inte hört något av det",
        "Söderbergs system, 15 % billigare",
        ("En bild säger det på en minut", "Priset kommer efter värdet", "Nästa steg tas med ekonomichefen i rummet"),
    ),
)
