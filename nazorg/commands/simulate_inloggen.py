"""Play a provider of OpenID Connect: a part of `nazorg simulate`."""

import asyncio
import json
import signal
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import click

from nazorg.commands.opbouw import Opstartfout
from nazorg.kern.klok import SysteemKlok
from nazorg.simulatie.certificaten import Autoriteit
from nazorg.simulatie.inloggedrag import Inloggedrag
from nazorg.simulatie.inlogserver import Inlogsimulator

# What each registration of the simulated provider is called, and where it comes back to.
_REGISTRATIES = (
    ("NAZORG_INLOGGEN", "nazorg", "/login/terug"),
    ("NAZORG_BIJ_INLOGGEN", "bij", "/bij/login/terug"),
)
_GEHEIM = "verzonnen-geheim-van-{}"


class _Server(Protocol):
    async def start(self) -> None: ...


async def begin(sim: _Server, poort: int) -> asyncio.Event:
    """Start a simulator; return what is set when somebody stops us. Raises Opstartfout."""
    stop = asyncio.Event()
    for sein in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sein, stop.set)
    try:
        await sim.start()
    except OSError as fout:
        raise Opstartfout(f"Poort {poort} is bezet. Kies een andere met --poort.") from fout
    return stop


async def speel_inlogdienst(gedrag: Inloggedrag, adres: str, poort: int, tls: str) -> None:
    """Play it until somebody stops us; say which settings belong to it."""
    adres = adres.rstrip("/")
    with _open_tls(tls) as (context, ca):
        sim = Inlogsimulator(
            klok=SysteemKlok(),
            clients={naam: _GEHEIM.format(naam) for _, naam, _ in _REGISTRATIES},
            terug=frozenset(f"{adres}{pad}" for _, _, pad in _REGISTRATIES),
            gedrag=gedrag,
            tls=context,
            poort=poort,
        )
        stop = await begin(sim, poort)
        click.echo(
            f"De nagespeelde inlogdienst staat klaar op {sim.issuer}. Zet in een andere shell:"
        )
        for instelling, naam, _ in _REGISTRATIES:
            click.echo(f"  export {instelling}='{_json(sim.issuer, naam, adres, ca)}'")
        await stop.wait()
        await sim.stop()


@contextmanager
def _open_tls(soort: str) -> Iterator[tuple[ssl.SSLContext | None, str]]:
    """Yield what the server needs for https, and the file with its authority."""
    if soort == "uit":
        yield None, ""
        return
    with tempfile.TemporaryDirectory(prefix="nazorg-simulate-") as map_:
        autoriteit = Autoriteit(Path(map_), nu=SysteemKlok().nu())
        geldig = timedelta(days=-1) if soort == "verlopen" else timedelta(days=1)
        yield (
            autoriteit.server_tls(autoriteit.maak("inlogdienst", geldig=geldig)),
            str(autoriteit.ca),
        )


def _json(issuer: str, naam: str, adres: str, ca: str) -> str:
    inhoud = {
        "issuer": issuer,
        "client_id": naam,
        "geheim": _GEHEIM.format(naam),
        "adres": adres,
        "toegang_bij": "uw beheerder",
    }
    return json.dumps(inhoud | ({"ca": ca} if ca else {}))
