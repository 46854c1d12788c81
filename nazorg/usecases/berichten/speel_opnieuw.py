"""Offer messages again in a run that survives everything: nothing is lost, nothing counts twice.

The first part is done while the person waits, the rest by `nazorg jobs`. What became of a message
is written in the transaction that handles it, so a run that was cut off goes on where it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

import asyncpg
import sqlalchemy.exc
import structlog

from nazorg.berichten.beheer import Herhaalsoort, Herhaaluitkomst
from nazorg.berichten.uitkomst import Uitkomst, mag_opnieuw
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import require_rol
from nazorg.kern.weigering import Weigering
from nazorg.store import berichtbeheer, herhalingen
from nazorg.store.berichtbeheer import Bericht
from nazorg.store.berichtzoeken import Zoekvraag
from nazorg.store.herhalingen import Herhaling
from nazorg.store.sleutels import Gelijktijdig
from nazorg.store.transactie import Transactie
from nazorg.usecases.berichten.geduld import met_geduld
from nazorg.usecases.berichten.herlees import Beheerder, Herlezer, fail
from nazorg.usecases.berichten.hervat import is_vastgelopen, maak_herhaling, vervolg
from nazorg.usecases.berichten.ontvang import Ontvanger

log = structlog.get_logger()

DEEL = 100
MEESTE = 50_000
DELEN_PER_TIK = 50

_VAN_DATABANK = (
    OSError,
    asyncpg.InterfaceError,
    asyncpg.PostgresError,
    sqlalchemy.exc.SQLAlchemyError,
    Gelijktijdig,
)
# SQLSTATE classes that say: this value cannot be stored. Then it is the message after all.
_DOOR_WAARDE = ("22", "23")


class NietsTeHerhalen(Weigering):
    """Nothing of what was chosen can be offered again."""


@dataclass(frozen=True, slots=True)
class Herhaler:
    """Everything that offering messages again needs."""

    ontvanger: Ontvanger

    async def start(
        self,
        vraag: Zoekvraag,
        ids: Sequence[UUID],
        *,
        gekozen: dict[str, str],
        medewerker: Medewerker,
        oorsprong: str,
    ) -> UUID:
        """Begin a run of these messages, or of all that the question finds; do its first part.

        Only what is set aside for this person's gemeenten. Raises NietsTeHerhalen.
        """
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        o, wie = self.ontvanger, Beheerder.van(medewerker, oorsprong)
        run = maak_herhaling(Herhaalsoort.HERHALEN, wie, medewerker, gekozen, nu=o.klok.nu())
        async with o.store.open_unscoped_ontvangst() as tx:
            await herhalingen.insert(tx, run)
            aantal = (
                await herhalingen.kies_ids(tx, run, ids[:MEESTE])
                if ids
                else await herhalingen.kies(tx, run, vraag, aantal=MEESTE)
            )
            if not aantal:
                raise NietsTeHerhalen("Er is niets dat u opnieuw kunt afspelen.")
            await Herlezer(o).schrijf_audit(
                tx, wie, "herhaling_begonnen", f"herhaling:{run.id}", f"{aantal} berichten"
            )
        await self.doe(run.id)
        return run.id

    async def doe_alles(self) -> int:
        """Go on with every run that is not over; return how many parts were done. For the clock.

        A run that cannot go on holds up no other. Raises what the last of those raised.
        """
        async with self.ontvanger.store.open_unscoped_ontvangst() as tx:
            bezig = await herhalingen.find_bezig(tx)
        gedaan, mis = 0, None
        for id_ in bezig:
            try:
                while gedaan < DELEN_PER_TIK and await self.doe(id_):
                    gedaan += 1
            except Exception as fout:  # noqa: BLE001 - raised when the others had their turn
                mis = fout
        if mis is not None:
            raise mis
        return gedaan

    async def doe(self, id_: UUID) -> bool:
        """Do the next part of a run; True when there was something to do here.

        A message on which our own code fails is found by halving and marked, so that it holds up
        nobody. Raises what the database raises; then this part was not done.
        """
        aantal = DEEL
        while True:
            try:
                return await met_geduld(partial(self._doe_deel, id_, aantal))
            except Exception as fout:  # a fault of ours must not stop the run
                if _is_databank(fout):
                    raise
                if aantal == 1:
                    log.error("herhaling.message_failed", fout=type(fout).__name__)  # noqa: TRY400
                    return await self._sla_over(id_)
                aantal //= 2

    async def _doe_deel(self, id_: UUID, aantal: int) -> bool:
        """Do at most `aantal` messages of a run in one transaction; False when it is not ours."""
        o = self.ontvanger
        async with o.store.open_unscoped_ontvangst() as tx:
            run = await herhalingen.lock_bezig(tx, id_)
            if run is None:
                return False
            await o.codes.lees(tx, o.klok.nu())
            ids = await herhalingen.find_te_doen(tx, id_, aantal=aantal)
            if ids and not await is_vastgelopen(tx, run):
                await self._speel(tx, run, ids)
        # Apart: this locks what taking in may be waiting with, and holds no dossier.
        async with o.store.open_unscoped_ontvangst() as tx:
            return await vervolg(tx, run, nu=o.klok.nu())

    async def _speel(self, tx: Transactie, run: Herhaling, ids: Sequence[UUID]) -> None:
        """Offer these messages again and write what became of each."""
        herlezer = Herlezer(self.ontvanger)
        mag = [b for b in await berichtbeheer.lock_liggend(tx, ids) if _mag_opnieuw(b, run)]
        herzieningen = await herlezer.herlees(tx, mag)
        wie = Beheerder(id=run.door, naam=run.naam, doel=run.doel, oorsprong=run.oorsprong)
        if herzieningen:
            await herlezer.leg_vast(tx, herzieningen, wie, actie="berichten_herhaald")
        uit = dict.fromkeys(ids, Herhaaluitkomst.OVERGESLAGEN)
        uit |= {h.id: herhalingen.van_bericht(h.uitkomst) for h in herzieningen}
        await herhalingen.schrijf(tx, run.id, uit, nu=self.ontvanger.klok.nu())

    async def _sla_over(self, id_: UUID) -> bool:
        """Mark the next message as one on which we fail. It is set aside, and waits no longer."""
        o = self.ontvanger
        async with o.store.open_unscoped_ontvangst() as tx:
            run = await herhalingen.lock_bezig(tx, id_)
            if run is None:
                return False
            ids = await herhalingen.find_te_doen(tx, id_, aantal=1)
            mislukt = dict.fromkeys(ids, Herhaaluitkomst.MISLUKT)
            gevonden = await berichtbeheer.lock_liggend(tx, ids)
            wachtend = [fail(b) for b in gevonden if b.uitkomst is Uitkomst.WACHT]
            if wachtend:
                wie = Beheerder(id=run.door, naam=run.naam, doel=run.doel, oorsprong=run.oorsprong)
                await Herlezer(o).leg_vast(tx, wachtend, wie, actie="berichten_herhaald")
            await herhalingen.schrijf(tx, id_, mislukt, nu=o.klok.nu())
        return True


def _is_databank(fout: Exception) -> bool:
    """Tell whether the database is the matter and not the message."""
    door_waarde = str(getattr(fout, "sqlstate", None) or "").startswith(_DOOR_WAARDE)
    return isinstance(fout, _VAN_DATABANK) and not door_waarde


def _mag_opnieuw(b: Bericht, run: Herhaling) -> bool:
    """Tell whether a message may be offered again in this run."""
    if run.soort is Herhaalsoort.HERVATTEN:
        return b.inhoud is not None and b.uitkomst is Uitkomst.WACHT
    van_mij = b.gemeente in run.gemeenten and b.uitkomst is Uitkomst.APART_GEZET
    return van_mij and b.inhoud is not None and mag_opnieuw(b.reden, b.fouten)
