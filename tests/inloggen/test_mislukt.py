"""Nobody gets in with an answer that is not right: a page that says so, and no session."""

import re
from base64 import urlsafe_b64encode

import asyncpg
import pytest
from structlog.testing import capture_logs

from nazorg.integrations import sleutelbos
from nazorg.integrations.oidc import vraag
from nazorg.simulatie.inloggedrag import Inloggedrag
from nazorg.simulatie.inlogserver import Inlogsimulator
from nazorg.usecases.accounts import Register, voeg_toe
from nazorg.web.inloggen import GELDIG
from tests.inloggen.bezoeker import ADRES, MARIEKE, Bezoeker, open_bezoeker
from tests.inloggen.conftest import MaakSite, voorstel
from tests.klok import VasteKlok

G = Inloggedrag
WEG = (503, "Inloggen kan nu even niet")
KLOPT_NIET = (502, "Inloggen is niet gelukt")
VERLOPEN = (400, "Deze poging om in te loggen is verlopen")
GEWEIGERD = (403, "U bent niet ingelogd")
NIET_STERK = (403, "U moet zich eerst beter bewijzen")
# What somebody reads, and for which of our checks (as the log says).
BIJ_TERUGKOMST = {
    G.GEWEIGERD: (GEWEIGERD, "geweigerd"),
    G.ANDERE_ISS: (KLOPT_NIET, "InvalidIssuerError"),
    G.ANDERE_AUD: (KLOPT_NIET, "InvalidAudienceError"),
    G.MEER_AUD: (KLOPT_NIET, "InvalidAudienceError"),
    G.ANDERE_NONCE: (KLOPT_NIET, "nonce"),
    G.ANDERE_STATE: (VERLOPEN, "verlopen"),
    G.ANDER_ANTWOORD: (KLOPT_NIET, "iss_in_antwoord"),
    G.VERLOPEN: (KLOPT_NIET, "BewijsAfgekeurd"),
    G.ALG_NONE: (KLOPT_NIET, "BewijsAfgekeurd"),
    G.HS256: (KLOPT_NIET, "BewijsAfgekeurd"),
    G.ONBEKENDE_KID: (KLOPT_NIET, "BewijsAfgekeurd"),
    G.VREEMDE_SLEUTEL: (KLOPT_NIET, "InvalidSignatureError"),
    G.TOEGANGSTOKEN: (KLOPT_NIET, "BewijsAfgekeurd"),
    G.ZONDER_TOKEN: (KLOPT_NIET, "BewijsAfgekeurd"),
    G.ZONDER_SUB: (KLOPT_NIET, "MissingRequiredClaimError"),
}
BIJ_VERTREK = {
    G.WEG: WEG,
    G.HANGT: WEG,
    G.STORING: WEG,
    G.ANDERE_NAAM: KLOPT_NIET,
    G.GEEN_PKCE: KLOPT_NIET,
    G.HTML: KLOPT_NIET,
}


@pytest.fixture(autouse=True)
async def marieke(
    provider: Inlogsimulator, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    """She may log in. To wait for a provider takes half a second, so that tests do not."""
    monkeypatch.setattr(vraag, "SECONDEN", 0.5)
    monkeypatch.setattr(sleutelbos, "_SECONDEN", 0.5)
    await voeg_toe(voorstel(provider.issuer), register)


def check_pagina(antwoord: object, status: int, titel: str) -> None:
    tekst = str(getattr(antwoord, "text", ""))
    assert (getattr(antwoord, "status_code", 0), titel in tekst) == (status, True), tekst[-900:]
    assert re.search(r'href="/(bij/)?login(/start\?opnieuw=1)?"', tekst)


async def is_niemand_binnen(bezoeker: Bezoeker, eigenaar: asyncpg.Connection) -> bool:
    sessies = await eigenaar.fetchval("select count(*) from nazorg.sessie")
    return sessies == 0 and not await bezoeker.is_binnen()


def test_every_switch_is_tried() -> None:
    assert {*BIJ_TERUGKOMST, *BIJ_VERTREK, G.GOED, G.TRAAG} == set(G)


@pytest.mark.parametrize(("gedrag", "verwacht"), BIJ_TERUGKOMST.items())
async def test_a_wrong_answer_lets_nobody_in_and_says_nothing_of_anybody_in_the_log(
    gedrag: Inloggedrag,
    verwacht: tuple[tuple[int, str], str],
    bezoeker: Bezoeker,
    provider: Inlogsimulator,
    eigenaar: asyncpg.Connection,
) -> None:
    adres = await bezoeker.vertrek()
    provider.gedrag = gedrag
    terug = await bezoeker.kies(adres, MARIEKE)

    with capture_logs() as log:
        antwoord = await bezoeker.http.get(terug.removeprefix(ADRES))

    check_pagina(antwoord, *verwacht[0])
    assert log[0]["reden"] == verwacht[1]
    assert await is_niemand_binnen(bezoeker, eigenaar)
    waarden = re.findall(r"(?:code|state)=([^&]+)", adres + "&" + terug)
    assert waarden
    for geheim in (*waarden, MARIEKE, "Marieke"):
        assert geheim not in str(log)
        assert geheim not in antwoord.text


@pytest.mark.parametrize(("gedrag", "verwacht"), BIJ_VERTREK.items())
async def test_without_a_provider_that_is_right_nobody_leaves(
    gedrag: Inloggedrag, verwacht: tuple[int, str], bezoeker: Bezoeker, provider: Inlogsimulator
) -> None:
    provider.gedrag = gedrag

    antwoord = await bezoeker.http.get("/login/start")

    check_pagina(antwoord, *verwacht)


async def test_a_state_of_nobody_or_of_another_browser_is_refused(
    bezoeker: Bezoeker, maak_site: MaakSite, eigenaar: asyncpg.Connection
) -> None:
    terug = await bezoeker.kies(await bezoeker.vertrek(), MARIEKE)
    pad = terug.removeprefix(ADRES)

    async with open_bezoeker(maak_site()) as ander:
        zonder = await ander.http.get(pad)
        await ander.vertrek()
        van_een_ander = await ander.http.get(pad)

    check_pagina(zonder, *VERLOPEN)
    check_pagina(van_een_ander, *VERLOPEN)
    assert await eigenaar.fetchval("select count(*) from nazorg.sessie") == 0


async def test_a_state_is_over_after_ten_minutes(
    bezoeker: Bezoeker, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    terug = await bezoeker.kies(await bezoeker.vertrek(), MARIEKE)
    klok.verder(seconds=GELDIG.total_seconds())

    antwoord = await bezoeker.http.get(terug.removeprefix(ADRES))

    check_pagina(antwoord, *VERLOPEN)
    assert await is_niemand_binnen(bezoeker, eigenaar)


async def test_who_comes_back_twice_with_the_same_answer_is_told_it_is_over(
    bezoeker: Bezoeker,
) -> None:
    terug = await bezoeker.kies(await bezoeker.vertrek(), MARIEKE)
    koekje = bezoeker.http.cookies["__Host-nazorg-inlog"]
    await bezoeker.http.get(terug.removeprefix(ADRES))
    bezoeker.http.cookies.set("__Host-nazorg-inlog", koekje)

    antwoord = await bezoeker.http.get(terug.removeprefix(ADRES))

    check_pagina(antwoord, *VERLOPEN)


@pytest.mark.parametrize(
    "koekje", ["", "x", "é", "A" * 5_000, urlsafe_b64encode(b"\x01\x00\x01" + b"0" * 40).decode()]
)
async def test_a_cookie_that_we_did_not_make_is_no_attempt(koekje: str, bezoeker: Bezoeker) -> None:
    kop = f"__Host-nazorg-inlog={koekje}".encode()

    antwoord = await bezoeker.http.get("/login/terug?code=a&state=b", headers=[(b"cookie", kop)])

    check_pagina(antwoord, *VERLOPEN)


async def test_the_same_name_twice_in_the_address_is_no_answer(bezoeker: Bezoeker) -> None:
    terug = await bezoeker.kies(await bezoeker.vertrek(), MARIEKE)

    antwoord = await bezoeker.http.get(f"{terug.removeprefix(ADRES)}&code=een-andere")

    check_pagina(antwoord, *VERLOPEN)


@pytest.mark.parametrize(
    ("error", "verwacht"),
    [
        ("access_denied", GEWEIGERD),
        ("login_required", GEWEIGERD),
        ("temporarily_unavailable", WEG),
        ("invalid_scope", KLOPT_NIET),
        ("unmet_authentication_requirements", NIET_STERK),
        ("<script>alert(1)</script>", KLOPT_NIET),
    ],
)
async def test_what_the_provider_says_instead_becomes_our_own_words(
    error: str, verwacht: tuple[int, str], bezoeker: Bezoeker, provider: Inlogsimulator
) -> None:
    state = re.findall("state=([^&]+)", await bezoeker.vertrek())[0]
    velden = {"state": state, "error": error, "iss": provider.issuer, "error_description": "<b>"}

    with capture_logs() as log:
        antwoord = await bezoeker.http.get("/login/terug", params=velden)

    check_pagina(antwoord, *verwacht)
    assert "<script>" not in antwoord.text + str(log)
