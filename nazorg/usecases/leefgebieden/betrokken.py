"""Note who is involved and where documents lie, and end that again. Nothing is ever erased."""

from dataclasses import dataclass, replace
from uuid import UUID

from nazorg.detenties.dossier import Dossierstand
from nazorg.kern.klok import vandaag
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.toegang import NietGevonden
from nazorg.leefgebieden.betrokken import Betrokkene, check_betrokkene
from nazorg.leefgebieden.stuk import Stuk, check_stuk
from nazorg.referentie.medisch import load_medisch
from nazorg.referentie.stukplekken import load_plekken
from nazorg.store import betrokkenen, dossierlezing
from nazorg.store.betrokkenen import Bijgehouden, Tabel
from nazorg.usecases.leefgebieden.herbereken import (
    Gereedschap,
    lees_stand,
    lock_dossier,
    log_actie,
    make_wie,
    require_schrijver,
)
from nazorg.usecases.leefgebieden.leg_vast import Invoerfout


@dataclass(frozen=True, slots=True, kw_only=True)
class Omgeving:
    """Who is or was involved in a dossier, and where its documents lie."""

    nummer: str
    stand: Dossierstand
    betrokkenen: tuple[Bijgehouden[Betrokkene], ...]
    stukken: tuple[Bijgehouden[Stuk], ...]


async def toon_omgeving(
    nummer: str, *, medewerker: Medewerker, oorsprong: str, met: Gereedschap
) -> Omgeving:
    """Return it and log the read. Raises NietGevonden."""
    require_schrijver(medewerker)
    async with met.store.open_voor(medewerker) as tx:
        kop = await dossierlezing.get(tx, nummer)
        if kop is None:
            raise NietGevonden
        omgeving = Omgeving(
            nummer=kop.nummer,
            stand=await lees_stand(tx, kop, met),
            betrokkenen=tuple(await betrokkenen.find_betrokkenen(tx, kop.id, met.kluis)),
            stukken=tuple(await betrokkenen.find_stukken(tx, kop.id, met.kluis)),
        )
        await log_actie(
            tx,
            kop,
            medewerker=medewerker,
            actie="betrokkenen_ingezien",
            resultaat="getoond",
            oorsprong=oorsprong,
            nu=met.klok.nu(),
        )
    return omgeving


async def add_betrokkene(
    nummer: str, b: Betrokkene, *, medewerker: Medewerker, oorsprong: str, met: Gereedschap
) -> None:
    """Note who is involved. Raises NietGevonden and Invoerfout."""
    require_schrijver(medewerker)
    _raise_als(check_betrokkene(b, medisch=load_medisch()))
    schoon = replace(
        b,
        naam=b.naam.strip(),
        organisatie=b.organisatie.strip(),
        telefoon=b.telefoon.strip(),
    )
    async with met.store.open_voor(medewerker) as tx:
        slot = await lock_dossier(tx, nummer, met.kluis)
        wie = make_wie(slot.kop, medewerker, met.klok.nu())
        await betrokkenen.insert_betrokkene(tx, schoon, wie, met.kluis)
        await log_actie(
            tx,
            slot.kop,
            medewerker=medewerker,
            actie="betrokkene_toegevoegd",
            resultaat=f"{b.soort}: {b.rol}",
            oorsprong=oorsprong,
            nu=wie.nu,
        )


async def add_stuk(
    nummer: str, s: Stuk, *, medewerker: Medewerker, oorsprong: str, met: Gereedschap
) -> None:
    """Note where a document lies. Raises NietGevonden and Invoerfout."""
    require_schrijver(medewerker)
    dag = vandaag(met.klok)
    _raise_als(check_stuk(s, plekken=load_plekken(), medisch=load_medisch(), vandaag=dag))
    schoon = replace(s, titel=s.titel.strip(), waar=s.waar.strip(), url=s.url.strip())
    async with met.store.open_voor(medewerker) as tx:
        slot = await lock_dossier(tx, nummer, met.kluis)
        wie = make_wie(slot.kop, medewerker, met.klok.nu())
        await betrokkenen.insert_stuk(tx, schoon, wie, met.kluis)
        await log_actie(
            tx,
            slot.kop,
            medewerker=medewerker,
            actie="stuk_toegevoegd",
            resultaat=f"ligt bij: {s.plek}",
            oorsprong=oorsprong,
            nu=wie.nu,
        )


async def end(
    nummer: str,
    tabel: Tabel,
    id_: UUID,
    *,
    terug: bool,
    medewerker: Medewerker,
    oorsprong: str,
    met: Gereedschap,
) -> None:
    """Say that somebody or something belongs here no longer, or that it does. NietGevonden."""
    require_schrijver(medewerker)
    async with met.store.open_voor(medewerker) as tx:
        slot = await lock_dossier(tx, nummer, met.kluis)
        wie = make_wie(slot.kop, medewerker, met.klok.nu())
        if not await betrokkenen.set_einde(tx, tabel, id_, wie, terug=terug):
            raise NietGevonden
        await log_actie(
            tx,
            slot.kop,
            medewerker=medewerker,
            actie=f"{tabel}_{'teruggezet' if terug else 'beeindigd'}",
            resultaat=f"{tabel}:{id_}",
            oorsprong=oorsprong,
            nu=wie.nu,
        )


def _raise_als(fouten: dict[str, str]) -> None:
    if fouten:
        raise Invoerfout(fouten)
