"""Show a run of messages that are offered again, and what one would do before it begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nazorg.berichten.beheer import Herhaaluitkomst
from nazorg.berichten.uitkomst import NOOIT_OPNIEUW, Reden
from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.store import berichtenlijst, herhalingen
from nazorg.store.berichtzoeken import BEGIN, Zoekvraag
from nazorg.store.herhalingen import Herhaalregel, Herhaling
from nazorg.store.store import Store

PER_PAGINA = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorbeschouwing:
    """What a run would offer again, per reason, and what it would leave alone."""

    mee: dict[Reden, int]
    niet: dict[Reden, int]

    @property
    def aantal(self) -> int:
        return sum(self.mee.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Herhaalinzicht:
    """A run. telling: per outcome, None for what was not tried yet; regels: one page of them."""

    dag: date
    herhaling: Herhaling
    telling: dict[Herhaaluitkomst | None, int]
    uitkomst: Herhaaluitkomst | None
    regels: tuple[Herhaalregel, ...]
    meer: bool


async def bekijk_vooraf(
    vraag: Zoekvraag, ids: Sequence[UUID], *, medewerker: Medewerker, store: Store
) -> Voorbeschouwing:
    """Count what would be offered again: these messages, or all that the question finds."""
    require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
    async with store.open_voor(medewerker) as tx:
        if ids:
            telling = await berichtenlijst.tel_ids_per_reden(tx, medewerker.gemeenten, ids)
        else:
            telling = await berichtenlijst.tel_per_reden(tx, medewerker.gemeenten, vraag)
    return Voorbeschouwing(
        mee={r: n for r, n in telling.items() if r not in NOOIT_OPNIEUW},
        niet={r: n for r, n in telling.items() if r in NOOIT_OPNIEUW},
    )


async def toon_herhaling(
    id_: UUID,
    *,
    uitkomst: Herhaaluitkomst | None,
    na: UUID | None,
    medewerker: Medewerker,
    store: Store,
    klok: Klok,
) -> Herhaalinzicht:
    """Return a run with a page of its messages. Raises NietGevonden."""
    require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
    async with store.open_voor(medewerker) as tx:
        herhaling = await herhalingen.get(tx, id_)
        if herhaling is None:
            raise NietGevonden
        regels = await herhalingen.find_regels(
            tx, id_, uitkomst=uitkomst, na=na or BEGIN, aantal=PER_PAGINA + 1
        )
        return Herhaalinzicht(
            dag=vandaag(klok),
            herhaling=herhaling,
            telling=await herhalingen.tel(tx, id_),
            uitkomst=uitkomst,
            regels=tuple(regels[:PER_PAGINA]),
            meer=len(regels) > PER_PAGINA,
        )
