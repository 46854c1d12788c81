"""Every answer under /v1 has the form of the API Design Rules, whatever went wrong and where."""

import asyncpg
import pytest
from httpx2 import AsyncClient, Response
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.routing import Route

from nazorg.contract.versies import API_VERSION
from nazorg.deps import Deps
from nazorg.kern.weigering import Weigering
from nazorg.web.inzending import MAX_LIJF
from nazorg.web.site import make_site
from tests.web.conftest import INSTELLINGEN, TOKEN, MaakClient

DEUR = "/v1/berichten"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
VREEMD = {"Sec-Fetch-Site": "cross-site"}
VEILIG = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "strict-transport-security": "max-age=31536000; includeSubDomains",
    "cache-control": "no-store",
}


def is_volgens_de_regels(antwoord: Response, status: int) -> None:
    assert antwoord.status_code == status
    assert antwoord.headers["API-Version"] == API_VERSION
    assert antwoord.headers["content-type"] == "application/problem+json"
    inhoud = antwoord.json()
    assert (inhoud["status"], bool(inhoud["title"]), bool(inhoud["detail"])) == (status, True, True)
    assert {naam: antwoord.headers[naam] for naam in VEILIG} == VEILIG
    assert "frame-ancestors 'none'" in antwoord.headers["content-security-policy"]
    assert "location" not in antwoord.headers


@pytest.mark.parametrize(
    ("methode", "pad", "headers", "inhoud", "status"),
    [
        ("POST", DEUR, {}, b"{}", 401),
        ("POST", "/v1/bij/berichten", BEARER, b"{}", 401),
        ("POST", DEUR, BEARER, b"{}", 400),
        ("POST", DEUR, BEARER | {"Content-Type": "application/cloudevents-batch+json"}, b"1", 400),
        ("POST", DEUR, BEARER | {"Content-Encoding": "gzip"}, b"x", 400),
        ("POST", DEUR, BEARER | {"Content-Encoding": "br"}, b"x", 415),
        ("POST", DEUR, BEARER, b" " * (MAX_LIJF + 1), 413),
        ("POST", DEUR, BEARER | VREEMD, b"{}", 403),
        ("POST", "/v1", VREEMD, b"", 403),
        ("DELETE", DEUR, BEARER, b"", 405),
        ("POST", "/v1/docs", {}, b"", 405),
        ("GET", f"{DEUR}/", BEARER, b"", 404),
        ("GET", "/v1/dossiers/NZ-2026-0001", BEARER, b"", 404),
    ],
)
async def test_a_refusal_has_version_problem_and_security_headers(
    methode: str,
    pad: str,
    headers: dict[str, str],
    inhoud: bytes,
    status: int,
    client: AsyncClient,
) -> None:
    antwoord = await client.request(methode, pad, headers=headers, content=inhoud)

    is_volgens_de_regels(antwoord, status)


@pytest.mark.parametrize(
    ("fout", "status"),
    [
        (Weigering("Dit kan niet."), 400),
        (RuntimeError("geheim"), 500),
        (asyncpg.TooManyConnectionsError("geheim"), 503),
        (OSError("geheim"), 503),
    ],
)
async def test_also_what_goes_wrong_inside_has_the_form_of_the_api(
    fout: Exception, status: int, deps: Deps, maak_client: MaakClient
) -> None:
    async def stuk(_: Request) -> None:
        raise fout

    site: Starlette = make_site(deps, INSTELLINGEN)
    site.router.routes.insert(0, Route("/v1/stuk", stuk))
    antwoord = await (await maak_client(site, raise_fout=False)).get("/v1/stuk")

    is_volgens_de_regels(antwoord, status)
    assert "geheim" not in antwoord.text
    assert ("retry-after" in antwoord.headers) == (status == 503)


async def test_the_same_refusal_on_a_page_for_people_stays_a_page(
    deps: Deps, maak_client: MaakClient
) -> None:
    async def stuk(_: Request) -> None:
        raise Weigering("Dit kan niet.")

    site = make_site(deps, INSTELLINGEN)
    site.router.routes.insert(0, Route("/stuk", stuk))
    antwoord = await (await maak_client(site)).get("/stuk")

    assert antwoord.status_code == 422
    assert antwoord.headers["content-type"].startswith("text/html")
    assert "API-Version" not in antwoord.headers
