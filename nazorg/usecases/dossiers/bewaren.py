"""Keep a dossier longer than its term, for a reason and until a day; or stop doing so."""

from datetime import date
from uuid import UUID

from nazorg.kern.klok import vandaag
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.toegang import NietGevonden
from nazorg.leefgebieden.dossiertermijn import (
    Bewaarfout,
    Bewaarreden,
    check_bewaren,
    find_grens,
)
from nazorg.store import betrokkenen, bewaring
from nazorg.store.bewaring import Bewaring
from nazorg.store.ids import Ids
from nazorg.usecases.leefgebieden.herbereken import (
    Gereedschap,
    lock_dossier,
    log_actie,
    make_wie,
    require_schrijver,
)
from nazorg.usecases.leefgebieden.leg_vast import Invoerfout


async def bewaar_langer(
    nummer: str,
    reden: Bewaarreden | None,
    tot: date | None,
    *,
    medewerker: Medewerker,
    oorsprong: str,
    met: Gereedschap,
) -> None:
    """Keep a dossier until a day. Raises NietGevonden and Invoerfout."""
    require_schrijver(medewerker)
    async with met.store.open_voor(medewerker) as tx:
        slot = await lock_dossier(tx, nummer, met.kluis)
        grens = find_grens(await bewaring.find_leven(tx, slot.kop.id))
        reden, dag = _check(reden, tot, vandaag(met.klok), grens)
        wie = make_wie(slot.kop, medewerker, met.klok.nu())
        nieuw = Bewaring(id=Ids(wie.nu)(), reden=reden, tot=dag)
        await bewaring.insert_bewaring(tx, nieuw, wie)
        await log_actie(
            tx,
            slot.kop,
            medewerker=medewerker,
            actie="dossier_langer_bewaard",
            resultaat=f"{reden} tot en met {dag.isoformat()}",
            oorsprong=oorsprong,
            nu=wie.nu,
        )


def _check(
    reden: Bewaarreden | None, tot: date | None, dag: date, grens: date | None
) -> tuple[Bewaarreden, date]:
    """Return what was asked for when it can be; raises Invoerfout with all that is wrong."""
    fouten = {} if reden else {"reden": "Kies waarom dit dossier langer blijft."}
    try:
        goed = check_bewaren(tot, dag=dag, grens=grens)
    except Bewaarfout as fout:
        raise Invoerfout(fouten | {"tot": str(fout)}) from fout
    if reden is None:
        raise Invoerfout(fouten)
    return reden, goed


async def stop_bewaren(
    nummer: str, id_: UUID, *, medewerker: Medewerker, oorsprong: str, met: Gereedschap
) -> None:
    """Let the term count again. Raises NietGevonden."""
    require_schrijver(medewerker)
    async with met.store.open_voor(medewerker) as tx:
        slot = await lock_dossier(tx, nummer, met.kluis)
        wie = make_wie(slot.kop, medewerker, met.klok.nu())
        if not await betrokkenen.set_einde(tx, "bewaring", id_, wie, terug=False):
            raise NietGevonden
        await log_actie(
            tx,
            slot.kop,
            medewerker=medewerker,
            actie="dossier_niet_langer_bewaard",
            resultaat=f"bewaring:{id_}",
            oorsprong=oorsprong,
            nu=wie.nu,
        )
