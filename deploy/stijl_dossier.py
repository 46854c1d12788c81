"""Invented notices for stijl.py: the dossier and the received messages."""

from datetime import date

from stijl_lijst import VANDAAG, VRIJ, tijd, uiterlijk

from nazorg.web.berichtenscherm import (
    ApartGezet,
    Berichten,
    BerichtRij,
    SoortBericht,
    Staaf,
    Stroomtegel,
    Tegel,
)
from nazorg.web.detentielijn import Verlof, Verloop, maak_detentielijn
from nazorg.web.dossierscherm import (
    Dossier,
    EerdereDetentie,
    Feit,
    Inkijk,
    Inkijkdag,
    Leefgebiedkaart,
    OpenTaak,
    Terugblik,
    TijdlijnDag,
    TijdlijnRegel,
)
from nazorg.web.schermen import Bladeren, Filters, Keuze, Keuzelijst, Link, Stand

LIJN = maak_detentielijn(
    Verloop(
        begin=date(2026, 4, 14),
        peildatum=VANDAAG,
        einde=date(2026, 11, 27),
        was=(date(2026, 12, 11),),
        overplaatsingen=((date(2026, 8, 20), "PI Arnhem"),),
        verloven=(Verlof(begin=date(2026, 10, 7), einde=date(2026, 10, 9)),),
    )
)

TIJDLIJN = (
    TijdlijnDag(
        titel="Zaterdag 21 november",
        regels=(
            TijdlijnRegel(
                icoon="calendar-event",
                tekst="Einddatum vervroegd: 27 november (was 11 december)",
                bron="DJI",
                vastgelegd=tijd(11, 20, 15, 2),
                ontvangen=tijd(11, 21, 7, 14),
            ),
        ),
    ),
    TijdlijnDag(
        titel="Dinsdag 17 november",
        regels=(
            TijdlijnRegel(
                icoon="door-exit",
                tekst="Verlof van 20 tot 22 november",
                bron="DJI",
                vastgelegd=tijd(11, 17, 9, 30),
                ontvangen=tijd(11, 17, 9, 31),
                ingetrokken=True,
            ),
        ),
    ),
    TijdlijnDag(
        titel="Donderdag 20 augustus",
        regels=(
            TijdlijnRegel(
                icoon="transfer-in",
                tekst="Overgeplaatst van PI Vught naar PI Arnhem",
                bron="DJI",
                vastgelegd=tijd(8, 20, 11, 40),
                ontvangen=tijd(8, 23, 6, 5),
                te_laat="3 dagen later binnen",
            ),
        ),
    ),
    TijdlijnDag(
        titel="Dinsdag 14 april",
        regels=(
            TijdlijnRegel(
                icoon="door-enter",
                tekst="Ingesloten in PI Vught",
                bron="Justid",
                vastgelegd=tijd(4, 14, 16, 20),
                ontvangen=tijd(4, 14, 16, 21),
            ),
        ),
    ),
)

DOSSIER = Dossier(
    nummer="NZ-2026-0412",
    naam="Daan Verhoeven",
    prio="spoed",
    vrij=VRIJ,
    feiten=(
        Feit(naam="Geboren", waarde="14 mei 1991"),
        Feit(naam="BSN", waarde="•••••••82", voorgelezen="verborgen, eindigt op 82"),
        Feit(naam="Gemeente", waarde="Tiel"),
        Feit(naam="Nu in", waarde="PI Arnhem"),
        Feit(naam="Status", waarde="In detentie"),
    ),
    lijn=LIJN,
    eerder=(
        EerdereDetentie(periode="3 mrt 2024 – 12 apr 2024", plek="PI Grave", duur="40 dagen"),
        EerdereDetentie(periode="9 jan 2022 – 30 jan 2022", plek="PI Vught", duur="21 dagen"),
    ),
    leefgebieden=(
        Leefgebiedkaart(
            sleutel="id",
            stand="busy",
            tekst="ID-kaart aangevraagd, ligt vanaf woensdag klaar bij balie Tiel.",
            nu="Ophalen regelen voor vrijdag 10:00",
            bron="R. Smit (PI), 17 nov",
        ),
        Leefgebiedkaart(
            sleutel="wonen",
            stand="todo",
            tekst="Kamer opgezegd in mei.",
            nu="Plan voor vertrekdag",
            bron="M. Bos, 19 nov",
        ),
        Leefgebiedkaart(
            sleutel="inkomen",
            stand="ok",
            tekst="Bijstand gaat in op 27 november, met voorschot.",
            bron="Werkzaak, 18 nov",
        ),
        Leefgebiedkaart(sleutel="schulden"),
        Leefgebiedkaart(sleutel="zorg"),
    ),
    taken=(
        OpenTaak(
            id="0412",
            sleutel="0412.0",
            reden="Vrij over 4 dagen",
            regel="Vrij binnen 5 werkdagen",
            uiterlijk=uiterlijk(11, 23, 0),
        ),
        OpenTaak(
            id="0413",
            sleutel="0413.0",
            reden="Einddatum 2 weken vervroegd",
            regel="Einddatum gewijzigd",
            uiterlijk=uiterlijk(11, 24, 1),
        ),
    ),
    tijdlijn=TIJDLIJN,
    inkijk=(
        Inkijkdag(
            titel="",
            regels=(
                Inkijk(naam="Marieke Bos", moment=tijd(11, 23, 8, 2), doel="re-integratie"),
                Inkijk(naam="Selma Aydın", moment=tijd(11, 19, 13, 2), doel="re-integratie"),
            ),
        ),
    ),
    grondslag="Grondslag: re-integratie (artikel 18a Penitentiaire beginselenwet).",
    terugblik=Terugblik(actie="/dossiers/NZ-2026-0412", op="", laatste="2026-11-23"),
)

RIJEN: tuple[tuple[str, str, Stand, str, int], ...] = (
    ("Detentie begonnen", "Verwerkt", "ok", "", 59),
    ("Detentie gewijzigd", "Verwerkt", "ok", "", 51),
    ("Verlof ingetrokken", "Genegeerd", "refused", "Het verlof was al ingetrokken.", 42),
    ("Detentie gewijzigd", "Apart gezet", "todo", "De nieuwe einddatum klopt niet.", 12),
    ("Detentie beëindigd", "Verwerkt", "ok", "", 10),
)

BERICHTEN = Berichten(
    datum="maandag 23 november 2026",
    melding="2 berichten konden we niet verwerken. De rest loopt gewoon door.",
    stromen=(
        Stroomtegel(
            id="stroom-verlof",
            naam="Verlof",
            woord="loopt achter",
            stand="busy",
            laatste=tijd(11, 23, 7, 12),
            geleden="52 minuten geleden",
            achterstand="52 minuten",
            vandaag=4,
            staven=(Staaf(x=190, y=22, breed=7, hoog=22), Staaf(x=200, y=0, breed=7, hoog=44)),
            uitleg="Afgelopen 24 uur: 6 berichten, de meeste rond 07 uur.",
        ),
    ),
    stilte=("Detentieregister stuurt op maandagochtend meestal elke 20 minuten iets.",),
    tegels=(
        Tegel(naam="Verwerkt", aantal=53, toelichting="in een dossier", stand="ok", href="#lijst"),
        Tegel(naam="Dubbel", aantal=4, toelichting="al bekend, niet bewaard", stand="na"),
        Tegel(
            naam="Genegeerd", aantal=2, toelichting="niet voor ons", stand="refused", href="#lijst"
        ),
        Tegel(
            naam="Apart gezet", aantal=2, toelichting="kijk hiernaar", stand="todo", href="#lijst"
        ),
    ),
    soorten=(
        SoortBericht(naam="Detentie begonnen", vandaag=11, laatste=tijd(11, 23, 8, 4)),
        SoortBericht(naam="Detentie gewijzigd", vandaag=22, laatste=tijd(11, 23, 7, 51)),
        SoortBericht(naam="Overgeplaatst", vandaag=9, laatste=tijd(11, 23, 6, 40)),
        SoortBericht(naam="Verlof", vandaag=4, laatste=tijd(11, 23, 7, 12)),
        SoortBericht(naam="Detentie beëindigd", vandaag=7, laatste=tijd(11, 22, 21, 3)),
        SoortBericht(naam="Deelbaar D&R-plan", vandaag=0, laatste=None),
    ),
    apart=(
        ApartGezet(
            soort="Detentie gewijzigd",
            reden="De nieuwe einddatum ligt voor de begindatum.",
            velden=("data.einddatum", "data.begindatum"),
            ontvangen=tijd(11, 23, 7, 12),
            bron="urn:nld:oin:00000001234567890000:systeem:injus",
            id="0199a3f2-7c41-7d10-9a51-1d2c3b4a5f60",
        ),
        ApartGezet(
            soort="Detentie begonnen",
            reden="De code van de inrichting is onbekend.",
            velden=("data.inrichting",),
            ontvangen=tijd(11, 22, 21, 40),
            bron="urn:nld:oin:00000001234567890000:systeem:injus",
            id="0199a3f2-7c41-7d10-9a51-1d2c3b4a5f61",
        ),
    ),
    apart_aantal=2,
    filters=Filters(
        actie="/berichten",
        keuzelijsten=(
            Keuzelijst(
                naam="uitkomst",
                label="Uitkomst",
                keuzes=(
                    Keuze(waarde="", tekst="Alle uitkomsten"),
                    Keuze(waarde="verwerkt", tekst="Verwerkt"),
                    Keuze(waarde="apart", tekst="Apart gezet"),
                ),
            ),
            Keuzelijst(
                naam="soort",
                label="Soort",
                keuzes=(
                    Keuze(waarde="", tekst="Alle soorten"),
                    Keuze(waarde="begonnen", tekst="Detentie begonnen"),
                ),
            ),
        ),
    ),
    rijen=tuple(
        BerichtRij(
            soort=soort,
            uitkomst=uitkomst,
            stand=stand,
            reden=reden,
            ontvangen=tijd(11, 23, 8, minuut),
            bron="urn:nld:oin:00000001234567890000:systeem:injus",
            id=f"0199a3f2-7c41-7d10-9a51-1d2c3b4a5f{minuut}",
        )
        for soort, uitkomst, stand, reden, minuut in RIJEN
    ),
    bladeren=Bladeren(
        volgende=Link(tekst="Volgende 50", href="/berichten?na=x"),
        begin=Link(tekst="Terug naar het begin", href="/berichten"),
    ),
)
