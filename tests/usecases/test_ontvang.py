"""One message in: a dossier, a task, a trace. Twice in: nothing more."""

import json
from datetime import date
from typing import Any

import asyncpg

from nazorg.berichten.soort import Soort
from nazorg.berichten.uitkomst import Reden, Uitkomst
from nazorg.deps import Deps
from nazorg.referentie.personas import load_personas
from nazorg.store import dossierlezing
from nazorg.store.outbox import DOSSIER_GEOPEND, TAKEN_GEWIJZIGD
from tests.factories import BSN_NINA, BUREN, GRONINGEN, event, persoon, ruw


async def tel(eigenaar: asyncpg.Connection, tabel: str) -> int:
    return int(await eigenaar.fetchval(f"select count(*) from nazorg.{tabel}"))


async def test_a_begin_notice_opens_a_dossier_with_work(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    (uit,) = await deps.ontvang([ruw(event())])

    assert uit.uitkomst is Uitkomst.VERWERKT
    dossier = await eigenaar.fetchrow("select * from nazorg.dossier")
    assert (dossier["gemeente"], dossier["status"]) == ("0281", "in_detentie")
    assert dossier["nummer"] == "NZ-2026-0001"
    regels = await eigenaar.fetch("select regel from nazorg.taak order by regel")
    assert [r[0] for r in regels] == ["nieuwe_melding", "vrijlating_nabij"]
    verteld = await eigenaar.fetch("select type, inhoud from nazorg.outbox order by volgnr")
    assert [r[0] for r in verteld] == [DOSSIER_GEOPEND, TAKEN_GEWIJZIGD]
    taken = await eigenaar.fetch("select id, status from nazorg.taak order by id")
    gemeld = sorted((t["taakId"], t["status"]) for t in json.loads(verteld[1][1])["taken"])
    assert gemeld == [(str(r[0]), r[1]) for r in taken]


async def test_the_number_after_9999_is_10000(deps: Deps, eigenaar: asyncpg.Connection) -> None:
    await eigenaar.execute("select setval('nazorg.dossiernummer', 9998)")

    await deps.ontvang(
        [ruw(event(detentieId=f"D-{n}", persoon=persoon(bsn=None))) for n in range(12)]
    )

    nummers = await eigenaar.fetch("select nummer from nazorg.dossier order by length(nummer), 1")
    assert [r[0] for r in nummers] == [f"NZ-2026-{n}" for n in range(9999, 10011)]


async def test_the_same_notice_twice_changes_no_row(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    bericht = ruw(event())
    await deps.ontvang([bericht])
    eerst = await eigenaar.fetch("select xmin, * from nazorg.dossier")

    (uit,) = await deps.ontvang([bericht])

    assert uit.uitkomst is Uitkomst.DUBBEL
    assert await eigenaar.fetch("select xmin, * from nazorg.dossier") == eerst
    assert await tel(eigenaar, "audit") == 1


async def test_the_same_notice_twice_in_one_batch_counts_once(deps: Deps) -> None:
    bericht = ruw(event())

    uitkomsten = [u.uitkomst for u in await deps.ontvang([bericht, bericht])]

    assert sorted(uitkomsten) == [Uitkomst.DUBBEL, Uitkomst.VERWERKT]


async def test_one_bad_message_never_costs_its_neighbours(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    slecht = event(persoon=persoon(bsn="999993654"))
    uit = await deps.ontvang(
        [
            ruw(event(detentieId="A")),
            ruw(slecht),
            ruw(b"{half"),
            ruw(event(detentieId="B", persoon=persoon(bsn=BSN_NINA))),
        ]
    )

    assert [u.uitkomst for u in uit] == ["verwerkt", "apart_gezet", "apart_gezet", "verwerkt"]
    assert [u.reden for u in uit[1:3]] == [Reden.ONGELDIG_BSN, Reden.GEEN_JSON]
    assert await tel(eigenaar, "dossier") == 2


async def test_a_notice_for_nobody_here_is_ignored_and_not_kept(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    (uit,) = await deps.ontvang([ruw(event(gemeenteBrp=GRONINGEN, ontvangerGemeente=GRONINGEN))])

    assert (uit.uitkomst, uit.reden) == (Uitkomst.GENEGEERD, Reden.GEMEENTE_NIET_AANGESLOTEN)
    assert await tel(eigenaar, "bericht") == 1
    assert await tel(eigenaar, "bericht_inhoud") == 0


async def test_a_dossier_moves_with_its_notices_when_the_address_turns_out_different(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event())])

    await deps.ontvang(
        [ruw(event(Soort.GEWIJZIGD, tijd="2026-11-21T08:00:00Z", reden="adres", gemeenteBrp=BUREN))]
    )

    for tabel in ("dossier", "melding", "detentie", "taak"):
        gemeenten = await eigenaar.fetch(f"select distinct gemeente from nazorg.{tabel}")
        assert [g[0] for g in gemeenten] == [BUREN], tabel


async def test_a_number_that_comes_later_joins_two_dossiers(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event(detentieId="A", persoon=persoon(bsn=None, skn="12345678")))])
    await deps.ontvang([ruw(event(detentieId="B"))])
    assert await tel(eigenaar, "dossier") == 2

    await deps.ontvang([ruw(event(detentieId="C", persoon=persoon(skn="12345678")))])

    assert await tel(eigenaar, "dossier") == 1
    assert await tel(eigenaar, "detentie") == 3
    assert await tel(eigenaar, "sleutel") == 5


async def test_who_moves_away_still_gets_the_end_of_the_detention_here(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event())])

    elders: dict[str, Any] = {"gemeenteBrp": GRONINGEN, "ontvangerGemeente": GRONINGEN}
    (uit,) = await deps.ontvang(
        [ruw(event(Soort.BEEINDIGD, tijd="2026-11-22T08:00:00Z", **elders))]
    )

    assert uit.uitkomst is Uitkomst.VERWERKT
    stand = await eigenaar.fetchrow("select status, gemeente, route_redenen from nazorg.dossier")
    assert tuple(stand) == ("vrij", "0281", ["buiten_gebied"])


async def test_finished_work_stays_finished_when_two_dossiers_turn_out_to_be_one(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event(detentieId="A", persoon=persoon(bsn=None, skn="12345678")))])
    await deps.ontvang([ruw(event(detentieId="B"))])
    await eigenaar.execute("update nazorg.taak set status = 'afgehandeld'")

    await deps.ontvang([ruw(event(detentieId="C", persoon=persoon(skn="12345678")))])

    open_taken = await eigenaar.fetch("select onderwerp from nazorg.taak where status = 'open'")
    assert {t[0].rpartition("|")[2] for t in open_taken} == {"C"}
    verwijzing = await eigenaar.fetchval("select nummer from nazorg.dossier_verwijzing")
    assert verwijzing in ("NZ-2026-0001", "NZ-2026-0002")


async def test_the_old_number_of_a_joined_dossier_leads_to_it_for_who_may_see_it(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    await deps.ontvang([ruw(event(detentieId="A", persoon=persoon(bsn=None, skn="12345678")))])
    await deps.ontvang([ruw(event(detentieId="B"))])
    await deps.ontvang([ruw(event(detentieId="C", persoon=persoon(skn="12345678")))])
    oud = await eigenaar.fetchval("select nummer from nazorg.dossier_verwijzing")
    personas = load_personas(deps.kennis, op=date(2026, 11, 23))

    async with deps.store.open_voor(personas["marieke-bos"]) as tx:
        gevonden = await dossierlezing.get(tx, oud)
    async with deps.store.open_voor(personas["samira-el-idrissi"]) as tx:
        van_een_ander = await dossierlezing.get(tx, oud)

    assert gevonden is not None
    assert gevonden.nummer != oud
    assert van_een_ander is None


async def test_the_same_number_with_other_content_is_set_aside_not_dropped(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    eerst, anders = event(id="b-1"), event(id="b-1", inrichting="VUG")
    await deps.ontvang([ruw(eerst)])

    uit = await deps.ontvang([ruw(anders), ruw(eerst), ruw(anders)])
    nog_eens = await deps.ontvang([ruw(anders)])

    assert [(u.uitkomst, u.reden) for u in uit] == [
        (Uitkomst.APART_GEZET, Reden.TEGENSTRIJDIG),
        (Uitkomst.DUBBEL, None),
        (Uitkomst.DUBBEL, None),
    ]
    assert nog_eens[0].uitkomst is Uitkomst.DUBBEL
    assert await tel(eigenaar, "bericht") == 2
    assert await eigenaar.fetchval("select inrichting from nazorg.dossier") == "ARN"


async def test_a_contradiction_within_one_batch_is_seen_too(deps: Deps) -> None:
    uit = await deps.ontvang([ruw(event(id="b-1")), ruw(event(id="b-1", inrichting="VUG"))])

    assert sorted(u.uitkomst for u in uit) == [Uitkomst.APART_GEZET, Uitkomst.VERWERKT]


async def test_a_refused_message_sent_again_hears_why_again(deps: Deps) -> None:
    slecht = ruw(event(persoon=persoon(bsn="999993654")))
    await deps.ontvang([slecht])

    (uit,) = await deps.ontvang([slecht])

    assert (uit.uitkomst, uit.eerder, uit.reden) == (
        Uitkomst.DUBBEL,
        Uitkomst.APART_GEZET,
        Reden.ONGELDIG_BSN,
    )
