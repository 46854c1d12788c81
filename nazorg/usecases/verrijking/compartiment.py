"""What the asker needs to know of its compartment: its schema, role and key, and of no other.

The room of the mayor asks by itself (nazorg/usecases/bij/verrijk.py); ADR 0034 says why.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from uuid import UUID

from nazorg.kern.partner import Antwoordstand, Gegeven, Partner
from nazorg.store.kluis import Kluis
from nazorg.store.partnergegevens import Gegeventafel
from nazorg.store.partnervragen import Geleend, Schema, Vraagtafel
from nazorg.store.transactie import Transactie


@dataclass(frozen=True, slots=True, kw_only=True)
class Betrokkene:
    """Who a question is about. bsn: None when not known yet. actief: still worth asking about.

    toestemming: the partners for which there is consent now.
    """

    bsn: str | None
    actief: bool = True
    toestemming: frozenset[Partner] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gehoord:
    """What became of a question, for whoever must do something with it. gegevens: what was told."""

    geleend: Geleend
    stand: Antwoordstand
    gegevens: tuple[Gegeven, ...] = ()
    grondslagen: tuple[str, ...] = ()


# Subjects that are not in the answer are no longer there.
LeesBetrokkenen = Callable[[Transactie, Sequence[UUID]], Awaitable[Mapping[UUID, Betrokkene]]]
NaAntwoord = Callable[[Transactie, Sequence[Gehoord]], Awaitable[None]]


async def doe_niets(_: Transactie, __: Sequence[Gehoord]) -> None:
    """Let an answer have no consequence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compartiment:
    """One side of the house. open_: a transaction of the role that sees all of it.

    na_antwoord: runs in the transaction that records the answers (tasks, an alert, the audit log).
    """

    schema: Schema
    open_: Callable[[], AbstractAsyncContextManager[Transactie]]
    kluis: Kluis
    betrokkenen: LeesBetrokkenen
    na_antwoord: NaAntwoord = doe_niets

    @property
    def vragen(self) -> Vraagtafel:
        return Vraagtafel(self.schema)

    @property
    def gegevens(self) -> Gegeventafel:
        return Gegeventafel(self.schema, self.kluis)

    def voor_noodzaak(self, vraag: UUID) -> bytes:
        """Return what the ciphertext of a necessity is bound to."""
        return f"{self.schema}.partnervraag|noodzaak|{vraag}".encode()
