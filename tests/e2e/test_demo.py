"""`nazorg demo`: from nothing to a person who opens a dossier, and again the next morning."""

import asyncio
import json
import re
import signal

import pytest

from tests.e2e.site import Site, open_site
from tests.e2e.systeem import Systeem


async def _kijk_rond(site: Site) -> str:
    """Log in, read the queue, open the first dossier; return who it is about."""
    await site.meld_aan("marieke-bos")
    groepen, tab, html = await site.werkvoorraad()
    assert groepen == tab > 0
    eerste = re.search(r'class="row__link"[^>]*href="(/dossiers/[^"]+)"[^>]*>([^<]+)<', html)
    assert eerste
    dossier = await site.client.get(eerste[1])
    assert dossier.status_code == 200
    assert eerste[2] in dossier.text
    await _kijk_naar_overleggen(site)
    return eerste[2]


async def _kijk_naar_overleggen(site: Site) -> None:
    """One meeting of the region is to come, once, with people on its agenda; one was held."""
    html = (await site.client.get("/overleggen")).text
    komend, _, geweest = html.partition('id="h-geweest"')
    rijen = re.findall(r'href="(/overleggen/[0-9a-f-]{36})">Nazorgoverleg Rivierenland<', komend)
    assert len(rijen) == 1
    assert "Nazorgoverleg Rivierenland" in geweest
    agenda = (await site.client.get(rijen[0])).text
    assert agenda.count('class="punt__nr"') >= 1


async def _kijk_als_beheerder(site: Site) -> None:
    """See who takes our events and what went wrong, and one day of which a message is missing."""
    await site.meld_aan("ruben-de-wit")
    bezorging = (await site.client.get("/bezorging")).text
    for ontvanger in ("Regio-overzicht", "Zaken Nijmegen", "Planbord"):
        assert bezorging.count(f'<span class="brk">{ontvanger}</span>') == 1
    assert "De ontvanger nam het bericht niet aan. Antwoord: 422." in bezorging
    assert "401" not in re.findall(r"Antwoord: (\d+)", bezorging)
    dagen = (await site.client.get("/berichten/telling")).text
    assert len(re.findall(r">\s*1 mist\s*<", dagen)) == 1
    assert len(re.findall(r">\s*ja\s*<", dagen)) >= 7
    assert "teveel" not in dagen


async def _dossiers(systeem: Systeem) -> int:
    proces = await asyncio.to_thread(systeem.draai, "status", "--json")
    assert proces.popen.returncode == 0
    return int(json.loads(proces.uit)["dossiers"]["totaal"])


async def test_the_demo_starts_from_nothing_and_again_without_doubling_a_dossier(
    systeem: Systeem,
) -> None:
    if systeem.url:
        pytest.skip("the demo starts from nothing: a database of its own")
    async with open_site(systeem, "demo", seconden=120) as site:
        wie = await _kijk_rond(site)
        await _kijk_als_beheerder(site)
        aantal = await _dossiers(systeem)
        assert await asyncio.to_thread(site.proces.stop, signal.SIGINT) == 0
    assert "kies als wie u werkt" in site.proces.tekst
    assert wie not in site.proces.tekst

    async with open_site(systeem, "demo", seconden=120) as site:
        await _kijk_rond(site)
        await _kijk_als_beheerder(site)
        # A notice that is recorded this very minute may bring one more.
        assert aantal <= await _dossiers(systeem) <= aantal + 1
        assert await asyncio.to_thread(site.proces.stop, signal.SIGINT) == 0
