"""Meetings through the front door: plan one, fill its agenda, and who may see it."""

import re

import asyncpg
import pytest

from nazorg.store.kluis import Kluis
from tests.conftest import SLEUTEL
from tests.web.conftest import (
    JOYCE,
    MARIEKE,
    RUBEN,
    SAMIRA,
    Als,
    nummer_van,
    tekst_van,
)
from tests.web.leefgebieden import gekozen, veld
from tests.web.overleggen import PLAN, plan, punt_van, vul

pytestmark = pytest.mark.usefixtures("verhoeven_en_smit")


async def test_the_form_proposes_a_day_of_the_rhythm_and_what_the_profile_says(als: Als) -> None:
    html = (await (await als(MARIEKE)).get("/overleggen/nieuw")).text

    tekst = tekst_van(html)
    assert "2. Nazorgoverleg Rivierenland" in tekst
    assert "Ritme: elke 4 weken." in tekst
    assert veld(html, "datum") == "2026-12-10"
    assert veld(html, "plek") == "Stadhuis Tiel"
    assert gekozen(html, "kring") == "regio:rivierenland"
    assert "do 7 jan 2027" in tekst


async def test_another_kind_and_gemeente_give_another_proposal(als: Als) -> None:
    vraag = {"soort": "trajectbepalingsoverleg", "kring": "0281"}

    html = (await (await als(JOYCE)).get("/overleggen/nieuw", params=vraag)).text

    assert "2. Trajectbepalingsoverleg Tiel" in tekst_van(html)
    assert "Voorstel: over 5 werkdagen." in tekst_van(html)
    assert veld(html, "datum") == "2026-11-30"


async def test_a_meeting_is_planned_filled_and_stands_in_the_list(als: Als) -> None:
    joyce = await als(JOYCE)
    pad = await plan(joyce)

    voorstel = tekst_van((await joyce.get(pad)).text)
    await vul(joyce, pad)
    na = tekst_van((await joyce.get(f"{pad}?gedaan=agenda")).text)
    lijst = tekst_van((await joyce.get("/overleggen")).text)

    assert "Daan Verhoeven Komt vrij over 2 weken Tiel · PI Arnhem · vrij: vr 11 dec" in voorstel
    assert "De agenda is bijgewerkt." in na
    assert "2 mensen op de agenda, plaats voor 8" in na
    assert "Niemand hoeft er volgens de regels bij." in na
    assert "di 1 dec 10:00 – 12:00 Nazorgoverleg Tiel" in lijst
    assert "2 mensen, plaats voor 8" in lijst


@pytest.mark.parametrize(
    ("anders", "klacht"),
    [
        ({"datum": "2026-12-05"}, "Op deze dag zijn de loketten dicht."),
        ({"datum": "2026-11-20"}, "De dag ligt in het verleden."),
        ({"datum": "2062-12-01"}, "Deze dag is meer dan een jaar weg."),
        ({"datum": "morgen"}, "Dit is geen dag."),
        ({"datum": ""}, "Vul een dag en twee tijden in"),
        ({"van": "tien uur"}, "Dit is geen tijd."),
        ({"tot": "09:00"}, "Het overleg eindigt voor het begint."),
        ({"plek": ""}, "Vul een plaats in"),
        ({"plek": "https://teams.microsoft.com/l/meetup-join/1"}, "Zet hier geen link"),
        ({"deelnemers": "iemand@voorbeeld.nl"}, "Zet hier geen link of adres"),
        ({"zaken": "0"}, "Kies een aantal van 1"),
        ({"kring": "0268"}, "Kies een gemeente of regio waarvoor u werkt."),
    ],
)
async def test_what_cannot_be_is_said_at_its_field_and_kept_as_typed(
    anders: dict[str, str], klacht: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    uit = await (await als(JOYCE)).post("/overleggen", data=PLAN | anders)

    assert uit.status_code == 422
    assert klacht in tekst_van(uit.text)
    getypt = PLAN | anders
    for naam in ("datum", "van", "tot", "plek", "zaken"):
        assert veld(uit.text, naam) == getypt[naam]
    for id_ in re.findall(r'<a class="nl-link" href="#(p-[a-z]+)"', uit.text):
        assert f'id="{id_}"' in uit.text or id_ == "p-kring"
    assert await eigenaar.fetchval("select count(*) from nazorg.overleg") == 0


async def test_who_presses_twice_plans_once(als: Als, eigenaar: asyncpg.Connection) -> None:
    joyce = await als(JOYCE)
    await plan(joyce)

    nog_eens = await joyce.post("/overleggen", data=PLAN)

    assert nog_eens.status_code == 422
    assert "Dit overleg is op die dag en tijd al gepland." in tekst_van(nog_eens.text)
    assert await eigenaar.fetchval("select count(*) from nazorg.overleg") == 1


async def test_times_as_people_type_them_are_read(als: Als, eigenaar: asyncpg.Connection) -> None:
    await plan(await als(JOYCE), datum="1-12-2026", van="9.30", tot="11:00")

    rij = await eigenaar.fetchrow("select datum::text, van::text, tot::text from nazorg.overleg")
    assert tuple(rij) == ("2026-12-01", "09:30:00", "11:00:00")


async def test_somebody_is_brought_in_with_a_reason_and_taken_off_with_one(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce, nummer = await als(JOYCE), await nummer_van(eigenaar, "Smit")
    pad = await plan(joyce)

    zonder = await joyce.post(f"{pad}/inbreng", data={"nummer": nummer, "toelichting": ""})
    assert (zonder.status_code, veld(zonder.text, "nummer")) == (422, nummer)
    assert "Schrijf op waarom deze persoon erbij komt." in tekst_van(zonder.text)
    for nergens in ("NZ-2026-9998", "Smit", "NZ-2026-\x00001", ""):
        velden = {"nummer": nergens, "toelichting": "ja"}
        onbekend = await joyce.post(f"{pad}/inbreng", data=velden)
        assert "Dit dossier is er niet, of hoort niet bij dit overleg." in tekst_van(onbekend.text)
    goed = {"nummer": nummer.lower(), "toelichting": "vraag van de PI"}
    assert (await joyce.post(f"{pad}/inbreng", data=goed)).status_code == 303
    assert "Ingebracht: vraag van de PI" in tekst_van((await joyce.get(pad)).text)
    dubbel = await joyce.post(f"{pad}/inbreng", data=goed)
    assert "staat al op de agenda" in tekst_van(dubbel.text)

    punt = await punt_van(eigenaar, "Smit")
    kaal = await joyce.post(f"{pad}/agenda/{punt}/eraf", data={"reden": ""})
    assert kaal.status_code == 422
    await joyce.post(f"{pad}/agenda/{punt}/eraf", data={"reden": "al geregeld"})

    assert "Van de agenda gehaald (1) Daan Smit: al geregeld" in tekst_van(
        (await joyce.get(pad)).text
    )


async def test_other_gemeenten_and_other_roles_find_nothing(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    pad = await plan(await als(JOYCE))
    await vul(await als(JOYCE), pad)
    punt = await punt_van(eigenaar)
    eerst = await eigenaar.fetchval("select count(*) from nazorg.outbox")

    for wie in (SAMIRA, RUBEN):
        browser = await als(wie)
        assert (await browser.get(pad)).status_code == 404
        for deel in (
            "agenda",
            "inbreng",
            "verzet",
            "vervallen",
            "geweest",
            f"agenda/{punt}/eraf",
            f"agenda/{punt}/afspraak",
        ):
            uit = await browser.post(f"{pad}/{deel}", data={"versie": "1", "reden": "x"})
            assert uit.status_code == 404, (wie, deel)
            assert "Verhoeven" not in uit.text
    assert "Nazorgoverleg" not in (await (await als(SAMIRA)).get("/overleggen")).text
    assert await eigenaar.fetchval("select count(*) from nazorg.outbox") == eerst


async def test_a_colleague_of_one_gemeente_is_told_what_is_not_shown(als: Als) -> None:
    pad = await plan(await als(MARIEKE), kring="regio:rivierenland")

    tekst = tekst_van((await (await als(JOYCE)).get(pad)).text)

    assert "U ziet alleen mensen uit uw eigen gemeente." in tekst
    assert "Verzet het overleg" not in tekst
    assert "Verzet het overleg" in tekst_van((await (await als(MARIEKE)).get(pad)).text)


async def test_many_old_meetings_are_paged(als: Als, eigenaar: asyncpg.Connection) -> None:
    joyce = await als(JOYCE)
    await plan(joyce)
    await eigenaar.execute(
        """insert into nazorg.overleg select gen_random_uuid(), soort, regio, gemeenten,
          datum - 7 * n, van, tot, plek, deelnemers, zaken, 'geweest', 1, gepland_op, gewijzigd_op,
          door, door_naam from nazorg.overleg, generate_series(1, 23) n"""
    )
    # Their texts are bound to the row that they were made for; so they are made for these.
    await _verleg(eigenaar)

    eerste = (await joyce.get("/overleggen")).text
    volgende = re.search(r'href="(/overleggen\?voor=[^"]+)"', eerste)
    assert volgende
    tweede = (await joyce.get(volgende[1].replace("&amp;", "&").partition("#")[0])).text

    assert eerste.count("0 besproken") == 20
    assert tweede.count("0 besproken") == 3
    assert "Terug naar de laatste" in tweede


async def test_meetings_that_nobody_closes_hide_none_that_is_to_come(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce, nummer = await als(JOYCE), await nummer_van(eigenaar, "Verhoeven")
    await plan(joyce)
    await eigenaar.execute(
        """insert into nazorg.overleg select gen_random_uuid(), soort, regio, gemeenten,
          datum - 7 * n, van, tot, plek, deelnemers, zaken, 'verzet', 1, gepland_op, gewijzigd_op,
          door, door_naam from nazorg.overleg, generate_series(2, 120) n"""
    )
    await _verleg(eigenaar, "verzet")

    lijst = tekst_van((await joyce.get("/overleggen")).text)
    dossier = tekst_van((await joyce.get(f"/dossiers/{nummer}")).text)

    assert "di 1 dec 10:00 – 12:00 Nazorgoverleg Tiel" in lijst
    assert "di 17 nov 10:00 – 12:00" in lijst
    assert "Nazorgoverleg Tiel, di 1 dec" in dossier


async def _verleg(eigenaar: asyncpg.Connection, stand: str = "geweest") -> None:
    kluis = Kluis(SLEUTEL, compartiment="nazorg")
    rijen = await eigenaar.fetch("select id from nazorg.overleg where stand = $1", stand)
    for (id_,) in rijen:
        delen = [
            kluis.versleutel(b"digitaal", voor=b"overleg|" + v + b"|" + id_.bytes)
            for v in (b"plek", b"deelnemers")
        ]
        await eigenaar.execute(
            "update nazorg.overleg set plek = $2, deelnemers = $3 where id = $1", id_, *delen
        )
