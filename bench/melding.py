"""Measure how soon a mayor can see an alert while every partner hangs and the mail server is away.

Real processes: `nazorg serve` and `nazorg bij` on a database of their own, alerts over HTTP, and a
mayor whose page is asked again and again. For each alert all five partners are asked, so that there
is more that hangs with every round. The aim is a p99 of one second.
"""

import asyncio
import hashlib
import json
import os
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import httpx2

from bench.processen import NAZORG, draai, start, vrije_poort, wacht_op
from nazorg.kern.klok import SysteemKlok, vandaag
from nazorg.kern.partner import Partner
from nazorg.synthetic.bij import BRON, generate_bij

_TOKEN = "bench"
_BURGEMEESTER = "anne-de-boer"
_AANWIJZING = (
    *("--gemeente", "0281", "--account", _BURGEMEESTER, "--naam", "Anne de Boer"),
    *("--functie", "burgemeester", "--van", "2026-01-01", "--document", "meting"),
    *("--email", "anne@voorbeeld.example", "--telefoon", "0344 00 00 00"),
)


async def meet_melding(aantal: int) -> int:
    """Print how long it took from the first byte of a notice until a mayor sees it, in ms."""
    async with AsyncExitStack() as stapel:
        map_ = stapel.enter_context(tempfile.TemporaryDirectory())
        Path(map_).chmod(0o711)  # noqa: ASYNC240 - before anything else runs
        hangt = await stapel.enter_async_context(_open_hangend())
        omgeving = _omgeving(Path(map_), hangt)
        basis = f"http://127.0.0.1:{omgeving['NAZORG_PORT']}"
        await stapel.enter_async_context(start(omgeving, NAZORG, "serve"))
        web = await stapel.enter_async_context(httpx2.AsyncClient(base_url=basis, timeout=30))
        await wacht_op(web)
        aanwijzing = await draai(omgeving, NAZORG, "bij", "wijs-aan", *_AANWIJZING)
        assert await aanwijzing.wait() == 0, "nobody was designated"
        await stapel.enter_async_context(start(omgeving, NAZORG, "bij"))
        await web.post("/bij/login", data={"medewerker": _BURGEMEESTER})
        tijden = [await _meld(web, bericht) for bericht in _berichten(aantal)]
    p = statistics.quantiles(tijden, n=100, method="inclusive")
    print(f"{aantal} meldingen, elke partner hangt, geen mailserver")
    print(f"zichtbaar na, mediaan en hoogste {p[49]:.0f}, {max(tijden):.0f} ms")
    print(f"p99                              {p[98]:.0f} ms   (doel: 1000 of minder)")
    print(f"belasting van de machine         {os.getloadavg()[0]:.1f}")
    return 0


def _berichten(aantal: int) -> list[tuple[str, dict[str, Any]]]:
    """Return alerts about as many people, with the name by which the page shows each."""
    voorbeeld = generate_bij(vandaag(SysteemKlok()))[0]
    uit = []
    for i in range(aantal):
        naam = "Meting" + "".join(chr(97 + int(c)) for c in f"{i:04}")
        persoon = voorbeeld["data"]["persoon"] | {"geslachtsnaam": naam, "voorvoegsel": "van"}
        data = voorbeeld["data"] | {"meldingId": f"M-{i}", "persoon": persoon}
        uit.append((naam, voorbeeld | {"id": f"m-{i}", "sequence": str(i + 1), "data": data}))
    return uit


async def _meld(web: httpx2.AsyncClient, bericht: tuple[str, dict[str, Any]]) -> float:
    """Send an alert, look until it is there, then ask every partner about it; return the ms."""
    naam, event = bericht
    koppen = {
        "authorization": f"Bearer {_TOKEN}",
        "content-type": "application/cloudevents+json",
    }
    begin = time.perf_counter()
    antwoord = await web.post("/v1/bij/berichten", content=json.dumps(event), headers=koppen)
    assert antwoord.is_success, antwoord.status_code
    pagina = ""
    while naam not in pagina:
        pagina = (await web.get("/bij/meldingen")).text
    ms = (time.perf_counter() - begin) * 1000
    pad = pagina[: pagina.index(naam)].rpartition('href="')[2].partition('"')[0]
    for partner in Partner:
        velden = dict.fromkeys(("reden", "ontvangers", "noodzaak"), "meting")
        await web.post(f"{pad}/navraag", data={"partner": partner.value} | velden)
    return ms


@asynccontextmanager
async def _open_hangend() -> AsyncIterator[int]:
    """Listen as a partner that takes every call and never says a word."""

    async def zwijg(lezer: asyncio.StreamReader, schrijver: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            await lezer.read()
        schrijver.close()

    server = await asyncio.start_server(zwijg, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


def _omgeving(map_: Path, hangt: int) -> Mapping[str, str]:
    partners = [{"partner": p.value, "url": f"http://127.0.0.1:{hangt}/{p}"} for p in Partner]
    afzender = {
        "naam": "meting",
        "token_sha256": hashlib.sha256(_TOKEN.encode()).hexdigest(),
        "bronnen": [BRON],
        "bij": True,
    }
    return os.environ | {  # noqa: TID251 - for processes of their own
        "NAZORG_DATA_DIR": str(map_),
        "NAZORG_PORT": str(vrije_poort()),
        "NAZORG_PARTNERS": json.dumps(partners),
        "NAZORG_AFZENDERS": json.dumps([afzender]),
        "NAZORG_AFZENDER_PER_MINUUT": "0",
        "NAZORG_SMTP_HOST": "127.0.0.1",
        "NAZORG_SMTP_PORT": str(vrije_poort()),
        "NAZORG_SMTP_TLS": "uit",
        "NAZORG_BIJ_PORT": "0",
    }
