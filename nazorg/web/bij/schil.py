"""What stands around a page of BIJ: who, for whom, and a menu with nothing of nazorg in it."""

from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.usecases.bij.toegang import Toegang
from nazorg.web.bij.schermen import BijSchil, BijStroom, MenuPunt

_MELDINGEN = ("Meldingen", "/bij/meldingen", "mail")
_VERANTWOORDING = ("Verantwoording", "/bij/verantwoording", "file-text")
_AANWIJZINGEN = ("Aanwijzingen", "/bij/aanwijzingen", "user-check")
_BEHEER = ("Beheer", "/bij/beheer", "alert-triangle")


def _menu(punten: tuple[tuple[str, str, str], ...], hier: str) -> tuple[MenuPunt, ...]:
    return tuple(
        MenuPunt(tekst=tekst, href=href, icoon=icoon, hier=href == hier)
        for tekst, href, icoon in punten
    )


def schil_lezer(
    toegang: Toegang, *, stroom: BijStroom, demo: bool, hier: str = "", terug: str = ""
) -> BijSchil:
    """Return the frame for who reads alerts; figures are in the menu of a mayor only."""
    beslist = any(b.beslist for b in toegang.bevoegd)
    punten = (_MELDINGEN, _VERANTWOORDING) if beslist else (_MELDINGEN,)
    gemeenten = toegang.kamer.kennis.gemeenten
    namen = ", ".join(gemeenten.naam(b.gemeente) for b in toegang.bevoegd)
    return BijSchil(
        naam=toegang.medewerker.naam,
        functie=toegang.medewerker.functie,
        kop=f"Gemeente {namen}",
        demo=demo,
        menu=_menu(punten, hier),
        stroom=stroom,
        terug=terug,
    )


def schil_beheer(medewerker: Medewerker, *, stroom: BijStroom, demo: bool, hier: str) -> BijSchil:
    return BijSchil(
        naam=medewerker.naam,
        functie=medewerker.functie,
        kop="Aanwijzingen en beheer",
        demo=demo,
        menu=_menu((_AANWIJZINGEN, _BEHEER), hier),
        stroom=stroom,
    )


def eerste_pagina(medewerker: Medewerker) -> str:
    is_beheer = medewerker.has_rol(Rol.BEHEERDER_AANWIJZINGEN)
    return "/bij/aanwijzingen" if is_beheer else "/bij/meldingen"
