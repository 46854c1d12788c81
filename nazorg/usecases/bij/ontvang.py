"""Take messages for the mayor in: kept whole and encrypted, in a compartment of their own.

What they say is not read here yet. That none is lost, doubled or seen by nazorg holds from now on.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from nazorg.berichten.uitkomst import Ontvangst, RuwBericht, Uitkomst
from nazorg.bij.bericht import BijBericht, BijUitkomst
from nazorg.contract.bij import lees_bij
from nazorg.kern.klok import Klok
from nazorg.store.bij import berichten
from nazorg.store.bij.berichten import BijRij
from nazorg.store.bij.store import BijStore
from nazorg.store.ids import Ids
from nazorg.store.kluis import Kluis
from nazorg.store.rijen import to_hex


@dataclass(frozen=True, slots=True)
class BijOntvanger:
    """Everything that taking BIJ messages in needs. kluis has the key of the BIJ compartment."""

    store: BijStore
    kluis: Kluis
    klok: Klok
    gemeenten: frozenset[str]

    async def ontvang(self, ruwe: Sequence[RuwBericht]) -> list[Ontvangst]:
        """Take messages in, in one transaction; return what became of each, in order."""
        if not ruwe:
            return []
        nu = self.klok.nu()
        maak_id = Ids(nu)
        gelezen = [lees_bij(r, gemeenten=self.gemeenten) for r in ruwe]
        uniek: dict[tuple[str, str], tuple[BijRij, bytes]] = {}
        eerste: dict[int, tuple[str, str]] = {}
        for i, (ruw, g) in enumerate(zip(ruwe, gelezen, strict=True)):
            if (g.bron, g.id) not in uniek:
                uniek[g.bron, g.id] = self._to_rij(ruw, g, maak_id)
                eerste[i] = (g.bron, g.id)
        async with self.store.open_unscoped_ontvangst() as tx:
            nieuw = await berichten.insert_nieuwe(
                tx, list(uniek.values()), nu=nu, deur=ruwe[0].deur
            )
        return [
            _to_ontvangst(g, is_nieuw=i in eerste and uniek[eerste[i]][0].id in nieuw)
            for i, g in enumerate(gelezen)
        ]

    def _to_rij(self, ruw: RuwBericht, g: BijBericht, maak_id: Ids) -> tuple[BijRij, bytes]:
        id_ = maak_id()
        rij = BijRij(
            id_,
            g.bron,
            g.id,
            g.soort or "onbekend",
            g.tijd,
            g.uitkomst,
            g.reden,
            str(to_hex(hashlib.sha256(ruw.inhoud).digest())),
            g.gemeente,
        )
        return rij, self.kluis.versleutel(ruw.inhoud, voor=b"bij.bericht|inhoud|" + id_.bytes)


def _to_ontvangst(g: BijBericht, *, is_nieuw: bool) -> Ontvangst:
    if not is_nieuw:
        uitkomst = Uitkomst.DUBBEL
    elif g.uitkomst is BijUitkomst.ONTVANGEN:
        uitkomst = Uitkomst.VERWERKT
    else:
        uitkomst = Uitkomst.APART_GEZET
    return Ontvangst(bron=g.bron, bericht_id=g.id, uitkomst=uitkomst, reden=g.reden)
