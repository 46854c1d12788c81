"""Invented people and tasks for stijl.py: the frame, the login page and the queue."""

from datetime import UTC, date, datetime
from typing import Any

from nazorg.web import taal
from nazorg.web.schermen import (
    ONBEKEND,
    Bladeren,
    Datum,
    Filters,
    Gebeurtenis,
    Keuze,
    Keuzelijst,
    Leeg,
    Lichten,
    Link,
    LoginScherm,
    Persona,
    Prio,
    Schil,
    Stroom,
    Uiterlijk,
    Vrij,
    WeekDag,
)
from nazorg.web.wachtrijschermen import (
    Eigenaar,
    Melding,
    TaakGroep,
    TaakRij,
    Tab,
    Voorbeeld,
    Werkvoorraad,
)

VANDAAG = date(2026, 11, 23)
GEMEENTEN = (
    "Buren", "Culemborg", "Maasdriel", "Neder-Betuwe", "Tiel", "West Betuwe", "Zaltbommel",
)  # fmt: skip
STANDEN: dict[str, Lichten] = {
    "0398": ("ok", "ok", "todo", "busy", "ok"),
    "0412": ("busy", "todo", "ok", "busy", "unknown"),
    "0377": ("todo", "ok", "refused", "na", "busy"),
}
MARIEKE = Eigenaar(naam="Marieke Bos", initialen="MB", eigen=True)
NIEMAND = Eigenaar(naam="Niemand", initialen="")


def dag(maand: int, nummer: int) -> Datum:
    datum = date(2026, maand, nummer)
    return Datum(tekst=taal.dag_kort(datum), iso=datum.isoformat())


def tijd(maand: int, nummer: int, uur: int, minuut: int) -> Datum:
    """Return a moment; the hour is UTC, the text is the clock in the Netherlands."""
    tijdstip = datetime(2026, maand, nummer, uur, minuut, tzinfo=UTC)
    return Datum(tekst=taal.moment(VANDAAG, tijdstip), iso=tijdstip.isoformat())


def uiterlijk(maand: int, nummer: int, werkdagen: int) -> Uiterlijk:
    datum = date(2026, maand, nummer)
    toon: Any = "laat" if datum < VANDAAG else "snel" if werkdagen <= 1 else ""
    tekst = taal.uiterlijk_tekst(VANDAAG, datum, werkdagen)
    return Uiterlijk(tekst=tekst, datum=dag(maand, nummer), toon=toon)


def rij(nr: str, prio: Prio, naam: str, plek: str, reden: str, uit: Uiterlijk) -> TaakRij:
    return TaakRij(
        id=nr,
        sleutel=f"{nr}.0",
        naam=naam,
        href=f"/dossiers/NZ-2026-{nr}",
        plek=plek,
        prio=prio,
        reden=reden,
        lichten=STANDEN.get(nr, ONBEKEND),
        uiterlijk=uit,
        eigenaar=MARIEKE if int(nr) % 2 else NIEMAND,
        ongelezen=int(nr) > 411,
    )


SCHIL = Schil(
    ik="marieke-bos",
    naam="Marieke Bos",
    initialen="MB",
    functie="Nazorgcoördinator Rivierenland",
    doel="re-integratie",
    demo=True,
    taken="11",
    stroom=Stroom(
        stand="busy",
        regels=("Verlof loopt 52 min achter.", "De rest is bij, 41 s geleden."),
    ),
)

LOGIN = LoginScherm(
    demo=True,
    personas=(
        Persona(
            id="bos",
            naam="Marieke Bos",
            initialen="MB",
            functie="Nazorgcoördinator",
            regio="Rivierenland",
            doel="re-integratie",
        ),
        Persona(
            id="aydin",
            naam="Selma Aydın",
            initialen="SA",
            functie="Nazorgcoördinator",
            regio="gemeente Nijmegen",
            doel="re-integratie",
        ),
        Persona(
            id="postma",
            naam="Henk Postma",
            initialen="HP",
            functie="Functioneel beheerder",
            regio="Rivierenland",
            doel="berichtenbeheer",
        ),
    ),
)

NU_DOEN = (
    TaakGroep(
        titel="Te laat",
        aantal="1",
        laat=True,
        rijen=(
            rij("0398", "hoog", "Renée Kuipers", "Culemborg · PI Nieuwersluis",
                "Nieuwe melding, nog niet bekeken", uiterlijk(11, 20, 1)),
        ),
    ),
    TaakGroep(
        titel="Vandaag",
        aantal="3",
        rijen=(
            rij("0412", "spoed", "Daan Verhoeven", "Tiel · PI Arnhem",
                "Vrij over 4 dagen", uiterlijk(11, 23, 0)),
            rij("0424", "hoog", "Nina Verkerk", "Buren · PI Nieuwersluis",
                "Route beoordelen: adres in Buren, wil naar Tiel", uiterlijk(11, 23, 0)),
            rij("0421", "hoog", "Łukasz Brouwer", "West Betuwe · PI Vught",
                "Nieuwe melding, kort verblijf: 9 dagen", uiterlijk(11, 23, 0)),
        ),
    ),
    TaakGroep(
        titel="Deze week",
        aantal="3",
        rijen=(
            rij("0377", "spoed", "Stef van Dijk", "Zaltbommel · PI Arnhem",
                "Vrij op vrijdag", uiterlijk(11, 24, 1)),
            rij("0405", "hoog", "Ömer Willems", "Buren · PI Zutphen",
                "Einddatum 2 weken vervroegd", uiterlijk(11, 25, 2)),
            rij("0388", "normaal", "Onbekende persoon", "gemeente onbekend · PI Grave",
                "Nog te koppelen: geen BSN in de melding", uiterlijk(11, 26, 3)),
        ),
    ),
    TaakGroep(
        titel="Later",
        aantal="54",
        rijen=(
            rij("0367", "hoog", "Marco de Ruiter", "Maasdriel · PI Grave",
                "Vrij binnen 8 weken", uiterlijk(12, 1, 6)),
            rij("0415", "normaal", "Đorđe Maas", "Zaltbommel · PI Arnhem",
                "Vrij binnen 8 weken", uiterlijk(12, 3, 8)),
        ),
    ),
)  # fmt: skip

VRIJ = Vrij(
    tekst="Vrij over 4 dagen",
    toelichting="Vrijdag 27 november 2026. Loketten zijn daarna dicht tot maandag.",
    dringend=True,
)

VOORBEELD = Voorbeeld(
    taak_id="0412",
    sleutel="0412.0",
    eigenaar=MARIEKE,
    naam="Daan Verhoeven",
    nummer="NZ-2026-0412",
    href="/dossiers/NZ-2026-0412",
    plek="Tiel · PI Arnhem",
    prio="spoed",
    vrij=VRIJ,
    reden="Vrij over 4 dagen.",
    regel="Vrij binnen 5 werkdagen",
    bron="Wijziging detentie, bericht van DJI",
    bron_href="",
    sinds=tijd(11, 21, 7, 14),
    uiterlijk=uiterlijk(11, 23, 0),
    lichten=STANDEN["0412"],
    gebeurtenissen=(
        Gebeurtenis(
            icoon="calendar-event",
            tekst="Einddatum vervroegd van 11 dec naar 27 nov",
            bron="DJI",
            moment=tijd(11, 21, 7, 14),
        ),
        Gebeurtenis(
            icoon="door-exit",
            tekst="Verlof van 7 tot 9 november",
            bron="DJI",
            moment=tijd(11, 5, 9, 2),
        ),
        Gebeurtenis(
            icoon="transfer-in",
            tekst="Overgeplaatst naar PI Arnhem",
            bron="DJI",
            moment=tijd(8, 20, 13, 40),
        ),
    ),
)

WEEK = tuple(
    WeekDag(
        naam=naam,
        datum=Datum(tekst=f"{nummer} nov", iso=f"2026-11-{nummer}"),
        aantal=aantal,
        href=f"/werkvoorraad?vrij=2026-11-{nummer}",
        vandaag=nummer == VANDAAG.day,
        let_op="Vrij op vrijdag" if naam == "vr" else "",
    )
    for naam, nummer, aantal in (
        ("ma", 23, 0),
        ("di", 24, 1),
        ("wo", 25, 0),
        ("do", 26, 2),
        ("vr", 27, 3),
    )
)

FILTERS = Filters(
    actie="/werkvoorraad",
    keuzelijsten=(
        Keuzelijst(
            naam="gemeente",
            label="Gemeente",
            keuzes=(
                Keuze(waarde="", tekst="Alle gemeenten"),
                *(Keuze(waarde=str(i), tekst=naam) for i, naam in enumerate(GEMEENTEN)),
            ),
        ),
        Keuzelijst(
            naam="reden",
            label="Reden",
            keuzes=(
                Keuze(waarde="", tekst="Alle redenen"),
                Keuze(waarde="nieuw", tekst="Nieuwe melding"),
                Keuze(waarde="vrij", tekst="Bijna vrij"),
                Keuze(waarde="route", tekst="Route beoordelen"),
                Keuze(waarde="koppelen", tekst="Nog te koppelen"),
            ),
        ),
        Keuzelijst(
            naam="venster",
            label="Vrij binnen",
            keuzes=(
                Keuze(waarde="", tekst="Vrij: alle"),
                Keuze(waarde="8w", tekst="Vrij binnen 8 weken", gekozen=True),
                Keuze(waarde="week", tekst="Vrij deze week"),
            ),
        ),
    ),
    chips=(Link(tekst="Vrij binnen 8 weken", href="/werkvoorraad"),),
)

WERKVOORRAAD = Werkvoorraad(
    datum="Maandag 23 november 2026",
    regio="Rivierenland, 7 gemeenten",
    week_tekst="6 mensen",
    week=WEEK,
    tabs=(
        Tab(tekst="Nu doen", href="/werkvoorraad", aantal="61", huidig=True),
        Tab(tekst="Afgehandeld", href="/werkvoorraad?tab=afgehandeld", aantal="128", huidig=False),
    ),
    filters=FILTERS,
    groepen=NU_DOEN,
    afgehandeld=False,
    terug="venster=8w",
    bladeren=Bladeren(volgende=Link(tekst="Volgende 50", href="/werkvoorraad?venster=8w&na=x")),
    melding=Melding(
        tekst="‘Nieuwe melding’ van Zoë Hendriks is afgehandeld.",
        ongedaan="/handelingen/1/ongedaan",
    ),
    voorbeeld=VOORBEELD,
)

LEEG = Leeg(
    titel="Geen taken met dit filter",
    tekst="Het filter ‘Buren’ verbergt 11 taken, ‘vrij op 25 november’ verbergt er 2.",
    links=(
        Link(tekst="Toon alle gemeenten", href="/werkvoorraad?vrij=2026-11-25"),
        Link(tekst="Toon alle dagen", href="/werkvoorraad?gemeente=0214"),
    ),
)
