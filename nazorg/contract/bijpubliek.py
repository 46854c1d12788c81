"""The published contract of messages for the mayor, and the only reader of them.

One reader is enough here (ADR 0030): there are about two thousand a year, not thousands a minute.
Nothing outside art. 11a Bjsg has a field, and an unknown field is refused (L05).
"""

from typing import Annotated, Literal

from pydantic import Field

from nazorg.bij import melding as b
from nazorg.contract import velden
from nazorg.contract.publiek import (
    Dag,
    DetentieId,
    Geboorte,
    Gemeentecode,
    Model,
    Moment,
    Naam,
    Voorvoegsel,
)

ARTIKEL = "^[0-9]{1,3}[a-z]{0,2}$"
PARKETNUMMER = "^[0-9]{2}-[0-9]{6}-[0-9]{2}$"
POSTCODE = "^[1-9][0-9]{3}[A-Z]{2}$"
_Lijst = Field(strict=False)
Soort = Annotated[b.Terugkeersoort, _Lijst]
Tekst = Annotated[str, Field(min_length=1, max_length=400, pattern=velden.NAAM)]


class Adres(Model):
    """Het laatst bekende adres."""

    straat: Naam | None = None
    """Straat."""
    huisnummer: Annotated[str, Field(pattern="^[0-9]{1,5}[A-Za-z0-9 -]{0,8}$")] | None = None
    """Huisnummer met toevoeging."""
    postcode: Annotated[str, Field(pattern=POSTCODE)] | None = None
    """Postcode zonder spatie."""
    plaats: Naam | None = None
    """Woonplaats."""


class BijPersoon(Model):
    """Artikel 6, eerste lid, Bjsg: wie het is."""

    geslachtsnaam: Naam
    """Achternaam, zonder voorvoegsel."""
    voorvoegsel: Voorvoegsel | None = None
    """Voorvoegsel van de achternaam."""
    voornamen: Naam | None = None
    """Voornamen, met een spatie ertussen."""
    bsn: Annotated[str, Field(pattern=velden.BSN)] | None = None
    """Burgerservicenummer."""
    skn: Annotated[str, Field(pattern=velden.SKN)] | None = None
    """Strafrechtsketennummer."""
    geboorte: Geboorte | None = None
    """Wanneer iemand is geboren, zover bekend."""
    geboorteplaats: Naam | None = None
    """Plaats van geboorte."""
    geboorteland: Naam | None = None
    """Land van geboorte."""
    nationaliteiten: Annotated[list[Naam], Field(max_length=5)] | None = None
    """Nationaliteiten. Er wordt nooit op gezocht of gesorteerd."""
    adres: Adres | None = None
    """Het laatst bekende adres."""


class Strafbepaling(Model):
    """Onderdeel c: een artikel van het Wetboek van Strafrecht."""

    artikel: Annotated[str, Field(pattern=ARTIKEL)]
    """Nummer van het artikel, zoals 302 of 240b."""
    lid: Annotated[int, Field(ge=1, le=20)] | None = None
    """Lid, als dat telt."""


class Straf(Model):
    """Onderdeel j: wat de rechter oplegde, zover artikel 11a daarnaar vraagt."""

    soort: Annotated[b.Strafsoort, _Lijst]
    """Straf of maatregel."""
    onvoorwaardelijkDagen: Annotated[int, Field(ge=1, le=20_000)] | None = None  # noqa: N815
    """Het onvoorwaardelijke deel in dagen. Niet bij een maatregel."""
    jeugdstrafrecht: bool = False
    """Opgelegd volgens titel VIII A van het Wetboek van Strafrecht."""
    verlengbaar: bool = False
    """Alleen bij PIJ: te verlengen volgens artikel 77t, derde lid."""


class Periode(Model):
    """Eerste en laatste dag, beide inbegrepen."""

    van: Dag
    """Eerste dag."""
    tot: Dag
    """Laatste dag."""


class Uitspraak(Model):
    """Eén onherroepelijke uitspraak. De letters zijn die van artikel 7, eerste lid, Bjsg."""

    beslissing: Tekst
    """Onderdeel a: de beslissing. Voor de tekst geldt hetzelfde als voor de kwalificatie."""
    parketnummer: Annotated[str, Field(pattern=PARKETNUMMER)]
    """Onderdeel b."""
    strafbepalingen: Annotated[list[Strafbepaling], Field(min_length=1, max_length=20)]
    """Onderdeel c: de overtreden strafbepalingen."""
    kwalificatie: Tekst
    """Onderdeel d: de kwalificatie. Zonder slachtoffer en zonder toedracht: staat er een BSN, iets
    medisch, een slachtoffer of een ander bij naam in, dan zetten wij het bericht apart."""
    pleegperiode: Periode
    """Onderdeel f: de dag of periode van het feit."""
    instantie: Naam
    """Onderdeel j: het gerecht."""
    datum: Dag
    """Onderdeel j: de dag van de uitspraak."""
    onherroepelijkOp: Dag | None = None  # noqa: N815
    """Onderdeel j: de dag waarop de uitspraak onherroepelijk werd. Ontbreekt die, of is die dag
    nog niet geweest, dan zetten wij het bericht apart."""
    straffen: Annotated[list[Straf], Field(min_length=1, max_length=5)]
    """Onderdeel j: de inhoud van de uitspraak."""
    voorwaarden: (
        Annotated[list[Annotated[b.BijVoorwaarde, _Lijst]], Field(max_length=velden.MAX_LIJST)]
        | None
    ) = None
    """Onderdeel j: voorwaarden. Nooit tegen wie of waar."""
    proeftijdTot: Dag | None = None  # noqa: N815
    """Onderdeel j: einde van de proeftijd."""
    tenuitvoerleggingVan: Dag | None = None  # noqa: N815
    """Onderdeel k: eerste dag van de tenuitvoerlegging."""


class Terugkeer(Model):
    """Onderdeel l, of de eerste dag van het verlof: wanneer iemand op zijn vroegst terug is."""

    vroegst: Dag
    """Eerste dag waarop iemand terug kan zijn. Bij verlof: de dag waarop een voorval begint."""
    laatst: Dag
    """Laatste dag. Gelijk aan 'vroegst' als de dag vaststaat."""


class Voorval(Model):
    """Onderdeel k: één keer verlof. Wat er gebeurde, komt in een later bericht erbij."""

    voorvalId: DetentieId  # noqa: N815
    """Nummer van deze keer binnen het verlof."""
    van: Moment
    """Gepland vertrek uit de inrichting, met zone."""
    tot: Moment
    """Geplande terugkeer in de inrichting, met zone."""
    gaatNietDoor: bool = False  # noqa: N815
    """Deze ene keer gaat niet door."""
    vertrokkenOp: Moment | None = None  # noqa: N815
    """Wanneer iemand werkelijk vertrok."""
    teruggekeerdOp: Moment | None = None  # noqa: N815
    """Wanneer iemand werkelijk terug was in de inrichting."""


class BijGemeld(Model):
    """Iemand uit een categorie van artikel 11a Bjsg keert terug, met verlof of definitief."""

    meldingId: DetentieId  # noqa: N815
    """Nummer van de melding bij de bron; alle berichten over deze terugkeer delen het."""
    soort: Soort
    """Met verlof of definitief."""
    ontvangerGemeente: Gemeentecode  # noqa: N815
    """De gemeente van de burgemeester voor wie dit is (BRP tabel 33, vier cijfers)."""
    grondslag: Literal["bjsg-11a"]
    """Artikel 11a Besluit justitiële en strafvorderlijke gegevens."""
    persoon: BijPersoon
    """Over wie het gaat."""
    uitspraken: Annotated[list[Uitspraak], Field(min_length=1, max_length=5)]
    """De onherroepelijke uitspraken waarop de melding rust."""
    terugkeer: Terugkeer
    """Wanneer iemand terugkomt: niet meer dan 3 kalendermaanden vooruit."""
    voorvallen: Annotated[list[Voorval], Field(max_length=60)] | None = None
    """Alleen bij verlof: elke keer dat iemand met dit verlof buiten is. Herhaald verlof is één
    melding met meer voorvallen."""


class BijGewijzigd(BijGemeld):
    """De melding zoals zij nu is: alles opnieuw, dus ook wat gelijk bleef.

    Is zij nu voor een andere gemeente, dan vervalt zij bij de eerste gemeente.
    """


class BijIngetrokken(Model):
    """De melding geldt niet meer."""

    meldingId: DetentieId  # noqa: N815
    """Nummer van de melding die vervalt."""
    ontvangerGemeente: Gemeentecode  # noqa: N815
    """De gemeente die de melding kreeg, en waar zij vervalt."""
    grondslag: Literal["bjsg-11a"]
    """Artikel 11a Besluit justitiële en strafvorderlijke gegevens."""
    reden: Annotated[b.Intrekkingsreden, _Lijst]
    """Waarom de melding vervalt."""
