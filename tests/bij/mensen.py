"""Who is designated in the tests, and who may designate."""

from dataclasses import replace
from datetime import date, time
from typing import Any
from uuid import UUID

from nazorg.bij.aanwijzing import Functie
from nazorg.deps import BijDeps
from nazorg.kern.medewerker import Doel, Medewerker, Rol
from nazorg.usecases.bij import aanwijzing
from nazorg.usecases.bij.aanwijzing import Voorstel
from nazorg.usecases.bij.toegang import Toegang, open_toegang
from tests.bij.berichten import BUREN, TIEL


def _mens(id_: str, naam: str, rol: Rol) -> Medewerker:
    return Medewerker(
        id=id_,
        naam=naam,
        functie="",
        rollen=frozenset({rol}),
        gemeenten=(),
        regio="",
        doel=Doel.OPENBARE_ORDE,
    )


ANNE = _mens("anne-de-boer", "Anne de Boer", Rol.BURGEMEESTER)
KARIN = _mens("karin-aalders", "Karin Aalders", Rol.AANDACHTSFUNCTIONARIS_BIJ)
BRAM = _mens("bram-van-dijk", "Bram van Dijk", Rol.BURGEMEESTER)
BEHEER = _mens("wim-beheer", "Wim Beheer", Rol.BEHEERDER_AANWIJZINGEN)


def voorstel(wie: Medewerker, functie: Functie, gemeente: str = TIEL, **anders: Any) -> Voorstel:
    basis = Voorstel(
        gemeente=gemeente,
        persoon=wie.id,
        naam=wie.naam,
        functie=functie,
        van=date(2026, 1, 1),
        tot=None,
        document="Besluit 2026-014",
        email=f"{wie.id}@voorbeeld.nl",
        telefoon="0344 00 00 00",
        stil_van=time(22),
        stil_tot=time(7),
    )
    return replace(basis, **anders)


BURGEMEESTER = voorstel(ANNE, Functie.BURGEMEESTER)
AMBTENAAR = voorstel(KARIN, Functie.AANDACHTSFUNCTIONARIS)
BURGEMEESTER_BUREN = voorstel(BRAM, Functie.BURGEMEESTER, BUREN)


async def wijs_aan(bij: BijDeps, wie: Voorstel) -> UUID:
    return await aanwijzing.wijs_aan(wie, medewerker=BEHEER, kamer=bij.kamer, oorsprong="test")


async def toegang(bij: BijDeps, wie: Medewerker = ANNE) -> Toegang:
    return await open_toegang(wie, bij.kamer, oorsprong="test")
