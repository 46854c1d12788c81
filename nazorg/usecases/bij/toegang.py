"""Who is in the room: a person, and what a valid designation lets this person see and do today."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from uuid import UUID

import structlog

from nazorg.bij.aanwijzing import Bevoegdheid
from nazorg.kern.medewerker import Medewerker
from nazorg.kern.toegang import NietGevonden
from nazorg.kern.weigering import Weigering
from nazorg.store.audit import Auditregel
from nazorg.store.bij import audit, meldingen
from nazorg.store.bij.meldingen import Melding, MeldingOnleesbaar
from nazorg.store.kluis import KluisFout
from nazorg.store.transactie import Transactie
from nazorg.usecases.bij.aanwijzing import find_eigen
from nazorg.usecases.bij.kamer import Kamer

log = structlog.get_logger()


class GeenAanwijzing(Weigering):
    """No designation of this person holds today (L06)."""


class IsIngetrokken(Weigering):
    """The alert was withdrawn: nothing may be done with it any more."""


class NietTeLezen(Weigering):
    """The alert is there, and cannot be decrypted: whoever looks after the keys has to act."""


@asynccontextmanager
async def leesbaar() -> AsyncIterator[None]:
    """Say of a decision or consideration that cannot be decrypted what it is. Raises NietTeLezen.

    Without it the page would show less than was decided, and nobody could see that.
    """
    try:
        yield
    except KluisFout:
        log.error("bij.unreadable")  # noqa: TRY400 - known, and nothing of it may be shown
        raise NietTeLezen(
            "Een besluit of overweging bij deze melding is nu niet te lezen. Bel uw beheerder."
        ) from None


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

    def als(self, *, beslist: bool) -> "Toegang":
        """Return the same person, only where this person decides, or only where not.

        Raises NietGevonden when that is nowhere: who is a mayor here may be an official elsewhere.
        """
        eigen = tuple(b for b in self.bevoegd if b.beslist is beslist)
        if not eigen:
            raise NietGevonden
        return replace(self, bevoegd=eigen)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Transactie]:
        """Open a transaction that sees the own gemeenten and nothing else."""
        async with self.kamer.store.open_voor(self.codes) as tx:
            yield tx

    async def find(self, tx: Transactie, id_: UUID) -> Melding:
        """Return an alert that this person may see. Raises NietGevonden, NietTeLezen."""
        try:
            melding = await meldingen.find(tx, id_, self.kamer.kluis, op=self.kamer.vandaag())
        except MeldingOnleesbaar:
            raise NietTeLezen(
                "Deze melding is nu niet te lezen. De beheerder heeft hierover een alarm."
            ) from None
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
        await self.log(tx, actie, f"melding {m.id}", m.gemeente, resultaat)

    async def leg_overzicht_vast(self, tx: Transactie, actie: str, wat: str) -> None:
        """Write in the audit chain who saw something of a whole gemeente, once for each of them."""
        for b in self.bevoegd:
            await self.log(tx, actie, wat, b.gemeente)

    async def log(
        self, tx: Transactie, actie: str, object_: str, gemeente: str, resultaat: str = "gelukt"
    ) -> None:
        """Write one row in the audit chain. object_: never what somebody typed or is called."""
        rij = _regel(self.medewerker, self.kamer, actie, object_, resultaat, self.oorsprong)
        await audit.append(tx, replace(rij, gemeente=gemeente))


def _regel(
    wie: Medewerker, kamer: Kamer, actie: str, object_: str, resultaat: str, oorsprong: str
) -> Auditregel:
    return Auditregel(
        tijd=kamer.klok.nu(),
        actor=wie.id,
        naam=wie.naam,
        actie=actie,
        object=object_,
        resultaat=resultaat,
        oorsprong=oorsprong,
        doel=wie.doel,
    )


async def leg_weigering_vast(
    wie: Medewerker, kamer: Kamer, *, wat: str, reden: str, oorsprong: str
) -> None:
    """Write in the audit chain that somebody was refused (L01).

    wat: which alert or page was asked for. The gemeente is that of who asked: whose alert it is,
    or whether there is one, is not ours to look up for a refusal.
    """
    eigen = await find_eigen(wie, kamer)
    rij = _regel(wie, kamer, "geweigerd", wat, reden, oorsprong)
    async with kamer.store.open_voor(()) as tx:
        await audit.append(tx, replace(rij, gemeente=eigen[0].gemeente if eigen else ""))


async def open_toegang(medewerker: Medewerker, kamer: Kamer, *, oorsprong: str) -> Toegang:
    """Return what this person may do now. Raises GeenAanwijzing when that is nothing."""
    bevoegd = await find_eigen(medewerker, kamer)
    if not bevoegd:
        raise GeenAanwijzing(
            "Er is geen aanwijzing die vandaag voor u geldt. Daarom ziet u hier niets."
        )
    return Toegang(kamer=kamer, medewerker=medewerker, bevoegd=tuple(bevoegd), oorsprong=oorsprong)
