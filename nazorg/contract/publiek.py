"""The published contract: pydantic models from which JSON Schema and AsyncAPI are generated.

They also tell *everything* that is wrong with a refused message, where the fast reader stops at
the first thing. Dates and moments are parsed by the fast reader's own parser, so that the two
cannot disagree about '2020-1-1'. Values never appear in an error (BIO2 8.15.02; L28).
"""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal

import msgspec
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from nazorg.berichten.soort import SOORT_VAN_TYPE
from nazorg.contract import velden
from nazorg.detenties import melding as m
from nazorg.kern.leefgebied import Stand

_DAG: dict[str, Any] = {"pattern": velden.DAG}


def _parse(soort: Any) -> Any:
    decoder = msgspec.json.Decoder(soort)

    def parse(waarde: object) -> object:
        if not isinstance(waarde, str):
            raise ValueError("tekst verwacht")  # noqa: TRY004 - pydantic turns only ValueError into an answer
        try:
            return decoder.decode(msgspec.json.encode(waarde))
        except msgspec.ValidationError as fout:
            raise ValueError("geen geldige datum of tijd") from fout

    return parse


Dag = Annotated[
    date,
    BeforeValidator(
        _parse(date), json_schema_input_type=Annotated[date, Field(json_schema_extra=_DAG)]
    ),
]
Moment = Annotated[
    datetime,
    BeforeValidator(
        _parse(Annotated[datetime, msgspec.Meta(tz=True)]), json_schema_input_type=datetime
    ),
]
DetentieId = Annotated[str, Field(pattern=velden.DETENTIE_ID)]
BerichtId = Annotated[str, Field(pattern=velden.BERICHT_ID)]
Gemeentecode = Annotated[str, Field(pattern=velden.CODE_GEMEENTE)]
Inrichtingcode = Annotated[str, Field(pattern=velden.CODE_INRICHTING)]
Naam = Annotated[str, Field(min_length=1, max_length=velden.MAX_NAAM, pattern=velden.NAAM)]
Voorvoegsel = Annotated[
    str, Field(min_length=1, max_length=velden.MAX_VOORVOEGSEL, pattern=velden.NAAM)
]
# Strict would ask for the enum member itself; decoded JSON has its text.
_Lijst = Field(strict=False)


def _is_type(waarde: object) -> object:
    if not (isinstance(waarde, str) and waarde in SOORT_VAN_TYPE):
        raise PydanticCustomError("enum", "geen soort bericht")
    return waarde


Teltype = Annotated[
    str,
    BeforeValidator(_is_type),
    WithJsonSchema({"type": "string", "enum": list(SOORT_VAN_TYPE)}),
]
Titel = Annotated[m.Titel, _Lijst]
EindeWijze = Annotated[m.EindeWijze, _Lijst]
VerlofSoort = Annotated[m.VerlofSoort, _Lijst]
Voorwaarde = Annotated[m.Voorwaarde, _Lijst]
WijzigingReden = Annotated[m.WijzigingReden, _Lijst]


class Model(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
    )


class Geboorte(Model):
    """Geboortedatum waarvan delen onbekend mogen zijn. Verzin nooit 1 januari."""

    jaar: Annotated[int, Field(ge=1850, le=2100)]
    """Geboortejaar."""
    maand: Annotated[int, Field(ge=1, le=12)] | None = None
    """Maand, als die bekend is."""
    dag: Annotated[int, Field(ge=1, le=31)] | None = None
    """Dag, als die bekend is. Alleen samen met een maand."""


class Persoon(Model):
    """Wie het is, zover de bron dat weet. BSN gaat voor SKN."""

    geslachtsnaam: Naam
    """Achternaam, zonder voorvoegsel."""
    bsn: Annotated[str, Field(pattern=velden.BSN)] | None = None
    """Burgerservicenummer: negen cijfers die aan de elfproef voldoen."""
    skn: Annotated[str, Field(pattern=velden.SKN)] | None = None
    """Strafrechtsketennummer."""
    voorvoegsel: Voorvoegsel | None = None
    """Voorvoegsel van de achternaam, zoals 'van der'."""
    voornamen: Naam | None = None
    """Alle voornamen die bekend zijn, met een spatie ertussen."""
    geboorte: Geboorte | None = None
    """Wanneer iemand is geboren, zover bekend."""


class VerwachtEinde(Model):
    """Eerste en laatste dag waarop de detentie naar verwachting eindigt, beide inbegrepen."""

    vroegst: Dag
    """Eerste dag waarop het einde kan vallen."""
    laatst: Dag
    """Laatste dag waarop het einde kan vallen. Gelijk aan 'vroegst' als de dag vaststaat."""


class _Basis(Model):
    detentieId: DetentieId  # noqa: N815
    """Nummer van de detentieperiode bij de bron; alle berichten over die periode delen het."""
    persoon: Persoon
    """Over wie het bericht gaat."""
    ontvangerGemeente: Gemeentecode  # noqa: N815
    """De gemeente in wiens Berichtenbox dit bericht is bezorgd (BRP tabel 33, vier cijfers)."""
    grondslag: Literal["pbw-18a"]
    """Artikel 18a Penitentiaire beginselenwet."""
    gemeenteBrp: Gemeentecode | None = None  # noqa: N815
    """Gemeente van het laatst bekende BRP-adres; 1999 is RNI, 0000 is onbekend."""
    gemeenteVestiging: Gemeentecode | None = None  # noqa: N815
    """Gemeente waar iemand zich wil vestigen (PM art. 1c); 0000 is onbekend."""
    vervangt: BerichtId | None = None
    """Id van het eerdere bericht van dezelfde bron dat dit bericht verbetert."""


class Begonnen(_Basis):
    """Iemand is in een inrichting opgenomen."""

    inrichting: Inrichtingcode
    """Code van de inrichting waar iemand verblijft."""
    beginDatum: Dag  # noqa: N815
    """Eerste dag van de detentie."""
    titel: Titel
    """Op welke grond iemand vastzit. Nooit waarvoor."""
    verwachtEinde: VerwachtEinde | None = None  # noqa: N815
    """Wanneer de detentie naar verwachting eindigt, als dat bekend is."""


class Gewijzigd(_Basis):
    """De titel, het verwachte einde of een gemeente is veranderd."""

    reden: WijzigingReden
    """Waarom er iets is veranderd."""
    titel: Titel | None = None
    """De nieuwe titel; afwezig of null is ongewijzigd."""
    verwachtEinde: VerwachtEinde | None = None  # noqa: N815
    """Afwezig is ongewijzigd, null is nu onbekend, een waarde is de nieuwe verwachting."""


class Overgeplaatst(_Basis):
    """Iemand is naar een andere inrichting gegaan."""

    inrichting: Inrichtingcode
    """Code van de nieuwe inrichting."""
    datum: Dag
    """Eerste dag in de nieuwe inrichting."""


class Verlof(_Basis):
    """Een verlof dat wordt overwogen, is verleend of is gewijzigd."""

    verlofId: DetentieId  # noqa: N815
    """Nummer van het verlof bij de bron; alle berichten over dat verlof delen het."""
    verlofSoort: VerlofSoort  # noqa: N815
    """Wat voor verlof het is."""
    vanDatum: Dag  # noqa: N815
    """Eerste dag van het verlof."""
    totDatum: Dag  # noqa: N815
    """Laatste dag van het verlof."""
    gemeenteVerblijf: Gemeentecode | None = None  # noqa: N815
    """Gemeente waar iemand tijdens het verlof verblijft."""
    voorwaarden: Annotated[list[Voorwaarde], Field(max_length=velden.MAX_LIJST)] | None = None
    """Voorwaarden die tijdens het verlof gelden."""


class VerlofIngetrokken(_Basis):
    """Een verlof gaat niet door."""

    verlofId: DetentieId  # noqa: N815
    """Nummer van het verlof dat niet doorgaat."""


class Beeindigd(_Basis):
    """De detentie is afgelopen."""

    eindDatum: Dag  # noqa: N815
    """Laatste dag van de detentie."""
    wijze: EindeWijze
    """Hoe de detentie is geëindigd."""
    beginDatum: Dag | None = None  # noqa: N815
    """Eerste dag van de detentie, als de bron die meestuurt."""
    gemeenteBestemming: Gemeentecode | None = None  # noqa: N815
    """Gemeente waar iemand heen gaat, als dat bekend is."""


class Ingetrokken(_Basis):
    """Een eerder bericht had niet verstuurd moeten worden."""

    berichtId: BerichtId  # noqa: N815
    """Id van het bericht dat wordt ingetrokken, van dezelfde bron."""
    reden: Literal["foutief", "dubbel", "verkeerde_persoon"]
    """Waarom het wordt ingetrokken."""


# The sixth leefgebied is between people: no plan tells of it.
class Leefgebied(StrEnum):
    IDENTITEITSBEWIJS = "identiteitsbewijs"
    HUISVESTING = "huisvesting"
    INKOMEN = "inkomen"
    SCHULDEN = "schulden"
    ZORG = "zorg"


class Onderdeel(Model):
    """Hoe het met één leefgebied staat. Onbekend is nooit 'nee'."""

    leefgebied: Annotated[Leefgebied, _Lijst]
    """Welk leefgebied."""
    stand: Annotated[Stand, _Lijst]
    """Hoe het ervoor staat."""


class PlanGedeeld(_Basis):
    """Het deelbare deel van het Detentie- en Re-integratieplan, per leefgebied."""

    onderdelen: Annotated[list[Onderdeel], Field(min_length=1, max_length=5)]
    """De leefgebieden waarover het plan iets zegt."""


class Soorttelling(Model):
    """Hoeveel berichten van één soort."""

    type: Teltype
    """De soort (type) van de berichten die u telde."""
    aantal: Annotated[int, Field(ge=0, le=velden.MAX_AANTAL)]
    """Hoeveel berichten van deze soort u stuurde. Een bericht dat u herhaalt, telt één keer."""


class TellingGemeld(Model):
    """Hoeveel berichten de bron over één dag stuurde. Dit bericht gaat niet over een persoon."""

    dag: Dag
    """De dag in Nederland waarop 'time' van de getelde berichten valt."""
    aantallen: Annotated[list[Soorttelling], Field(min_length=1, max_length=velden.MAX_SOORTEN)]
    """Per soort één regel. Een soort die u niet noemt, telt als 0."""


class Envelop(BaseModel):
    """CloudEvents 1.0, NL GOV profiel 1.1. Andere attributen mogen en tellen niet mee."""

    model_config = ConfigDict(
        extra="allow",
        frozen=True,
        strict=True,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
    )

    specversion: Literal["1.0"]
    """Versie van CloudEvents."""
    id: BerichtId
    """Uniek per bron en voor altijd: dezelfde id is hetzelfde bericht. Zet er geen BSN in."""
    source: Annotated[
        str, Field(min_length=1, max_length=200, json_schema_extra={"pattern": velden.BRON})
    ]
    """De bron: urn:nld:oin:<20 posities>:systeem:<naam>."""
    type: Annotated[str, Field(min_length=1, max_length=200)]
    """Soort bericht, met één versie."""
    time: Moment
    """Moment waarop de bron het feit vastlegde, niet het moment waarop het gebeurde. Met zone."""
    data: dict[str, Any]
    """De inhoud. Alleen hier mogen persoonsgegevens staan."""
    sequence: Annotated[str, Field(pattern=velden.SEQUENCE)] | None = None
    """Volgnummer per bron, oplopend met 1, als tekst."""
    datacontenttype: str | None = None
    """application/json; weglaten mag."""
    subject: str | None = None
    """Laat leeg: hier mag geen persoonsgegeven staan."""
    traceparent: Any = None
    """W3C Trace Context van het bericht. Klopt het niet, dan telt het niet mee."""
    tracestate: Any = None
    """Hoort bij traceparent. Klopt het niet, dan telt het niet mee."""
