"""Read the count of a source: how many messages of each kind it sent on a day."""

from collections.abc import Iterator
from datetime import UTC

import msgspec

from nazorg.berichten.telling import Telling
from nazorg.berichten.uitkomst import Fout, Reden
from nazorg.contract import wire
from nazorg.contract.controles import fout, is_mogelijk_jaar
from nazorg.contract.envelop import keur_af, spoor_van
from nazorg.contract.fouten import fouten_in_telling
from nazorg.contract.gelezen import Afgekeurd, Geteld
from nazorg.kern.klok import AMSTERDAM

_DATA = msgspec.json.Decoder(wire.TellingGemeld)


def lees_telling(envelop: wire.Envelop, kop: tuple[Fout, ...]) -> Geteld | Afgekeurd:
    """Return the count, or everything for which it is set aside."""
    try:
        data = _DATA.decode(envelop.data)
    except (msgspec.MsgspecError, RecursionError):
        return keur_af(envelop, kop + fouten_in_telling(bytes(envelop.data)))
    if fouten := kop + tuple(_controleer(data, envelop)):
        return keur_af(envelop, fouten)
    tijd, volgorde = envelop.time.astimezone(UTC), int(envelop.sequence or 0)
    telling = Telling(
        bron=envelop.source,
        dag=data.dag,
        per_type={s.type: s.aantal for s in data.aantallen},
        tijd=tijd,
        volgorde=volgorde,
        id=envelop.id,
    )
    return Geteld(
        bron=envelop.source,
        id=envelop.id,
        tijd=tijd,
        volgorde=volgorde,
        telling=telling,
        spoor=spoor_van(envelop),
    )


def _controleer(data: wire.TellingGemeld, envelop: wire.Envelop) -> Iterator[Fout]:
    """Find what a shape cannot express: a day that is still to come, a kind that is twice there."""
    kan = is_mogelijk_jaar(data.dag.year) and is_mogelijk_jaar(envelop.time.year)
    if not kan or data.dag > envelop.time.astimezone(AMSTERDAM).date():
        yield fout("data.dag", Reden.ONMOGELIJKE_DATUM, "Deze dag was er nog niet bij 'time'.")
    gezien: set[str] = set()
    for plek, soort in enumerate(data.aantallen):
        if soort.type in gezien:
            pad = f"data.aantallen.{plek}.type"
            yield fout(pad, Reden.ONGELDIGE_INHOUD, "Deze soort staat er al.")
        gezien.add(soort.type)
