"""Keep the register of designations, and tell what somebody may do today because of it (L06)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from nazorg.bij.aanwijzing import (
    Aanwijzing,
    Bevoegdheid,
    Functie,
    find_bevoegdheden,
    is_geldig,
)
from nazorg.kern.dagtekst import GEEN_DAG
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.kern.weigering import Weigering
from nazorg.store.audit import Auditregel
from nazorg.store.bij import aanwijzingen, audit
from nazorg.store.ids import Ids
from nazorg.usecases.bij.kamer import Kamer

_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_CIJFERS = range(10, 16)  # of a telephone number, with or without the country (E.164)
_EERSTE = date(2000, 1, 1)  # an earlier first day is a typing mistake


class AanwijzingOnvolledig(Weigering):
    """Something that a designation needs is missing or cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorstel:
    """What a beheerder fills in for one designation."""

    gemeente: str
    persoon: str
    naam: str
    functie: Functie
    van: date
    tot: date | None
    document: str
    email: str
    telefoon: str
    stil_van: time | None = None
    stil_tot: time | None = None
    leest_namens: bool = False


async def find_eigen(medewerker: Medewerker, kamer: Kamer) -> list[Bevoegdheid]:
    """Return what this person may do today; empty when no designation holds."""
    async with kamer.store.open_voor(()) as tx:
        alle = await aanwijzingen.find_alle(tx)
    return find_bevoegdheden(
        alle, persoon=medewerker.id, op=kamer.vandaag(), gemeenten=kamer.kennis.gemeenten
    )


async def toon_aanwijzingen(medewerker: Medewerker, kamer: Kamer) -> list[tuple[Aanwijzing, bool]]:
    """Return the register, and of each designation whether it holds today."""
    require_rol(medewerker, Rol.BEHEERDER_AANWIJZINGEN)
    async with kamer.store.open_voor(()) as tx:
        alle = await aanwijzingen.find_alle(tx)
    op, gemeenten = kamer.vandaag(), kamer.kennis.gemeenten
    return [(a, is_geldig(a, op=op, gemeenten=gemeenten)) for a in alle]


async def wijs_aan(
    voorstel: Voorstel, *, medewerker: Medewerker, kamer: Kamer, oorsprong: str
) -> UUID:
    """Add a designation to the register. Raises AanwijzingOnvolledig."""
    require_rol(medewerker, Rol.BEHEERDER_AANWIJZINGEN)
    if voorstel.persoon == medewerker.id:
        raise AanwijzingOnvolledig("U kunt uzelf niet aanwijzen: wie aanwijst, ziet geen melding.")
    _controleer(voorstel, kamer)
    nu, (stil_van, stil_tot) = kamer.klok.nu(), kamer.kennis.tijden.stil
    nieuw = Aanwijzing(
        id=Ids(nu)(),
        gemeente=voorstel.gemeente,
        persoon=voorstel.persoon,
        naam=voorstel.naam,
        functie=voorstel.functie,
        van=voorstel.van,
        tot=voorstel.tot,
        document=voorstel.document,
        email=voorstel.email,
        telefoon=voorstel.telefoon,
        stil_van=voorstel.stil_van or stil_van,
        stil_tot=voorstel.stil_tot or stil_tot,
        leest_namens=voorstel.leest_namens,
    )
    async with kamer.store.open_voor(()) as tx:
        _controleer_dubbel(nieuw, await aanwijzingen.find_alle(tx))
        await aanwijzingen.insert(tx, nieuw, door=medewerker.id, nu=nu)
        await audit.append(tx, _regel(medewerker, "aanwijzing_vastgelegd", nieuw, kamer, oorsprong))
    return nieuw.id


async def beeindig(
    id_: UUID, tot: date | None, *, medewerker: Medewerker, kamer: Kamer, oorsprong: str
) -> None:
    """End a designation: from that day on this person sees nothing.

    Raises NietGevonden, AanwijzingOnvolledig for what is no day (None), or cannot be its end.
    """
    require_rol(medewerker, Rol.BEHEERDER_AANWIJZINGEN)
    async with kamer.store.open_voor(()) as tx:
        staat = {a.id: a for a in await aanwijzingen.find_alle(tx)}.get(id_)
        if staat is None:
            raise NietGevonden
        if tot is None:
            raise AanwijzingOnvolledig(GEEN_DAG)
        oud = await aanwijzingen.beeindig(tx, id_, tot=tot)
        if oud is None:
            raise AanwijzingOnvolledig(_waarom_geen_einde(staat, tot))
        await audit.append(tx, _regel(medewerker, "aanwijzing_beeindigd", oud, kamer, oorsprong))


def _waarom_geen_einde(a: Aanwijzing, tot: date) -> str:
    if tot < a.van:
        return f"Deze aanwijzing begint pas op {a.van:%d-%m-%Y}. Kies die dag, of een latere."
    return f"Deze aanwijzing eindigt al op {a.tot:%d-%m-%Y}. Kies een eerdere dag."


def _controleer_dubbel(nieuw: Aanwijzing, alle: Iterable[Aanwijzing]) -> None:
    """Refuse a second mayor at the same time, and the same person in the same office twice."""
    for a in alle:
        samen = a.gemeente == nieuw.gemeente and a.functie is nieuw.functie
        na_elkaar = (a.tot and a.tot <= nieuw.van) or (nieuw.tot and nieuw.tot <= a.van)
        een = nieuw.functie is Functie.BURGEMEESTER or a.persoon == nieuw.persoon
        if samen and een and not na_elkaar:
            raise AanwijzingOnvolledig(
                f"{a.naam} is daar dan al aangewezen. Beëindig die aanwijzing eerst."
            )


def _controleer(v: Voorstel, kamer: Kamer) -> None:
    """Refuse what cannot hold: no document, a gemeente that is no more, days in the wrong order."""
    if not all((v.persoon, v.naam, v.document, v.email, v.telefoon)):
        raise AanwijzingOnvolledig(
            "Vul alles in: wie, het e-mailadres, het telefoonnummer en het kenmerk van het besluit."
        )
    if v.leest_namens and v.functie is not Functie.AANDACHTSFUNCTIONARIS:
        raise AanwijzingOnvolledig("Alleen een aandachtsfunctionaris kan namens een ander lezen.")
    if not _EMAIL.fullmatch(v.email):
        raise AanwijzingOnvolledig("Schrijf het hele e-mailadres, zoals naam@gemeente.nl.")
    if sum(c.isdigit() for c in v.telefoon) not in _CIJFERS:
        raise AanwijzingOnvolledig("Schrijf het hele telefoonnummer, zoals 0344 12 34 56.")
    if v.van < _EERSTE:
        raise AanwijzingOnvolledig("De eerste dag is te lang geleden. Kijk het jaar na.")
    nu = kamer.kennis.gemeenten.huidige(v.gemeente, op=max(v.van, kamer.vandaag()))
    if nu is None or nu.code != v.gemeente:
        raise AanwijzingOnvolledig("Deze gemeente bestaat dan niet, of niet meer.")
    if v.tot is not None and v.tot <= v.van:
        raise AanwijzingOnvolledig("De einddag moet na de eerste dag liggen.")


def _regel(m: Medewerker, actie: str, a: Aanwijzing, kamer: Kamer, oorsprong: str) -> Auditregel:
    return Auditregel(
        tijd=kamer.klok.nu(),
        actor=m.id,
        naam=m.naam,
        actie=actie,
        object=f"aanwijzing {a.id}",
        resultaat="gelukt",
        oorsprong=oorsprong,
        doel=m.doel,
        gemeente=a.gemeente,
    )
