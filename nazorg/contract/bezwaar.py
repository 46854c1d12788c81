"""What stands against keeping or ever taking a message, told without reading what it says.

For a message on which our own code fails: it must not be kept here when it is for the mayor or too
large, and a repair of ours must not let in what its sender may not say.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from nazorg.berichten.uitkomst import ZIN, Fout, Reden, RuwBericht
from nazorg.contract import velden
from nazorg.contract.controles import fout
from nazorg.contract.envelop import is_voor_bij, mag_van_bron, reden_van_type


def bezwaren(ruw: RuwBericht) -> Iterator[Fout]:
    """Yield what stands against a message, the gravest first."""
    kop = _kop(ruw.inhoud)
    soort, bron = kop.get("type"), kop.get("source")
    van_bij = isinstance(soort, str) and reden_van_type(soort) is Reden.VERKEERDE_DEUR
    if van_bij or is_voor_bij(ruw.inhoud):
        yield _over_alles(Reden.VERKEERDE_DEUR)
    if len(ruw.inhoud) > velden.MAX_BERICHT:
        yield _over_alles(Reden.TE_GROOT)
    # Of one who may only speak for some sources, no source is not one of them.
    if ruw.bronnen is not None and not (isinstance(bron, str) and mag_van_bron(bron, ruw.bronnen)):
        yield fout("source", Reden.BRON_NIET_TOEGESTAAN)


def _kop(inhoud: bytes) -> dict[str, Any]:
    try:
        kop = msgspec.json.decode(inhoud)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return {}
    return kop if isinstance(kop, dict) else {}


def _over_alles(reden: Reden) -> Fout:
    return Fout("", reden, ZIN[reden])
