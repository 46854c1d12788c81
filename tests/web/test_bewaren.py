"""How long a dossier stays is said on its page; who wants it longer gives a reason and a day."""

from datetime import UTC, datetime

import asyncpg
import pytest

from nazorg.berichten.soort import Soort
from nazorg.deps import Deps
from nazorg.referentie.dossiertermijn import load_termijnen, parse_termijnen
from nazorg.usecases.dossiers.verwijder import verwijder_dossiers
from tests.factories import TIEL, event, ruw
from tests.klok import VasteKlok
from tests.web.conftest import JOYCE, RUBEN, SAMIRA, Als, stuur, tekst_van
from tests.web.leefgebieden import DOSSIER, veld

BEWAREN = f"{DOSSIER}/bewaren"


@pytest.fixture(autouse=True)
async def dossier(deps: Deps, klok: VasteKlok) -> None:
    """Somebody in Tiel who was released on 2 February 2026; today is 20 February."""
    klok.zet(datetime(2026, 2, 20, 8, 0, tzinfo=UTC))
    begin = event(id="w-1", beginDatum="2026-01-05", tijd="2026-01-06T08:00:00Z")
    einde = event(Soort.BEEINDIGD, id="w-2", eindDatum="2026-02-02", tijd="2026-02-02T08:00:00Z")
    await stuur(deps, begin, einde)


async def test_the_dossier_says_when_it_is_removed(als: Als) -> None:
    tekst = tekst_van((await (await als(JOYCE)).get(DOSSIER)).text)

    assert "Wordt verwijderd op ma 3 aug , 6 maanden na de vrijlating." in tekst


async def test_while_somebody_is_detained_there_is_no_day(deps: Deps, als: Als) -> None:
    weer = event(id="w-3", detentieId="D-2", beginDatum="2026-02-15", tijd="2026-02-15T08:00:00Z")
    await stuur(deps, weer)

    tekst = tekst_van((await (await als(JOYCE)).get(DOSSIER)).text)

    assert "Wordt verwijderd 6 maanden na de vrijlating." in tekst
    assert "Nu niet: De persoon zit nog vast." in tekst


async def test_a_hold_is_shown_with_who_asked_and_can_be_stopped(
    als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce = await als(JOYCE)

    uit = await joyce.post(BEWAREN, data={"reden": "rechtszaak", "tot": "2026-12-01"})

    assert (uit.status_code, uit.headers["location"]) == (303, f"{DOSSIER}#h-bewaren")
    tekst = tekst_van((await joyce.get(DOSSIER)).text)
    assert "Nu niet: Iemand vroeg om dit dossier langer te bewaren." in tekst
    assert "Rechtszaak, tot en met 1 dec Joyce van Veen, vandaag 09:00" in tekst
    id_ = await eigenaar.fetchval("select id from nazorg.bewaring")
    await joyce.post(f"{BEWAREN}/{id_}/gestopt")
    assert "Nu niet" not in tekst_van((await joyce.get(DOSSIER)).text)
    acties = await eigenaar.fetch("select actie from nazorg.audit")
    assert {"dossier_langer_bewaard", "dossier_niet_langer_bewaard"} <= {a[0] for a in acties}


@pytest.mark.parametrize(
    ("velden", "klacht"),
    [
        ({"reden": "rechtszaak", "tot": "2026-02-20"}, "Kies een dag na vandaag."),
        ({"reden": "rechtszaak", "tot": ""}, "Kies een dag na vandaag."),
        ({"reden": "rechtszaak", "tot": "2027-12-01"}, "Kies een dag binnen een jaar."),
        ({"reden": "zomaar", "tot": "2026-12-01"}, "Kies waarom dit dossier langer blijft."),
    ],
)
async def test_a_hold_that_cannot_be_says_why_and_keeps_what_was_typed(
    velden: dict[str, str], klacht: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    uit = await (await als(JOYCE)).post(BEWAREN, data=velden)

    assert uit.status_code == 422
    assert klacht in tekst_van(uit.text)
    assert veld(uit.text, "tot") == velden["tot"]
    assert await eigenaar.fetchval("select count(*) from nazorg.bewaring") == 0


@pytest.mark.parametrize("wie", [SAMIRA, RUBEN])
async def test_another_gemeente_or_role_keeps_nothing(
    wie: str, als: Als, eigenaar: asyncpg.Connection
) -> None:
    joyce, ander = await als(JOYCE), await als(wie)
    goed = {"reden": "rechtszaak", "tot": "2026-12-01"}
    await joyce.post(BEWAREN, data=goed)
    id_ = await eigenaar.fetchval("select id from nazorg.bewaring")

    assert (await ander.post(BEWAREN, data=goed)).status_code == 404
    assert (await ander.post(f"{BEWAREN}/{id_}/gestopt")).status_code == 404
    assert await eigenaar.fetchval("select einde_op from nazorg.bewaring") is None


async def test_after_it_is_removed_it_is_not_found_and_its_messages_are_facts(
    deps: Deps, als: Als, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    klok.zet(datetime(2026, 8, 20, 8, 0, tzinfo=UTC))
    assert await verwijder_dossiers(deps.store, klok) == 1
    joyce, ruben = await als(JOYCE), await als(RUBEN)
    laat = event(Soort.BEEINDIGD, id="w-9", eindDatum="2026-02-03", tijd="2026-08-20T07:00:00Z")
    (uit,) = await deps.ontvang([ruw(laat)])
    assert uit.reden == "dossier_verwijderd"

    assert (await joyce.get(DOSSIER)).status_code == 404
    for (id_,) in await eigenaar.fetch("select id from nazorg.bericht order by id"):
        pagina = await ruben.get(f"/berichten/{id_}")
        assert pagina.status_code == 200
        assert "Verhoeven" not in pagina.text
    assert "De bewaartermijn is voorbij: dit dossier is verwijderd." in tekst_van(pagina.text)


# ---- the terms as data


def test_the_shipped_term_is_six_months_for_everybody() -> None:
    termijnen = load_termijnen()

    assert (termijnen.maanden, termijnen.per_gemeente) == (6, {})


def test_a_gemeente_with_a_reason_has_its_own_term() -> None:
    rij = '[[gemeente]]\ncode = "0281"\nmaanden = 9\nreden = "eigen besluit"'

    assert parse_termijnen(f"maanden = 6\n{rij}").voor(TIEL) == 9


@pytest.mark.parametrize(
    ("tekst", "klacht"),
    [
        ("maanden = 5", "must be 6 to 60"),
        ("maanden = true", "must be 6 to 60"),
        ('maanden = 6\n[[gemeente]]\ncode = "0281"\nmaanden = 9', "needs a reden"),
        ('maanden = 6\n[[gemeente]]\ncode = "0281"\nmaanden = 3\nreden = "x"', "must be 6"),
        ('maanden = 6\n[[gemeente]]\ncode = "9"\nmaanden = 9\nreden = "x"', "is unknown"),
    ],
)
def test_a_wrong_term_is_refused(tekst: str, klacht: str) -> None:
    with pytest.raises(ValueError, match=klacht):
        parse_termijnen(tekst)
