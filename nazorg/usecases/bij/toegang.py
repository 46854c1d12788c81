"""Who is in the room: a person, and what a valid designation lets this person see and do today."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import UUID

from nazorg.bij.aanwijzing import Bevoegdheid
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.toegang import NietGevonden
from nazorg.kern.weigering import Weigering
from nazorg.store.audit import Auditregel
from nazorg.store.bij import audit, meldingen
from nazorg.store.bij.meldingen import Melding
from nazorg.store.transactie import Transactie
from nazorg.usecases.bij.aanwijzing import find_eigen
from nazorg.usecases.bij.kamer import Kamer


class GeenAanwijzing(Weigering):
    """No designation of this person holds today (L06)."""


class IsIngetrokken(Weigering):
    """The alert was withdrawn: nothing may be done with it any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Toegang:
    """Asked anew at every request: a term may end while somebody reads."""

    kamer: Kamer
    medewerker: Medewerker
    bevoegd: tuple[Bevoegdheid, ...]
    oorsprong: str

    @property
    def codes(self) -> frozenset[str]:
        return frozenset[str]().union(*(b.codes for b in self.bevoegd))

    def in_(self, gemeente: str) -> Bevoegdheid:
        """Return what this person may do for an alert of this gemeente. Raises NietGevonden."""
        for b in self.bevoegd:
            if gemeente in b.codes:
                return b
        raise NietGevonden

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Transactie]:
        """Open a transaction that sees the own gemeenten and nothing else."""
        async with self.kamer.store.open_voor(self.codes) as tx:
            yield tx

    async def find(self, tx: Transactie, id_: UUID) -> Melding:
        """Return an alert that this person may see. Raises NietGevonden."""
        melding = await meldingen.find(tx, id_, self.kamer.kluis, op=self.kamer.vandaag())
        if melding is None:
            raise NietGevonden
        return melding

    async def find_levende(self, tx: Transactie, id_: UUID) -> Melding:
        """Return an alert with which something may be done. Raises NietGevonden, IsIngetrokken."""
        melding = await self.find(tx, id_)
        if melding.ingetrokken_op:
            raise IsIngetrokken("Deze melding is ingetrokken. U kunt er niets meer mee doen.")
        return melding

    async def leg_vast(
        self, tx: Transactie, actie: str, m: Melding, resultaat: str = "gelukt"
    ) -> None:
        """Write in the audit chain who did what with which alert."""
        await audit.append(
            tx,
            Auditregel(
                tijd=self.kamer.klok.nu(),
                actor=self.medewerker.id,
                naam=self.medewerker.naam,
                actie=actie,
                object=f"melding {m.id}",
                resultaat=resultaat,
                oorsprong=self.oorsprong,
                doel=self.medewerker.doel,
                gemeente=m.gemeente,
            ),
        )


async def open_toegang(medewerker: Medewerker, kamer: Kamer, *, oorsprong: str) -> Toegang:
    """Return what this person may do now. Raises GeenAanwijzing when that is nothing."""
    bevoegd = await find_eigen(medewerker, kamer)
    if not bevoegd:
        raise GeenAanwijzing(
            "Er is geen aanwijzing die vandaag voor u geldt. Daarom ziet u hier niets."
        )
    return Toegang(kamer=kamer, medewerker=medewerker, bevoegd=tuple(bevoegd), oorsprong=oorsprong)
