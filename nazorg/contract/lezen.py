"""Read a message: bytes in; a notice, or everything that is wrong with it, out."""

from datetime import UTC, datetime

import msgspec

from nazorg.berichten.soort import BRONSOORT_VAN_TYPE, ONBEKENDE_BRON, SOORT_VAN_TYPE, Soort
from nazorg.berichten.uitkomst import ZIN, Fout, Reden, RuwBericht
from nazorg.contract import velden, wire
from nazorg.contract.bewaard import make_lezers
from nazorg.contract.bezwaar import bezwaren
from nazorg.contract.controles import Bekend, controleer
from nazorg.contract.envelop import (
    ONBEKEND_TYPE,
    fouten_in_kop,
    is_voor_bij,
    keur_af,
    mag_van_bron,
    moment,
    spoor_van,
    toonbaar_type,
    vingerafdruk,
)
from nazorg.contract.fouten import fouten_in_data, fouten_in_envelop
from nazorg.contract.gelezen import Afgekeurd, Gelezen, Geteld, Lezing
from nazorg.contract.telling import lees_telling
from nazorg.contract.vertalen import to_melding
from nazorg.detenties.melding import Melding

__all__ = [
    "ONBEKENDE_BRON",
    "Afgekeurd",
    "Gelezen",
    "Geteld",
    "Lezer",
    "Lezing",
    "herlees",
    "vingerafdruk",
]

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
_BEWAARD = make_lezers(_DATA)


class Lezer:
    """Reads messages against what we know of gemeenten and inrichtingen."""

    def __init__(self, bekend: Bekend) -> None:
        self._bekend = bekend

    def lees(self, bericht: RuwBericht) -> Lezing:
        """Return the notice or the count, or everything for which it is set aside."""
        ruw = bericht.inhoud
        if len(ruw) > velden.MAX_BERICHT:
            return _onleesbaar(ruw, Reden.TE_GROOT)
        try:
            # The decoder does not look into attributes that it skips.
            ruw.decode("utf-8")
            envelop = _ENVELOP.decode(ruw)
        except UnicodeDecodeError:
            return _onleesbaar(ruw, Reden.VERKEERDE_TEKENS)
        except (msgspec.MsgspecError, RecursionError):
            return self._waarom_geen_envelop(bericht)
        kop = tuple(fouten_in_kop(envelop, bericht.bronnen))
        soort = SOORT_VAN_TYPE.get(envelop.type)
        # Data of an unknown kind, or from one who may not speak, is not looked into.
        if not mag_van_bron(envelop.source, bericht.bronnen):
            # Under a key of its own: it must not take the (source, id) of the real message.
            return Afgekeurd(
                ONBEKENDE_BRON,
                vingerafdruk(ruw),
                toonbaar_type(envelop.type),
                moment(envelop),
                None,
                kop,
                spoor_van(envelop),
            )
        return self._lees_data(envelop, soort, kop, ruw)

    def _lees_data(
        self, envelop: wire.Envelop, soort: Soort | None, kop: tuple[Fout, ...], heel: bytes
    ) -> Lezing:
        if soort is None:
            is_telling = envelop.type in BRONSOORT_VAN_TYPE
            return lees_telling(envelop, kop) if is_telling else keur_af(envelop, kop)
        ruw = bytes(envelop.data)
        try:
            data = _DATA[soort].decode(ruw)
        except (msgspec.MsgspecError, RecursionError):
            fouten = kop + fouten_in_data(soort, ruw, self._bekend)
            return keur_af(envelop, fouten, self._ontvanger(ruw))
        fouten = kop + tuple(controleer(data, self._bekend))
        if fouten:
            return keur_af(envelop, fouten, self._ontvanger(ruw))
        melding = to_melding(
            data,
            soort=soort,
            bron=envelop.source,
            id_=envelop.id,
            tijd=envelop.time.astimezone(UTC),
            volgorde=int(envelop.sequence or 0),
        )
        return Gelezen(melding, heel, ruw, spoor_van(envelop))

    def _waarom_geen_envelop(self, bericht: RuwBericht) -> Afgekeurd:
        ruw = bericht.inhoud
        if not ruw.strip():
            return _onleesbaar(ruw, Reden.LEEG)
        try:
            inhoud = msgspec.json.decode(ruw)
        except (msgspec.MsgspecError, RecursionError):
            return _onleesbaar(ruw, Reden.GEEN_JSON)
        if is_voor_bij(ruw):
            return _onleesbaar(ruw, Reden.VERKEERDE_DEUR)
        fouten = (*fouten_in_envelop(inhoud, self._bekend), *bezwaren(bericht))
        return Afgekeurd(ONBEKENDE_BRON, vingerafdruk(ruw), ONBEKEND_TYPE, None, None, fouten)

    def _ontvanger(self, ruw: bytes) -> str | None:
        """Return the gemeente whose box it was meant for, so that the right people see it lie."""
        try:
            code = _ONTVANGER.decode(ruw).ontvangerGemeente
        except (msgspec.MsgspecError, RecursionError):
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
        _BEWAARD[soort].decode(data), soort=soort, bron=bron, id_=id_, tijd=tijd, volgorde=volgorde
    )


def _onleesbaar(ruw: bytes, reden: Reden) -> Afgekeurd:
    """Return a message of which nothing can be read; its bytes are its only name."""
    if is_voor_bij(ruw):
        reden = Reden.VERKEERDE_DEUR
    return Afgekeurd(
        ONBEKENDE_BRON, vingerafdruk(ruw), ONBEKEND_TYPE, None, None, (Fout("", reden, ZIN[reden]),)
    )
