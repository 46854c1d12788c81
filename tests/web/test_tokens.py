"""Access tokens of an issuer at the HTTP door: who gets in, who does not, and what they hear."""

import base64
import hmac
import json
import re
import warnings
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from httpx2 import Response
from jwt.warnings import InsecureKeyLengthWarning

from nazorg.deps import Deps
from nazorg.integrations.sleutelbos import SPELING
from tests.klok import VasteKlok
from tests.web.machinedeur import AFDRUK, ANDERE_AFDRUK, DEUR_BIJ, KOP, Machine, open_machine
from tests.web.uitgever import VREEMD, Uitgever, b64, open_uitgever

ONGELDIG = 'Bearer realm="nazorg", error="invalid_token"'


@pytest.fixture
async def uitgever() -> AsyncIterator[Uitgever]:
    async with open_uitgever() as uitgever:
        yield uitgever


@pytest.fixture
async def machine(deps: Deps, uitgever: Uitgever) -> AsyncIterator[Machine]:
    async with open_machine(deps, uitgever) as machine:
        yield machine


def is_geweigerd(antwoord: Response, status: int = 401, www: str = ONGELDIG) -> None:
    assert antwoord.status_code == status, antwoord.text
    assert antwoord.headers["content-type"] == "application/problem+json"
    assert antwoord.headers["www-authenticate"] == www


async def tel(eigenaar: asyncpg.Connection) -> int:
    return int(await eigenaar.fetchval("select count(*) from nazorg.bericht"))


@pytest.mark.parametrize(
    ("kid", "alg"), [("rsa-1", "RS256"), ("rsa-1", "PS256"), ("ec-1", "ES256")]
)
async def test_a_token_of_the_issuer_lets_its_client_in(
    kid: str,
    alg: str,
    machine: Machine,
    uitgever: Uitgever,
    klok: VasteKlok,
    eigenaar: asyncpg.Connection,
) -> None:
    antwoord = await machine.stuur(uitgever.token(klok.nu(), kid=kid, alg=alg))

    assert antwoord.status_code == 200
    assert await eigenaar.fetchval("select herkomst from nazorg.bericht") == "dji"


async def test_the_same_message_under_another_token_is_the_same_message(
    machine: Machine, uitgever: Uitgever, klok: VasteKlok
) -> None:
    await machine.stuur(uitgever.token(klok.nu()), id="b-1")

    antwoord = await machine.stuur(uitgever.token(klok.nu(), kid="ec-1", alg="ES256"), id="b-1")

    assert antwoord.json()["uitkomsten"][0]["uitkomst"] == "dubbel"


@pytest.mark.parametrize(
    "anders",
    [
        {"azp": "dji-koppelvlak", "client_id": None},
        {"azp": "dji-koppelvlak"},
        {"aud": ["iets-anders", "nazorg-tiel"]},
        {"scope": "profile berichten:schrijven"},
        {"nbf": None, "iat": None},
        {"kop": {"typ": "JWT"}},
        {"kop": {"typ": "application/at+jwt"}},
    ],
    ids=str,
)
async def test_what_issuers_write_differently_is_fine(
    anders: dict[str, Any], machine: Machine, uitgever: Uitgever, klok: VasteKlok
) -> None:
    assert (await machine.stuur(uitgever.token(klok.nu(), **anders))).status_code == 200


@pytest.mark.parametrize(
    "anders",
    [
        {"iss": "https://iemand.anders.test"},
        {"iss": None},
        {"aud": "iemand-anders"},
        {"aud": None},
        {"exp": None},
        {"exp": "morgen"},
        {"exp": True},
        {"nbf": [1]},
        {"client_id": None},
        {"client_id": 17},
        {"client_id": "onbekend"},
        {"azp": "iemand-anders"},
        {"scope": ["berichten:schrijven"]},
        {"kop": {"typ": "logout+jwt"}},
        {"kop": {"typ": "Bearer"}},
        {"kop": {"crit": ["exp"]}},
        {"sleutel": VREEMD},
        {"kid": "kort-1"},
        {"cnf": {}},
        {"cnf": "x"},
        {"cnf": {"x5t#S256": "kort"}},
        {"cnf": {"x5t#S256": "!" * 43}},
        {"cnf": {"jkt": b64(AFDRUK)}},
    ],
    # Without where a key lies in memory: two processes must know a test by one name.
    ids=lambda anders: re.sub(r" at 0x[0-9a-f]+", "", str(anders)),
)
async def test_a_token_that_is_not_right_lets_nobody_in(
    anders: dict[str, Any],
    machine: Machine,
    uitgever: Uitgever,
    klok: VasteKlok,
    eigenaar: asyncpg.Connection,
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", InsecureKeyLengthWarning)  # that key is the test
        token = uitgever.token(klok.nu(), **anders)

    is_geweigerd(await machine.stuur(token))

    assert await tel(eigenaar) == 0


@pytest.mark.parametrize(
    ("verschil", "mag"),
    [
        ({"exp": -29}, True),
        ({"exp": -31}, False),
        ({"nbf": 29}, True),
        ({"nbf": 31}, False),
        ({"iat": 31}, False),
    ],
    ids=str,
)
async def test_clocks_may_differ_half_a_minute(
    verschil: dict[str, int], mag: bool, machine: Machine, uitgever: Uitgever, klok: VasteKlok
) -> None:
    assert timedelta(seconds=30) == SPELING
    nu = int(klok.nu().timestamp())
    momenten: dict[str, Any] = {naam: nu + seconden for naam, seconden in verschil.items()}

    antwoord = await machine.stuur(uitgever.token(klok.nu(), **momenten))

    assert antwoord.status_code == (200 if mag else 401)


def onderteken_zelf(alg: str, geheim: bytes, inhoud: dict[str, Any]) -> str:
    """Make a token as an attacker would, without a library that refuses."""
    delen = b".".join(
        base64.urlsafe_b64encode(json.dumps(deel).encode()).rstrip(b"=")
        for deel in ({"alg": alg, "kid": "rsa-1", "typ": "at+jwt"}, inhoud)
    )
    teken = hmac.digest(geheim, delen, "sha256") if geheim else b""
    return f"{delen.decode()}.{b64(teken)}"


@pytest.mark.parametrize("alg", ["none", "None", "HS256", "hs256", "RS1", ""])
async def test_a_token_without_a_signature_of_the_issuer_is_worth_nothing(
    alg: str, machine: Machine, uitgever: Uitgever, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    goed = uitgever.token(klok.nu())
    inhoud = json.loads(base64.urlsafe_b64decode(goed.split(".")[1] + "=="))
    openbaar = uitgever.sleutels["rsa-1"].public_key()
    pem = openbaar.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    geheim = b"" if alg.lower() == "none" else pem

    is_geweigerd(await machine.stuur(onderteken_zelf(alg, geheim, inhoud)))

    assert await tel(eigenaar) == 0


@pytest.mark.parametrize(
    "token", ["a.b.c", "..", "a" * 9000, "é.é.é", "e30.e30.e30", "W10.e30.", "eyJhbGciOiJSUzI1NiJ9"]
)
async def test_what_is_no_token_at_all_is_refused_without_asking_anybody(
    token: str, machine: Machine, uitgever: Uitgever
) -> None:
    antwoord = await machine.stuur(
        headers=[(b"authorization", b"Bearer " + token.encode())]  # not ASCII too
    )

    is_geweigerd(antwoord)
    assert uitgever.vragen == 0


async def test_without_a_scope_the_answer_says_which_one(
    machine: Machine, uitgever: Uitgever, klok: VasteKlok, eigenaar: asyncpg.Connection
) -> None:
    for scope in (None, "", "bij:schrijven", "berichten:schrijvenX"):
        antwoord = await machine.stuur(uitgever.token(klok.nu(), scope=scope))

        is_geweigerd(
            antwoord,
            403,
            'Bearer realm="nazorg", error="insufficient_scope", scope="berichten:schrijven"',
        )
    assert await tel(eigenaar) == 0


async def test_a_client_of_one_compartment_does_not_exist_at_the_other_door(
    machine: Machine, uitgever: Uitgever, klok: VasteKlok
) -> None:
    beide = "berichten:schrijven bij:schrijven"
    voor_bij = uitgever.token(klok.nu(), client_id="dji-bij", scope=beide)
    voor_nazorg = uitgever.token(klok.nu(), scope=beide)

    is_geweigerd(await machine.stuur(voor_bij))
    is_geweigerd(await machine.stuur(voor_nazorg, pad=DEUR_BIJ))
    assert (await machine.stuur(voor_bij, pad=DEUR_BIJ)).status_code in (200, 400)
    assert (await machine.stuur(voor_nazorg)).status_code == 200


async def test_a_bound_token_is_worth_nothing_without_its_certificate(
    machine: Machine, uitgever: Uitgever, klok: VasteKlok
) -> None:
    token = uitgever.token(klok.nu(), cnf={"x5t#S256": b64(AFDRUK)})

    is_geweigerd(await machine.stuur(token))
    is_geweigerd(await machine.stuur(token, headers=[(KOP, ANDERE_AFDRUK.hex())]))
    assert (await machine.stuur(token, headers=[(KOP, AFDRUK.hex())])).status_code == 200
    assert (await machine.stuur(token, headers=[(KOP, b64(AFDRUK))])).status_code == 200


async def test_a_bound_token_does_not_believe_a_certificate_from_outside(
    deps: Deps, uitgever: Uitgever, klok: VasteKlok
) -> None:
    token = uitgever.token(klok.nu(), cnf={"x5t#S256": b64(AFDRUK)})

    async with open_machine(deps, uitgever, adres="192.0.2.9") as machine:
        is_geweigerd(await machine.stuur(token, headers=[(KOP, AFDRUK.hex())]))


async def test_without_an_issuer_only_fixed_tokens_count(
    deps: Deps, uitgever: Uitgever, klok: VasteKlok
) -> None:
    async with open_machine(deps) as machine:
        is_geweigerd(await machine.stuur(uitgever.token(klok.nu())))

    assert uitgever.vragen == 0
