"""Read a message for the mayor: the envelope first, then its data, into the words of the domain."""

import re
from dataclasses import dataclass

import msgspec
from pydantic import ValidationError

from nazorg.berichten.soort import BIJ_SOORT_VAN_TYPE, ONBEKENDE_BRON, BijSoort
from nazorg.berichten.uitkomst import Fout, Reden, RuwBericht
from nazorg.berichten.volgnummers import is_volgnummer
from nazorg.bij.bericht import BijBericht
from nazorg.bij.melding import BijMelding
from nazorg.contract import velden, wire
from nazorg.contract.bijpubliek import BijGemeld, BijGewijzigd, BijIngetrokken
from nazorg.contract.bijvertalen import controleer_bij, to_gemeld, to_ingetrokken
from nazorg.contract.controles import is_mogelijk_jaar
from nazorg.contract.envelop import bevat_bsn, mag_van_bron, moment, toonbare_bron, vingerafdruk
from nazorg.contract.fouten import fouten_van
from nazorg.kern.gemeente import ONBEKEND

_ENVELOP = msgspec.json.Decoder(wire.Envelop)
BIJ_MODEL: dict[BijSoort, type[BijGemeld | BijIngetrokken]] = {
    BijSoort.GEMELD: BijGemeld,
    BijSoort.GEWIJZIGD: BijGewijzigd,
    BijSoort.INGETROKKEN: BijIngetrokken,
}
_NUMMER = re.compile(velden.DETENTIE_ID)
# Art. 7(1)(e) Bjsg, the 'maatschappelijke classificatie': a mayor may never get it (L05).
_VERBODEN = frozenset({"maatschappelijkeclassificatie", "classificatie"})


class _Kop(msgspec.Struct):
    ontvangerGemeente: str = ONBEKEND  # noqa: N815 - the wire is camelCase
    meldingId: str = ""  # noqa: N815


_KOP = msgspec.json.Decoder(_Kop)


@dataclass(frozen=True, slots=True, kw_only=True)
class BijLezing:
    """What could be read: the envelope always, the content only when nothing is wrong with it."""

    bericht: BijBericht
    melding: BijMelding | None = None
    fouten: tuple[Fout, ...] = ()


def lees_bij(bericht: RuwBericht, *, gemeenten: frozenset[str]) -> BijLezing:
    """Return what the message says, or why it is set aside. Never raises on data."""
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
    if reden := _reden(envelop, bericht.bronnen):
        return BijLezing(bericht=_bericht(envelop, bericht, gemeenten, reden))
    return _lees_inhoud(envelop, bericht, gemeenten)


def _lees_inhoud(envelop: wire.Envelop, ruw: RuwBericht, gemeenten: frozenset[str]) -> BijLezing:
    soort = BIJ_SOORT_VAN_TYPE[envelop.type]
    try:
        data = BIJ_MODEL[soort].model_validate(msgspec.json.decode(envelop.data))
    except ValidationError as fout:
        fouten = fouten_van(fout)
        reden = Reden.VERBODEN_VELD if _heeft_verboden_veld(fouten) else Reden.ONGELDIGE_INHOUD
    except (msgspec.MsgspecError, RecursionError):
        fouten, reden = (), Reden.ONGELDIGE_INHOUD
    else:
        fouten = tuple(controleer_bij(data, gemeenten))
        if not fouten:
            return BijLezing(
                bericht=_bericht(envelop, ruw, gemeenten, None), melding=_melding(envelop, data)
            )
        reden = fouten[0].reden
    return BijLezing(bericht=_bericht(envelop, ruw, gemeenten, reden), fouten=fouten)


def _melding(envelop: wire.Envelop, data: BijGemeld | BijIngetrokken) -> BijMelding:
    tijd = moment(envelop)
    assert tijd is not None
    return BijMelding(
        bron=envelop.source,
        id=envelop.id,
        nummer=data.meldingId,
        tijd=tijd,
        volgorde=int(envelop.sequence or 0),
        inhoud=to_ingetrokken(data) if isinstance(data, BijIngetrokken) else to_gemeld(data),
    )


def _bericht(
    envelop: wire.Envelop, ruw: RuwBericht, gemeenten: frozenset[str], reden: Reden | None
) -> BijBericht:
    mag = mag_van_bron(envelop.source, ruw.bronnen)
    kop = _lees_kop(bytes(envelop.data))
    return BijBericht(
        # Who may not speak for a source must not take the (source, id) of its message.
        bron=toonbare_bron(envelop) if mag else ONBEKENDE_BRON,
        id=vingerafdruk(ruw.inhoud) if bevat_bsn(envelop.id) or not mag else envelop.id,
        soort=BIJ_SOORT_VAN_TYPE.get(envelop.type),
        tijd=moment(envelop),
        gemeente=kop.ontvangerGemeente if kop.ontvangerGemeente in gemeenten else ONBEKEND,
        reden=reden,
        volgorde=_volgnummer(envelop) if mag else 0,
        # Only of a sender that may speak for this source: it marks an alert (ADR 0030).
        nummer=kop.meldingId if mag and _NUMMER.fullmatch(kop.meldingId) else None,
    )


def _volgnummer(envelop: wire.Envelop) -> int:
    nummer = int(envelop.sequence or 0)
    return nummer if is_volgnummer(nummer) else 0


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


def _heeft_verboden_veld(fouten: tuple[Fout, ...]) -> bool:
    return any(f.pad.rpartition(".")[2].lower() in _VERBODEN for f in fouten)


def _lees_kop(data: bytes) -> _Kop:
    try:
        return _KOP.decode(data)
    except (msgspec.MsgspecError, RecursionError):
        return _Kop()


def _onleesbaar(ruw: bytes, reden: Reden) -> BijLezing:
    bericht = BijBericht(
        bron=ONBEKENDE_BRON,
        id=vingerafdruk(ruw),
        soort=None,
        tijd=None,
        gemeente=ONBEKEND,
        reden=reden,
    )
    return BijLezing(bericht=bericht)
