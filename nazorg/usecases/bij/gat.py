"""Numbers that a source never sent us: find them, and accept that they will not come."""

from datetime import datetime

from nazorg.berichten.alarm import Grenzen
from nazorg.berichten.volgnummers import (
    Gat,
    Gezien,
    Reeks,
    als_volgnummer,
    is_volgnummer,
    verschil,
    volg,
)
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import require_rol
from nazorg.kern.weigering import Weigering
from nazorg.store.audit import Auditregel
from nazorg.store.bij import audit, gaten
from nazorg.store.transactie import Transactie
from nazorg.usecases.bij.kamer import Kamer

# The same as at the other door: a source is one and the same.
GRENZEN = Grenzen()


class GeenGat(Weigering):
    """These numbers are not missing."""


def is_oud(gat: Gat, *, nu: datetime) -> bool:
    """Tell whether numbers are missing for longer than messages that cross each other."""
    return nu - gat.sinds >= GRENZEN.gat


async def zoek_gaten(tx: Transactie) -> list[tuple[str, Gat]]:
    """Look which numbers are missing now, and write that down; return it by source."""
    uit = [
        (bron, gat)
        for bron, gezien in (await gaten.find_gezien(tx)).items()
        if (reeks := volg(None, gezien))
        for gat in reeks.gaten
    ]
    await gaten.replace(tx, uit)
    return uit


async def accepteer_gat(
    bron: str, van: int, tot: int, *, medewerker: Medewerker, kamer: Kamer
) -> int:
    """Take these numbers (as the source writes them) for seen; return how many were missing.

    Raises GeenGat when one of them lies outside what is missing between the numbers that came.
    """
    require_rol(medewerker, Rol.BEHEERDER_AANWIJZINGEN)
    if not (is_volgnummer(van) and is_volgnummer(tot) and van <= tot):
        raise GeenGat("Geef een eerste en een laatste nummer, van laag naar hoog.")
    nu = kamer.klok.nu()
    async with kamer.store.open_unscoped_werk() as tx:
        reeks = volg(None, (await gaten.find_gezien(tx)).get(bron, []))
        nieuw = volg(reeks, [Gezien(van, tot, nu)])
        gevuld = verschil(reeks.gaten, nieuw.gaten) if reeks and nieuw else []
        # Outside what was ever seen there is no gap, and what follows must not become one.
        if not gevuld or _grenzen(nieuw) != _grenzen(reeks):
            raise GeenGat("Bij deze bron missen deze nummers niet.")
        await gaten.aanvaard(tx, bron, [_als_geschreven(g) for g in gevuld], nu=nu)
        aantal = sum(g.aantal for g in gevuld)
        await audit.append(
            tx,
            Auditregel(
                tijd=nu,
                actor=medewerker.id,
                naam=medewerker.naam,
                actie="bij_gat_geaccepteerd",
                object=f"{bron} {van}-{tot}",
                resultaat=f"nummers {aantal}",
                oorsprong="opdrachtregel",
                doel=medewerker.doel,
                gemeente="",
            ),
        )
    return aantal


def _grenzen(reeks: Reeks | None) -> tuple[int, int] | None:
    return (reeks.laagste, reeks.hoogste) if reeks else None


def _als_geschreven(gat: Gat) -> Gat:
    """Return missing numbers as the source writes them."""
    van = als_volgnummer(gat.van)
    return Gat(van, van + gat.aantal - 1, gat.sinds)
