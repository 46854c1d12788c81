"""What a correction may not do, who may not make one, and what is not to be read."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from nazorg.deps import Deps
from nazorg.kern.toegang import NietGevonden
from nazorg.referentie.personas import load_personas
from nazorg.store.kluis import KluisFout
from nazorg.usecases.berichten.corrigeer import Corrector
from tests.factories import BSN_DAAN, GRONINGEN, TIEL, event, persoon, ruw
from tests.web.conftest import MARIEKE, RUBEN, Als, tekst_van
from tests.web.correcties import BSN, FATMA, KIJK, MIS_BSN, besluit, mis, stel_voor, zet_apart

__all__ = ["mis"]


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
    assert (await marieke.post(f"/berichten/{mis}/voorstel", data=KIJK)).status_code == 404
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
        await corrector.bekijk(mis, KIJK["reden"], medewerker=elders, oorsprong="t")
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
