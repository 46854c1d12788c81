"""The room of the mayor in the demo: designations, alerts, and a mailbox that one can look into."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from aiosmtpd.smtp import SMTP

from nazorg.berichten.uitkomst import Deur, RuwBericht
from nazorg.bij.aanwijzing import Functie
from nazorg.commands.bij import open_vragen, werk_bij
from nazorg.commands.opbouw import build_bij_deps
from nazorg.commands.opdrachtgever import OPDRACHT
from nazorg.deps import BijDeps
from nazorg.integrations.smtp import Mailserver
from nazorg.kern.klok import vandaag
from nazorg.referentie.bij.personas import load_bij_personas
from nazorg.settings import Settings
from nazorg.synthetic.bij import generate_bij
from nazorg.usecases.bij.aanwijzing import Voorstel, toon_aanwijzingen, wijs_aan

log = structlog.get_logger()
_ADRES = "nazorg@demo.nazorg.example"


class _Postvak:
    """Writes each mail that comes in to a file, as a mailbox would keep it."""

    def __init__(self, map_: Path) -> None:
        self._map = map_

    async def handle_DATA(self, _: Any, __: Any, envelope: Any) -> str:  # noqa: N802 - its name
        aan = "".join(c for c in envelope.rcpt_tos[0] if c.isalnum() or c in "@.-")
        aantal = len(list(self._map.glob("*.eml"))) + 1
        pad = self._map / f"{aantal:04}-{aan}.eml"
        await asyncio.to_thread(pad.write_bytes, envelope.content)
        return "250 OK"


def mailmap(settings: Settings) -> Path:
    return settings.data_dir / "mail"


@asynccontextmanager
async def open_demo_bij(settings: Settings, kaal: BijDeps) -> AsyncIterator[BijDeps]:
    """Fill the room, and let its process run for as long as this is open."""
    async with open_vragen(settings, kaal) as deps, _open_gevuld(settings, deps):
        yield deps


@asynccontextmanager
async def _open_gevuld(settings: Settings, deps: BijDeps) -> AsyncIterator[None]:
    await _wijs_aan(deps)
    await _vul(deps, _dag(settings.data_dir, vandaag(deps.kamer.klok)))
    async with _open_postvak(mailmap(settings)) as server:
        stop = asyncio.Event()
        klein = settings.model_copy(update={"bij_port": 0})
        werk = asyncio.create_task(werk_bij(klein, deps, server, stop=stop))
        try:
            yield
        finally:
            stop.set()
            await asyncio.gather(werk, return_exceptions=True)


@asynccontextmanager
async def _open_postvak(map_: Path) -> AsyncIterator[Mailserver]:
    """Run a real mail server on this machine only, on a free port."""
    await asyncio.to_thread(map_.mkdir, parents=True, exist_ok=True)
    server = await asyncio.get_running_loop().create_server(
        lambda: SMTP(_Postvak(map_), hostname="demo"), "127.0.0.1", 0
    )
    port = server.sockets[0].getsockname()[1]
    try:
        yield Mailserver(host="127.0.0.1", port=port, afzender=_ADRES, tls="uit")
    finally:
        server.close()


async def _wijs_aan(deps: BijDeps) -> None:
    """Designate the invented people, once; one gemeente has an acting mayor who went."""
    if await toon_aanwijzingen(OPDRACHT, deps.kamer):
        return
    dag = vandaag(deps.kamer.klok)
    for p in load_bij_personas().values():
        if p.functie and p.gemeente:
            voorstel = Voorstel(
                gemeente=p.gemeente,
                persoon=p.medewerker.id,
                naam=p.medewerker.naam,
                functie=p.functie,
                van=dag - timedelta(days=200),
                tot=None,
                document=f"Aanwijzingsbesluit {dag.year}-014",
                email=f"{p.medewerker.id}@demo.nazorg.example",
                telefoon=p.telefoon,
            )
            await _leg_vast(deps, voorstel)
    await _leg_vast(deps, _vertrokken(dag))


def _vertrokken(dag: date) -> Voorstel:
    return Voorstel(
        gemeente="0216",
        persoon="els-de-graaf",
        naam="Els de Graaf",
        functie=Functie.WAARNEMEND_BURGEMEESTER,
        van=dag - timedelta(days=400),
        tot=dag - timedelta(days=2),
        document="KB 2025-77",
        email="els-de-graaf@demo.nazorg.example",
        telefoon="0345 00 00 01",
    )


async def _leg_vast(deps: BijDeps, voorstel: Voorstel) -> None:
    await wijs_aan(voorstel, medewerker=OPDRACHT, kamer=deps.kamer, oorsprong="demo")


class _Toen:
    """A clock that stands where a message came in."""

    def __init__(self, nu: datetime) -> None:
        self._nu = nu

    def nu(self) -> datetime:
        return self._nu


async def _vul(deps: BijDeps, dag: date) -> None:
    """Take the invented alerts in, each on its own day; a second start changes nothing."""
    for event in generate_bij(dag):
        toen = _Toen(datetime.fromisoformat(event["time"]) + timedelta(minutes=2))
        kamer = deps.kamer
        bij = build_bij_deps(kamer.store, kamer.kluis, toen, kennis=kamer.kennis)
        inhoud = json.dumps(event).encode()
        await bij.ontvang([RuwBericht(inhoud=inhoud, deur=Deur.BESTAND, herkomst="demo bij")])


def _dag(data_dir: Path, dag: date) -> date:
    """Return the day around which the alerts lie: that of the first start of this demo."""
    pad = data_dir / "demo-bij-dag"
    if not pad.exists():
        pad.write_text(dag.isoformat())
    return date.fromisoformat(pad.read_text().strip())
