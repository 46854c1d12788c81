"""From a message to what it changed and sent, and from there back, for who may see it."""

import re
from typing import Any

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from tests.bezorging.conftest import Topic, abonneer, bezorg, maak_bezorger
from tests.bezorging.ontvanger import open_ontvanger
from tests.factories import BSN_DAAN, BSN_NINA, BUREN, NIJMEGEN, event, persoon, ruw
from tests.klok import VasteKlok
from tests.web.conftest import JOYCE, MARIEKE, RUBEN, SAMIRA, Als, nummer_van, stuur, tekst_van

_INZAGE = "select count(*) from nazorg.audit where object like 'dossier:%'"
TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def wijzig(**anders: Any) -> dict[str, Any]:
    """Return a change that moves the end from 11 December to 27 November."""
    return event(Soort.GEWIJZIGD, id="w-1", tijd="2026-11-21T08:00:00Z", **anders)


async def id_van(eigenaar: asyncpg.Connection, bericht_id: str) -> str:
    return str(
        await eigenaar.fetchval("select id from nazorg.bericht where bericht_id = $1", bericht_id)
    )


async def lees(als: Als, wie: str, pad: str) -> str:
    antwoord = await (await als(wie)).get(pad)
    assert antwoord.status_code == 200
    return antwoord.text


async def pagina(als: Als, eigenaar: asyncpg.Connection, wie: str, bericht_id: str) -> str:
    return tekst_van(await lees(als, wie, f"/berichten/{await id_van(eigenaar, bericht_id)}"))


async def test_who_may_see_the_dossier_sees_what_changed_to_what(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    await stuur(deps, event(id="b-1"), wijzig(persoon=persoon(geslachtsnaam="Verhoef")))

    tekst = await pagina(als, eigenaar, MARIEKE, "w-1")

    assert "Staat in dossier NZ-2026-0001." in tekst
    assert "Dossier Achternaam Verhoeven wordt Verhoef" in tekst
    assert "Detentie D-1 Verwacht einde vr 11 dec t/m ma 14 dec wordt vr 27 nov" in tekst
    assert "Andere dag Vrijlating nadert, uiterlijk ma 23 nov, was vr 4 dec" in tekst
    assert "Andere dag Nieuwe melding, vrij nu vr 27 nov, was vr 11 dec" in tekst


async def test_the_first_message_opens_the_dossier_and_hides_most_of_the_bsn(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    await stuur(deps, event(id="b-1", persoon=persoon(skn="12345678")))

    tekst = await pagina(als, eigenaar, MARIEKE, "b-1")

    assert "Met dit bericht is het dossier geopend." in tekst
    assert "BSN •••••••53" in tekst
    assert "SKN bekend" in tekst
    assert "Detentie D-1 (nieuw) Status Lopend Inrichting PI Arnhem Begin do 19 nov" in tekst
    assert "Kwam erbij Vrijlating nadert, uiterlijk vr 4 dec" in tekst
    assert BSN_DAAN not in tekst
    assert "12345678" not in tekst


async def test_a_beheerder_learns_which_fields_changed_and_no_value(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    eerst = event(id="b-1", persoon=persoon(geslachtsnaam="Zeldzaam"))
    await stuur(deps, eerst, wijzig(persoon=persoon(geslachtsnaam="Zeldzamer")))

    tekst = await pagina(als, eigenaar, RUBEN, "w-1")

    assert "Dossier Achternaam veranderd Detentie Verwacht einde veranderd" in tekst
    assert "Andere dag Vrijlating nadert" in tekst
    assert "Wat erin staat, ziet alleen wie het dossier mag zien." in tekst
    for geheim in ("Zeldzaam", "Zeldzamer", "D-1", "27 nov", "11 dec", "uiterlijk", "•"):
        assert geheim not in tekst, geheim


async def test_seeing_values_is_a_look_at_the_dossier_and_seeing_field_names_is_not(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    await stuur(deps, event(id="b-1"))

    await pagina(als, eigenaar, RUBEN, "b-1")
    assert await eigenaar.fetchval(_INZAGE) == 0
    await pagina(als, eigenaar, MARIEKE, "b-1")

    regel = await eigenaar.fetchrow(
        "select actie, naam, doel, gemeente from nazorg.audit where object = 'dossier:NZ-2026-0001'"
    )
    assert tuple(regel) == ("bericht_gevolg_ingezien", "Marieke Bos", "re_integratie", "0281")
    assert "Marieke Bos" in tekst_van(await lees(als, MARIEKE, "/dossiers/NZ-2026-0001"))


async def test_of_a_dossier_that_moved_away_the_old_gemeente_sees_nothing(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    await stuur(deps, event(id="b-1"))
    await stuur(deps, wijzig(gemeenteBrp=NIJMEGEN, ontvangerGemeente=NIJMEGEN))

    hier = await pagina(als, eigenaar, JOYCE, "b-1")

    assert "Het dossier ligt niet bij de gemeenten waarvoor u werkt." in hier
    assert "Verhoeven" not in hier
    browser = await als(JOYCE)
    assert (await browser.get(f"/berichten/{await id_van(eigenaar, 'w-1')}")).status_code == 404
    daar = await pagina(als, eigenaar, SAMIRA, "w-1")
    assert "Gemeente van het dossier Tiel wordt Nijmegen" in daar


async def test_two_dossiers_that_were_one_person_are_said_to_be_joined(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    los = event(id="los", persoon=persoon(bsn=None), detentieId="D-1")
    await stuur(deps, los, event(id="bekend", detentieId="D-2"), wijzig(detentieId="D-1"))

    tekst = await pagina(als, eigenaar, MARIEKE, "w-1")

    assert "1 ander dossier bleek van dezelfde persoon." in tekst
    assert "Niet meer nodig Nog te koppelen" in tekst


async def test_a_message_that_came_too_late_to_matter_says_so(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    einde = {"vroegst": "2026-12-04", "laatst": "2026-12-04"}
    await stuur(deps, event(id="b-1"), wijzig())
    oud = event(Soort.GEWIJZIGD, id="w-0", tijd="2026-11-20T09:00:00Z", verwachtEinde=einde)
    await stuur(deps, oud)

    assert "Verder veranderde er niets" in await pagina(als, eigenaar, MARIEKE, "w-0")


async def test_the_page_shows_what_was_sent_and_how_far_it_is(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    async with open_ontvanger() as ontvanger:
        await abonneer(deps, ontvanger.url, "Zorgsysteem")
        await stuur(deps, event(id="b-1", envelop={"traceparent": TRACE}))
        tekst = await pagina(als, eigenaar, RUBEN, "b-1")
        assert "Dossier geopend vandaag 09:00 Wacht op verzending" in tekst
        bezorger = maak_bezorger(deps, kafka=Topic())
        await bezorg(bezorger)
        await bezorger.sluit()

    tekst = await pagina(als, eigenaar, RUBEN, "b-1")
    assert "Doorgegeven Kafka vandaag 09:00 Doorgegeven Zorgsysteem vandaag 09:00" in tekst
    assert f"Spoor (traceparent) {TRACE}" in tekst


async def test_an_event_that_nobody_wants_says_so(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    await stuur(deps, event(id="b-1"))
    await bezorg(maak_bezorger(deps))

    tekst = await pagina(als, eigenaar, RUBEN, "b-1")
    assert "Dossier geopend vandaag 09:00 Niemand leest mee" in tekst


# ---- the way back


async def test_every_task_says_because_of_which_notice_and_leads_to_it(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    await stuur(deps, event(id="b-1"))
    await stuur(deps, wijzig())
    begin, wijziging = await id_van(eigenaar, "b-1"), await id_van(eigenaar, "w-1")

    html = await lees(als, MARIEKE, "/dossiers/NZ-2026-0001")

    taken = html.split('id="h-taken"')[1].split("</section>")[0]
    omdat = re.findall(r'Omdat: <a class="nl-link" href="/berichten/([^"]+)">([^<]+)<', taken)
    assert len(omdat) == await eigenaar.fetchval("select count(*) from nazorg.taak")
    assert set(omdat) == {
        (wijziging, "Wijziging detentie van za 21 nov"),
        (begin, "Begin detentie van vr 20 nov"),
    }
    lijn = html.split('id="h-tijd"')[1].split("</section>")[0]
    assert re.findall(r'href="/berichten/([^"#]+)[^"]*"', lijn) == [wijziging, begin]


async def test_the_panel_beside_the_queue_leads_to_the_message_too(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    await stuur(deps, event(id="b-1"), wijzig())
    taak = await eigenaar.fetchval("select id from nazorg.taak where regel = 'vrijlating_nabij'")

    html = await lees(als, MARIEKE, f"/taken/{taak}/voorbeeld")

    assert f'href="/berichten/{await id_van(eigenaar, "w-1")}"' in html


async def test_two_sources_with_the_same_number_are_not_mixed_up(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    ander = "urn:nld:oin:00000099000000002000:systeem:proefregister"
    await stuur(deps, event(id="b-1"))
    await stuur(
        deps, event(id="b-1", detentieId="P-1", tijd="2026-11-22T08:00:00Z") | {"source": ander}
    )
    per_bron = dict(await eigenaar.fetch("select bron, id::text from nazorg.bericht"))

    html = await lees(als, MARIEKE, "/dossiers/NZ-2026-0001")

    taken = html.split('id="h-taken"')[1].split("</section>")[0]
    gevonden = set(re.findall(r'href="/berichten/([^"]+)">Begin detentie van (.{2})', taken))
    (van_ander,) = [i for b, i in per_bron.items() if b == ander]
    (eigen,) = [i for b, i in per_bron.items() if b != ander]
    assert gevonden == {(eigen, "vr"), (van_ander, "zo")}


async def test_a_link_to_a_message_that_one_may_not_open_is_only_words(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    """It came in the box of Nijmegen; the dossier lies in Tiel."""
    await stuur(deps, event(id="b-1", ontvangerGemeente=NIJMEGEN))

    html = await lees(als, JOYCE, f"/dossiers/{await nummer_van(eigenaar, 'Verhoeven')}")

    assert "Omdat: Begin detentie van vr 20 nov" in tekst_van(html)
    assert await id_van(eigenaar, "b-1") not in html


async def test_what_was_passed_on_names_the_messages_behind_it(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    await stuur(deps, event(id="b-1"), wijzig())
    ids = {await id_van(eigenaar, "b-1"), await id_van(eigenaar, "w-1")}

    html = await lees(als, MARIEKE, "/dossiers/NZ-2026-0001")

    deel = html.split('id="h-door"')[1].split("</section>")[0]
    assert set(re.findall(r'href="/berichten/([^"]+)"', deel)) == ids
    assert (
        "Dossier geopend vandaag 09:00 Wacht op verzending Omdat: Begin detentie, ontvangen vandaag"
        " 09:00 ; Wijziging detentie, ontvangen vandaag 09:00"
    ) in tekst_van(deel)


async def test_after_a_join_the_events_of_the_old_dossier_are_still_there(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    await stuur(deps, event(id="los", persoon=persoon(bsn=None), detentieId="D-1"))
    await stuur(deps, event(id="bekend", detentieId="D-2"))
    await stuur(deps, wijzig(detentieId="D-1"))

    html = await lees(als, MARIEKE, f"/dossiers/{await nummer_van(eigenaar, 'Verhoeven')}")

    deel = html.split('id="h-door"')[1].split("</section>")[0]
    assert deel.count("Dossier geopend") == 2


async def test_a_delivery_that_failed_names_the_messages_behind_it(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als, klok: VasteKlok
) -> None:
    await abonneer(deps, "http://127.0.0.1:1/in", "Zorgsysteem")
    await stuur(deps, *(event(id=f"b-{n}", detentieId=f"D-{n}") for n in range(5)))
    await bezorg(maak_bezorger(deps))

    html = await lees(als, RUBEN, "/bezorging")

    rij = html.split("<tbody>")[-1]
    assert len(re.findall(r'href="/berichten/[0-9a-f-]{36}">Begin detentie, ontvangen', rij)) == 3
    assert "en nog 2 berichten" in tekst_van(rij)


async def test_another_persons_events_stay_out_of_sight(
    deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    await stuur(deps, event(id="b-1"))
    nina = persoon(bsn=BSN_NINA, geslachtsnaam="Bakker")
    await stuur(deps, event(id="n-1", persoon=nina, detentieId="N", gemeenteBrp=BUREN))

    html = await lees(als, MARIEKE, f"/dossiers/{await nummer_van(eigenaar, 'Bakker')}")

    assert await id_van(eigenaar, "b-1") not in html
    assert await id_van(eigenaar, "n-1") in html


@pytest.mark.parametrize("soort", [s for s in Soort if s is not Soort.INGETROKKEN])
async def test_every_kind_of_message_can_be_put_into_words(
    soort: Soort, deps: Deps, eigenaar: asyncpg.Connection, als: Als
) -> None:
    geboorte: dict[str, Any] = {"geboorte": {"jaar": 1991, "maand": 4}, "voorvoegsel": "van"}
    await deps.ontvang([ruw(event(id="b-1", gemeenteVestiging=BUREN))])
    anders: dict[str, Any] = {"persoon": persoon(**geboorte), "gemeenteBrp": BUREN}
    await deps.ontvang([ruw(event(soort, id="b-2", tijd="2026-11-21T08:00:00Z", **anders))])

    for wie in (MARIEKE, RUBEN):
        assert "Voorvoegsel" in await pagina(als, eigenaar, wie, "b-2")
