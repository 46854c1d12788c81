"""How often a machine may ask: 429 for who asks too much, and nothing for the others."""

from typing import Any

import asyncpg

from nazorg.berichten.afzender import Afzender
from nazorg.deps import Deps
from tests.factories import BRON
from tests.web.machinedeur import KOP, OIN, open_machine

ANDERE_OIN, BIJ_OIN = "00000099000000003000", "00000099000000004000"


def afzender(naam: str, oin: str, **anders: Any) -> Afzender:
    return Afzender(naam=naam, bronnen=frozenset({BRON}), certificaten=frozenset({oin}), **anders)


WIE = (afzender("een", OIN), afzender("ander", ANDERE_OIN))


async def test_who_asks_too_often_hears_when_to_come_back(
    deps: Deps, eigenaar: asyncpg.Connection
) -> None:
    async with open_machine(deps, afzenders=WIE, per_minuut=3) as machine:
        goed = [await machine.stuur(headers=[(KOP, OIN)]) for _ in range(3)]
        te_veel = await machine.stuur(headers=[(KOP, OIN)])

    assert [a.status_code for a in goed] == [200, 200, 200]
    assert goed[0].headers["ratelimit-policy"] == '"afzender";q=3;w=60'
    assert [a.headers["ratelimit"].split(";")[1] for a in goed] == ["r=2", "r=1", "r=0"]
    assert te_veel.status_code == 429
    assert te_veel.headers["content-type"] == "application/problem+json"
    assert 1 <= int(te_veel.headers["retry-after"]) <= 60
    assert te_veel.headers["ratelimit"].startswith('"afzender";r=0;t=')
    assert te_veel.json()["status"] == 429
    assert await eigenaar.fetchval("select count(*) from nazorg.bericht") == 3


async def test_one_sender_never_uses_up_the_turn_of_another(deps: Deps) -> None:
    async with open_machine(deps, afzenders=WIE, per_minuut=1) as machine:
        assert (await machine.stuur(headers=[(KOP, OIN)])).status_code == 200
        assert (await machine.stuur(headers=[(KOP, OIN)])).status_code == 429

        assert (await machine.stuur(headers=[(KOP, ANDERE_OIN)])).status_code == 200


async def test_who_is_not_let_in_uses_up_nobodys_turn(deps: Deps) -> None:
    async with open_machine(deps, afzenders=WIE, per_minuut=1) as machine:
        for _ in range(3):
            assert (await machine.stuur("wrong", headers=[(KOP, OIN)])).status_code == 401

        assert (await machine.stuur(headers=[(KOP, OIN)])).status_code == 200


async def test_a_sender_may_have_a_limit_of_its_own_or_none(deps: Deps) -> None:
    wie = (afzender("ruim", OIN, per_minuut=2), afzender("vrij", ANDERE_OIN, per_minuut=0))
    async with open_machine(deps, afzenders=wie, per_minuut=1) as machine:
        ruim = [(await machine.stuur(headers=[(KOP, OIN)])).status_code for _ in range(3)]
        vrij = [await machine.stuur(headers=[(KOP, ANDERE_OIN)]) for _ in range(4)]

    assert ruim == [200, 200, 429]
    assert [a.status_code for a in vrij] == [200] * 4
    assert "ratelimit" not in vrij[0].headers


async def test_a_refused_body_counts_and_says_so_too(deps: Deps) -> None:
    async with open_machine(deps, afzenders=WIE, per_minuut=5) as machine:
        koppen = [(KOP, OIN), ("content-encoding", "br")]
        antwoord = await machine.http.post("/v1/berichten", content=b"{}", headers=koppen)

    assert antwoord.status_code == 415
    assert "r=4" in antwoord.headers["ratelimit"]


async def test_the_two_doors_count_apart(deps: Deps) -> None:
    wie = (afzender("zelfde", OIN), afzender("zelfde", BIJ_OIN, bij=True))
    async with open_machine(deps, afzenders=wie, per_minuut=1) as machine:
        assert (await machine.stuur(headers=[(KOP, OIN)])).status_code == 200
        bij = await machine.stuur(pad="/v1/bij/berichten", headers=[(KOP, BIJ_OIN)])

    assert bij.status_code != 429
