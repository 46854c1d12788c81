"""Accept that numbers will never come: the source says that they do not exist.

Without this, one message with a wrong number would be an alarm for ever. It is in the audit log.
"""

from nazorg.berichten.volgnummers import Gezien, Reeks, is_volgnummer, verschil, volg
from nazorg.kern.klok import Klok
from nazorg.kern.weigering import Weigering
from nazorg.store import audit, gaten
from nazorg.store.gaten import Gatwijziging
from nazorg.store.store import Store


class GeenGat(Weigering):
    """These numbers are not missing."""


async def accepteer_gat(bron: str, van: int, tot: int, *, store: Store, klok: Klok) -> int:
    """Take these numbers (as the source writes them) for seen; return how many were missing.

    Raises GeenGat when none of them is missing.
    """
    if not (is_volgnummer(van) and is_volgnummer(tot) and van <= tot):
        raise GeenGat("Geef een eerste en een laatste nummer, van laag naar hoog.")
    nu = klok.nu()
    async with store.open_unscoped_ontvangst() as tx:
        await gaten.lock(tx)
        stand = (await gaten.find_bronnen(tx)).get(bron)
        wijziging = _zonder(bron, stand.reeks if stand else None, Gezien(van, tot, nu))
        await gaten.replace_gaten(tx, [wijziging], nu=nu)
        aantal = sum(g.aantal for g in wijziging.gevuld)
        await audit.append(
            tx,
            audit.Auditregel(
                tijd=nu,
                actor="beheer",
                actie="gat_geaccepteerd",
                object=f"{bron} {van}-{tot}",
                resultaat=f"nummers {aantal}",
                oorsprong="opdracht",
                doel="berichtenbeheer",
            ),
        )
    return aantal


def _zonder(bron: str, reeks: Reeks | None, nummers: Gezien) -> Gatwijziging:
    """Return what changes when these numbers are no longer missed."""
    nieuw = volg(reeks, [nummers])
    gevuld = verschil(reeks.gaten, nieuw.gaten) if reeks and nieuw else []
    # Outside what was ever seen there is no gap, and what follows must not become one.
    buiten = reeks and nieuw and (nieuw.laagste, nieuw.hoogste) != (reeks.laagste, reeks.hoogste)
    if not reeks or not nieuw or not gevuld or buiten:
        raise GeenGat("Bij deze bron missen deze nummers niet.")
    blijft, was = set(nieuw.gaten), set(reeks.gaten)
    return Gatwijziging(
        bron,
        [g for g in reeks.gaten if g not in blijft],
        [g for g in nieuw.gaten if g not in was],
        gevuld,
        geaccepteerd=True,
    )
