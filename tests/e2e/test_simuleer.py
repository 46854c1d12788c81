"""`nazorg simulate` as an operator starts it: a process, a port, and a switch."""

import asyncio
import json
import sys
from pathlib import Path

import aiohttp

from tests.e2e.systeem import vrije_poort
from tests.factories import BSN_DAAN

_VRAAG = {"burgerservicenummer": BSN_DAAN, "groepen": ["casus"]}
_BRP = {
    "type": "RaadpleegMetBurgerservicenummer",
    "fields": ["burgerservicenummer"],
    "burgerservicenummer": [BSN_DAAN],
}


async def _vraag(basis: str, pad: str, vraag: object) -> int:
    async with aiohttp.ClientSession() as http, http.post(basis + pad, json=vraag) as antwoord:
        await antwoord.read()
        return antwoord.status


async def test_a_switch_is_for_the_partners_that_were_named(tmp_path: Path) -> None:
    poort = vrije_poort()
    woorden = ("simulate", "--poort", str(poort), "--partner", "zvh", "--gedrag", "druk")
    proces = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).with_name("nazorg")),
        *woorden,
        stdout=asyncio.subprocess.PIPE,
        cwd=tmp_path,
    )
    assert proces.stdout
    async with asyncio.timeout(60):
        regels = [(await proces.stdout.readline()).decode() for _ in range(2)]
    basis = f"http://127.0.0.1:{poort}"

    statussen = [
        await _vraag(basis, "/zvh/casusvermeldingen/raadplegen", _VRAAG),
        await _vraag(basis, "/brp/personen", _BRP),
        await _vraag(basis, "/brp/elders", _BRP),
    ]
    proces.terminate()
    status = await proces.wait()

    assert statussen == [429, 200, 404]
    assert status == 0
    partners = json.loads(regels[1].partition("'")[2].rpartition("'")[0])
    assert [p["partner"] for p in partners] == ["brp", "zvh", "reclassering", "politie", "om"]
