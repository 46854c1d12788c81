"""A list that is taken in, or only tried, by a command: without a page and without a person."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass

from nazorg.berichten.lijst import Lijstsoort
from nazorg.contract.lijst.bestand import lees_bestand
from nazorg.contract.lijst.kolommen import raad_indeling
from nazorg.kern.klok import vandaag
from nazorg.store import audit
from nazorg.usecases.invoer.lijst import Lijst, NietVanU, Verslag, in_woorden, schrijf_foutrijen
from nazorg.usecases.invoer.verwerk import Lijstverwerker


@dataclass(frozen=True, slots=True, kw_only=True)
class Opdracht:
    """vast: per field one word for every row. proef: only tell what would happen."""

    soort: Lijstsoort
    gemeente: str
    vast: Mapping[str, str]
    proef: bool


async def voer_uit(
    ruw: bytes, opdracht: Opdracht, *, verwerker: Lijstverwerker
) -> tuple[Verslag, bytes]:
    """Return what became of every row, and the wrong rows as a file (empty: none).

    Columns are known by their headings only. Raises Onleesbaar, NietCompleet or NietVanU.
    """
    o = verwerker.ontvanger
    aangesloten = o.kennis.aangesloten(op=vandaag(o.klok))
    if opdracht.gemeente not in aangesloten:
        raise NietVanU("Deze gemeente is hier niet aangesloten. Geef de code van vier cijfers.")
    tabel = await asyncio.to_thread(lees_bestand, ruw, opdracht.soort)
    eerder = {veld: f"={woord}" for veld, woord in opdracht.vast.items()}
    lijst = Lijst(
        soort=opdracht.soort,
        gemeente=opdracht.gemeente,
        moment=o.klok.nu(),
        tabel=tabel,
        indeling=raad_indeling(tabel, opdracht.soort, eerder=eerder, merken=[]),
        mijn=aangesloten,
    )
    if opdracht.proef:
        verslag = await verwerker.beproef(lijst)
    else:
        verslag = await verwerker.neem_op(lijst)
        await _log(verwerker, opdracht.gemeente, verslag)
    return verslag, schrijf_foutrijen(tabel, verslag)


async def _log(verwerker: Lijstverwerker, gemeente: str, verslag: Verslag) -> None:
    o = verwerker.ontvanger
    async with o.store.open_unscoped_ontvangst() as tx:
        await audit.append(
            tx,
            audit.Auditregel(
                tijd=o.klok.nu(),
                actor="beheer",
                actie="lijst_opgenomen",
                object="lijst",
                resultaat=in_woorden(verslag),
                oorsprong="opdracht",
                doel="berichtenbeheer",
                gemeente=gemeente,
            ),
        )
