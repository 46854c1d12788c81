"""Who gets through which door of the room of the mayor. A route that is not here fails a test."""

import pytest

from nazorg.web.bij.site import ROUTES
from tests.bij.berichten import NAAM
from tests.bij.conftest import Als
from tests.bij.kamer import ANNE, BRAM, KARIN, WIM

# method, path, and the status for: nobody, mayor, official, other mayor, beheerder
DEUREN = [
    ("GET", "/", 303, 303, 303, 303, 303),
    ("GET", "/login", 200, 200, 200, 200, 200),
    ("POST", "/login", 400, 400, 400, 400, 400),
    # Nothing was agreed with a provider here (tests/inloggen has one).
    ("GET", "/login/start", 404, 404, 404, 404, 404),
    ("GET", "/login/terug", 404, 404, 404, 404, 404),
    ("POST", "/uit", 303, 303, 303, 303, 303),
    ("POST", "/verleng", 303, 303, 303, 303, 303),
    ("GET", "/blijft", 303, 200, 200, 200, 200),
    ("GET", "/meldingen", 303, 200, 200, 200, 404),
    ("POST", "/zoeken", 303, 200, 200, 200, 404),
    ("GET", "/meldingen/{id}", 303, 200, 200, 404, 404),
    ("GET", "/meldingen/{id}/stand", 303, 200, 200, 404, 404),
    # An empty form is refused by who may fill it in.
    ("POST", "/meldingen/{id}/besluit", 303, 422, 422, 404, 404),
    ("POST", "/meldingen/{id}/overwegingen", 303, 422, 422, 404, 404),
    ("POST", "/meldingen/{id}/navraag", 303, 404, 404, 404, 404),
    ("POST", "/meldingen/{id}/bevestiging", 303, 303, 303, 404, 404),
    ("GET", "/meldingen/{id}/brief/{volgnr:int}", 303, 404, 404, 404, 404),
    ("POST", "/beltaken/{id}", 303, 404, 404, 404, 404),
    ("GET", "/gezond", 200, 200, 200, 200, 200),
    ("GET", "/aanwijzingen", 303, 404, 404, 404, 200),
    ("POST", "/aanwijzingen", 303, 404, 404, 404, 422),
    ("POST", "/aanwijzingen/{id}/einde", 303, 404, 404, 404, 404),
    ("GET", "/beheer", 303, 404, 404, 404, 200),
    ("POST", "/beheer/opnieuw", 303, 404, 404, 404, 303),
    ("POST", "/beheer/berichten/{id}/opnieuw", 303, 404, 404, 404, 404),
    ("POST", "/beheer/ontvangers/{id}/opnieuw", 303, 404, 404, 404, 404),
    ("GET", "/verantwoording", 303, 200, 404, 200, 404),
]


def test_the_table_knows_every_route() -> None:
    echt = {(m, r.path) for r in ROUTES for m in (r.methods or ()) if m != "HEAD"}

    assert {(m, pad) for m, pad, *_ in DEUREN} == echt


@pytest.mark.parametrize("wie", [None, ANNE, KARIN, BRAM, WIM])
async def test_l06_every_route_lets_in_whom_it_should(als: Als, id_: str, wie: str | None) -> None:
    kolom = 2 + [None, ANNE, KARIN, BRAM, WIM].index(wie)
    for deur in DEUREN:
        browser = await als(wie)
        pad = deur[1].replace("{id}", id_).replace("{volgnr:int}", "1")
        antwoord = await browser.request(deur[0], f"/bij{pad}")
        assert antwoord.status_code == deur[kolom], deur
        if deur[kolom] == 404 or wie is None:
            assert NAAM not in antwoord.text
