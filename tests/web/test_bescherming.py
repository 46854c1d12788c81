"""What goes with every answer, whatever was asked, and what never comes back."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from urllib.parse import quote

import pytest
from httpx2 import AsyncClient
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from nazorg.deps import BijDeps, Deps
from nazorg.kern.medewerker import Medewerker
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie
from nazorg.web.rendering import CONTENT_SECURITY_POLICY, SECURITY_HEADERS, static_url
from nazorg.web.site import make_site
from tests.web.conftest import INSTELLINGEN, JOYCE, Als, MaakClient

EIS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
}


class KapotteStore(Store):
    """A store in which everything that a person asks for goes wrong."""

    @asynccontextmanager
    async def open_voor(self, medewerker: Medewerker) -> AsyncIterator[Transactie]:
        raise RuntimeError("secret: Verhoeven")
        yield

    open_lijst = open_voor


def has_headers(antwoord: object) -> None:
    headers = antwoord.headers  # type: ignore[attr-defined]
    gezien = {naam: headers.get_list(naam) for naam in EIS}
    assert gezien == {naam: [waarde] for naam, waarde in EIS.items()}


@pytest.mark.parametrize(
    ("methode", "pad", "status"),
    [
        ("GET", "/login", 200),
        ("GET", "/werkvoorraad", 303),
        ("GET", "/nergens", 404),
        ("GET", "/v1/nergens", 404),
        ("DELETE", "/login", 405),
        ("GET", "/v1/berichten", 405),
        ("POST", "/v1/berichten", 401),
        ("GET", "/static/x/nergens.css", 404),
        ("GET", "/health/live", 200),
    ],
)
async def test_the_headers_are_on_every_answer(
    methode: str, pad: str, status: int, client: AsyncClient
) -> None:
    antwoord = await client.request(methode, pad)

    assert antwoord.status_code == status
    has_headers(antwoord)
    assert antwoord.headers["cache-control"] == "no-store"


async def test_the_headers_are_on_a_refused_form_and_on_static_files(client: AsyncClient) -> None:
    geweigerd = await client.post("/login", headers={"Origin": "https://evil.example"})
    css = await client.get(static_url("css/app.css"))
    oud = await client.get("/static/oldversion/css/app.css")

    assert (geweigerd.status_code, css.status_code, oud.status_code) == (403, 200, 200)
    for antwoord in (geweigerd, css, oud):
        has_headers(antwoord)
    assert "immutable" in css.headers["cache-control"]
    assert oud.headers["cache-control"] == "no-cache"
    assert "set-cookie" not in css.headers


async def test_a_fault_of_ours_is_calm_has_the_headers_and_tells_nothing(
    deps: Deps, bij: BijDeps, maak_client: MaakClient
) -> None:
    stuk = replace(deps, store=KapotteStore(deps.store.databank))
    browser = await maak_client(make_site(stuk, INSTELLINGEN, bij=bij), raise_fout=False)
    heel = await maak_client(make_site(deps, INSTELLINGEN, bij=bij))
    await heel.post("/login", data={"medewerker": JOYCE})
    browser.cookies = heel.cookies

    antwoord = await browser.get("/werkvoorraad")
    await stuk.store.close()

    assert antwoord.status_code == 500
    assert "Er ging iets mis" in antwoord.text
    assert "Verhoeven" not in antwoord.text
    has_headers(antwoord)
    assert antwoord.headers["cache-control"] == "no-store"


def test_the_policy_has_no_exception() -> None:
    beleid = SECURITY_HEADERS["Content-Security-Policy"]
    assert beleid.startswith("default-src 'none'")
    assert all(verboden not in beleid for verboden in ("unsafe", "*", "http", "data:", "nonce"))


@pytest.mark.parametrize(
    "pad", ["/login/", "/werkvoorraad/", "/dossiers/", "/dossiers/x/", "/v1/berichten/", "//login"]
)
async def test_a_trailing_slash_is_another_address_and_nothing_is_there(
    pad: str, client: AsyncClient
) -> None:
    antwoord = await client.get(f"http://testserver{pad}")

    assert antwoord.status_code == 404
    assert "location" not in antwoord.headers


SPOOR = "zQ7xSpoor"
_vreemd = st.text(
    st.characters(codec="utf-8") | st.sampled_from("\0\n\r<>\"'&%;/\\{}"), max_size=30
)
zoek = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@zoek
@example(deel="\0")
@example(deel="/../../..")
@given(deel=_vreemd)
async def test_an_error_page_never_repeats_what_was_asked(deel: str, als: Als) -> None:
    browser = await als(JOYCE)
    stuk = quote(SPOOR + deel, safe="")
    for pad in (
        f"/{stuk}",
        f"/dossiers/{stuk}",
        f"/taken/{stuk}/voorbeeld",
        f"/static/{stuk}/{stuk}",
        f"/v1/{stuk}?a={stuk}",
    ):
        antwoord = await browser.get(pad)
        assert antwoord.status_code == 404, pad
        assert SPOOR not in antwoord.text
        assert SPOOR not in str(antwoord.headers)


@zoek
@example(waarde="\0")
@given(waarde=_vreemd)
async def test_nonsense_in_a_filter_means_no_filter(waarde: str, als: Als) -> None:
    browser = await als(JOYCE)
    stuk = quote(SPOOR + waarde, safe="")
    velden = ("tab", "gemeente", "reden", "venster", "vrij", "na", "voor", "gedaan")
    vraag = "&".join(f"{veld}={stuk}" for veld in velden)

    lijst = await browser.get(f"/werkvoorraad?{vraag}&{stuk}={stuk}")
    berichten = await browser.get(f"/berichten?uitkomst={stuk}&soort={stuk}&voor={stuk}")

    for antwoord in (lijst, berichten):
        assert antwoord.status_code == 200
        assert SPOOR not in antwoord.text


@zoek
@example(waarde="\0")
@given(waarde=_vreemd)
async def test_whatever_is_posted_the_login_page_does_not_repeat_it(
    waarde: str, client: AsyncClient
) -> None:
    antwoord = await client.post("/login", data={"medewerker": SPOOR + waarde, SPOOR + waarde: "x"})

    assert antwoord.status_code == 400
    assert SPOOR not in antwoord.text


async def test_a_form_that_is_broken_is_refused_calmly(client: AsyncClient) -> None:
    for soort in ("multipart/form-data", "multipart/form-data; boundary=x"):
        antwoord = await client.post(
            "/login", content=b"--x\r\nspoor", headers={"Content-Type": soort}
        )
        assert antwoord.status_code == 400
        assert "spoor" not in antwoord.text


def test_the_site_has_no_debug_pages(site: Starlette) -> None:
    assert site.debug is False
