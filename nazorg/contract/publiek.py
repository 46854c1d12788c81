"""The published contract: pydantic models from which JSON Schema and AsyncAPI are generated.

They also tell *everything* that is wrong with a refused message, where the fast reader stops at
the first thing. Dates and moments are parsed by the fast reader's own parser, so that the two
cannot disagree about '2020-1-1'. Values never appear in an error (BIO2 8.15.02; L28).
"""

from datetime import date, datetime
from typing import Annotated, Any, Literal

import msgspec
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from nazorg.contract import velden
from nazorg.detenties import melding as m
from nazorg.kern.leefgebied import Leefgebied, Stand


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


Dag = Annotated[date, BeforeValidator(_parse(date), json_schema_input_type=date)]
Moment = Annotated[
    datetime,
    BeforeValidator(
        _parse(Annotated[datetime, msgspec.Meta(tz=True)]), json_schema_input_type=datetime
    ),
]


def _tekst(patroon: str) -> Any:
    return Annotated[str, Field(pattern=patroon)]


DetentieId = Annotated[str, Field(pattern=velden.DETENTIE_ID)]
BerichtId = Annotated[str, Field(pattern=velden.BERICHT_ID)]
Gemeentecode = Annotated[
    str, Field(pattern=velden.CODE_GEMEENTE, description="BRP tabel 33, vier cijfers")
]
Inrichtingcode = Annotated[str, Field(pattern=velden.CODE_INRICHTING)]
Naam = Annotated[str, Field(min_length=1, max_length=velden.MAX_NAAM)]


class _Model(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
    )


class Geboorte(_Model):
    """Geboortedatum waarvan delen onbekend mogen zijn. Verzin nooit 1 januari."""

    jaar: Annotated[int, Field(ge=1850, le=2100)]
    maand: Annotated[int, Field(ge=1, le=12)] | None = None
    dag: Annotated[int, Field(ge=1, le=31)] | None = None


class Persoon(_Model):
    """Wie het is, zover de bron dat weet. BSN gaat voor SKN."""

    geslachtsnaam: Naam
    bsn: Annotated[str, Field(pattern=velden.BSN)] | None = None
    """Burgerservicenummer: negen cijfers die aan de elfproef voldoen."""
    skn: Annotated[str, Field(pattern=velden.SKN)] | None = None
    """Strafrechtsketennummer."""
    voorvoegsel: Annotated[str, Field(min_length=1, max_length=velden.MAX_VOORVOEGSEL)] | None = (
        None
    )
    voornamen: Naam | None = None
    geboorte: Geboorte | None = None


class VerwachtEinde(_Model):
    """Eerste en laatste dag waarop de detentie naar verwachting eindigt, beide inbegrepen."""

    vroegst: Dag
    laatst: Dag


class _Basis(_Model):
    detentieId: DetentieId  # noqa: N815
    """Nummer van de detentieperiode bij de bron; alle berichten over die periode delen het."""
    persoon: Persoon
    ontvangerGemeente: Gemeentecode  # noqa: N815
    """De gemeente in wiens Berichtenbox dit bericht is bezorgd."""
    grondslag: Literal["pbw-18a"]
    """Artikel 18a Penitentiaire beginselenwet."""
    gemeenteBrp: Gemeentecode | None = None  # noqa: N815
    """Gemeente van het laatst bekende BRP-adres; 1999 is RNI, 0000 is onbekend."""
    gemeenteVestiging: Gemeentecode | None = None  # noqa: N815
    """Gemeente waar iemand zich wil vestigen (PM art. 1c)."""
    vervangt: BerichtId | None = None
    """Id van het eerdere bericht van dezelfde bron dat dit bericht verbetert."""


class Begonnen(_Basis):
    inrichting: Inrichtingcode
    beginDatum: Dag  # noqa: N815
    titel: m.Titel
    verwachtEinde: VerwachtEinde | None = None  # noqa: N815


class Gewijzigd(_Basis):
    reden: m.WijzigingReden
    titel: m.Titel | None = None
    verwachtEinde: VerwachtEinde | None = None  # noqa: N815
    """Afwezig is ongewijzigd, null is nu onbekend, een waarde is de nieuwe verwachting."""


class Overgeplaatst(_Basis):
    inrichting: Inrichtingcode
    datum: Dag


class Verlof(_Basis):
    verlofId: DetentieId  # noqa: N815
    verlofSoort: m.VerlofSoort  # noqa: N815
    vanDatum: Dag  # noqa: N815
    totDatum: Dag  # noqa: N815
    gemeenteVerblijf: Gemeentecode | None = None  # noqa: N815
    voorwaarden: Annotated[list[m.Voorwaarde], Field(max_length=velden.MAX_LIJST)] | None = None


class VerlofIngetrokken(_Basis):
    verlofId: DetentieId  # noqa: N815


class Beeindigd(_Basis):
    eindDatum: Dag  # noqa: N815
    wijze: m.EindeWijze
    beginDatum: Dag | None = None  # noqa: N815
    gemeenteBestemming: Gemeentecode | None = None  # noqa: N815


class Ingetrokken(_Basis):
    berichtId: BerichtId  # noqa: N815
    """Id van het bericht dat wordt ingetrokken, van dezelfde bron."""
    reden: Literal["foutief", "dubbel", "verkeerde_persoon"]


class Onderdeel(_Model):
    leefgebied: Leefgebied
    stand: Stand


class PlanGedeeld(_Basis):
    onderdelen: Annotated[list[Onderdeel], Field(min_length=1, max_length=5)]


class Envelop(BaseModel):
    """CloudEvents 1.0 volgens het NL GOV profiel 1.1. Andere attributen tellen niet mee."""

    model_config = ConfigDict(
        extra="allow",
        frozen=True,
        strict=True,
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
    )

    specversion: Literal["1.0"]
    id: BerichtId
    source: Annotated[str, Field(min_length=1, max_length=200)]
    """urn:nld:oin:<20 posities>:systeem:<naam>"""
    type: Annotated[str, Field(min_length=1, max_length=200)]
    time: Moment
    """Moment waarop de bron het feit vastlegde, niet het moment waarop het gebeurde."""
    data: dict[str, Any]
    sequence: _tekst(velden.SEQUENCE) | None = None  # type: ignore[valid-type]
    """Volgnummer per bron, oplopend met 1."""
    datacontenttype: str | None = None
    subject: str | None = None
    """Laat leeg: hier mag geen persoonsgegeven staan."""
