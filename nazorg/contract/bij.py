"""Read the envelope of a message for the mayor. Its data is not looked into here."""

import msgspec

from nazorg.berichten.soort import BIJ_SOORT_VAN_TYPE, ONBEKENDE_BRON
from nazorg.berichten.uitkomst import Reden, RuwBericht
from nazorg.bij.bericht import BijBericht
from nazorg.contract import velden, wire
from nazorg.contract.controles import is_mogelijk_jaar
from nazorg.contract.envelop import bevat_bsn, mag_van_bron, moment, toonbare_bron
from nazorg.contract.lezen import vingerafdruk
from nazorg.kern.gemeente import ONBEKEND

_ENVELOP = msgspec.json.Decoder(wire.Envelop)


class _Ontvanger(msgspec.Struct):
    ontvangerGemeente: str = ONBEKEND  # noqa: N815 - the wire is camelCase


_ONTVANGER = msgspec.json.Decoder(_Ontvanger)


def lees_bij(bericht: RuwBericht, *, gemeenten: frozenset[str]) -> BijBericht:
    """Return what the envelope says, or why it is set aside. Never raises on data."""
    ruw = bericht.inhoud
    if len(ruw) > velden.MAX_BERICHT:
        return _onleesbaar(ruw, Reden.TE_GROOT)
    try:
        ruw.decode("utf-8")
        envelop = _ENVELOP.decode(ruw)
    except UnicodeDecodeError:
        return _onleesbaar(ruw, Reden.VERKEERDE_TEKENS)
    except (msgspec.MsgspecError, RecursionError):
        return _onleesbaar(ruw, Reden.GEEN_CLOUDEVENT)
    mag = mag_van_bron(envelop.source, bericht.bronnen)
    return BijBericht(
        # Who may not speak for a source must not take the (source, id) of its message.
        bron=toonbare_bron(envelop) if mag else ONBEKENDE_BRON,
        id=vingerafdruk(ruw) if bevat_bsn(envelop.id) or not mag else envelop.id,
        soort=BIJ_SOORT_VAN_TYPE.get(envelop.type),
        tijd=moment(envelop),
        gemeente=_gemeente(bytes(envelop.data), gemeenten),
        reden=_reden(envelop, bericht.bronnen),
    )


def _reden(envelop: wire.Envelop, bronnen: frozenset[str] | None) -> Reden | None:
    if envelop.type not in BIJ_SOORT_VAN_TYPE:
        return Reden.ONBEKENDE_SOORT
    if not mag_van_bron(envelop.source, bronnen):
        return Reden.BRON_NIET_TOEGESTAAN
    if bevat_bsn(envelop.id) or bevat_bsn(envelop.subject or ""):
        return Reden.BSN_BUITEN_DATA
    if not is_mogelijk_jaar(envelop.time.year):
        return Reden.ONMOGELIJKE_DATUM
    return None


def _gemeente(data: bytes, gemeenten: frozenset[str]) -> str:
    try:
        code = _ONTVANGER.decode(data).ontvangerGemeente
    except (msgspec.MsgspecError, RecursionError):
        return ONBEKEND
    return code if code in gemeenten else ONBEKEND


def _onleesbaar(ruw: bytes, reden: Reden) -> BijBericht:
    return BijBericht(
        bron=ONBEKENDE_BRON,
        id=vingerafdruk(ruw),
        soort=None,
        tijd=None,
        gemeente=ONBEKEND,
        reden=reden,
    )
