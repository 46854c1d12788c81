"""What state is nazorg in? Counts for operators, without a single personal datum."""

from nazorg.berichten.uitkomst import Uitkomst
from nazorg.detenties.detentie import Detentiestatus
from nazorg.kern.leefgebied import Stand
from nazorg.store import tellingen
from nazorg.store.store import Store
from nazorg.werkvoorraad.taken import Regel


async def toon_status(store: Store) -> dict[str, dict[str, int]]:
    """Return counts per subject. A duplicate changes nothing, so there is no count of those."""
    async with store.open_unscoped_ontvangst() as tx:
        berichten = await tellingen.tel(tx, "bericht", "uitkomst")
        detenties = await tellingen.tel(tx, "detentie", "status")
        dossiers = await tellingen.tel(tx, "dossier", "status")
        taken = await tellingen.tel_open_taken(tx)
        leefgebieden = await tellingen.tel_standen(tx)
        outbox = await tellingen.tel_uitgaand(tx)
    uitkomsten = [u for u in Uitkomst if u is not Uitkomst.DUBBEL]
    return {
        "berichten": {"totaal": sum(berichten.values())}
        | {u.value: berichten.get(u, 0) for u in uitkomsten},
        "dossiers": {"totaal": sum(dossiers.values())} | dossiers,
        "detenties": {"totaal": sum(detenties.values())}
        | {s.value: detenties.get(s, 0) for s in Detentiestatus},
        "taken_open": {"totaal": sum(taken.values())} | {r.value: taken.get(r, 0) for r in Regel},
        "leefgebieden": {s.value: leefgebieden.get(s, 0) for s in Stand},
        "outbox": outbox,
    }
