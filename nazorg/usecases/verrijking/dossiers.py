"""The nazorg side of asking: who the dossiers are about, and what their answers lead to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from nazorg.kern.klok import Klok
from nazorg.kern.medewerker import Doel
from nazorg.kern.partner import Antwoordstand, Partner
from nazorg.referentie.grondslagen import Grondslagen
from nazorg.store import audit, toestemmingen, verrijking
from nazorg.store.audit import Auditregel
from nazorg.store.kluis import Kluis
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie
from nazorg.usecases.verrijking.compartiment import Betrokkene, Compartiment, Gehoord
from nazorg.usecases.verrijking.zvh import werk_zvh_bij
from nazorg.werkvoorraad.regelboek import Regelboek

DOEL = Doel.RE_INTEGRATIE
# A call was made in these; in the others nobody was asked.
_GEVRAAGD = frozenset({Antwoordstand.BEKEND, Antwoordstand.NIETS_BEKEND, Antwoordstand.GEWEIGERD})


@dataclass(frozen=True, slots=True)
class Dossierzijde:
    """What the asker needs of nazorg."""

    store: Store
    kluis: Kluis
    klok: Klok
    grondslagen: Grondslagen
    regelboek: Regelboek

    @property
    def compartiment(self) -> Compartiment:
        return Compartiment(
            schema="nazorg",
            open_=self.store.open_unscoped_ontvangst,
            kluis=self.kluis,
            betrokkenen=self._betrokkenen,
            na_antwoord=self._na_antwoord,
        )

    def partners(self) -> tuple[Partner, ...]:
        """Return whom nazorg may ask anything at all; the others are never put in line."""
        return tuple(p for p in Partner if self.grondslagen.kent(DOEL, p))

    async def zoek_nieuwe(self) -> int:
        """Put what is new in line, found in the dossiers themselves; return how many questions.

        The tasks about ZVH cases are brought up to date too.
        """
        async with self.store.open_unscoped_ontvangst() as tx:
            nieuw = await verrijking.zet_nieuwe_klaar(
                tx, self.partners(), doel=DOEL, nu=self.klok.nu()
            )
            await werk_zvh_bij(tx, self.klok, self.regelboek)
        return nieuw

    async def _betrokkenen(self, tx: Transactie, ids: Sequence[UUID]) -> Mapping[UUID, Betrokkene]:
        rijen = await verrijking.find_wie(tx, ids)
        toestemming = await toestemmingen.find_van(tx, ids)
        return {
            r.id: Betrokkene(
                bsn=self._bsn(r),
                actief=r.in_detentie,
                toestemming=toestemming.get(r.id, frozenset()),
            )
            for r in rijen
        }

    def _bsn(self, r: verrijking.Wie) -> str | None:
        if r.bsn is None:
            return None
        return self.kluis.ontsleutel(r.bsn, voor=b"dossier|bsn|" + r.id.bytes).decode()

    async def _na_antwoord(self, tx: Transactie, gehoord: Sequence[Gehoord]) -> None:
        """Write down who was asked what, and on which ground (BIO2 8.15.01; L19)."""
        if any(g.geleend.partner is Partner.ZVH for g in gehoord):
            await werk_zvh_bij(tx, self.klok, self.regelboek)
        gevraagd = [g for g in gehoord if g.stand in _GEVRAAGD]
        if not gevraagd:
            return
        wie = {
            r.id: r
            for r in await verrijking.find_wie(tx, list({g.geleend.onderwerp for g in gevraagd}))
        }
        await audit.append_all(
            tx,
            [
                Auditregel(
                    tijd=self.klok.nu(),
                    actor="nazorg",
                    actie="partner_bevraagd",
                    object=f"verrijking:{wie[g.geleend.onderwerp].nummer}",
                    resultaat=f"{g.geleend.partner}: {g.stand}",
                    oorsprong="verrijking",
                    doel=f"{g.geleend.doel}; {', '.join(g.grondslagen)}",
                    gemeente=wie[g.geleend.onderwerp].gemeente,
                )
                for g in gevraagd
                if g.geleend.onderwerp in wie
            ],
        )


async def lees_gemeenten(store: Store, kluis: Kluis) -> dict[str, str]:
    """Return the gemeente of registration by BSN, for the invented BRP of a demo only."""
    async with store.open_unscoped_ontvangst() as tx:
        rijen = await verrijking.find_inschrijving(tx)
    return {
        kluis.ontsleutel(bsn, voor=b"dossier|bsn|" + id_.bytes).decode(): gemeente
        for id_, bsn, gemeente in rijen
    }
