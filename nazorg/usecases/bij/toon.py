"""Look at alerts: the list, one alert, and what is around it. Every look is in the audit chain."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from nazorg.bij import volgorde
from nazorg.bij.aanwijzing import Aanwijzing, Bevoegdheid, Functie, is_geldig
from nazorg.bij.besluit import Besluit, Besluitsoort
from nazorg.bij.melding import Gemeld
from nazorg.bij.toets import toonbaar
from nazorg.kern.toegang import NietGevonden
from nazorg.store.bij import (
    aanwijzingen,
    audit,
    beltaken,
    besluiten,
    kennisgevingen,
    meldingen,
    verrijkingen,
)
from nazorg.store.bij.beltaken import Beltaak
from nazorg.store.bij.besluiten import Overweging
from nazorg.store.bij.kennisgevingen import Kennisgeving
from nazorg.store.bij.meldingen import Melding
from nazorg.store.bij.verrijkingen import Item, Verrijking
from nazorg.store.transactie import Transactie
from nazorg.usecases.bij.toegang import Toegang, leesbaar

# What a page shows of a mail and of a question.
__all__ = ["Item", "Kennisgeving", "Verrijking"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Regel:
    """One alert in the list. gelezen: this person opened it; besluit: the one that counts.

    inhoud: what of it may be shown today. geweest: the return is over.
    """

    melding: Melding
    inhoud: Gemeld
    geweest: bool
    gelezen: bool
    besluit: Besluitsoort | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bel:
    """A call to make: whom, and about which alert; nummer is empty when it cannot be shown."""

    taak: Beltaak
    naam: str
    telefoon: str
    nummer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijst:
    """onleesbaar: how many alerts there are besides, which cannot be decrypted."""

    regels: tuple[Regel, ...]
    bellen: tuple[Bel, ...]
    onleesbaar: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Inzicht:
    """Everything about one alert that this person may see."""

    melding: Melding
    bevoegd: Bevoegdheid
    besluiten: tuple[Besluit, ...]
    overwegingen: tuple[Overweging, ...]
    kennisgevingen: tuple[Kennisgeving, ...]
    verrijkingen: tuple[Verrijking, ...]
    inzage: tuple[tuple[datetime, str, str], ...]
    namen: dict[str, str]
    contact: Aanwijzing | None


async def toon_lijst(toegang: Toegang, *, zoek: str = "") -> Lijst:
    """Return the alerts of one's own gemeenten; zoek: part of a name or a number of an alert."""
    kamer = toegang.kamer
    async with toegang.open() as tx:
        alle, dicht = await meldingen.find_leesbare(tx, kamer.kluis, op=kamer.vandaag())
        gelezen = await kennisgevingen.find_lezingen(tx, [m.id for m in alle])
        laatste = await besluiten.find_laatste(tx)
        bellen = await _bellen(tx, toegang, {m.id: m.nummer for m in alle})
        # That somebody searched, never for what: a term is a name.
        await toegang.leg_overzicht_vast(
            tx, "gezocht" if zoek.strip() else "lijst_ingezien", "lijst"
        )
    zelf = toegang.medewerker.id
    nu, dag = kamer.klok.nu(), kamer.vandaag()
    gevonden = [
        (m, toonbaar(m.alert.inhoud, op=dag)) for m in alle if m.alert.inhoud and _past(m, zoek)
    ]
    regels = [
        Regel(
            melding=m,
            inhoud=inhoud,
            geweest=volgorde.is_geweest(inhoud, nu=nu),
            gelezen=(m.id, zelf, m.meld_versie) in gelezen,
            besluit=laatste.get(m.id),
        )
        for m, inhoud in gevonden
    ]
    regels.sort(
        key=lambda r: volgorde.sleutel(r.inhoud, ingetrokken=bool(r.melding.ingetrokken_op), nu=nu)
    )
    return Lijst(regels=tuple(regels), bellen=bellen, onleesbaar=len(dicht))


def _past(m: Melding, zoek: str) -> bool:
    """Tell whether an alert is meant. Never on nationality, origin or SKN (L25)."""
    if not zoek.strip():
        return True
    if m.alert.inhoud is None or m.ingetrokken_op:
        return zoek.strip().lower() == m.nummer.lower()
    p = m.alert.inhoud.persoon
    tekst = " ".join(d for d in (p.voornamen, p.voorvoegsel, p.geslachtsnaam, m.nummer) if d)
    # As the list shows it too: 'R. van der Linden'.
    return any(zoek.strip().lower() in t.lower() for t in (tekst, p.naam))


async def _bellen(tx: Transactie, toegang: Toegang, nummers: dict[UUID, str]) -> tuple[Bel, ...]:
    """Return whom this person has to call. The newest designation says at which number."""
    alle = await aanwijzingen.find_alle(tx)
    bekend = {a.persoon: a for a in sorted(alle, key=lambda a: a.van)}
    return tuple(
        Bel(
            taak=t,
            naam=a.naam,
            telefoon=a.telefoon,
            nummer=nummers.get(t.melding_id, ""),
        )
        for t in await beltaken.find_open(tx)
        if (a := bekend.get(t.persoon)) and _moet_bellen(t, alle, toegang)
    )


def _moet_bellen(t: Beltaak, alle: list[Aanwijzing], toegang: Toegang) -> bool:
    """Tell whether this person has to make a call: nobody calls oneself.

    It is for the aandachtsfunctionaris; where there is no other, for who decides there.
    """
    kamer, hier = toegang.kamer, toegang.in_(t.gemeente)
    if toegang.medewerker.id == t.persoon:
        return False
    return not hier.beslist or not any(
        a.gemeente == hier.gemeente
        and a.functie is Functie.AANDACHTSFUNCTIONARIS
        and a.persoon != t.persoon
        and is_geldig(a, op=kamer.vandaag(), gemeenten=kamer.kennis.gemeenten)
        for a in alle
    )


async def toon_melding(id_: UUID, toegang: Toegang) -> Inzicht:
    """Open one alert; that it was opened is noted, for proof and against a second mail.

    Raises NietGevonden, and NietTeLezen also for what was written about it.
    """
    kamer, nu = toegang.kamer, toegang.kamer.klok.nu()
    async with toegang.open() as tx, leesbaar():
        melding = await toegang.find(tx, id_)
        await kennisgevingen.zet_geopend(tx, melding, toegang.medewerker.id, nu=nu)
        await toegang.leg_vast(tx, "melding_ingezien", melding)
        alle = await aanwijzingen.find_alle(tx)
        return Inzicht(
            melding=melding,
            bevoegd=toegang.in_(melding.gemeente),
            besluiten=tuple(await besluiten.find_van(tx, id_, kamer.kluis)),
            overwegingen=tuple(await besluiten.find_overwegingen(tx, id_, kamer.kluis)),
            kennisgevingen=tuple(await kennisgevingen.find_van(tx, [id_])),
            verrijkingen=tuple(await verrijkingen.find_van(tx, id_, kamer.kluis, nu=nu)),
            inzage=tuple(await audit.find_van(tx, f"melding {id_}")),
            namen={a.persoon: a.naam for a in alle},
            contact=_contact(alle, toegang, melding),
        )


def _contact(alle: list[Aanwijzing], toegang: Toegang, m: Melding) -> Aanwijzing | None:
    kamer, gemeente = toegang.kamer, toegang.in_(m.gemeente).gemeente
    for a in alle:
        if (
            a.gemeente == gemeente
            and a.functie is Functie.AANDACHTSFUNCTIONARIS
            and is_geldig(a, op=kamer.vandaag(), gemeenten=kamer.kennis.gemeenten)
        ):
            return a
    return None


@dataclass(frozen=True, slots=True)
class Stand:
    """Whether a page that lies open is still right. It says nothing else."""

    versie: str
    ingetrokken: bool


async def find_stand(id_: UUID, toegang: Toegang) -> Stand:
    """Return what changes whenever a page about this alert is out of date."""
    kamer, nu = toegang.kamer, toegang.kamer.klok.nu()
    async with toegang.open() as tx, leesbaar():
        melding = await toegang.find(tx, id_)
        genomen = await besluiten.find_van(tx, id_, kamer.kluis)
        gewogen = await besluiten.find_overwegingen(tx, id_, kamer.kluis)
        gevraagd = await verrijkingen.find_van(tx, id_, kamer.kluis, nu=nu)
    versie = maak_versie(melding, genomen, gewogen, gevraagd)
    return Stand(versie, melding.ingetrokken_op is not None)


def maak_versie(
    m: Melding,
    genomen: Sequence[Besluit],
    gewogen: Sequence[Overweging],
    gevraagd: Sequence[Verrijking],
) -> str:
    """Return the version of what a page shows: a text of which nothing can be read."""
    vragen = [(v.partner, v.stand, v.reden, str(v.gehoord_op), len(v.items)) for v in gevraagd]
    alles = repr((m.versie, m.ingetrokken_op is None, len(genomen), len(gewogen), vragen))
    return hashlib.sha256(alles.encode()).hexdigest()[:16]


async def bevestig_intrekking(id_: UUID, toegang: Toegang) -> None:
    """Note that this person has seen that the alert was withdrawn (L31)."""
    async with toegang.open() as tx:
        melding = await toegang.find(tx, id_)
        nu = toegang.kamer.klok.nu()
        if await kennisgevingen.zet_bevestigd(tx, id_, toegang.medewerker.id, nu=nu):
            await toegang.leg_vast(tx, "intrekking_bevestigd", melding)


async def sluit_beltaak(id_: UUID, toegang: Toegang) -> None:
    """Note that the call was made. Raises NietGevonden for who does not have that task."""
    async with toegang.open() as tx:
        taak = await beltaken.find(tx, id_)
        alle = await aanwijzingen.find_alle(tx)
        if taak is None or not _moet_bellen(taak, alle, toegang):
            raise NietGevonden
        nu = toegang.kamer.klok.nu()
        if await beltaken.sluit(tx, id_, door=toegang.medewerker.id, nu=nu):
            await toegang.log(tx, "gebeld", f"melding {taak.melding_id}", taak.gemeente)
