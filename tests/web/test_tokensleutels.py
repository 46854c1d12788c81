"""The keys of the issuer: fetched when needed, never too often, and what happens without them."""

from collections.abc import AsyncIterator

import pytest

from nazorg.deps import Deps
from nazorg.integrations import sleutelbos as onderdeel
from nazorg.integrations.sleutelbos import NIET_VAKER_DAN, VERVERS_NA
from tests.klok import VasteKlok
from tests.web.conftest import TOKEN
from tests.web.machinedeur import Machine, open_machine
from tests.web.uitgever import VREEMD, Uitgever, b64, open_uitgever, to_jwk


@pytest.fixture
async def uitgever() -> AsyncIterator[Uitgever]:
    async with open_uitgever() as uitgever:
        yield uitgever


@pytest.fixture
async def machine(deps: Deps, uitgever: Uitgever) -> AsyncIterator[Machine]:
    async with open_machine(deps, uitgever) as machine:
        yield machine


async def test_keys_are_asked_for_once_and_again_after_a_while(
    machine: Machine, uitgever: Uitgever, klok: VasteKlok
) -> None:
    for _ in range(3):
        assert (await machine.stuur(uitgever.token(klok.nu()))).status_code == 200
    assert uitgever.vragen == 1

    klok.verder(seconds=VERVERS_NA.total_seconds())
    assert (await machine.stuur(uitgever.token(klok.nu()))).status_code == 200
    assert uitgever.vragen == 2


async def test_a_new_key_works_at_once_and_a_key_that_was_taken_away_no_longer(
    machine: Machine, uitgever: Uitgever, klok: VasteKlok
) -> None:
    oud = uitgever.token(klok.nu(), exp=int(klok.nu().timestamp()) + 3600)
    assert (await machine.stuur(oud)).status_code == 200
    uitgever.sleutels = {"rsa-2": VREEMD}
    klok.verder(seconds=NIET_VAKER_DAN.total_seconds())

    assert (await machine.stuur(uitgever.token(klok.nu(), kid="rsa-2"))).status_code == 200
    assert (await machine.stuur(oud)).status_code == 401


async def test_a_flood_of_invented_key_names_asks_the_issuer_once(
    machine: Machine, uitgever: Uitgever, klok: VasteKlok
) -> None:
    assert (await machine.stuur(uitgever.token(klok.nu()))).status_code == 200
    klok.verder(seconds=NIET_VAKER_DAN.total_seconds())

    for nummer in range(25):
        token = uitgever.token(klok.nu(), kid=f"verzonnen-{nummer}", sleutel=VREEMD)
        assert (await machine.stuur(token)).status_code == 401

    assert uitgever.vragen == 2
    assert (await machine.stuur(uitgever.token(klok.nu()))).status_code == 200


async def test_a_key_for_something_else_verifies_nothing(
    machine: Machine, uitgever: Uitgever, klok: VasteKlok
) -> None:
    uitgever.extra = [
        to_jwk("enc-1", VREEMD, use="enc"),
        to_jwk("ps-1", VREEMD, alg="PS256"),
        {"kid": "oct-1", "kty": "oct", "k": b64(b"s" * 32)},
        {"kid": ["geen", "tekst"], "kty": "RSA"},
        {"kid": "half-1", "kty": "RSA"},
        "geen object",
    ]

    for kid in ("enc-1", "ps-1", "oct-1", "half-1"):
        token = uitgever.token(klok.nu(), kid=kid, sleutel=VREEMD)
        assert (await machine.stuur(token)).status_code == 401
    ps = uitgever.token(klok.nu(), kid="ps-1", alg="PS256", sleutel=VREEMD)
    assert (await machine.stuur(ps)).status_code == 200


async def test_without_the_issuer_the_last_keys_keep_working_for_a_day(
    machine: Machine, uitgever: Uitgever, klok: VasteKlok
) -> None:
    assert (await machine.stuur(uitgever.token(klok.nu()))).status_code == 200
    await uitgever.stop()

    klok.verder(hours=23)
    assert (await machine.stuur(uitgever.token(klok.nu()))).status_code == 200
    klok.verder(hours=1)
    antwoord = await machine.stuur(uitgever.token(klok.nu()))

    assert antwoord.status_code == 503
    assert int(antwoord.headers["retry-after"]) > 0
    await uitgever.start()
    klok.verder(seconds=NIET_VAKER_DAN.total_seconds())
    assert (await machine.stuur(uitgever.token(klok.nu()))).status_code == 200


async def test_a_new_key_that_cannot_be_fetched_is_later_and_not_wrong(
    machine: Machine, uitgever: Uitgever, klok: VasteKlok
) -> None:
    assert (await machine.stuur(uitgever.token(klok.nu()))).status_code == 200
    await uitgever.stop()
    klok.verder(seconds=NIET_VAKER_DAN.total_seconds())

    nieuw = uitgever.token(klok.nu(), kid="rsa-2", sleutel=VREEMD)

    assert (await machine.stuur(nieuw)).status_code == 503
    assert (await machine.stuur(uitgever.token(klok.nu()))).status_code == 200


@pytest.mark.parametrize(
    "antwoord",
    [
        (500, b""),
        (302, b""),
        (200, b"{"),
        (200, b"[]"),
        (200, b'{"keys": []}'),
        (200, b'{"keys": 3}'),
        (200, b"[" * 100_000),
        (200, b" " * 300_000),
        (200, b'{"keys": "\xff"}'),
    ],
    ids=lambda a: f"{a[0]} {a[1][:12]!r}",
)
async def test_an_issuer_that_answers_nonsense_is_away(
    antwoord: tuple[int, bytes], machine: Machine, uitgever: Uitgever, klok: VasteKlok
) -> None:
    uitgever.antwoord = antwoord

    assert (await machine.stuur(uitgever.token(klok.nu()))).status_code == 503


async def test_an_issuer_that_says_nothing_costs_one_request_a_moment_and_no_more(
    machine: Machine, uitgever: Uitgever, klok: VasteKlok, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onderdeel, "_SECONDEN", 0.5)
    uitgever.hangt = True

    for _ in range(3):
        assert (await machine.stuur(uitgever.token(klok.nu()))).status_code == 503

    assert uitgever.vragen == 1


async def test_no_token_of_a_machine_is_ever_in_an_answer(
    machine: Machine, uitgever: Uitgever, klok: VasteKlok
) -> None:
    token = uitgever.token(klok.nu(), client_id="zoek-mij")

    for geheim in (token, TOKEN):
        antwoord = await machine.stuur(geheim)
        assert geheim not in antwoord.text
        assert "zoek-mij" not in antwoord.text
