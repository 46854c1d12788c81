"""How the streams are doing, on the page with messages and under the menu of every page."""

import re
from datetime import date, timedelta

import asyncpg
import pytest

from nazorg.berichten.alarm import Alarm, AlarmSoort
from nazorg.berichten.telling import Telling
from nazorg.deps import Deps
from nazorg.kern.medewerker import Doel, Medewerker, Rol
from nazorg.kern.toegang import NietGevonden
from nazorg.store import alarmen
from nazorg.store.berichtzoeken import Zoekvraag
from nazorg.usecases.berichten.toon import toon_berichten
from nazorg.usecases.bewaking.accepteer_gat import GeenGat, accepteer_gat
from nazorg.usecases.bewaking.bewaak import Bewaker
from nazorg.usecases.bewaking.vergelijk_telling import vergelijk_telling
from tests.factories import BRON, event, ruw
from tests.klok import VasteKlok
from tests.web.conftest import JOYCE, MARIEKE, RUBEN, SAMIRA, Als, tekst_van


async def bewaak(deps: Deps) -> None:
    await Bewaker(deps.store, deps.kluis, deps.klok, deps.grenzen).bewaak()


async def stuur(deps: Deps, *nummers: int) -> None:
    await deps.ontvang(
        [ruw(event(detentieId=f"D-{n}", envelop={"sequence": str(n)})) for n in nummers]
    )


async def lees(als: Als, wie: str = RUBEN, pad: str = "/berichten") -> str:
    antwoord = await (await als(wie)).get(pad)
    assert antwoord.status_code == 200
    return antwoord.text


def deel(html: str, begin: str, einde: str) -> str:
    gevonden = re.search(f"{begin}.*?{einde}", html, re.DOTALL)
    assert gevonden, begin
    return tekst_van(gevonden[0])


def gaten(html: str) -> str:
    return deel(html, 'aria-labelledby="h-gaten"', "</section>")


def telling(html: str) -> str:
    return deel(html, 'aria-labelledby="h-telling"', "</section>")


def voet(html: str) -> str:
    return deel(html, '<p class="side__foot"', "</p>")


async def test_before_the_watch_ever_looked_the_page_says_so(als: Als) -> None:
    html = await lees(als)

    assert "Nog niet nagekeken" in gaten(html)
    assert "Nog geen telling" in telling(html)


@pytest.mark.parametrize("wie", [RUBEN, MARIEKE, JOYCE, SAMIRA])
async def test_a_gap_is_shown_to_everyone_who_works_with_messages(
    wie: str, deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await stuur(deps, 1, 5)
    await bewaak(deps)
    vers = await lees(als, wie)
    klok.verder(minutes=10)
    await bewaak(deps)

    html = await lees(als, wie)

    assert "Nummer 2 t/m 4 Detentieregister · 3 berichten Net gezien, komt" in gaten(vers)
    assert "Nummer 2 t/m 4 Detentieregister · 3 berichten Mist sinds vandaag 09:00" in gaten(html)
    assert "Nagekeken vandaag 09:10" in gaten(html)
    assert "3 berichten missen, nummer 2 t/m 4. Vraag de bron" in tekst_van(html)


async def test_a_gap_that_closed_is_still_told(deps: Deps, als: Als, klok: VasteKlok) -> None:
    await stuur(deps, 1, 3)
    klok.verder(minutes=20)
    await bewaak(deps)
    await stuur(deps, 2)
    await bewaak(deps)

    html = await lees(als)

    assert "Deze week alsnog binnengekomen: Detentieregister 2." in gaten(html)
    assert 'aria-label="Alarmen"' not in html


async def test_a_new_source_says_that_its_rhythm_is_being_learned(deps: Deps, als: Als) -> None:
    await deps.ontvang([ruw(event())])
    await bewaak(deps)

    tekst = gaten(await lees(als))

    assert "wij leren het ritme tot ma 7 dec. Tot dan geen alarm bij stilte." in tekst
    assert "stuurt geen nummers" in tekst


async def test_the_count_is_one_number_and_the_differences_have_names(deps: Deps, als: Als) -> None:
    await deps.ontvang([ruw(event(detentieId="A"))])
    vrijdag = date(2026, 11, 20)
    await vergelijk_telling(
        [
            Telling(bron=BRON, dag=vrijdag, per_type={"detentie_begonnen": 1, "overgeplaatst": 2}),
            Telling(bron=BRON, dag=vrijdag - timedelta(days=1), per_type={"overgeplaatst": 0}),
        ],
        store=deps.store,
        klok=deps.klok,
    )

    tekst = telling(await lees(als))

    assert "Klopt de telling? 2 berichten missen" in tekst
    assert "vr 20 nov 3 1 2 missen" in tekst
    assert "do 19 nov 0 0 ja" in tekst
    assert "wo 18 nov geen telling" in tekst
    assert "vr 20 nov, Overplaatsing (Detentieregister): bron 2, bij ons 0" in tekst


async def test_the_foot_of_every_page_names_the_worst_first_in_a_few_lines(
    deps: Deps, als: Als, klok: VasteKlok
) -> None:
    await deps.ontvang([ruw(event())])
    await bewaak(deps)
    soorten = (AlarmSoort.ACHTERSTAND, AlarmSoort.TELLING, AlarmSoort.STILTE)
    open_ = [
        Alarm(soort=s, bron=BRON, kort=f"Kort over {s}.", tekst=f"Lang {s}.", sinds=klok.nu())
        for s in soorten
    ]
    for aantal, verwacht in (
        (1, "Kort over achterstand."),
        (2, "Kort over telling. Kort over achterstand."),
        (3, "Kort over stilte. Kort over achterstand. En nog 1 alarm."),
    ):
        async with deps.store.open_unscoped_ontvangst() as tx:
            await alarmen.replace(tx, open_[:aantal], soorten=soorten, nu=klok.nu())
        for pad in ("/berichten", "/werkvoorraad"):
            html = await lees(als, MARIEKE, pad)
            assert voet(html) == f"{verwacht} Doel: re-integratie."
            assert 'class="side__more" href="/berichten"' in html


async def test_when_nobody_watches_the_foot_says_so(deps: Deps, als: Als, klok: VasteKlok) -> None:
    await deps.ontvang([ruw(event())])
    await bewaak(deps)
    assert "Berichten lopen bij." in voet(await lees(als))

    klok.verder(minutes=16)

    html = await lees(als)
    assert "De controle van berichten staat stil." in voet(html)
    assert "Staat stil sinds vandaag 09:00" in gaten(html)


async def test_another_role_has_no_page_with_messages(deps: Deps) -> None:
    burgemeester = Medewerker(
        id="b",
        naam="Iemand Anders",
        functie="Burgemeester",
        rollen=frozenset({Rol.BURGEMEESTER}),
        gemeenten=("0281",),
        regio="Tiel",
        doel=Doel.OPENBARE_ORDE,
    )

    with pytest.raises(NietGevonden):
        await toon_berichten(
            burgemeester,
            Zoekvraag(),
            voor=None,
            store=deps.store,
            klok=deps.klok,
            kluis=deps.kluis,
        )


async def test_numbers_that_the_source_will_never_send_can_be_accepted(
    deps: Deps, klok: VasteKlok, eigenaar: asyncpg.Connection, als: Als
) -> None:
    await stuur(deps, 1, 10)
    klok.verder(minutes=11)
    await bewaak(deps)
    for bron, van, tot in ((BRON, 11, 20), ("urn:x", 2, 9), (BRON, 9, 2), (BRON, 0, 3)):
        with pytest.raises(GeenGat):
            await accepteer_gat(bron, van, tot, store=deps.store, klok=klok)

    assert await accepteer_gat(BRON, 2, 8, store=deps.store, klok=klok) == 7
    await bewaak(deps)

    html = await lees(als)
    assert "1 bericht mist, nummer 9. Vraag de bron om het opnieuw" in tekst_van(html)
    assert "Komt niet meer, volgens de bron: Detentieregister 2 t/m 8." in gaten(html)
    assert "alsnog" not in gaten(html)
    rij = await eigenaar.fetchrow("select * from nazorg.audit where actie = 'gat_geaccepteerd'")
    assert (rij["object"], rij["resultaat"]) == (f"{BRON} 2-8", "nummers 7")
