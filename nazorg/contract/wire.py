"""The wire types of the hot path: they decode and check a message in one pass (ADR 0008).

They must accept and refuse exactly what `nazorg.contract.publiek` accepts and refuses; a test
proves it. Field names are those of the wire, in Dutch camelCase.
"""

import re
from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from nazorg.berichten.soort import SOORT_VAN_TYPE
from nazorg.contract import velden
from nazorg.detenties import melding as m
from nazorg.kern.leefgebied import Stand

DetentieId = Annotated[str, Meta(pattern=velden.strict(velden.DETENTIE_ID))]
BerichtId = Annotated[str, Meta(pattern=velden.strict(velden.BERICHT_ID))]
Gemeentecode = Annotated[str, Meta(pattern=velden.strict(velden.CODE_GEMEENTE))]
Inrichtingcode = Annotated[str, Meta(pattern=velden.strict(velden.CODE_INRICHTING))]
Naam = Annotated[
    str, Meta(min_length=1, max_length=velden.MAX_NAAM, pattern=velden.strict(velden.NAAM))
]
Voorvoegsel = Annotated[
    str, Meta(min_length=1, max_length=velden.MAX_VOORVOEGSEL, pattern=velden.strict(velden.NAAM))
]
# Types are data, and an Enum wants them written out: so a pattern of all of them.
_EEN_VAN_DE_TYPEN = velden.strict(f"^(?:{'|'.join(map(re.escape, SOORT_VAN_TYPE))})$")
Jaar = Annotated[int, Meta(ge=1850, le=2100)]
Maand = Annotated[int, Meta(ge=1, le=12)]
Dag = Annotated[int, Meta(ge=1, le=31)]


_NIETS = msgspec.Raw()


class Envelop(Struct):
    """CloudEvents 1.0 context attributes that we read; other attributes are allowed and ignored."""

    specversion: Literal["1.0"]
    id: BerichtId
    source: Annotated[str, Meta(min_length=1, max_length=200)]
    type: Annotated[str, Meta(min_length=1, max_length=200)]
    data: msgspec.Raw
    time: Annotated[datetime, Meta(tz=True)]
    sequence: Annotated[str, Meta(pattern=velden.strict(velden.SEQUENCE))] | None = None
    datacontenttype: str | None = None
    subject: str | None = None
    # Whatever stands here: a wrong trace is no trace, and never a wrong message.
    traceparent: msgspec.Raw = _NIETS
    tracestate: msgspec.Raw = _NIETS


class Geboorte(Struct, forbid_unknown_fields=True):
    jaar: Jaar
    maand: Maand | None = None
    dag: Dag | None = None


class Persoon(Struct, forbid_unknown_fields=True):
    geslachtsnaam: Naam
    bsn: Annotated[str, Meta(pattern=velden.strict(velden.BSN))] | None = None
    skn: Annotated[str, Meta(pattern=velden.strict(velden.SKN))] | None = None
    voorvoegsel: Voorvoegsel | None = None
    voornamen: Naam | None = None
    geboorte: Geboorte | None = None


class VerwachtEinde(Struct, forbid_unknown_fields=True):
    vroegst: date
    laatst: date


class Basis(Struct, forbid_unknown_fields=True, kw_only=True):
    """What every notice carries, so that it can be routed whenever it arrives."""

    detentieId: DetentieId  # noqa: N815 - the wire is camelCase
    persoon: Persoon
    ontvangerGemeente: Gemeentecode  # noqa: N815
    grondslag: Literal["pbw-18a"]
    gemeenteBrp: Gemeentecode | None = None  # noqa: N815
    gemeenteVestiging: Gemeentecode | None = None  # noqa: N815
    vervangt: BerichtId | None = None


class Begonnen(Basis, kw_only=True):
    inrichting: Inrichtingcode
    beginDatum: date  # noqa: N815
    titel: m.Titel
    verwachtEinde: VerwachtEinde | None = None  # noqa: N815


class Gewijzigd(Basis, kw_only=True):
    reden: m.WijzigingReden
    titel: m.Titel | None = None
    verwachtEinde: VerwachtEinde | UnsetType | None = UNSET  # noqa: N815


class Overgeplaatst(Basis, kw_only=True):
    inrichting: Inrichtingcode
    datum: date


class Verlof(Basis, kw_only=True):
    verlofId: DetentieId  # noqa: N815
    verlofSoort: m.VerlofSoort  # noqa: N815
    vanDatum: date  # noqa: N815
    totDatum: date  # noqa: N815
    gemeenteVerblijf: Gemeentecode | None = None  # noqa: N815
    voorwaarden: Annotated[list[m.Voorwaarde], Meta(max_length=velden.MAX_LIJST)] | None = None


class VerlofIngetrokken(Basis, kw_only=True):
    verlofId: DetentieId  # noqa: N815


class Beeindigd(Basis, kw_only=True):
    eindDatum: date  # noqa: N815
    wijze: m.EindeWijze
    beginDatum: date | None = None  # noqa: N815
    gemeenteBestemming: Gemeentecode | None = None  # noqa: N815


class Ingetrokken(Basis, kw_only=True):
    berichtId: BerichtId  # noqa: N815
    reden: Literal["foutief", "dubbel", "verkeerde_persoon"]


class Onderdeel(Struct, forbid_unknown_fields=True):
    # The sixth leefgebied is between people: no plan tells of it.
    leefgebied: Literal["identiteitsbewijs", "huisvesting", "inkomen", "schulden", "zorg"]
    stand: Stand


class PlanGedeeld(Basis, kw_only=True):
    onderdelen: Annotated[list[Onderdeel], Meta(min_length=1, max_length=5)]


class Soorttelling(Struct, forbid_unknown_fields=True):
    type: Annotated[str, Meta(pattern=_EEN_VAN_DE_TYPEN)]
    aantal: Annotated[int, Meta(ge=0, le=velden.MAX_AANTAL)]


class TellingGemeld(Struct, forbid_unknown_fields=True):
    """The count of a source: the one message without a person in it."""

    dag: date
    aantallen: Annotated[list[Soorttelling], Meta(min_length=1, max_length=velden.MAX_SOORTEN)]


class LossePersoon(Struct):
    bsn: str | None = None
    geboorte: Geboorte | None = None


class Los(Struct):
    """What is left of a data block of any kind without its wrong fields, to check that too.

    Only what `nazorg.contract.controles` looks at.
    """

    persoon: LossePersoon | None = None
    ontvangerGemeente: str | None = None  # noqa: N815
    gemeenteBrp: str | None = None  # noqa: N815
    gemeenteVestiging: str | None = None  # noqa: N815
    gemeenteVerblijf: str | None = None  # noqa: N815
    gemeenteBestemming: str | None = None  # noqa: N815
    inrichting: str | None = None
    beginDatum: date | None = None  # noqa: N815
    datum: date | None = None
    vanDatum: date | None = None  # noqa: N815
    totDatum: date | None = None  # noqa: N815
    eindDatum: date | None = None  # noqa: N815
    verwachtEinde: VerwachtEinde | None = None  # noqa: N815
