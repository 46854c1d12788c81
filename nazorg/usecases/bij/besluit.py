"""A mayor decides, in person; two at once both hear of each other (L07)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nazorg.bij.besluit import Besluit, Besluitsoort, controleer_besluit
from nazorg.kern.weigering import Weigering
from nazorg.store.bij import besluiten, cijfers
from nazorg.store.bij.besluiten import Overweging
from nazorg.store.ids import Ids
from nazorg.usecases.bij.tekst import check_eigen_tekst
from nazorg.usecases.bij.toegang import Toegang


class AndersBesloten(Exception):  # noqa: N818 - what happened, not an error of ours
    """Somebody else decided since this page was opened: read that first."""


class LegeOverweging(Weigering):
    """There is nothing to keep."""


_LANGST = 4000


@dataclass(frozen=True, slots=True, kw_only=True)
class Keuze:
    """What was filled in. gezien: how many decisions stood on the page."""

    soort: Besluitsoort | None
    tot: date | None
    motivering: str
    gezien: int


async def besluit(id_: UUID, keuze: Keuze, toegang: Toegang) -> Besluit:
    """Keep a decision. Raises NietGevonden, a Weigering, AndersBesloten."""
    kamer, nu = toegang.kamer, toegang.kamer.klok.nu()
    motivering = check_eigen_tekst(keuze.motivering, langst=_LANGST)
    async with toegang.open() as tx:
        melding = await toegang.find_levende(tx, id_)
        bevoegd = toegang.in_(melding.gemeente)
        soort = controleer_besluit(
            keuze.soort, keuze.tot, keuze.motivering, functie=bevoegd.functie, op=kamer.vandaag()
        )
        genomen = Besluit(
            volgnr=keuze.gezien + 1,
            soort=soort,
            tot=keuze.tot,
            motivering=motivering,
            door=toegang.medewerker.id,
            naam=toegang.medewerker.naam,
            functie=bevoegd.functie,
            op=nu,
        )
        bekend = len(await besluiten.find_van(tx, id_, kamer.kluis))
        if bekend != keuze.gezien or not await besluiten.insert(
            tx, Ids(nu)(), id_, melding.gemeente, genomen, kamer.kluis
        ):
            raise AndersBesloten
        await toegang.leg_vast(tx, f"besloten_{soort}", melding)
        await cijfers.tel(tx, melding.gemeente, f"besluit_{soort}", op=nu)
    return genomen


async def overweeg(id_: UUID, tekst: str, toegang: Toegang) -> None:
    """Keep a consideration of a mayor or an official. Raises NietGevonden, a Weigering."""
    if not tekst.strip():
        raise LegeOverweging("Schrijf eerst iets op.")
    kamer, nu = toegang.kamer, toegang.kamer.klok.nu()
    schoon = check_eigen_tekst(tekst, langst=_LANGST)
    async with toegang.open() as tx:
        melding = await toegang.find_levende(tx, id_)
        nieuw = Overweging(naam=toegang.medewerker.naam, op=nu, tekst=schoon)
        await besluiten.insert_overweging(
            tx, Ids(nu)(), id_, melding.gemeente, nieuw, toegang.medewerker.id, kamer.kluis
        )
        await toegang.leg_vast(tx, "overweging_geschreven", melding)
