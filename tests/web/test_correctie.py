"""Correct a message with four eyes: proposed by one, decided by another, the original kept."""

import json
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from httpx2 import AsyncClient, Response

from nazorg.berichten.uitkomst import Uitkomst
from nazorg.deps import Deps
from nazorg.kern.toegang import NietGevonden
from nazorg.referentie.personas import load_personas
from nazorg.store.kluis import KluisFout
from nazorg.usecases.berichten.beoordeel import unseal
from nazorg.usecases.berichten.corrigeer import Corrector
from tests.factories import BSN_DAAN, BSN_NINA, GRONINGEN, TIEL, event, persoon, ruw
from tests.web.conftest import MARIEKE, RUBEN, Als, tekst_van

FATMA = "fatma-yildiz"
MIS_BSN = "999993654"
REDEN = "Nagevraagd bij de PI, twee cijfers omgewisseld"


async def zet_apart(deps: Deps, eigenaar: asyncpg.Connection, bericht: dict[str, Any]) -> UUID:
    (uit,) = await deps.ontvang([ruw(bericht)])
    assert uit.uitkomst is Uitkomst.APART_GEZET
    rij = await eigenaar.fetchval(
        "select id from nazorg.bericht where bericht_id = $1", bericht["id"]
    )
    return UUID(str(rij))


async def stel_voor(
    browser: AsyncClient, id_: UUID, reden: str = REDEN, weg: str = "", **velden: str
) -> Response:
    waarden = {f"waarde:{pad}": waarde for pad, waarde in velden.items()}
    extra = {"weg": weg} if weg else {}
    return await browser.post(
        f"/berichten/{id_}/correctie", data=waarden | extra | {"toelichting": reden}
    )


async def besluit(
    browser: AsyncClient, eigenaar: asyncpg.Connection, id_: UUID, wat: str = "goed"
) -> Response:
    correctie = await eigenaar.fetchval(
        "select id from nazorg.correctie where bericht = $1 and stand = 'open'", id_
    )
    velden = {"correctie": str(correctie), "besluit": wat, "toelichting": "Klopt met de brief"}
    return await browser.post(f"/berichten/{id_}/besluit", data=velden)


@pytest.fixture
async def mis(deps: Deps, eigenaar: asyncpg.Connection) -> UUID:
    """A begin notice with a BSN that fails the elfproef."""
    return await zet_apart(deps, eigenaar, event(id="b-mis", persoon=persoon(bsn=MIS_BSN)))


BSN = {"data.persoon.bsn": BSN_DAAN}


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

    gezien = tekst_van((await fatma.post(f"/berichten/{mis}/voorstel")).text)
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

    gezien = (await ruben.post(f"/berichten/{mis}/voorstel")).text

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

    assert antwoord.status_code == 422
    assert "Er ligt al een voorstel" in antwoord.text


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
    assert (await fatma.post(f"/berichten/{id_}/voorstel")).status_code == 404
    correctie = await eigenaar.fetchval("select id from nazorg.correctie")
    velden = {"correctie": str(correctie), "besluit": "goed", "toelichting": "Toch wel goed"}
    assert (await fatma.post(f"/berichten/{id_}/besluit", data=velden)).status_code == 404


async def test_every_look_and_every_step_is_written_down_without_a_value(
    eigenaar: asyncpg.Connection, als: Als, mis: UUID
) -> None:
    ruben, fatma = await als(RUBEN), await als(FATMA)
    await stel_voor(ruben, mis, **BSN)
    await fatma.post(f"/berichten/{mis}/voorstel")
    await besluit(fatma, eigenaar, mis)

    rijen = await eigenaar.fetch(
        "select actie, naam from nazorg.audit where actie like 'correctie%' order by volgnr"
    )
    assert [(r[0], r[1]) for r in rijen] == [
        ("correctie_voorgesteld", "Ruben de Wit"),
        ("correctie_ingezien", "Fatma Yildiz"),
        ("correctie_goedgekeurd", "Fatma Yildiz"),
    ]
    alles = " ".join(str(tuple(r)) for r in await eigenaar.fetch("select * from nazorg.audit"))
    assert BSN_DAAN not in alles
    assert MIS_BSN not in alles


async def test_what_was_proposed_is_unreadable_in_the_database(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als, mis: UUID
) -> None:
    await stel_voor(await als(RUBEN), mis, **BSN)
    await besluit(await als(FATMA), eigenaar, mis)

    rij = await eigenaar.fetchrow("select id, voorstel, inhoud from nazorg.correctie")

    for geheim in (rij["voorstel"], rij["inhoud"]):
        assert BSN_DAAN.encode() not in geheim
        with pytest.raises(KluisFout):
            deps.kluis.ontsleutel(geheim, voor=b"correctie|inhoud|" + mis.bytes)


@pytest.mark.parametrize(
    ("anders", "pad", "waarde"),
    [
        ({"envelop": {"datacontenttype": "text/plain"}}, "datacontenttype", "application/json"),
        ({"grondslag": "iets"}, "data.grondslag", "pbw-18a"),
        ({"detentieId": ""}, "data.detentieId", "D-9"),
        ({"vervangt": ""}, "data.vervangt", "b-1"),
        ({"inrichting": "QQQ"}, "data.persoon.geslachtsnaam", "Anders"),
        ({"inrichting": "QQQ"}, "type", "nl.gedetineerden.overgeplaatst.v1"),
    ],
    ids=str,
)
async def test_what_the_source_or_the_law_decides_cannot_be_corrected(
    anders: dict[str, Any],
    pad: str,
    waarde: str,
    deps: Deps,
    eigenaar: asyncpg.Connection,
    als: Als,
) -> None:
    id_ = await zet_apart(deps, eigenaar, event(id="b-x", **anders))

    antwoord = await stel_voor(await als(RUBEN), id_, **{pad: waarde})

    assert antwoord.status_code == 422
    assert await eigenaar.fetchval("select count(*) from nazorg.correctie") == 0


async def test_a_message_cannot_be_pulled_to_another_gemeente(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    id_ = await zet_apart(deps, eigenaar, event(ontvangerGemeente="9998"))
    ruben = await als(RUBEN)

    for code in (GRONINGEN, "0000", "9997"):
        antwoord = await stel_voor(ruben, id_, **{"data.ontvangerGemeente": code})
        assert antwoord.status_code == 422, code
    assert (await stel_voor(ruben, id_, **{"data.ontvangerGemeente": TIEL})).status_code == 303
    assert (await besluit(await als(FATMA), eigenaar, id_)).status_code == 303
    rij = await eigenaar.fetchrow(
        "select b.gemeente, c.gemeente from nazorg.bericht b join nazorg.correctie c on true"
    )
    assert tuple(rij) == (TIEL, TIEL)
    assert "Verbeteringen" in (await (await als(MARIEKE)).get(f"/berichten/{id_}")).text


async def test_a_value_that_is_wrong_too_is_refused_with_what_is_wrong(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als, mis: UUID
) -> None:
    antwoord = await stel_voor(await als(RUBEN), mis, **{"data.persoon.bsn": "999993655"})

    assert antwoord.status_code == 422
    wat = "Hiermee klopt het bericht nog niet. data.persoon.bsn: Het BSN klopt niet"
    assert wat in tekst_van(antwoord.text)
    assert "999993655" not in antwoord.text


@pytest.mark.parametrize("reden", ["", "kort", f"BSN is {BSN_DAAN}"])
async def test_a_proposal_needs_a_reason_without_a_number_of_a_person(
    reden: str, als: Als, mis: UUID
) -> None:
    assert (await stel_voor(await als(RUBEN), mis, reden, **BSN)).status_code == 422


async def test_more_fields_at_once_a_number_and_a_field_to_leave_out(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    wie = persoon(geboorte={"jaar": "1991", "maand": 5})
    bericht = event(persoon=wie, inrichting="QQQ", ziekte="griep")
    id_ = await zet_apart(deps, eigenaar, bericht)
    waarden = {"data.persoon.geboorte.jaar": "1991", "data.inrichting": "ARN"}

    antwoord = await stel_voor(await als(RUBEN), id_, weg="data.ziekte", **waarden)

    assert antwoord.status_code == 303, tekst_van(antwoord.text)
    await besluit(await als(FATMA), eigenaar, id_)
    rij = await eigenaar.fetchrow("select geboorte_jaar, inrichting from nazorg.dossier")
    assert tuple(rij) == (1991, "ARN")


async def test_a_coordinator_proposes_and_sees_nothing_of_it(
    eigenaar: asyncpg.Connection, als: Als, mis: UUID
) -> None:
    await stel_voor(await als(RUBEN), mis, **BSN)
    marieke = await als(MARIEKE)

    assert (await stel_voor(marieke, mis, **BSN)).status_code == 404
    assert (await marieke.post(f"/berichten/{mis}/voorstel")).status_code == 404
    assert (await besluit(marieke, eigenaar, mis)).status_code == 404


async def test_a_beheerder_of_another_gemeente_has_no_such_proposal(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als, mis: UUID
) -> None:
    fatma = load_personas(deps.kennis, op=date(2026, 11, 23))[FATMA]
    elders = replace(fatma, gemeenten=(GRONINGEN,))
    await stel_voor(await als(RUBEN), mis, **BSN)
    corrector = Corrector(deps.ontvanger)
    correctie = UUID(str(await eigenaar.fetchval("select id from nazorg.correctie")))

    with pytest.raises(NietGevonden):
        await corrector.bekijk(mis, medewerker=elders, oorsprong="t")
    with pytest.raises(NietGevonden):
        await corrector.besluit(
            mis, correctie, "Een reden", goed=True, medewerker=elders, oorsprong="t"
        )


async def test_what_arrived_well_in_the_meantime_is_not_taken_twice(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    """Set aside by a fault of ours under its bytes; the same number came in well since."""
    slecht = event(id="b-twee", persoon=persoon(bsn=MIS_BSN))
    await deps.ontvanger.zet_apart(ruw(slecht))
    id_ = UUID(str(await eigenaar.fetchval("select id from nazorg.bericht")))
    await stel_voor(await als(RUBEN), id_, **BSN)
    await deps.ontvang([ruw(event(id="b-twee"))])

    await besluit(await als(FATMA), eigenaar, id_)

    rij = await eigenaar.fetchrow("select uitkomst, reden from nazorg.bericht where id = $1", id_)
    assert tuple(rij) == ("genegeerd", "later_ontvangen")
    assert await eigenaar.fetchval("select count(*) from nazorg.melding") == 1
