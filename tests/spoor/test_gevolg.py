"""On real PostgreSQL: what the page says a message changed is what the rows did when it came."""

import json
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any
from uuid import UUID

import asyncpg
from hypothesis import given

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.detenties.melding import Periode
from nazorg.kern.deeldatum import DeelDatum
from nazorg.kern.klok import vandaag
from nazorg.referentie.personas import load_personas
from nazorg.store.berichtzoeken import Zoekvraag
from nazorg.store.kluis import Kluis
from nazorg.usecases.berichten.bekijk import Berichtlezer
from nazorg.usecases.berichten.speel_opnieuw import Herhaler
from nazorg.werkvoorraad.gevolg import Gevolg
from tests.factories import BEHEERDER, event, persoon, ruw
from tests.usecases.test_volgorde import maak_leeg, maak_stroom, opnieuw, zaden
from tests.werkvoorraad.test_gevolg import pas_toe

_DOSSIER = (
    "status", "gemeente", "geslachtsnaam", "voorvoegsel", "voornamen", "koppeling",
    "gemeente_brp", "gemeente_vestiging",
)  # fmt: skip


@dataclass
class Rijen:
    """One dossier as its rows say it."""

    dossier: dict[str, Any]
    detenties: dict[tuple[str, str], dict[str, Any]]
    taken: dict[tuple[str, str], tuple[date, date | None]]


def gevuld(velden: dict[str, Any]) -> dict[str, Any]:
    return {n: w for n, w in velden.items() if w not in (None, (), "")}


def open_(r: asyncpg.Record, naam: str, kluis: Kluis) -> str | None:
    """Read a number that is encrypted in its row."""
    if r[naam] is None:
        return None
    return kluis.ontsleutel(r[naam], voor=f"dossier|{naam}|".encode() + r["id"].bytes).decode()


def dossiervelden(r: asyncpg.Record, kluis: Kluis) -> dict[str, Any]:
    geboorte = DeelDatum(r["geboorte_jaar"], r["geboorte_maand"], r["geboorte_dag"])
    return gevuld(
        {naam: r[naam] for naam in _DOSSIER}
        | {
            "geboorte": geboorte if r["geboorte_jaar"] else None,
            "route_redenen": tuple(r["route_redenen"]),
            "bsn": open_(r, "bsn", kluis),
            "skn": open_(r, "skn", kluis),
        }
    )


def detentievelden(r: asyncpg.Record) -> dict[str, Any]:
    velden = {n: r[n] for n in ("status", "inrichting", "begin", "titel", "einde", "wijze")}
    velden["signalen"] = tuple(r["signalen"])
    if r["verwacht_vroegst"]:
        velden["verwacht"] = Periode(r["verwacht_vroegst"], r["verwacht_laatst"])
    for nummer, v in r["verloven"].items():
        velden |= {f"verlof {nummer}": v["status"], f"verlofsoort {nummer}": v["soort"]}
        if v["van"]:
            van, tot = date.fromisoformat(v["van"]), date.fromisoformat(v["tot"])
            velden[f"verlofperiode {nummer}"] = Periode(van, tot)
    return gevuld(velden)


async def lees(eigenaar: asyncpg.Connection, deps: Deps) -> dict[UUID, Rijen]:
    await eigenaar.set_type_codec("jsonb", schema="pg_catalog", encoder=str, decoder=json.loads)
    uit = {
        d["id"]: Rijen(dossiervelden(d, deps.kluis), {}, {})
        for d in await eigenaar.fetch("select * from nazorg.dossier")
    }
    for d in await eigenaar.fetch("select * from nazorg.detentie"):
        uit[d["dossier_id"]].detenties[d["bron"], d["nummer"]] = detentievelden(d)
    for t in await eigenaar.fetch("select * from nazorg.taak where status = 'open'"):
        uit[t["dossier_id"]].taken[t["regel"], t["onderwerp"]] = (t["uiterlijk"], t["vrij_op"])
    await eigenaar.reset_type_codec("jsonb", schema="pg_catalog")
    return uit


def check(g: Gevolg, voor: list[Rijen], na: Rijen) -> None:
    """Apply an effect to the rows of before; it must give the rows of after."""
    assert g.is_nieuw == (not voor)
    assert g.samengevoegd == max(0, len(voor) - 1)
    assert na.dossier == pas_toe(voor[0].dossier if voor else {}, g.dossier)
    detenties: dict[Any, Any] = {}
    taken: dict[Any, Any] = {}
    for deel in voor:
        detenties, taken = deel.detenties | detenties, deel.taken | taken
    for d in g.detenties:
        oud = detenties.get((d.bron, d.nummer), {})
        detenties[d.bron, d.nummer] = pas_toe(oud, d.wijzigingen)
    assert na.detenties == detenties
    for t in g.taken:
        taak = t.nieuw or t.oud
        assert taak
        was = taken.pop((taak.regel, taak.onderwerp), None)
        assert was == ((t.oud.uiterlijk, t.oud.vrij_op) if t.oud else None)
        if t.nieuw:
            taken[taak.regel, taak.onderwerp] = (t.nieuw.uiterlijk, t.nieuw.vrij_op)
    assert na.taken == taken


@dataclass
class Stap:
    """One message, its dossier, and every dossier just before and just after it."""

    bericht_id: str
    dossier: UUID
    voor: dict[UUID, Rijen]
    na: dict[UUID, Rijen]


async def dossier_van(eigenaar: asyncpg.Connection, bericht_id: str) -> UUID:
    return UUID(
        str(
            await eigenaar.fetchval(
                "select dossier_id from nazorg.melding where bericht_id = $1", bericht_id
            )
        )
    )


async def check_stappen(deps: Deps, eigenaar: asyncpg.Connection, stappen: list[Stap]) -> None:
    """Compare every step with what the page of its message says afterwards, when all is in."""
    lezer = Berichtlezer(deps.store, deps.kluis, deps.klok, deps.kennis)
    ruben = load_personas(deps.kennis, op=vandaag(deps.klok))["ruben-de-wit"]
    for stap in stappen:
        id_ = await eigenaar.fetchval(
            "select id from nazorg.melding where bericht_id = $1", stap.bericht_id
        )
        inzicht = await lezer.bekijk(id_, medewerker=ruben, oorsprong="test")
        assert inzicht.gevolg is not None
        assert not inzicht.met_waarden
        weg = [d for d in stap.voor if d not in stap.na]
        for d in stap.na.keys() - {stap.dossier}:
            assert stap.voor[d] == stap.na[d], "no other dossier is touched"
        # The one that stays goes first; a new one takes over from the oldest.
        eerst = [stap.dossier] if stap.dossier in stap.voor else []
        voor = [stap.voor[d] for d in [*eerst, *sorted(weg)]]
        check(inzicht.gevolg, voor, stap.na[stap.dossier])


@opnieuw
@given(zaad=zaden)
async def test_what_the_page_says_is_what_the_rows_did(
    deps: Deps, eigenaar: asyncpg.Connection, zaad: int
) -> None:
    rng = Random(zaad)
    stroom = maak_stroom(rng)
    rng.shuffle(stroom)
    await maak_leeg(eigenaar)
    stappen = []
    voor = await lees(eigenaar, deps)
    for bericht in stroom:
        (uit,) = await deps.ontvang([bericht])
        na = await lees(eigenaar, deps)
        stappen.append(Stap(uit.bericht_id, await dossier_van(eigenaar, uit.bericht_id), voor, na))
        voor = na

    await check_stappen(deps, eigenaar, stappen)


async def test_a_message_that_is_offered_again_changed_something_when_it_came_in_at_last(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    """It was received first; what it changed is what it changed after the repair."""
    await deps.ontvanger.zet_apart(ruw(event(id="eerst")))
    await deps.ontvang([ruw(event(Soort.GEWIJZIGD, id="later", tijd="2026-11-21T08:00:00Z"))])
    voor = await lees(eigenaar, deps)

    await Herhaler(deps.ontvanger).start(
        Zoekvraag(), [], gekozen={}, medewerker=BEHEERDER, oorsprong="test"
    )

    (dossier,) = voor
    stap = Stap("eerst", dossier, voor, await lees(eigenaar, deps))
    await check_stappen(deps, eigenaar, [Stap("later", dossier, {}, voor), stap])


async def test_in_one_batch_every_message_has_its_own_part_in_order(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    eerst = ruw(event(id="b-1", persoon=persoon(bsn=None)))
    daarna = ruw(event(Soort.GEWIJZIGD, id="b-2", tijd="2026-11-21T08:00:00Z"))
    await deps.ontvang([eerst, daarna])
    lezer = Berichtlezer(deps.store, deps.kluis, deps.klok, deps.kennis)

    async def gevolg(bericht_id: str) -> Gevolg:
        id_ = await eigenaar.fetchval(
            "select id from nazorg.bericht where bericht_id = $1", bericht_id
        )
        inzicht = await lezer.bekijk(id_, medewerker=BEHEERDER, oorsprong="test")
        assert inzicht.gevolg
        return inzicht.gevolg

    een, twee = await gevolg("b-1"), await gevolg("b-2")
    assert (een.is_nieuw, twee.is_nieuw) == (True, False)
    assert "bsn" in {w.veld for w in twee.dossier}
    (deel,) = twee.detenties
    assert [w.veld for w in deel.wijzigingen] == ["verwacht"]
