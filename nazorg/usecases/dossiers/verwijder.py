"""Remove the dossiers of which the term is over. By the clock, once a day."""

from datetime import date, datetime
from uuid import UUID

from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.maanden import plus_maanden
from nazorg.leefgebieden.dossiertermijn import (
    JEUGD_HOOGSTENS,
    Termijnen,
    bepaal_einde,
    kort_in,
)
from nazorg.referentie.dossiertermijn import load_termijnen
from nazorg.store import audit, bewaring
from nazorg.store.bewaring import Kandidaat
from nazorg.store.store import Store

# So many in one transaction: it holds their locks, and the end of the audit log.
BATCH = 50
_EERSTE = UUID(int=0)


async def verwijder_dossiers(
    store: Store, klok: Klok, *, termijnen: Termijnen | None = None, batch: int = BATCH
) -> int:
    """Remove every dossier whose term is over and that nothing keeps; return how many.

    In batches, each by itself: what was removed stays removed when a later batch fails, and the
    next run does the rest.
    """
    termijnen, dag, nu = termijnen or load_termijnen(), vandaag(klok), klok.nu()
    na, weg = _EERSTE, 0
    while True:
        async with store.open_unscoped_ontvangst() as tx:
            kandidaten = await bewaring.find_kandidaten(
                tx, na=na, voor=_grens(termijnen, dag), limiet=batch
            )
            voorbij = [
                k
                for k in kandidaten
                if bepaal_einde(k.leven, termijnen.voor(k.gemeente), dag=dag).is_bereikt(dag)
            ]
            if voorbij:
                await bewaring.verwijder(tx, [k.id for k in voorbij])
                for k in voorbij:
                    await audit.append(
                        tx, _regel(k, kort_in(termijnen.voor(k.gemeente), k.leven), nu)
                    )
        weg += len(voorbij)
        if len(kandidaten) < batch:
            return weg
        na = kandidaten[-1].id


def _grens(termijnen: Termijnen, dag: date) -> date:
    """Return a day before which the last release must be, for the shortest term of all."""
    kortste = min([termijnen.maanden, JEUGD_HOOGSTENS, *termijnen.per_gemeente.values()])
    return plus_maanden(dag, -kortste)


def _regel(k: Kandidaat, maanden: int, nu: datetime) -> audit.Auditregel:
    return audit.Auditregel(
        tijd=nu,
        actor="onderhoud",
        actie="dossier_verwijderd",
        object=f"dossier:{k.nummer}",
        resultaat=f"bewaartermijn van {maanden} maanden voorbij",
        oorsprong="klok",
        doel="bewaartermijn",
        gemeente=k.gemeente,
    )
