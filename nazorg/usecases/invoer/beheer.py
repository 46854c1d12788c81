"""What a functioneel beheerder does with a list: bring it, choose columns, look, confirm.

The file is kept encrypted, for one person in one session, until it is taken in or an hour is over.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from nazorg.berichten.lijst import Lijstsoort
from nazorg.contract.lijst.bestand import lees_bestand
from nazorg.contract.lijst.kolommen import (
    Indeling,
    find_ontbrekend,
    lees_keuze,
    onthoud,
    raad_indeling,
)
from nazorg.contract.lijst.tabel import Tabel
from nazorg.kern.gemeente import GEEN_WOONPLAATS
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.referentie.lijstwoorden import normaliseer
from nazorg.store import audit, invoer
from nazorg.store.ids import Ids
from nazorg.store.invoer import Brenger, Invoerrij
from nazorg.store.kluis import Kluis
from nazorg.store.transactie import Transactie
from nazorg.usecases.invoer.lijst import (
    Lijst,
    NietVanU,
    Verslag,
    from_json,
    in_woorden,
    schrijf_foutrijen,
    to_json,
)
from nazorg.usecases.invoer.verwerk import Lijstverwerker, require_compleet

BEWAARD = timedelta(hours=1)
# Whoever is taking a list in and is not done by then, is gone.
_VERLOREN_NA = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Toegang:
    """Who asks: a person, in a session, from somewhere."""

    medewerker: Medewerker
    sessie: bytes
    oorsprong: str

    @property
    def brenger(self) -> Brenger:
        return Brenger(self.medewerker.id, self.sessie)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inzage:
    """A list as its bringer sees it. tabel: None once it was taken in, when the file is gone.

    is_bezig: it is being taken in at this moment.
    """

    rij: Invoerrij
    tabel: Tabel | None
    verslag: Verslag | None
    is_bezig: bool

    @property
    def is_opgenomen(self) -> bool:
        return self.rij.inhoud is None


@dataclass(frozen=True, slots=True)
class Invoerbeheer:
    """Everything that bringing a list needs."""

    verwerker: Lijstverwerker

    @property
    def _kluis(self) -> Kluis:
        return self.verwerker.ontvanger.kluis

    async def breng(
        self, ruw: bytes, *, soort: Lijstsoort, gemeente: str, toegang: Toegang
    ) -> UUID:
        """Keep a list to look at; return its id. Raises Onleesbaar or NietVanU."""
        m = _require(toegang)
        if gemeente not in m.gemeenten or gemeente in GEEN_WOONPLAATS:
            raise NietVanU("Kies een gemeente waarvoor u werkt.")
        tabel = await asyncio.to_thread(lees_bestand, ruw, soort)
        o = self.verwerker.ontvanger
        nu = o.klok.nu()
        id_ = Ids(nu)()
        async with o.store.open_voor(m) as tx:
            eerder = await invoer.find_koppen(tx, gemeente, soort)
        keuze = raad_indeling(tabel, soort, eerder=eerder, merken=self._merken(tabel))
        rij = Invoerrij(
            id=id_,
            gemeente=gemeente,
            soort=soort,
            aangemaakt_op=nu,
            verloopt_op=nu + BEWAARD,
            inhoud=self._kluis.versleutel(ruw, voor=b"invoer|inhoud|" + id_.bytes),
            keuze=dict(keuze),
        )
        verslag = await self._beproef(rij, tabel, keuze, m)
        async with o.store.open_voor(m) as tx:
            await invoer.replace(tx, replace(rij, verslag=verslag), toegang.brenger)
            await self._log(tx, toegang, rij, "lijst_gebracht", f"rijen {len(tabel.rijen)}")
        return id_

    async def bekijk(self, id_: UUID, *, toegang: Toegang) -> Inzage:
        """Return a list with its report. Raises NietGevonden."""
        rij = await self._find(id_, toegang)
        tabel = await self._open(rij) if rij.inhoud is not None else None
        verslag = from_json(rij.verslag) if rij.verslag is not None else None
        sinds = self.verwerker.ontvanger.klok.nu() - _VERLOREN_NA
        bezig = tabel is not None and rij.begonnen_op is not None and rij.begonnen_op >= sinds
        return Inzage(rij=rij, tabel=tabel, verslag=verslag, is_bezig=bezig)

    async def kies(self, id_: UUID, keuzes: dict[str, str], *, toegang: Toegang) -> None:
        """Choose the columns, and look again at what would become of the rows."""
        rij = await self._find(id_, toegang)
        if rij.inhoud is None:
            return
        tabel = await self._open(rij)
        keuze = lees_keuze(keuzes, rij.soort, breedte=len(tabel.koppen))
        verslag = await self._beproef(rij, tabel, keuze, toegang.medewerker)
        async with self.verwerker.ontvanger.store.open_voor(toegang.medewerker) as tx:
            await invoer.update_keuze(tx, id_, keuze, verslag)

    async def bevestig(self, id_: UUID, *, toegang: Toegang) -> None:
        """Take a list in. Once: a second click at the same moment does nothing.

        Raises NietCompleet when a column is missing; then nothing was taken in.
        """
        rij, m, o = await self._find(id_, toegang), toegang.medewerker, self.verwerker.ontvanger
        if rij.inhoud is None:
            return
        require_compleet(rij.keuze, rij.soort)
        tabel, nu = await self._open(rij), o.klok.nu()
        async with o.store.open_voor(m) as tx:
            if not await invoer.begin(tx, id_, nu=nu, verloren=nu - _VERLOREN_NA):
                return
        verslag = await self.verwerker.neem_op(self._to_lijst(rij, tabel, rij.keuze, m))
        fouten = schrijf_foutrijen(tabel, verslag)
        geheim = self._kluis.versleutel(fouten, voor=_FOUTEN + id_.bytes) if fouten else None
        async with o.store.open_voor(m) as tx:
            await invoer.sluit(tx, id_, verslag=to_json(verslag), foutrijen=geheim)
            koppen = onthoud(rij.keuze, self._merken(tabel))
            await invoer.save_koppen(tx, rij.gemeente, rij.soort, koppen, nu=nu)
            await self._log(tx, toegang, rij, "lijst_opgenomen", in_woorden(verslag))

    async def haal_foutrijen(self, id_: UUID, *, toegang: Toegang) -> bytes:
        """Return the wrong rows as a file. Raises NietGevonden when there are none."""
        inzage = await self.bekijk(id_, toegang=toegang)
        if inzage.rij.foutrijen is not None:
            fouten = self._kluis.ontsleutel(inzage.rij.foutrijen, voor=_FOUTEN + id_.bytes)
        elif inzage.tabel is not None and inzage.verslag is not None:
            fouten = schrijf_foutrijen(inzage.tabel, inzage.verslag)
        else:
            fouten = b""
        if not fouten:
            raise NietGevonden
        async with self.verwerker.ontvanger.store.open_voor(toegang.medewerker) as tx:
            await self._log(tx, toegang, inzage.rij, "lijst_foutrijen_opgehaald", "gelukt")
        return fouten

    async def gooi_weg(self, id_: UUID, *, toegang: Toegang) -> None:
        """Forget a list at once, with the file."""
        rij = await self._find(id_, toegang)
        async with self.verwerker.ontvanger.store.open_voor(toegang.medewerker) as tx:
            await invoer.delete(tx, rij.id)

    async def _find(self, id_: UUID, toegang: Toegang) -> Invoerrij:
        m, o = _require(toegang), self.verwerker.ontvanger
        async with o.store.open_voor(m) as tx:
            rij = await invoer.find(tx, id_, toegang.brenger, nu=o.klok.nu())
        if rij is None:
            raise NietGevonden
        return rij

    async def _open(self, rij: Invoerrij) -> Tabel:
        assert rij.inhoud is not None
        ruw = self._kluis.ontsleutel(rij.inhoud, voor=b"invoer|inhoud|" + rij.id.bytes)
        return await asyncio.to_thread(lees_bestand, ruw, rij.soort)

    async def _beproef(
        self, rij: Invoerrij, tabel: Tabel, keuze: Indeling, m: Medewerker
    ) -> list[list[object]] | None:
        """Return the report; None while a column is missing."""
        if find_ontbrekend(keuze, rij.soort):
            return None
        return to_json(await self.verwerker.beproef(self._to_lijst(rij, tabel, keuze, m)))

    def _to_lijst(self, rij: Invoerrij, tabel: Tabel, keuze: Indeling, m: Medewerker) -> Lijst:
        return Lijst(
            soort=rij.soort,
            gemeente=rij.gemeente,
            moment=rij.aangemaakt_op,
            tabel=tabel,
            indeling=keuze,
            mijn=frozenset(m.gemeenten),
        )

    def _merken(self, tabel: Tabel) -> list[str]:
        """Return a mark per column. Keyed, because a file without headings has a person there."""
        return [self._kluis.index("kolom", normaliseer(k)).hex()[:32] for k in tabel.koppen]

    async def _log(
        self, tx: Transactie, toegang: Toegang, rij: Invoerrij, actie: str, resultaat: str
    ) -> None:
        m = toegang.medewerker
        await audit.append(
            tx,
            audit.Auditregel(
                tijd=self.verwerker.ontvanger.klok.nu(),
                actor=m.id,
                naam=m.naam,
                actie=actie,
                object=f"lijst:{rij.id}",
                resultaat=resultaat,
                oorsprong=toegang.oorsprong,
                doel=m.doel,
                gemeente=rij.gemeente,
            ),
        )


_FOUTEN = b"invoer|foutrijen|"


def _require(toegang: Toegang) -> Medewerker:
    require_rol(toegang.medewerker, Rol.FUNCTIONEEL_BEHEERDER)
    return toegang.medewerker
