"""The rules of gemeenten with the meetings that people planned there: what the fast track asks."""

from collections.abc import Collection, Mapping

from nazorg.store import overleggen
from nazorg.store.transactie import Transactie
from nazorg.werkvoorraad.regelboek import Regelboek
from nazorg.werkvoorraad.regels import Regelset


async def lees_regels(
    tx: Transactie, boek: Regelboek, gemeenten: Collection[str]
) -> Mapping[str, Regelset]:
    """Return what holds for each of these gemeenten now. One statement, however many they are."""
    dagen = await overleggen.find_dagen(tx, gemeenten)
    return {code: boek.voor(code, dagen.get(code, ())) for code in gemeenten}


async def lees_regelset(tx: Transactie, boek: Regelboek, gemeente: str) -> Regelset:
    """Return what holds for one gemeente now."""
    return (await lees_regels(tx, boek, [gemeente]))[gemeente]
