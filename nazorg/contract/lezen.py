"""Read a message: bytes in; a notice, or everything that is wrong with it, out."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec

from nazorg.berichten.soort import BIJ_SOORT_VAN_TYPE, SOORT_VAN_TYPE, Soort
from nazorg.berichten.uitkomst import ZIN, Fout, Reden, RuwBericht
from nazorg.contract import velden, wire
from nazorg.contract.controles import Bekend, controleer
from nazorg.contract.fouten import fouten_in_data, fouten_in_envelop
from nazorg.contract.vertalen import to_melding
from nazorg.detenties.melding import Melding
from nazorg.kern.bsn import is_bsn

ONBEKENDE_BRON = "onbekend"

_ENVELOP = msgspec.json.Decoder(wire.Envelop)
_DATA: dict[Soort, msgspec.json.Decoder[wire.Basis]] = {
    Soort.BEGONNEN: msgspec.json.Decoder(wire.Begonnen),
    Soort.GEWIJZIGD: msgspec.json.Decoder(wire.Gewijzigd),
    Soort.OVERGEPLAATST: msgspec.json.Decoder(wire.Overgeplaatst),
    Soort.VERLOF_VOORGENOMEN: msgspec.json.Decoder(wire.Verlof),
    Soort.VERLOF_VERLEEND: msgspec.json.Decoder(wire.Verlof),
    Soort.VERLOF_GEWIJZIGD: msgspec.json.Decoder(wire.Verlof),
    Soort.VERLOF_INGETROKKEN: msgspec.json.Decoder(wire.VerlofIngetrokken),
    Soort.BEEINDIGD: msgspec.json.Decoder(wire.Beeindigd),
    Soort.INGETROKKEN: msgspec.json.Decoder(wire.Ingetrokken),
    Soort.PLAN_GEDEELD: msgspec.json.Decoder(wire.PlanGedeeld),
}


@dataclass(frozen=True, slots=True)
class Gelezen:
    """A message that is right in itself. data: its own JSON block, to be kept (encrypted)."""

    melding: Melding
    data: bytes

    @property
    def bron(self) -> str:
        return self.melding.bron

    @property
    def id(self) -> str:
        return self.melding.id

    @property
    def type(self) -> str:
        return self.melding.soort

    @property
    def tijd(self) -> datetime:
        return self.melding.tijd

    @property
    def gemeente(self) -> str:
        return self.melding.ontvanger

    @property
    def fouten(self) -> tuple[Fout, ...]:
        return ()


@dataclass(frozen=True, slots=True)
class Afgekeurd:
    """A message that is set aside. type, tijd and gemeente as far as they could be read."""

    bron: str
    id: str
    type: str
    tijd: datetime | None
    gemeente: str | None
    fouten: tuple[Fout, ...]

    @property
    def reden(self) -> Reden:
        return self.fouten[0].reden


class Lezer:
    """Reads messages against what we know of gemeenten and inrichtingen."""

    def __init__(self, bekend: Bekend) -> None:
        self._bekend = bekend

    def lees(self, bericht: RuwBericht) -> Gelezen | Afgekeurd:
        """Return the notice, or why it is set aside."""
        ruw = bericht.inhoud
        if len(ruw) > velden.MAX_BERICHT:
            return _zonder_envelop(ruw, Reden.TE_GROOT)
        try:
            envelop = _ENVELOP.decode(ruw)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return _waarom_geen_envelop(ruw)
        fout = _fout_in_envelop(envelop, bericht.bronnen)
        if fout:
            return _afgekeurd(envelop, (fout,))
        return self._lees_data(envelop)

    def _lees_data(self, envelop: wire.Envelop) -> Gelezen | Afgekeurd:
        soort = SOORT_VAN_TYPE[envelop.type]
        ruw = bytes(envelop.data)
        try:
            data = _DATA[soort].decode(ruw)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            gemeente = self._ontvanger(ruw)
            return _afgekeurd(envelop, fouten_in_data(soort, ruw, self._bekend), gemeente)
        fouten = controleer(data, self._bekend)
        if fouten:
            return _afgekeurd(envelop, tuple(fouten), self._ontvanger(ruw))
        melding = to_melding(
            data,
            soort=soort,
            bron=envelop.source,
            id_=envelop.id,
            tijd=envelop.time.astimezone(UTC),
            volgorde=int(envelop.sequence or 0),
        )
        return Gelezen(melding, ruw)

    def _ontvanger(self, ruw: bytes) -> str | None:
        """Return the gemeente whose box it was meant for, so that the right people see it lie."""
        try:
            code = _ONTVANGER.decode(ruw).ontvangerGemeente
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
            return None
        return code if code in self._bekend.gemeenten else None


class _Ontvanger(msgspec.Struct):
    ontvangerGemeente: str  # noqa: N815 - the wire is camelCase


_ONTVANGER = msgspec.json.Decoder(_Ontvanger)


def herlees(
    data: bytes, *, soort: Soort, bron: str, id_: str, tijd: datetime, volgorde: int
) -> Melding:
    """Read a notice back from what was kept of it; it was checked when it came in."""
    return to_melding(
        _DATA[soort].decode(data), soort=soort, bron=bron, id_=id_, tijd=tijd, volgorde=volgorde
    )


def _fout_in_envelop(envelop: wire.Envelop, bronnen: frozenset[str] | None) -> Fout | None:
    """Return the first thing that makes the data not worth reading."""
    reden: Reden | None = None
    pad = "type"
    if envelop.type in BIJ_SOORT_VAN_TYPE:
        reden = Reden.VERKEERDE_DEUR
    elif envelop.type not in SOORT_VAN_TYPE:
        reden = _reden_van_type(envelop.type)
    elif not velden.IS_BRON.match(envelop.source) or (
        bronnen is not None and envelop.source not in bronnen
    ):
        reden, pad = Reden.BRON_NIET_TOEGESTAAN, "source"
    elif envelop.datacontenttype not in (None, "application/json"):
        reden, pad = Reden.GEEN_CLOUDEVENT, "datacontenttype"
    elif envelop.subject and is_bsn(envelop.subject.strip()):
        reden, pad = Reden.BSN_BUITEN_DATA, "subject"
    elif is_bsn(envelop.id):
        reden, pad = Reden.BSN_BUITEN_DATA, "id"
    return Fout(pad, reden, ZIN[reden]) if reden else None


def _reden_van_type(naam: str) -> Reden:
    """Tell a newer version of a kind that we know from a kind that we do not know."""
    stam, punt, versie = naam.rpartition(".v")
    if punt and versie.isascii() and versie.isdigit():
        bekend = SOORT_VAN_TYPE.keys() | BIJ_SOORT_VAN_TYPE.keys()
        if f"{stam}.v1" in bekend:
            return Reden.NIEUWERE_VERSIE
    return Reden.ONBEKENDE_SOORT


def _afgekeurd(
    envelop: wire.Envelop, fouten: tuple[Fout, ...], gemeente: str | None = None
) -> Afgekeurd:
    # An id that is itself a BSN must not become a key that is shown and logged.
    id_ = envelop.id if not is_bsn(envelop.id) else vingerafdruk(envelop.id.encode())
    bron = envelop.source if velden.IS_BRON.match(envelop.source) else ONBEKENDE_BRON
    return Afgekeurd(bron, id_, _kort(envelop.type), envelop.time.astimezone(UTC), gemeente, fouten)


def _kort(naam: str) -> str:
    """Keep a type only when it looks like one: it is shown on screens."""
    bekend = SOORT_VAN_TYPE.keys() | BIJ_SOORT_VAN_TYPE.keys()
    lijkt_op_type = naam.startswith("nl.") and naam.count(".") <= 6
    return naam if naam in bekend or lijkt_op_type else "onbekend"


def _waarom_geen_envelop(ruw: bytes) -> Afgekeurd:
    if not ruw.strip():
        return _zonder_envelop(ruw, Reden.LEEG)
    try:
        ruw.decode("utf-8")
    except UnicodeDecodeError:
        return _zonder_envelop(ruw, Reden.VERKEERDE_TEKENS)
    try:
        inhoud = msgspec.json.decode(ruw)
    except (msgspec.MsgspecError, RecursionError):
        return _zonder_envelop(ruw, Reden.GEEN_JSON)
    return Afgekeurd(
        ONBEKENDE_BRON, vingerafdruk(ruw), "onbekend", None, None, fouten_in_envelop(inhoud)
    )


def _zonder_envelop(ruw: bytes, reden: Reden) -> Afgekeurd:
    fout = Fout("", reden, ZIN[reden])
    return Afgekeurd(ONBEKENDE_BRON, vingerafdruk(ruw), "onbekend", None, None, (fout,))


def vingerafdruk(ruw: bytes) -> str:
    """Return an id for a message without one: the same bytes are the same message."""
    return "sha256-" + hashlib.sha256(ruw).hexdigest()
