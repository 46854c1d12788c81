"""One look at everything that was told: who reads, who read, what went, and what can be planned."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from nazorg.bij import kennisgeving as k
from nazorg.bij.aanwijzing import BESLISSERS, Aanwijzing, is_geldig
from nazorg.bij.kennisgeving import Belreden, Kennisgevingsoort, Kennisgevingstand
from nazorg.bij.melding import Terugkeersoort
from nazorg.kern.klok import day_of
from nazorg.store.bij import aanwijzingen, beltaken, kennisgevingen
from nazorg.store.bij.beltaken import Beltaak
from nazorg.store.bij.kennisgevingen import Kennisgeving
from nazorg.store.bij.meldingen import Melding
from nazorg.store.ids import Ids
from nazorg.store.transactie import Transactie
from nazorg.usecases.bij.kamer import Kamer


@dataclass(frozen=True, slots=True, kw_only=True)
class Ronde:
    """The moment, the rules, all that is known, and the keys that are given out.

    te_laat: the gemeenten where an alert was not read in time, also not after a call was due.
    """

    kamer: Kamer
    tx: Transactie
    nu: datetime
    maak_id: Ids
    alle: Sequence[Aanwijzing]
    gehad: Sequence[Kennisgeving]
    lezingen: dict[tuple[UUID, str, int], datetime]
    gebeld: dict[tuple[UUID, str, Belreden, int], datetime]
    beltaken: Sequence[Beltaak]
    te_laat: set[str] = field(default_factory=set)

    def lezers(self, m: Melding) -> dict[str, Aanwijzing]:
        """Return by person the designation that holds today for the gemeente of this alert."""
        dag, gemeenten = self.kamer.vandaag(), self.kamer.kennis.gemeenten
        nu = gemeenten.huidige(m.gemeente, op=dag)
        geldig = [
            a
            for a in self.alle
            if nu and a.gemeente == nu.code and is_geldig(a, op=dag, gemeenten=gemeenten)
        ]
        # Who is both is told once, in the capacity that may decide.
        return {a.persoon: a for a in sorted(geldig, key=lambda a: a.functie in BESLISSERS)}

    def laatste(self, m: Melding, persoon: str) -> Aanwijzing | None:
        """Return the newest designation of somebody there, also when it is over."""
        gemeenten, dag = self.kamer.kennis.gemeenten, self.kamer.vandaag()
        hier = gemeenten.huidige(m.gemeente, op=dag)
        eigen = (a for a in self.alle if a.persoon == persoon)
        return next((a for a in eigen if gemeenten.huidige(a.gemeente, op=dag) == hier), None)

    def find_mail(self, m: Melding, persoon: str, soort: Kennisgevingsoort) -> Kennisgeving | None:
        """Return the mail of this kind about the alert as it is told now."""
        return next(
            (
                g
                for g in self.gehad
                if g.melding_id == m.id
                and (g.persoon, g.soort, g.meld_versie) == (persoon, soort, m.meld_versie)
            ),
            None,
        )

    def find_bereikt(
        self, m: Melding, lezer: Aanwijzing, soort: Kennisgevingsoort
    ) -> Kennisgeving | None:
        """Return the same, unless it never went, or came back from another address than this."""
        g = self.find_mail(m, lezer.persoon, soort)
        if g is None or g.stand is Kennisgevingstand.VERVALLEN:
            return None
        adres = next((a.email for a in self.alle if a.id == g.aanwijzing_id), "")
        return None if g.stand is Kennisgevingstand.TERUGGEKOMEN and adres != lezer.email else g

    def gelezen_op(self, m: Melding, persoon: str) -> datetime | None:
        """Return when somebody read the alert as it is told now."""
        return self.lezingen.get((m.id, persoon, m.meld_versie))

    def is_gebeld(self, m: Melding, persoon: str, reden: Belreden) -> bool:
        return (m.id, persoon, reden, m.meld_versie) in self.gebeld

    def let_op(self, m: Melding, eerste: Kennisgeving) -> None:
        """Note that somebody who counts should have been called by now and still did not read."""
        t, dag = self.kamer.kennis.termijnen, self.kamer.vandaag()
        te_laat = dag > k.bellen_vanaf(eerste.lezen_voor, gebeld=None, t=t)
        if te_laat or self._heeft_haast(eerste, keer=2):
            nu = self.kamer.kennis.gemeenten.huidige(m.gemeente, op=dag)
            self.te_laat.add(nu.code if nu else m.gemeente)

    def volgende_stap(
        self, m: Melding, lezer: Aanwijzing, eerste: Kennisgeving, reden: Belreden
    ) -> k.Stap:
        """Return what is next for somebody who did not answer to the first mail."""
        moment = self.gebeld.get((m.id, lezer.persoon, reden, m.meld_versie))
        return k.volgende_stap(
            lezen=eerste.lezen_voor,
            herhaald=self.find_bereikt(m, lezer, Kennisgevingsoort.HERHALING) is not None,
            gebeld=day_of(moment) if moment else None,
            vandaag=self.kamer.vandaag(),
            t=self.kamer.kennis.termijnen,
            haast=self._heeft_haast(eerste),
        )

    def _heeft_haast(self, eerste: Kennisgeving, *, keer: int = 1) -> bool:
        """Tell whether an urgent alert is unread too long. A recall is always sent as urgent."""
        t = self.kamer.kennis.termijnen
        is_bericht = eerste.soort is Kennisgevingsoort.BERICHT and eerste.spoed
        return is_bericht and k.is_spoed_voorbij(eerste.gemaakt_op, nu=self.nu, t=t, keer=keer)

    async def plan(self, m: Melding, lezer: Aanwijzing, soort: Kennisgevingsoort) -> int:
        """Plan a mail: at once, or at the end of the quiet hours. A recall is always urgent."""
        t, dag = self.kamer.kennis.termijnen, self.kamer.vandaag()
        spoed = soort is Kennisgevingsoort.INTREKKING or k.is_spoed(
            m.terugkeer_op, vandaag=dag, t=t
        )
        gelezen = self.gelezen_op(m, lezer.persoon)
        # Who read it before the mail was planned needs none, and is on record all the same.
        hoeft_niet = gelezen is not None and m.ingetrokken_op is None
        nieuw = Kennisgeving(
            id=self.maak_id(),
            melding_id=m.id,
            gemeente=m.gemeente,
            persoon=lezer.persoon,
            aanwijzing_id=lezer.id,
            soort=soort,
            meld_versie=m.meld_versie,
            stand=Kennisgevingstand.VERVALLEN if hoeft_niet else Kennisgevingstand.KLAAR,
            referentie=secrets.token_hex(4).upper(),
            lezen_voor=k.lezen_voor(Terugkeersoort(m.soort), m.terugkeer_op, vandaag=dag, t=t),
            spoed=spoed,
            niet_voor=k.verzenden_vanaf(
                self.nu, stil_van=lezer.stil_van, stil_tot=lezer.stil_tot, spoed=spoed
            ),
            poging=0,
            gemaakt_op=self.nu,
            geopend_op=gelezen,
        )
        return await kennisgevingen.insert(self.tx, nieuw)

    async def laat_bellen(self, m: Melding, persoon: str, reden: Belreden) -> int:
        taak = Beltaak(self.maak_id(), m.id, m.gemeente, persoon, reden, self.nu)
        return await beltaken.insert(self.tx, taak, meld_versie=m.meld_versie)

    async def sluit_beltaken(
        self, m: Melding, reden: Belreden, *, persoon: str | None = None
    ) -> None:
        """Close the open calls about this alert that nobody needs to make any more."""
        for taak in self.beltaken:
            zelf = taak.melding_id == m.id and taak.reden is reden
            if zelf and persoon in (None, taak.persoon):
                await beltaken.sluit(self.tx, taak.id, door="nazorg", nu=self.nu)


async def open_ronde(kamer: Kamer, tx: Transactie, over: Sequence[Melding]) -> Ronde:
    """Read all that is known about these alerts."""
    nu, ids = kamer.klok.nu(), [m.id for m in over]
    return Ronde(
        kamer=kamer,
        tx=tx,
        nu=nu,
        maak_id=Ids(nu),
        alle=await aanwijzingen.find_alle(tx),
        gehad=await kennisgevingen.find_van(tx, ids),
        lezingen=await kennisgevingen.find_lezingen(tx, ids),
        gebeld=await beltaken.find_gebeld(tx, ids),
        beltaken=await beltaken.find_open(tx),
    )
