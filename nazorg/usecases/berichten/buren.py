"""The number of a message, and what stands beside it in the sequence of its source."""

from dataclasses import dataclass
from uuid import UUID

from nazorg.berichten.soort import ONBEKENDE_BRON
from nazorg.berichten.uitkomst import Uitkomst
from nazorg.berichten.volgnummers import Plek, buurnummers, plek_van
from nazorg.contract.losse_kop import lees_losse_kop
from nazorg.kern.medewerker import Medewerker
from nazorg.store import berichtbeheer, buren
from nazorg.store.berichtbeheer import Bericht
from nazorg.store.kluis import Kluis, KluisFout
from nazorg.store.store import Store
from nazorg.usecases.berichten.beoordeel import unseal


@dataclass(frozen=True, slots=True)
class Buur:
    """A number beside that of a message. id: of the message, when this person may see it.

    plek: where the number stands when there is no message with it that we know of. claim: one that
    is set aside and seems to be it.
    """

    nummer: int
    uitkomst: Uitkomst | None
    id: UUID | None
    plek: Plek
    claim: UUID | None = None


@dataclass(frozen=True, slots=True)
class Volgnummer:
    """The number that a source gave. is_gelezen: only read from a message that was not believed."""

    bron: str
    nummer: int
    is_gelezen: bool
    vorige: Buur
    volgende: Buur


async def zoek_volgnummer(
    b: Bericht, medewerker: Medewerker, *, store: Store, kluis: Kluis
) -> Volgnummer | None:
    """Return the number of a message with its neighbours; None when its source gave none."""
    kop = (b.bron, b.volgorde) if b.volgorde else _lees_kop(b, kluis)
    if kop is None:
        return None
    bron, nummer = kop
    nummers = buurnummers(nummer)
    # Without the limit of this person: a number of another gemeente is not one that is missing.
    async with store.open_unscoped_ontvangst() as tx:
        gevonden = await buren.find(tx, bron, nummers)
        claims = await buren.find_claims(tx, bron, nummers)
        reeks = await buren.find_reeks(tx, bron)
        geaccepteerd = await buren.find_geaccepteerd(tx, bron)
    ids = [*(g.id for g in gevonden.values()), *claims.values()]
    async with store.open_voor(medewerker) as tx:
        zichtbaar = await berichtbeheer.find_zichtbare(tx, ids)

    def buur(n: int) -> Buur:
        g, claim = gevonden.get(n), claims.get(n)
        return Buur(
            n,
            g.uitkomst if g else None,
            g.id if g and g.id in zichtbaar else None,
            plek_van(n, reeks, geaccepteerd),
            claim if claim in zichtbaar and claim != b.id else None,
        )

    vorige, volgende = (buur(n) for n in nummers)
    return Volgnummer(bron, nummer, b.bron == ONBEKENDE_BRON, vorige, volgende)


def _lees_kop(b: Bericht, kluis: Kluis) -> tuple[str, int] | None:
    """Read the source and number from a message that was set aside. A hint, and no more."""
    if b.inhoud is None or b.uitkomst is not Uitkomst.APART_GEZET:
        return None
    try:
        return lees_losse_kop(unseal(b.inhoud, b.id, kluis))
    except KluisFout:
        return None
