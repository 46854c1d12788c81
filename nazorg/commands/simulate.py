"""`nazorg simulate`: play the partners, with invented answers and bad days."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import click

from nazorg.commands.groep import run
from nazorg.commands.simulate_inloggen import begin, speel_inlogdienst
from nazorg.kern.klok import SysteemKlok, vandaag
from nazorg.settings import Settings
from nazorg.simulatie.certificaten import Autoriteit
from nazorg.simulatie.feiten import Wereld
from nazorg.simulatie.inloggedrag import Inloggedrag
from nazorg.simulatie.schakelaars import PARTNERS, Gedrag, Schakelaars
from nazorg.simulatie.server import Simulator

POORT = 8090


@dataclass(frozen=True, slots=True)
class _Keuze:
    partners: tuple[str, ...]
    gedrag: Gedrag
    poort: int
    tls: str
    token: bool


@click.command()
@click.option("--partner", default="", help="Alleen deze, met komma's: brp,zvh. Leeg: alle.")
@click.option(
    "--gedrag",
    type=click.Choice([g.value for g in Gedrag]),
    default=Gedrag.GOED.value,
    help="Hoe de gekozen partners zich gedragen; de andere doen het goed.",
)
@click.option("--poort", type=click.IntRange(1, 65535), default=POORT, help="Poort.")
@click.option(
    "--tls",
    type=click.Choice(["uit", "goed", "verlopen"]),
    default="uit",
    help="https, met een goed of een verlopen certificaat van een eigen proefautoriteit.",
)
@click.option("--token", is_flag=True, help="Eis een toegangstoken (OAuth 2.0).")
@click.option(
    "--inloggen",
    type=click.Choice([g.value for g in Inloggedrag]),
    default=None,
    help="Speel in plaats van partners een inlogdienst na (OpenID Connect), met dit gedrag.",
)
@click.option(
    "--adres",
    default="http://127.0.0.1:8000",
    help="Waar nazorg voor de browser staat; alleen met --inloggen.",
)
def simulate(
    partner: str, gedrag: str, poort: int, tls: str, token: bool, inloggen: str | None, adres: str
) -> None:
    """Speel de partners na met verzonnen antwoorden, of een inlogdienst, tot Ctrl-C."""
    if inloggen:
        run(lambda _: speel_inlogdienst(Inloggedrag(inloggen), adres, poort, tls))
        return
    partners = tuple(p.strip() for p in partner.split(",") if p.strip())
    if onbekend := set(partners) - set(PARTNERS):
        namen = ", ".join(sorted(onbekend))
        raise click.UsageError(f"--partner klopt niet: {namen}. Kies uit: {', '.join(PARTNERS)}.")
    keuze = _Keuze(partners, Gedrag(gedrag), poort, tls, token)
    run(lambda _: _simulate(keuze))


async def _simulate(keuze: _Keuze) -> None:
    with _maak(keuze) as sim:
        stop = await begin(sim, keuze.poort)
        click.echo(f"De nagespeelde partners staan klaar op {sim.basis}. Zet in een andere shell:")
        click.echo(f"  export NAZORG_PARTNERS='{partners_json(sim)}'")
        await stop.wait()
        await sim.stop()


@contextmanager
def _maak(keuze: _Keuze) -> Iterator[Simulator]:
    klok = SysteemKlok()
    schakelaars = Schakelaars(eis_token=keuze.token)
    schakelaars.zet(keuze.gedrag, *keuze.partners)
    sim = Simulator(Wereld(lambda: vandaag(klok)), klok, schakelaars=schakelaars, poort=keuze.poort)
    if keuze.tls == "uit":
        yield sim
        return
    with tempfile.TemporaryDirectory(prefix="nazorg-simulate-") as map_:
        ca = Autoriteit(Path(map_), nu=klok.nu())
        geldig = timedelta(days=-1) if keuze.tls == "verlopen" else timedelta(days=1)
        sim.tls = ca.server_tls(ca.maak("simulator", geldig=geldig))
        click.echo(f"CA-certificaat: {ca.ca}")
        yield sim


def partners_json(sim: Simulator, *namen: str) -> str:
    """Return NAZORG_PARTNERS for a nazorg that asks this simulator."""
    partners: list[dict[str, object]] = []
    for naam in namen or PARTNERS:
        partner: dict[str, object] = {"partner": naam, "url": sim.url(naam)}
        if sim.schakelaars.eis_token:
            partner |= {"token_url": f"{sim.basis}/oauth/token", "client_id": "nazorg"}
        partners.append(partner)
    return json.dumps(partners)


def simuleer_voor(settings: Settings, sim: Simulator) -> Settings:
    """Return the same settings, with the simulator as every partner."""
    met = Settings.model_validate({"partners": json.loads(partners_json(sim))})
    return settings.model_copy(update={"partners": met.partners})
