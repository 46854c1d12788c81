"""Start a source again that was on hold: first a trial, then the rest in order of arrival."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.berichten.alarm import AlarmSoort
from nazorg.berichten.beheer import REEKS, Herhaalsoort, Herhaalstand, is_mis
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.store import alarmen, herhalingen, pauzes
from nazorg.store.herhalingen import Herhaling
from nazorg.store.ids import Ids
from nazorg.store.transactie import Transactie
from nazorg.usecases.berichten.herlees import Beheerder, Herlezer
from nazorg.usecases.berichten.ontvang import Ontvanger

_ERBIJ = 5_000


@dataclass(frozen=True, slots=True)
class Hervatter:
    """Everything that starting a source again needs. `Herhaler.doe` does the work of the run."""

    ontvanger: Ontvanger

    async def begin(self, pauze_id: UUID, *, medewerker: Medewerker, oorsprong: str) -> UUID:
        """Make the run that starts a source again, its first REEKS messages as a trial.

        When somebody did so just now, that run is returned. Raises NietGevonden when the source is
        not on hold.
        """
        require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
        o, wie, nu = self.ontvanger, Beheerder.van(medewerker, oorsprong), self.ontvanger.klok.nu()
        async with o.store.open_unscoped_ontvangst() as tx:
            pauze = await pauzes.lock(tx, pauze_id)
            if pauze is None:
                raise NietGevonden
            if pauze.herhaling is not None:
                return pauze.herhaling
            run = maak_herhaling(
                Herhaalsoort.HERVATTEN,
                wie,
                medewerker,
                {"bron": pauze.bron},
                bron=pauze.bron,
                nu=nu,
            )
            await herhalingen.insert(tx, run)
            aantal = await herhalingen.kies_wachtende(tx, run, aantal=REEKS)
            await pauzes.zet_herhaling(tx, pauze.id, run.id)
            await Herlezer(o).schrijf_audit(
                tx, wie, "bron_hervat", pauze.bron, f"proef van {aantal} berichten"
            )
        return run.id


def maak_herhaling(
    soort: Herhaalsoort,
    wie: Beheerder,
    medewerker: Medewerker,
    gekozen: dict[str, str],
    *,
    nu: datetime,
    bron: str | None = None,
) -> Herhaling:
    """Return a new run, with nothing in it yet."""
    return Herhaling(
        id=Ids(nu)(),
        soort=soort,
        stand=Herhaalstand.BEZIG,
        gekozen=gekozen,
        bron=bron,
        gemeenten=medewerker.gemeenten,
        door=wie.id,
        naam=wie.naam,
        doel=wie.doel,
        oorsprong=wie.oorsprong,
        aangemaakt_op=nu,
    )


async def is_vastgelopen(tx: Transactie, run: Herhaling) -> bool:
    """Tell whether a source that starts again goes wrong again: REEKS in a row, or all of it."""
    if run.soort is not Herhaalsoort.HERVATTEN:
        return False
    return is_mis(await herhalingen.find_laatste_uitkomsten(tx, run.id, aantal=REEKS))


async def vervolg(tx: Transactie, gezien: Herhaling, *, nu: datetime) -> bool:
    """Decide how a run goes on after a part of it; True when there is more to do.

    When the last messages of a source all went wrong again, it stays on hold and the rest waits.
    When nothing waits any more the pause is over: from then on messages are handled at once. The
    row of the pause is locked, so nothing can be parked between that look and the end.
    """
    run = await herhalingen.lock_bezig(tx, gezien.id)
    if run is None:
        return False
    mis = await is_vastgelopen(tx, run)
    if not mis and await herhalingen.find_te_doen(tx, run.id, aantal=1):
        return True
    pauze = await pauzes.lock_van_herhaling(tx, run.id)
    if pauze is not None and mis:
        await pauzes.zet_herhaling(tx, pauze.id, None)
    elif pauze is not None:
        if await herhalingen.kies_wachtende(tx, run, aantal=_ERBIJ):
            return True
        await pauzes.sluit(tx, pauze.id, nu=nu)
        await alarmen.sluit(tx, AlarmSoort.PAUZE, pauze.bron, nu=nu)
    stand = Herhaalstand.GESTOPT if mis else Herhaalstand.KLAAR
    await herhalingen.zet_stand(tx, run.id, stand, nu=nu)
    return False
