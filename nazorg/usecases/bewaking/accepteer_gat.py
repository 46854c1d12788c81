"""Accept that numbers will never come: the source says that they do not exist.

Without this, one message with a wrong number would be an alarm for ever. It is in the audit log.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from nazorg.berichten.alarm import AlarmSoort, Grenzen, alarm_bij_gaten
from nazorg.berichten.volgnummers import Gat, Gezien, Reeks, is_volgnummer, verschil, volg
from nazorg.kern.klok import Klok
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import require_rol
from nazorg.kern.weigering import Weigering
from nazorg.store import alarmen, audit, gaten
from nazorg.store.gaten import Gatwijziging
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie
from nazorg.usecases.bewaking.reden import check_reden


class GeenGat(Weigering):
    """These numbers are not missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Besluit:
    """Who accepts, and why. The command line has no person and no reason; the page has both."""

    door: str = "beheer"
    naam: str = ""
    reden: str = ""
    oorsprong: str = "opdracht"
    doel: str = "berichtenbeheer"


_OPDRACHT = Besluit()


async def accepteer_gat_als(
    medewerker: Medewerker,
    nummers: tuple[str, int, int],
    reden: str,
    *,
    oorsprong: str,
    store: Store,
    klok: Klok,
    grenzen: Grenzen,
) -> int:
    """Let a beheerder accept numbers: source, first and last. Raises GeenReden, GeenGat."""
    require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
    besluit = Besluit(
        door=medewerker.id,
        naam=medewerker.naam,
        reden=check_reden(reden),
        oorsprong=oorsprong,
        doel=medewerker.doel,
    )
    return await accepteer_gat(*nummers, store=store, klok=klok, grenzen=grenzen, besluit=besluit)


async def accepteer_gat(
    bron: str,
    van: int,
    tot: int,
    *,
    store: Store,
    klok: Klok,
    grenzen: Grenzen | None = None,
    besluit: Besluit = _OPDRACHT,
) -> int:
    """Take these numbers (as the source writes them) for seen; return how many were missing.

    Raises GeenGat when none of them is missing.
    """
    if not (is_volgnummer(van) and is_volgnummer(tot) and van <= tot):
        raise GeenGat("Geef een eerste en een laatste nummer, van laag naar hoog.")
    nu = klok.nu()
    async with store.open_unscoped_ontvangst() as tx:
        await gaten.lock(tx)
        stand = (await gaten.find_bronnen(tx)).get(bron)
        wijziging, over = _zonder(bron, stand.reeks if stand else None, Gezien(van, tot, nu))
        wijziging = replace(wijziging, reden=besluit.reden or None, naam=besluit.naam or None)
        await gaten.replace_gaten(tx, [wijziging], nu=nu)
        await _werk_alarm_bij(tx, bron, over, nu=nu, grenzen=grenzen or Grenzen())
        aantal = sum(g.aantal for g in wijziging.gevuld)
        await audit.append(tx, _regel(besluit, f"{bron} {van}-{tot}", aantal, nu))
    return aantal


def _regel(besluit: Besluit, object_: str, aantal: int, nu: datetime) -> audit.Auditregel:
    return audit.Auditregel(
        tijd=nu,
        actor=besluit.door,
        naam=besluit.naam,
        actie="gat_geaccepteerd",
        object=object_,
        resultaat=": ".join(filter(None, (f"nummers {aantal}", besluit.reden))),
        oorsprong=besluit.oorsprong,
        doel=besluit.doel,
    )


async def _werk_alarm_bij(
    tx: Transactie, bron: str, over: tuple[Gat, ...], *, nu: datetime, grenzen: Grenzen
) -> None:
    """Let the alarm say at once what is left: who accepts sees that it helped."""
    alarm = alarm_bij_gaten(bron, over, nu=nu, grenzen=grenzen)
    if alarm is None:
        await alarmen.sluit(tx, AlarmSoort.GAT, bron, nu=nu)
    else:
        await alarmen.herschrijf(tx, alarm)


def _zonder(
    bron: str, reeks: Reeks | None, nummers: Gezien
) -> tuple[Gatwijziging, tuple[Gat, ...]]:
    """Return what changes when these numbers are no longer missed, and the gaps that are left."""
    nieuw = volg(reeks, [nummers])
    gevuld = verschil(reeks.gaten, nieuw.gaten) if reeks and nieuw else []
    # Outside what was ever seen there is no gap, and what follows must not become one.
    buiten = reeks and nieuw and (nieuw.laagste, nieuw.hoogste) != (reeks.laagste, reeks.hoogste)
    if not reeks or not nieuw or not gevuld or buiten:
        raise GeenGat("Bij deze bron missen deze nummers niet.")
    blijft, was = set(nieuw.gaten), set(reeks.gaten)
    wijziging = Gatwijziging(
        bron,
        [g for g in reeks.gaten if g not in blijft],
        [g for g in nieuw.gaten if g not in was],
        gevuld,
        geaccepteerd=True,
    )
    return wijziging, nieuw.gaten
