"""Messages about a dossier that was removed when its term was over (ADR 0028)."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from nazorg.berichten.uitkomst import Reden, Uitkomst
from nazorg.contract.lezen import Gelezen, Lezing
from nazorg.store import berichtbeheer, berichten, sleutels
from nazorg.store.berichten import BerichtRij
from nazorg.store.kluis import Kluis
from nazorg.store.transactie import Transactie
from nazorg.usecases.berichten.beoordeel import make_sleutels


async def mark_te_laat(
    tx: Transactie, rijen: Sequence[BerichtRij], te_laat: Collection[UUID]
) -> None:
    """Let these be facts without content, as messages for nobody here are."""
    for rij in rijen:
        if rij.kop.id in te_laat:
            rij.kop.uitkomst, rij.kop.reden = Uitkomst.GENEGEERD, Reden.DOSSIER_VERWIJDERD
    await berichten.mark_te_laat(tx, te_laat)
    await berichtbeheer.wis_inhoud(tx, list(te_laat))


async def drop_te_laat(
    tx: Transactie,
    strijdig: Sequence[BerichtRij],
    gelezen: Mapping[UUID, Lezing],
    kluis: Kluis,
) -> list[BerichtRij]:
    """Return the contradictions without those about a dossier that was removed.

    Of such a message nothing is left to compare with, so other bytes are not yet other content; and
    what it says may not come back here. It is a duplicate.
    """
    sleutel_van = {
        r.kop.id: make_sleutels(g, kluis).detentie
        for r in strijdig
        if isinstance(g := gelezen[r.kop.id], Gelezen)
    }
    weg = await sleutels.find_verwijderde(tx, list(sleutel_van.values())) if sleutel_van else set()
    return [r for r in strijdig if sleutel_van.get(r.kop.id) not in weg]
