"""Who has the number of a message that is read anew, and what that means for it.

The number alone says little: a source that uses one twice sends two different messages. So what
both say is compared, as at the door.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from nazorg.berichten.uitkomst import ZIN, Fout, Reden, Uitkomst
from nazorg.contract.gelezen import Gelezen, Geteld
from nazorg.contract.gelijk import says_the_same
from nazorg.store import berichten, correcties
from nazorg.store.berichtbeheer import Bericht, Herziening
from nazorg.store.kluis import Kluis
from nazorg.store.transactie import Transactie
from nazorg.usecases.berichten.geldig import open_inhoud


@dataclass(frozen=True, slots=True)
class Houder:
    """The message that has a number. inhoud: what counts of it, None when that is not kept."""

    id: UUID
    uitkomst: Uitkomst
    reden: Reden | None
    hash: bytes
    inhoud: bytes | None

    def says(self, ruw: bytes) -> bool:
        """Tell whether it says the same. Without its content only the same bytes do."""
        if self.inhoud is None:
            return self.hash == hashlib.sha256(ruw).digest()
        return says_the_same(self.inhoud, ruw)


async def find_houders(
    tx: Transactie, uniek_van: Mapping[UUID, UUID], kluis: Kluis
) -> dict[UUID, Houder]:
    """Return who has these keys (by row id), as far as that is another row. Raises KluisFout."""
    anderen = await berichten.find_andere(tx, uniek_van)
    if not anderen:
        return {}
    ids = [e.id for e in anderen.values()]
    inhoud = await berichten.find_inhoud(tx, ids)
    # Of one whose term is over the correction is empty, and so is the message.
    geldig = {
        id_: v for id_, v in (await correcties.find_geldige(tx, ids)).items() if id_ in inhoud
    }
    return {
        uniek: Houder(
            e.id,
            e.uitkomst,
            e.reden,
            e.hash,
            open_inhoud(e.id, inhoud.get(e.id), kluis, geldig.get(e.id)),
        )
        for uniek, e in anderen.items()
    }


def make_houder(h: Herziening, ruw: bytes) -> Houder:
    """Return a message that got its number just now."""
    return Houder(h.id, h.uitkomst, h.reden, b"", ruw)


def give_way(
    b: Bericht, g: Gelezen | Geteld, ruw: bytes, houder: Houder, *, plek: str
) -> Herziening:
    """Return what becomes of a message of which another one has the number."""
    if not houder.says(ruw):
        return _contradict(b, g, plek)
    match houder.uitkomst:
        case Uitkomst.VERWERKT:
            return _repeat(b, g, Uitkomst.GENEGEERD, Reden.LATER_ONTVANGEN)
        case Uitkomst.GENEGEERD if houder.reden is not None:
            return _repeat(b, g, Uitkomst.GENEGEERD, houder.reden)
        case _:
            return _repeat(b, g, Uitkomst.APART_GEZET, Reden.ANDER_NOG_APART)


def _contradict(b: Bericht, g: Gelezen | Geteld, plek: str) -> Herziening:
    """Set it aside for good under its own name. Its key stays: the name is that of the other."""
    fouten = [Fout("id", Reden.TEGENSTRIJDIG, ZIN[Reden.TEGENSTRIJDIG])]
    return Herziening(
        b.id,
        g.bron,
        g.id,
        g.type,
        g.tijd,
        g.volgorde,
        Uitkomst.APART_GEZET,
        Reden.TEGENSTRIJDIG,
        fouten,
        plek,
        b.uniek,
    )


def _repeat(b: Bericht, g: Gelezen | Geteld, uitkomst: Uitkomst, reden: Reden) -> Herziening:
    """Give it the number by which the other one is found.

    Not the source and the day: with those it would count as a second message of that day.
    """
    fouten = [Fout("id", reden, ZIN[reden])] if uitkomst is Uitkomst.APART_GEZET else None
    return Herziening(
        b.id,
        b.bron,
        g.id,
        b.soort,
        b.tijd,
        b.volgorde,
        uitkomst,
        reden,
        fouten or list(b.fouten) or None,
        b.gemeente,
        b.uniek,
    )
