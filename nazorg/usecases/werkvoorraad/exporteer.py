"""Take the filtered list out of nazorg: with a purpose, written down, up to a limit."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from msgspec import structs

from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import require_rol
from nazorg.referentie.exportdoelen import load_exportdoelen
from nazorg.store import audit, wachtrij, wachtrijtelling
from nazorg.store.medewerkers import Collega
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie
from nazorg.store.wachtrij import BEGIN, EERSTE, Filter, Wachtrijrij
from nazorg.usecases.werkvoorraad.doe import VerkeerdeOpdracht
from nazorg.usecases.werkvoorraad.lijsten import Lijstvraag, Tab, kaal
from nazorg.usecases.werkvoorraad.toon import Blik, kijk
from nazorg.werkvoorraad.taken import Taakstatus

HOOGSTENS = 5000


class Vorm(StrEnum):
    """How a list leaves nazorg."""

    AFDRUK = "afdruk"
    CSV = "csv"
    XLSX = "xlsx"


class Omvang(NamedTuple):
    """How many tasks a list holds, and its tab without any filter; both up to the roof."""

    mee: int
    alle: int

    @property
    def is_heel(self) -> bool:
        return self.mee >= self.alle

    @property
    def buiten(self) -> int | None:
        """Return how many the filters leave out; None for nobody knows how many."""
        return None if self.alle >= wachtrijtelling.DAK else max(0, self.alle - self.mee)


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitvoer:
    """rijen: exactly the filtered set in the order of the screen, up to HOOGSTENS.

    meer: there are more than rijen. omvang: what it holds of its whole tab.
    """

    dag: date
    rijen: tuple[Wachtrijrij, ...]
    meer: bool
    omvang: Omvang
    collegas: tuple[Collega, ...]


@dataclass(frozen=True, slots=True)
class Exporteur:
    """Everything that an export needs: who asks, and from where."""

    medewerker: Medewerker
    store: Store
    klok: Klok
    oorsprong: str

    async def tel(self, vraag: Lijstvraag) -> Omvang:
        """Count what an export of this list would hold, and what it would leave out."""
        require_rol(self.medewerker, Rol.NAZORGCOORDINATOR)
        dag = vandaag(self.klok)
        async with self.store.open_voor(self.medewerker) as tx:
            blik = await kijk(tx, self.medewerker, dag=dag, nu=self.klok.nu())
            return await _tel(tx, blik, vraag)

    async def exporteer(
        self, vraag: Lijstvraag, *, vorm: Vorm, doel: str, filters: str = ""
    ) -> Uitvoer:
        """Return the whole list and log that it was taken, in one transaction.

        Whatever page of it was on the screen. filters: as they stand in the address, for the log.
        Raises VerkeerdeOpdracht without a purpose that we know.
        """
        require_rol(self.medewerker, Rol.NAZORGCOORDINATOR)
        if doel not in load_exportdoelen():
            raise VerkeerdeOpdracht({"doel": "Kies waarvoor u de lijst gebruikt."})
        dag = vandaag(self.klok)
        async with self.store.open_voor(self.medewerker) as tx:
            blik = await kijk(tx, self.medewerker, dag=dag, nu=self.klok.nu())
            heel = structs.replace(blik.to_filter(vraag), na=(date.min, EERSTE))
            rijen = await _rijen(tx, heel)
            mee, omvang = rijen[:HOOGSTENS], await _tel(tx, blik, vraag)
            wat = f"{vorm}, {len(mee)} taken, voor: {doel}" + (
                f", met: {filters}" if filters else ""
            )
            await audit.append(tx, self._auditregel(wat))
        return Uitvoer(
            dag=dag,
            rijen=tuple(mee),
            meer=len(rijen) > HOOGSTENS,
            omvang=omvang,
            collegas=blik.collegas,
        )

    def _auditregel(self, wat: str) -> audit.Auditregel:
        return audit.Auditregel(
            tijd=self.klok.nu(),
            actor=self.medewerker.id,
            naam=self.medewerker.naam,
            actie="werkvoorraad_geexporteerd",
            object="werkvoorraad",
            resultaat=wat,
            oorsprong=self.oorsprong,
            doel=self.medewerker.doel,
        )


async def _tel(tx: Transactie, blik: Blik, vraag: Lijstvraag) -> Omvang:
    """Count a list and its tab, whatever page was on the screen. What was done has no window."""
    filters = [
        structs.replace(blik.to_filter(v), na=BEGIN)
        for v in ((vraag,) if vraag.tab is Tab.AFGEHANDELD else (vraag, kaal(vraag.tab)))
    ]
    aantallen, _ = await wachtrijtelling.tel(tx, filters, vandaag=blik.dag, zondag=blik.dag)
    return Omvang(aantallen[0], aantallen[-1])


async def _rijen(tx: Transactie, filter_: Filter) -> list[Wachtrijrij]:
    if filter_.status is Taakstatus.OPEN:
        return await wachtrij.find_open(tx, filter_, aantal=HOOGSTENS + 1)
    return await wachtrij.find_afgehandeld(tx, filter_, voor=None, aantal=HOOGSTENS + 1)
