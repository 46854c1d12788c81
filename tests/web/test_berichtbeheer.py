"""A message that was set aside: seen, understood, mended, offered again; never counted twice."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import UUID, uuid4

import asyncpg
import pytest
from httpx2 import AsyncClient

from nazorg.deps import Deps
from nazorg.usecases.berichten.bewaar import bewaar_inhoud
from tests.beheer import speel_af
from tests.factories import BSN_DAAN, BSN_NINA, GRONINGEN, NIJMEGEN, TIEL, event, persoon, ruw
from tests.klok import VasteKlok
from tests.web.conftest import tekst_van

Als = Callable[[str], Awaitable[AsyncClient]]
BEHEERDER, COORDINATOR = "ruben-de-wit", "marieke-bos"


async def zet_apart(deps: Deps, eigenaar: asyncpg.Connection, **velden: object) -> UUID:
    """Let a message be set aside; return its row."""
    bericht = event(**velden)  # type: ignore[arg-type]
    await deps.ontvang([ruw(bericht)])
    rij = await eigenaar.fetchval(
        "select id from nazorg.bericht where bericht_id = $1", bericht["id"]
    )
    return UUID(str(rij))


async def test_a_person_learns_from_the_page_why_a_notice_became_no_dossier(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    id_ = await zet_apart(deps, eigenaar, inrichting="ONB1")
    pagina = (await (await als(BEHEERDER)).get(f"/berichten/{id_}")).text

    assert "De code van de inrichting staat niet in onze lijst." in pagina
    assert "data.inrichting" in pagina
    assert "Voeg de code toe en speel opnieuw af" in pagina
    assert "Dit bericht heeft niets veranderd." in pagina
    assert BSN_DAAN not in pagina


async def test_adding_the_code_lets_the_message_through(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    id_ = await zet_apart(deps, eigenaar, inrichting="ONB2")
    beheerder = await als(BEHEERDER)

    antwoord = await beheerder.post(
        f"/berichten/{id_}/inrichting", data={"code": "onb2", "naam": "PI Nieuw"}
    )

    assert antwoord.status_code == 303
    pagina = (await beheerder.get(antwoord.headers["location"])).text
    assert "Opnieuw afgespeeld: het bericht is verwerkt." in pagina
    assert "Staat in dossier NZ-2026-0001." in pagina
    assert "Is nu de aanleiding van 2 taken." in pagina
    rij = await eigenaar.fetchrow("select uitkomst, reden, fouten from nazorg.bericht")
    assert tuple(rij) == ("verwerkt", None, None)
    assert await eigenaar.fetchval("select inrichting from nazorg.dossier") == "ONB2"


async def test_adding_a_gemeente_that_is_newer_than_our_list_lets_the_message_through(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    id_ = await zet_apart(deps, eigenaar, gemeenteBrp="9997")
    beheerder = await als(BEHEERDER)
    assert "Is het een nieuwe gemeente?" in (await beheerder.get(f"/berichten/{id_}")).text
    fout = await beheerder.post(f"/berichten/{id_}/gemeente", data={"code": "99", "naam": "Nieuw"})
    assert "vier cijfers" in fout.text

    antwoord = await beheerder.post(
        f"/berichten/{id_}/gemeente", data={"code": "9997", "naam": "Nieuwstad"}
    )

    pagina = (await beheerder.get(antwoord.headers["location"])).text
    assert "Opnieuw afgespeeld: het bericht is verwerkt." in pagina
    dossier = await (await als(COORDINATOR)).get("/dossiers/NZ-2026-0001")
    assert "Nieuwstad" in dossier.text
    gelogd = "select count(*) from nazorg.audit where actie = 'gemeente_toegevoegd'"
    assert await eigenaar.fetchval(gelogd) == 1


async def test_offering_again_what_is_still_wrong_changes_nothing_but_the_history(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    id_ = await zet_apart(deps, eigenaar, inrichting="ONB3")
    beheerder = await als(BEHEERDER)

    for _ in range(2):
        antwoord = await beheerder.post("/berichten/herhalen", data={"id": str(id_)})
        pagina = (await beheerder.get(antwoord.headers["location"])).text
        assert "Opnieuw afgespeeld: het bericht blijft apart staan." in pagina

    assert await eigenaar.fetchval("select count(*) from nazorg.dossier") == 0
    assert await eigenaar.fetchval("select count(*) from nazorg.poging") == 2
    assert await eigenaar.fetchval("select reden from nazorg.bericht") == "onbekende_inrichting"


async def test_a_replay_of_everything_is_safe_to_repeat(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    id_ = await zet_apart(deps, eigenaar, inrichting="ONB4", detentieId="A")
    await zet_apart(deps, eigenaar, inrichting="ONB4", detentieId="B", persoon=persoon(BSN_NINA))
    await zet_apart(deps, eigenaar, persoon=persoon(bsn="999993654"))
    beheerder = await als(BEHEERDER)
    await beheerder.post(f"/berichten/{id_}/inrichting", data={"code": "ONB4", "naam": "PI Vier"})

    eerst = await speel_af(beheerder, eigenaar)
    stand = await eigenaar.fetch("select xmin, * from nazorg.dossier order by id")
    daarna = await speel_af(beheerder, eigenaar)

    assert eerst == {"verwerkt": 1, "apart_gezet": 1}
    assert daarna == {"apart_gezet": 1}
    assert await eigenaar.fetch("select xmin, * from nazorg.dossier order by id") == stand
    assert len(stand) == 2


async def test_only_the_messages_of_one_reason_are_offered_again(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    await zet_apart(deps, eigenaar, inrichting="ONB5")
    await zet_apart(deps, eigenaar, persoon=persoon(bsn="999993654"))

    uit = await speel_af(await als(BEHEERDER), eigenaar, reden="ongeldig_bsn")

    assert uit == {"apart_gezet": 1}
    gedaan = await eigenaar.fetch(
        "select b.reden from nazorg.poging p join nazorg.bericht b on b.id = p.bericht"
    )
    assert [r[0] for r in gedaan] == ["ongeldig_bsn"]


async def test_what_came_in_well_in_the_meantime_is_not_taken_twice(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    """The same notice, once set aside by a fault of ours and once handled."""
    bericht = ruw(event(id="b-1"))
    await deps.ontvanger.zet_apart(bericht)
    await deps.ontvang([bericht])
    stand = await eigenaar.fetch("select xmin, * from nazorg.dossier")

    uit = await speel_af(await als(BEHEERDER), eigenaar)

    assert uit == {"genegeerd": 1}
    redenen = await eigenaar.fetch("select reden from nazorg.bericht order by uitkomst")
    assert [r[0] for r in redenen] == ["later_ontvangen", None]
    assert await eigenaar.fetch("select xmin, * from nazorg.dossier") == stand


async def test_a_message_that_broke_our_code_goes_through_after_the_repair(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    await deps.ontvanger.zet_apart(ruw(event(id="b-1")))

    await speel_af(await als(BEHEERDER), eigenaar)
    nog_eens = await deps.ontvang([ruw(event(id="b-1"))])

    assert await eigenaar.fetchval("select uitkomst from nazorg.bericht") == "verwerkt"
    assert await eigenaar.fetchval("select bericht_id from nazorg.bericht") == "b-1"
    assert nog_eens[0].uitkomst == "dubbel"


async def test_giving_up_needs_a_reason_and_keeps_the_message(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    id_ = await zet_apart(deps, eigenaar, inrichting="ONB6")
    beheerder = await als(BEHEERDER)
    pad = f"/berichten/{id_}/opgeven"

    for slecht in ("", "kort", f"gaat over {BSN_DAAN}", "x" * 301):
        assert (await beheerder.post(pad, data={"toelichting": slecht})).status_code == 422
    goed = await beheerder.post(pad, data={"toelichting": "Bron stuurt dit opnieuw."})

    assert goed.status_code == 303
    rij = await eigenaar.fetchrow("select uitkomst, reden from nazorg.bericht")
    assert tuple(rij) == ("genegeerd", "vervallen_verklaard")
    assert await eigenaar.fetchval("select id from nazorg.bericht_inhoud") == id_
    pagina = (await beheerder.get(f"/berichten/{id_}")).text
    assert "Bron stuurt dit opnieuw." in pagina
    assert (await beheerder.post(pad, data={"toelichting": "Nog een keer."})).status_code == 409


async def test_what_a_message_says_is_shown_only_with_a_reason_that_is_written_down(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    await deps.ontvang([ruw(event())])
    id_ = await eigenaar.fetchval("select id from nazorg.bericht")
    beheerder = await als(BEHEERDER)

    zonder = await beheerder.post(f"/berichten/{id_}/inhoud", data={"reden": ""})
    met = await beheerder.post(f"/berichten/{id_}/inhoud", data={"reden": "Vraag van de bron"})

    assert zonder.status_code == 422
    assert BSN_DAAN in met.text
    regel = await eigenaar.fetchrow(
        "select resultaat, object, naam from nazorg.audit where actie = 'bericht_inhoud_ingezien'"
    )
    assert tuple(regel) == ("Vraag van de bron", f"bericht:{id_}", "Ruben de Wit")


async def test_the_page_says_when_what_a_message_said_was_removed(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    klok = deps.klok
    assert isinstance(klok, VasteKlok)
    klok.zet(datetime(2020, 3, 2, tzinfo=UTC))
    weg = {"gemeenteBrp": GRONINGEN, "ontvangerGemeente": TIEL, "inrichting": "ONB9"}
    opgegeven = await zet_apart(deps, eigenaar, **weg)
    beheerder = await als(BEHEERDER)
    await beheerder.post(f"/berichten/{opgegeven}/opgeven", data={"toelichting": "Niet nodig."})
    te_groot = await deps.ontvang([ruw(b"x" * 70_000)])
    await deps.ontvang([ruw(event())])
    await bewaar_inhoud(deps.store, klok, maanden=13)
    klok.zet(datetime(2021, 5, 1, tzinfo=UTC))
    await bewaar_inhoud(deps.store, klok, maanden=13)
    beheerder = await als(BEHEERDER)

    for (id_,) in await eigenaar.fetch(
        "select id from nazorg.bericht where bericht_id <> $1", te_groot[0].bericht_id
    ):
        pagina = (await beheerder.get(f"/berichten/{id_}")).text
        assert "De inhoud is op 1 mei 2021 verwijderd, omdat de bewaartermijn voorbij" in pagina
        assert "/inhoud" not in pagina
        kijk = await beheerder.post(f"/berichten/{id_}/inhoud", data={"reden": "Een vraag"})
        assert kijk.status_code == 422
        assert "De inhoud is verwijderd" in kijk.text
        opnieuw = await beheerder.post("/berichten/herhalen", data={"id": str(id_)})
        assert opnieuw.status_code == 303
        gedaan = await eigenaar.fetch("select uitkomst from nazorg.herhaling_bericht")
        assert {r[0] for r in gedaan} == {"overgeslagen"}
    groot = await eigenaar.fetchval(
        "select id from nazorg.bericht where bericht_id = $1", te_groot[0].bericht_id
    )
    pagina = (await beheerder.get(f"/berichten/{groot}")).text
    assert "Wij bewaarden niet wat erin staat." in pagina
    assert "bewaartermijn" not in pagina


@pytest.mark.parametrize("pad", ["opgeven", "inhoud", "inrichting"])
async def test_a_coordinator_may_look_but_not_decide(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als, pad: str
) -> None:
    id_ = await zet_apart(deps, eigenaar, inrichting="ONB7")
    coordinator = await als(COORDINATOR)
    velden = {
        "toelichting": "Een goede reden",
        "reden": "Een goede reden",
        "code": "AA",
        "naam": "B",
    }

    pagina = await coordinator.get(f"/berichten/{id_}")

    assert pagina.status_code == 200
    assert "<form" not in pagina.text.partition("<main")[2]
    assert (await coordinator.post(f"/berichten/{id_}/{pad}", data=velden)).status_code == 404
    assert (await coordinator.post("/berichten/herhalen")).status_code == 404


async def test_a_message_of_another_gemeente_does_not_exist(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    daar = {"gemeenteBrp": NIJMEGEN, "ontvangerGemeente": NIJMEGEN}
    id_ = await zet_apart(deps, eigenaar, inrichting="ONB8", **daar)
    coordinator = await als(COORDINATOR)

    assert (await coordinator.get(f"/berichten/{id_}")).status_code == 404
    assert (await coordinator.get(f"/berichten/{uuid4()}")).status_code == 404
    assert (await coordinator.get("/berichten/geen-id")).status_code == 404


async def test_a_message_says_when_it_was_dated_sent_and_received(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    verzonden = datetime(2026, 11, 22, 7, 30, tzinfo=UTC)
    await deps.ontvang([ruw(event())._replace(verzonden_op=verzonden)])
    id_ = await eigenaar.fetchval("select id from nazorg.bericht")

    pagina = tekst_van((await (await als(BEHEERDER)).get(f"/berichten/{id_}")).text)

    assert "Vastgelegd" in pagina
    assert "Verzonden 22 nov 08:30 Ontvangen vandaag 09:00" in pagina
