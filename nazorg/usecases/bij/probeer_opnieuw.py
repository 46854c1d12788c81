"""Try messages again that were set aside: after a repair of ours, or a change of our tables.

It deletes nothing and may always be done again: the law is asked anew, by what is known today. Who
does it never sees what a message says.
"""

from dataclasses import dataclass
from uuid import UUID

import asyncpg
import sqlalchemy.exc
import structlog

from nazorg.berichten.uitkomst import Deur, Reden, RuwBericht, mag_opnieuw
from nazorg.bij.bericht import BijUitkomst
from nazorg.kern.gemeente import ONBEKEND
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.store.audit import Auditregel
from nazorg.store.bij import audit, berichten
from nazorg.store.bij.berichten import Liggend
from nazorg.store.transactie import Transactie
from nazorg.usecases.bij.beoordeel import (
    Beoordeeld,
    als_dubbel,
    als_tegenstrijdig,
    beoordeel,
    is_tegenstrijdig,
    unseal,
)
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.vouw import Vouwer

log = structlog.get_logger()
# So many at a time, while somebody waits.
MEESTE = 200
_VAN_DATABANK = (OSError, asyncpg.InterfaceError, asyncpg.PostgresError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitslag:
    """Of how many the way is free now, and how many are still set aside."""

    goed: int = 0
    apart: int = 0


async def probeer_opnieuw(
    id_: UUID, medewerker: Medewerker, kamer: Kamer, *, oorsprong: str
) -> Uitslag:
    """Try one message again; nothing happens to one that is not set aside. Raises NietGevonden."""
    require_rol(medewerker, Rol.BEHEERDER_AANWIJZINGEN)
    async with kamer.store.open_unscoped_ontvangst() as tx:
        if not await berichten.is_er(tx, id_):
            raise NietGevonden
    return await _probeer_alle([id_], _Poging(kamer, medewerker, oorsprong))


async def probeer_alles_opnieuw(medewerker: Medewerker, kamer: Kamer, *, oorsprong: str) -> Uitslag:
    """Try all again that may be, each by itself: one that fails takes no other along."""
    require_rol(medewerker, Rol.BEHEERDER_AANWIJZINGEN)
    async with kamer.store.open_unscoped_ontvangst() as tx:
        gevonden = await berichten.find_liggende(tx)
    ids = [id_ for id_, reden in gevonden if mag_opnieuw(Reden(reden), ())]
    return await _probeer_alle(ids[:MEESTE], _Poging(kamer, medewerker, oorsprong))


async def _probeer_alle(ids: list[UUID], poging: "_Poging") -> Uitslag:
    uit = [await poging.doe(id_) for id_ in ids]
    return Uitslag(goed=uit.count(True), apart=uit.count(False))


@dataclass(frozen=True, slots=True)
class _Poging:
    """Somebody who tries messages again."""

    kamer: Kamer
    medewerker: Medewerker
    oorsprong: str

    async def doe(self, id_: UUID) -> bool | None:
        """Tell whether a message is set aside no longer; None when it was not to begin with.

        Raises what the database raises: that says nothing about the message.
        """
        try:
            async with self.kamer.store.open_unscoped_ontvangst() as tx:
                return await self._herlees(tx, id_)
        except (*_VAN_DATABANK, sqlalchemy.exc.SQLAlchemyError):
            raise
        except Exception as fout:  # noqa: BLE001 - still a fault of ours: it stays set aside
            log.error("bij.retry_failed", fout=type(fout).__name__)  # noqa: TRY400
        async with self.kamer.store.open_unscoped_ontvangst() as tx:
            await self._leg_vast(tx, id_, Reden.EIGEN_FOUT, ONBEKEND)
        return False

    async def _herlees(self, tx: Transactie, id_: UUID) -> bool | None:
        """Read a message by what is known now, and let it count when it may."""
        liggend = await berichten.lock_liggend(tx, id_)
        if liggend is None or not mag_opnieuw(Reden(liggend.reden), ()):
            return None
        kamer = self.kamer
        tekst = unseal(liggend.inhoud, id_, kamer.kluis)
        ruw = RuwBericht(inhoud=tekst, deur=Deur(liggend.deur), herkomst="bij")
        b = beoordeel(ruw, id_, kamer.kennis, dag=kamer.vandaag())
        b = await self._naast_andere(tx, b, liggend)
        await berichten.herzie(tx, b.rij)
        if b.rij.melding:
            vouwer = Vouwer(kamer.kluis, kamer.kennis)
            await vouwer.vouw(tx, b.rij.bron, b.rij.melding, nu=kamer.klok.nu())
        await self._leg_vast(tx, id_, b.rij.reden or b.rij.uitkomst, b.rij.gemeente)
        return b.rij.uitkomst != BijUitkomst.APART_GEZET

    async def _naast_andere(self, tx: Transactie, b: Beoordeeld, liggend: Liggend) -> Beoordeeld:
        """Return what it is beside one that came under its number meanwhile: it may be read now."""
        if b.nummer == (liggend.bron, liggend.bericht_id):
            return b
        eerste = (await berichten.find_eersten(tx, {b.nummer})).get(b.nummer)
        if eerste is None:
            return b
        geheim = (await berichten.find_inhoud(tx, [eerste.id])).get(eerste.id)
        toen = unseal(geheim, eerste.id, self.kamer.kluis) if geheim else None
        if is_tegenstrijdig(b, eerste, toen):
            strijdig = als_tegenstrijdig(b)
            if not await berichten.is_bezet(tx, strijdig.rij):
                return strijdig
        return als_dubbel(b, bron=liggend.bron, bericht_id=liggend.bericht_id)

    async def _leg_vast(self, tx: Transactie, id_: UUID, resultaat: str, gemeente: str) -> None:
        m = self.medewerker
        regel = Auditregel(
            tijd=self.kamer.klok.nu(),
            actor=m.id,
            naam=m.naam,
            actie="bij_bericht_opnieuw",
            object=f"bericht {id_}",
            resultaat=resultaat,
            oorsprong=self.oorsprong,
            doel=m.doel,
            gemeente=gemeente,
        )
        await audit.append(tx, regel)
