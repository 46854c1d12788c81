"""What a person can do about partners: ask anew, write down consent, take it back."""

from dataclasses import dataclass

from nazorg.kern.klok import Klok
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.partner import Partner
from nazorg.kern.toegang import NietGevonden
from nazorg.referentie.grondslagen import load_grondslagen
from nazorg.store import dossierlezing, toestemmingen
from nazorg.store.dossierlezing import Kop
from nazorg.store.kluis import Kluis
from nazorg.store.partnergegevens import Gegeventafel
from nazorg.store.partnervragen import Vraagtafel
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie
from nazorg.usecases.leefgebieden.herbereken import log_actie, require_schrijver

_VRAGEN = Vraagtafel("nazorg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bronwerk:
    """Everything that is needed for it."""

    store: Store
    kluis: Kluis
    klok: Klok

    async def vraag_opnieuw(
        self, nummer: str, partner: Partner, *, medewerker: Medewerker, oorsprong: str
    ) -> None:
        """Let a partner be asked now. Raises NietGevonden, also when it was never asked."""
        async with self.store.open_voor(medewerker) as tx:
            kop = await self._kop(tx, nummer, medewerker)
            if not await _VRAGEN.vraag_opnieuw(tx, kop.id, [partner], self.klok.nu()):
                raise NietGevonden
            await self._log(tx, kop, "partner_opnieuw_gevraagd", partner, medewerker, oorsprong)

    async def geef_toestemming(
        self, nummer: str, partner: Partner, *, medewerker: Medewerker, oorsprong: str
    ) -> None:
        """Write down that the person agreed, and ask what that allows.

        Raises NietGevonden, also for a partner where consent changes nothing: it is not asked for
        what may be done without it (L10).
        """
        _require_zinvol(medewerker, partner)
        async with self.store.open_voor(medewerker) as tx:
            kop = await self._kop(tx, nummer, medewerker)
            nu = self.klok.nu()
            if await toestemmingen.geef(tx, kop.id, partner, door=medewerker.id, nu=nu):
                await _VRAGEN.vraag_opnieuw(tx, kop.id, [partner], nu)
                await self._log(tx, kop, "toestemming_gegeven", partner, medewerker, oorsprong)

    async def trek_toestemming_in(
        self, nummer: str, partner: Partner, *, medewerker: Medewerker, oorsprong: str
    ) -> None:
        """Write down that consent was taken back; what was there by it goes at once (L11)."""
        _require_zinvol(medewerker, partner)
        async with self.store.open_voor(medewerker) as tx:
            kop = await self._kop(tx, nummer, medewerker)
            nu = self.klok.nu()
            if await toestemmingen.trek_in(tx, kop.id, partner, door=medewerker.id, nu=nu):
                tafel = Gegeventafel("nazorg", self.kluis)
                await tafel.verwijder_zonder_toestemming(tx, kop.id, partner)
                await self._log(tx, kop, "toestemming_ingetrokken", partner, medewerker, oorsprong)

    async def _kop(self, tx: Transactie, nummer: str, medewerker: Medewerker) -> Kop:
        require_schrijver(medewerker)
        kop = await dossierlezing.get(tx, nummer)
        if kop is None:
            raise NietGevonden
        return kop

    async def _log(
        self,
        tx: Transactie,
        kop: Kop,
        actie: str,
        partner: Partner,
        medewerker: Medewerker,
        oorsprong: str,
    ) -> None:
        await log_actie(
            tx,
            kop,
            medewerker=medewerker,
            actie=actie,
            resultaat=partner,
            oorsprong=oorsprong,
            nu=self.klok.nu(),
        )


def _require_zinvol(medewerker: Medewerker, partner: Partner) -> None:
    if not load_grondslagen().vraagt_toestemming(medewerker.doel, partner):
        raise NietGevonden
