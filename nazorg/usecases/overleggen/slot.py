"""What every deed on a meeting begins and ends with: the lock, the version, news and the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.kern.medewerker import Medewerker
from nazorg.kern.toegang import NietGevonden
from nazorg.kern.vrije_tekst import check_tekst
from nazorg.kern.weigering import Weigering
from nazorg.overleggen.overleg import Overleg
from nazorg.referentie.medisch import load_medisch
from nazorg.store import audit, outbox, overlegdossiers, overleggen
from nazorg.store.ids import Ids
from nazorg.store.outbox import Overlegplanning
from nazorg.store.overleggen import Overlegrij, Schrijver
from nazorg.store.transactie import Transactie
from nazorg.usecases.leefgebieden.herbereken import Gereedschap, require_schrijver
from nazorg.usecases.leefgebieden.leg_vast import Botsing, Invoerfout

LANGSTE_REDEN = 200


class Overlegbotsing(Botsing):
    """A colleague changed this meeting since the form was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Een collega heeft dit overleg net gewijzigd. U ziet het zoals het nu is. Wat u"
            " invulde, staat er nog. Klopt het, kies dan nog eens."
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlegdaad:
    """Who does something with meetings, and from where."""

    medewerker: Medewerker
    oorsprong: str
    met: Gereedschap

    def schrijver(self, nu: datetime) -> Schrijver:
        return Schrijver(id=self.medewerker.id, naam=self.medewerker.naam, nu=nu)

    def mag_wijzigen(self, overleg: Overleg) -> bool:
        """Tell whether this person works for all that a meeting is for."""
        return set(overleg.gemeenten) <= set(self.medewerker.gemeenten)

    def require_schrijver(self) -> None:
        require_schrijver(self.medewerker)

    async def lock(self, tx: Transactie, id_: UUID) -> Overlegrij:
        """Return a meeting, locked before any dossier. Raises NietGevonden."""
        rij = await overleggen.lock(tx, id_, self.met.kluis)
        if rij is None:
            raise NietGevonden
        return rij

    async def lock_eigen(self, tx: Transactie, id_: UUID, *, versie: int) -> Overleg:
        """Return a meeting that this person may change, in the version that was seen.

        Raises NietGevonden and Overlegbotsing.
        """
        overleg = (await self.lock(tx, id_)).overleg
        if not self.mag_wijzigen(overleg):
            raise NietGevonden
        if overleg.versie != versie:
            raise Overlegbotsing
        return overleg

    async def log(
        self, tx: Transactie, overleg: Overleg, actie: str, resultaat: str, *, nu: datetime
    ) -> None:
        """Write down who did what with a meeting: kinds and counts, never what was typed."""
        regel = self._regel(f"overleg:{overleg.id}", actie, resultaat, overleg.gemeenten[0], nu)
        await audit.append(tx, regel)

    async def log_dossiers(
        self,
        tx: Transactie,
        dossiers: Sequence[tuple[str, str]],
        actie: str,
        resultaat: str,
        *,
        nu: datetime,
    ) -> None:
        """Write the same in the log of dossiers: number and gemeente. One statement."""
        await audit.append_all(
            tx,
            [self._regel(f"dossier:{nr}", actie, resultaat, code, nu) for nr, code in dossiers],
        )

    def _regel(
        self, object_: str, actie: str, resultaat: str, gemeente: str, nu: datetime
    ) -> audit.Auditregel:
        return audit.Auditregel(
            tijd=nu,
            actor=self.medewerker.id,
            naam=self.medewerker.naam,
            actie=actie,
            object=object_,
            resultaat=resultaat,
            oorsprong=self.oorsprong,
            doel=self.medewerker.doel,
            gemeente=gemeente,
        )


async def meld_planning(
    tx: Transactie, overleg: Overleg, dossiers: Sequence[UUID], stand: str, *, nu: datetime
) -> None:
    """Tell others when these dossiers are discussed, or that they are not.

    The dossiers are locked first, so that what is told of one goes out in the order of the commits.
    """
    moment = overleg.moment
    planningen = [
        Overlegplanning(d, overleg.id, overleg.soort, moment.begin, moment.einde, stand)
        for d in await overlegdossiers.lock_dossiers(tx, dossiers)
    ]
    await outbox.put(tx, outbox.make_overleg(planningen, maak_id=Ids(nu)), nu=nu)


def check_reden(tekst: str, *, veld: str = "reden", verplicht: str = "") -> str:
    """Return a short text as it may be kept. verplicht: what to say when there is none.

    Raises Invoerfout.
    """
    try:
        schoon = check_tekst(tekst, medisch=load_medisch(), langst=LANGSTE_REDEN)
    except Weigering as fout:
        raise Invoerfout({veld: str(fout)}) from fout
    if verplicht and not schoon:
        raise Invoerfout({veld: verplicht})
    return schoon
