"""Taking in a list as a use case, out of rows; and what became of it in the database."""

from typing import Any

import asyncpg

from nazorg.berichten.lijst import Lijstsoort, Rijuitkomst
from nazorg.contract.lijst.bestand import lees_bestand
from nazorg.contract.lijst.kolommen import raad_indeling
from nazorg.deps import Deps
from nazorg.usecases.invoer.lijst import Lijst, Verslag
from nazorg.usecases.invoer.verwerk import Lijstverwerker
from tests.factories import (
    BUREN,
    TIEL,
)
from tests.lijsten import KOPPEN, PLANKOPPEN, to_csv

ONZE_BRON = "urn:nld:oin:00000099000000002000:systeem:nazorg"
NIEUW, BEKEND, WIJKT, DUBBEL, FOUT = (
    Rijuitkomst.NIEUW_DOSSIER,
    Rijuitkomst.BEKEND_DOSSIER,
    Rijuitkomst.WIJKT,
    Rijuitkomst.DUBBEL,
    Rijuitkomst.FOUT,
)
# Everything that a trial must leave as it was.
STAND = """
select (select count(*) from nazorg.bericht) as bericht,
  (select count(*) from nazorg.melding) as melding,
  (select count(*) from nazorg.dossier) as dossier,
  (select sum(versie) from nazorg.dossier) as versie,
  (select count(*) from nazorg.detentie) as detentie,
  (select count(*) from nazorg.taak) as taak,
  (select count(*) from nazorg.outbox) as outbox,
  (select count(*) from nazorg.audit) as audit,
  (select count(*) from nazorg.sleutel) as sleutel,
  (select last_value from nazorg.dossiernummer) as nummer"""


class Invoer:
    """The use case, with a list out of rows."""

    def __init__(self, deps: Deps) -> None:
        self.deps = deps
        self.verwerker = Lijstverwerker(deps.ontvanger, ONZE_BRON)

    def lijst(self, *rijen: list[Any], **anders: Any) -> Lijst:
        soort = anders.pop("soort", Lijstsoort.DETENTIE)
        standaard = KOPPEN if soort is Lijstsoort.DETENTIE else PLANKOPPEN
        koppen = (*standaard, *anders.pop("extra", ()))
        tabel = lees_bestand(to_csv(*rijen, koppen=koppen), soort)
        velden: dict[str, Any] = {
            "soort": soort,
            "gemeente": TIEL,
            "moment": self.deps.klok.nu(),
            "tabel": tabel,
            "indeling": raad_indeling(tabel, soort, eerder={}, merken=[]),
            "mijn": frozenset({TIEL, BUREN}),
        }
        return Lijst(**(velden | anders))

    async def beproef(self, *rijen: list[Any], **anders: Any) -> list[Rijuitkomst]:
        return uitkomsten(await self.verwerker.beproef(self.lijst(*rijen, **anders)))

    async def neem_op(self, *rijen: list[Any], **anders: Any) -> list[Rijuitkomst]:
        return uitkomsten(await self.verwerker.neem_op(self.lijst(*rijen, **anders)))


def uitkomsten(verslag: Verslag) -> list[Rijuitkomst]:
    return [r.uitkomst for r in verslag.rijen]


async def detenties(eigenaar: asyncpg.Connection) -> list[tuple[str, str]]:
    rijen = await eigenaar.fetch(
        "select split_part(bron, ':', 6), status from nazorg.detentie order by 1, 2"
    )
    return [(r[0], r[1]) for r in rijen]
