"""Correct a message with four eyes: proposed by one, decided by another, the original kept."""

import json
from uuid import UUID

import asyncpg
import pytest

from nazorg.berichten.uitkomst import Uitkomst
from nazorg.deps import Deps
from nazorg.usecases.berichten.beoordeel import unseal
from tests.factories import BSN_DAAN, BSN_NINA, event, persoon, ruw
from tests.web.conftest import MARIEKE, RUBEN, Als, tekst_van
from tests.web.correcties import (
    BSN,
    FATMA,
    KIJK,
    MIS_BSN,
    REDEN,
    besluit,
    mis,
    stel_voor,
    zet_apart,
)

__all__ = ["mis"]


async def test_one_proposes_another_approves_and_the_person_gets_a_dossier(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als, mis: UUID
) -> None:
    origineel = await eigenaar.fetchval("select inhoud from nazorg.bericht_inhoud")
    ruben, fatma = await als(RUBEN), await als(FATMA)

    open_ = tekst_van(
        (await ruben.post(f"/berichten/{mis}/inhoud", data={"reden": "Vraag van de PI"})).text
    )
    assert "data.persoon.bsn Het BSN klopt niet met de elfproef. Vraag het nummer na" in open_
    assert f"Staat er nu: {MIS_BSN}" in open_
    assert (await stel_voor(ruben, mis, **BSN)).status_code == 303
    assert await eigenaar.fetchval("select count(*) from nazorg.dossier") == 0

    gezien = tekst_van((await fatma.post(f"/berichten/{mis}/voorstel", data=KIJK)).text)
    assert "data.persoon.bsn" in gezien
    assert f"{MIS_BSN} {BSN_DAAN}" in gezien
    assert (await besluit(fatma, eigenaar, mis)).status_code == 303

    rij = await eigenaar.fetchrow(
        """select uitkomst, reden, fouten, inhoud
        from nazorg.bericht join nazorg.bericht_inhoud using (id)"""
    )
    assert tuple(rij) == ("verwerkt", None, None, origineel)
    assert json.loads(unseal(origineel, mis, deps.kluis))["data"]["persoon"]["bsn"] == MIS_BSN
    pagina = tekst_van((await fatma.get(f"/berichten/{mis}")).text)
    assert "Staat in dossier NZ-2026-0001." in pagina
    assert f"{REDEN} Voorgesteld door Ruben de Wit" in pagina
    assert "Klopt met de brief Goedgekeurd door Fatma Yildiz" in pagina
    inhoud = await fatma.post(f"/berichten/{mis}/inhoud", data={"reden": "Nog eens kijken"})
    assert "Zoals verbeterd. Dit telt." in inhoud.text
    assert MIS_BSN in inhoud.text
    assert BSN_DAAN in inhoud.text


async def test_the_timeline_says_that_people_corrected_what_a_notice_says(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    await deps.ontvang([ruw(event(id="b-goed", detentieId="D-9", persoon=persoon(bsn=BSN_DAAN)))])
    id_ = await zet_apart(deps, eigenaar, event(id="b-mis", persoon=persoon(bsn=MIS_BSN)))
    marieke = await als(MARIEKE)
    mark = "verbeterd door een beheerder"
    assert mark not in (await marieke.get("/dossiers/NZ-2026-0001")).text

    await stel_voor(await als(RUBEN), id_, **BSN)
    await besluit(await als(FATMA), eigenaar, id_)

    for pad in ("/dossiers/NZ-2026-0001", "/dossiers/NZ-2026-0001?op=2026-11-23"):
        html = (await marieke.get(pad)).text
        assert html.count(mark) == 1
        (regel,) = (deel for deel in html.split("<li ") if mark in deel)
        assert str(id_) in regel


async def test_later_notices_about_the_person_come_in_the_same_dossier(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als, mis: UUID
) -> None:
    """The fold reads the corrected version, and so does whoever comes after it."""
    await stel_voor(await als(RUBEN), mis, **BSN)
    await besluit(await als(FATMA), eigenaar, mis)

    (uit,) = await deps.ontvang([ruw(event(id="b-later", tijd="2026-11-21T08:00:00Z"))])

    assert uit.uitkomst is Uitkomst.VERWERKT
    assert await eigenaar.fetchval("select count(*) from nazorg.dossier") == 1
    assert await eigenaar.fetchval("select count(*) from nazorg.melding") == 2


async def test_the_message_as_it_was_sent_again_is_a_duplicate(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    bericht = event(id="b-weer", persoon=persoon(bsn=MIS_BSN))
    id_ = await zet_apart(deps, eigenaar, bericht)
    await stel_voor(await als(RUBEN), id_, **BSN)
    await besluit(await als(FATMA), eigenaar, id_)

    (uit,) = await deps.ontvang([ruw(bericht)])

    assert (uit.uitkomst, uit.eerder) == (Uitkomst.DUBBEL, Uitkomst.VERWERKT)


async def test_nobody_approves_or_rejects_what_is_their_own(
    eigenaar: asyncpg.Connection, als: Als, mis: UUID
) -> None:
    ruben = await als(RUBEN)
    await stel_voor(ruben, mis, **BSN)

    gezien = (await ruben.post(f"/berichten/{mis}/voorstel", data=KIJK)).text

    assert "Een andere beheerder moet het beoordelen." in gezien
    assert "Keur goed" not in gezien
    for wat in ("goed", "af"):
        antwoord = await besluit(ruben, eigenaar, mis, wat)
        assert antwoord.status_code == 422
    assert await eigenaar.fetchval("select stand from nazorg.correctie") == "open"
    assert await eigenaar.fetchval("select uitkomst from nazorg.bericht") == "apart_gezet"


async def test_the_database_itself_wants_two_people(
    eigenaar: asyncpg.Connection, als: Als, mis: UUID
) -> None:
    await stel_voor(await als(RUBEN), mis, **BSN)

    with pytest.raises(asyncpg.CheckViolationError):
        await eigenaar.execute(
            """update nazorg.correctie set stand = 'goedgekeurd', inhoud = '\\x00',
            besluit_door = door, besluit_naam = naam, besluit_op = now()"""
        )


async def test_a_rejected_proposal_changes_nothing_and_another_may_follow(
    eigenaar: asyncpg.Connection, als: Als, mis: UUID
) -> None:
    ruben, fatma = await als(RUBEN), await als(FATMA)
    await stel_voor(ruben, mis, **BSN)

    assert (await besluit(fatma, eigenaar, mis, "af")).status_code == 303
    assert await eigenaar.fetchval("select uitkomst from nazorg.bericht") == "apart_gezet"
    assert "Afgewezen door Fatma Yildiz" in (await ruben.get(f"/berichten/{mis}")).text
    assert (await stel_voor(fatma, mis, **{"data.persoon.bsn": BSN_NINA})).status_code == 303
    assert (await besluit(ruben, eigenaar, mis)).status_code == 303
    standen = await eigenaar.fetch("select stand from nazorg.correctie order by voorgesteld_op, id")
    assert sorted(s[0] for s in standen) == ["afgewezen", "goedgekeurd"]


async def test_there_is_one_open_proposal_at_a_time(als: Als, mis: UUID) -> None:
    assert (await stel_voor(await als(RUBEN), mis, **BSN)).status_code == 303

    antwoord = await stel_voor(await als(FATMA), mis, **BSN)

    assert antwoord.status_code == 409
    assert "Er ligt al een voorstel" in antwoord.text
    assert f'href="/berichten/{mis}"' in antwoord.text


@pytest.mark.parametrize("hoe", ["opgeven", "herhalen"])
async def test_a_proposal_falls_away_when_the_message_is_handled_otherwise(
    hoe: str, deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    id_ = await zet_apart(deps, eigenaar, event(inrichting="ZV1"))
    ruben, fatma = await als(RUBEN), await als(FATMA)
    await stel_voor(ruben, id_, **{"data.inrichting": "ARN"})
    if hoe == "opgeven":
        await fatma.post(f"/berichten/{id_}/opgeven", data={"toelichting": "Bron stuurt opnieuw"})
    else:
        code = {"code": "ZV1", "naam": "PI Nieuw"}
        await fatma.post(f"/berichten/{id_}/inrichting", data=code)

    assert await eigenaar.fetchval("select stand from nazorg.correctie") == "vervallen"
    assert (await fatma.post(f"/berichten/{id_}/voorstel", data=KIJK)).status_code == 409
    correctie = await eigenaar.fetchval("select id from nazorg.correctie")
    velden = {"correctie": str(correctie), "besluit": "goed", "toelichting": "Toch wel goed"}
    weg = await fatma.post(f"/berichten/{id_}/besluit", data=velden)
    assert weg.status_code == 409
    assert f'href="/berichten/{id_}"' in weg.text


async def test_every_look_and_every_step_is_written_down_without_a_value(
    eigenaar: asyncpg.Connection, als: Als, mis: UUID
) -> None:
    ruben, fatma = await als(RUBEN), await als(FATMA)
    await stel_voor(ruben, mis, **BSN)
    await fatma.post(f"/berichten/{mis}/voorstel", data=KIJK)
    await besluit(fatma, eigenaar, mis)

    rijen = await eigenaar.fetch(
        "select actie, naam, resultaat from nazorg.audit where actie like 'correctie%'"
        " order by volgnr"
    )
    assert rijen[1]["resultaat"] == KIJK["reden"]
    assert [(r[0], r[1]) for r in rijen] == [
        ("correctie_voorgesteld", "Ruben de Wit"),
        ("correctie_ingezien", "Fatma Yildiz"),
        ("correctie_goedgekeurd", "Fatma Yildiz"),
    ]
    alles = " ".join(str(tuple(r)) for r in await eigenaar.fetch("select * from nazorg.audit"))
    assert BSN_DAAN not in alles
    assert MIS_BSN not in alles


async def test_a_proposal_opens_only_with_a_reason(
    eigenaar: asyncpg.Connection, als: Als, mis: UUID
) -> None:
    await stel_voor(await als(RUBEN), mis, **BSN)
    fatma = await als(FATMA)

    zonder = await fatma.post(f"/berichten/{mis}/voorstel")
    met_bsn = await fatma.post(f"/berichten/{mis}/voorstel", data={"reden": f"over {BSN_DAAN}"})

    assert (zonder.status_code, met_bsn.status_code) == (422, 422)
    assert BSN_DAAN not in zonder.text
    gezien = "select count(*) from nazorg.audit where actie = 'correctie_ingezien'"
    assert await eigenaar.fetchval(gezien) == 0
    assert "Waarom wilt u dit zien?" in (await fatma.get(f"/berichten/{mis}")).text
