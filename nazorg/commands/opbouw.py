"""Put the parts together: settings in, a running database and `Deps` out."""

import base64
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from pydantic import SecretStr

from nazorg.berichten.alarm import Grenzen
from nazorg.contract.controles import Bekend
from nazorg.contract.lezen import Lezer
from nazorg.deps import BijDeps, Deps
from nazorg.kern.klok import Klok, SysteemKlok, vandaag
from nazorg.kern.medewerker import Doel
from nazorg.kern.partner import Basis, Partner
from nazorg.referentie.bij.laden import BijKennis, load_bij_kennis
from nazorg.referentie.bij.termijnen import TermijnFout
from nazorg.referentie.eigen import EigenFout
from nazorg.referentie.grondslagen import Grondslagen, load_grondslagen
from nazorg.referentie.kennis import Kennis, load_kennis
from nazorg.settings import Settings
from nazorg.sporen.uitvoer import sporen_naar
from nazorg.store import rollen
from nazorg.store.bij.store import BijStore
from nazorg.store.embedded import EmbeddedPostgres
from nazorg.store.kluis import SLEUTEL_BYTES, Kluis, KluisFout, lees_sleutel
from nazorg.store.migreren import migreer
from nazorg.store.store import Store
from nazorg.store.verbinding import Databank
from nazorg.usecases.berichten.codes import Codes
from nazorg.usecases.berichten.ontvang import Ontvanger
from nazorg.usecases.bij.kamer import Kamer
from nazorg.usecases.bij.ontvang import BijOntvanger
from nazorg.usecases.bij.verrijk import Bases, Bronnen


class Opstartfout(Exception):  # noqa: N818 - shown to the operator as it is, in Dutch
    """nazorg cannot start; the text says what to do."""


@contextmanager
def open_databank(settings: Settings) -> Iterator[Databank]:
    """Yield the given database, or our own PostgreSQL started for as long as this runs."""
    if settings.database_url is not None:
        yield Databank(url=settings.database_url.get_secret_value())
        return
    with EmbeddedPostgres(
        settings.data_dir.resolve(), logins=rollen.ALLE, bootstrap_sql=rollen.bootstrap_sql()
    ) as postgres:
        yield Databank(socket=postgres.start())


@asynccontextmanager
async def open_deps(
    settings: Settings, *, klok: Klok | None = None, verbindingen: int = 5
) -> AsyncIterator[Deps]:
    """Yield the parts of a running nazorg on a migrated database."""
    # First: what is wrong with the settings is said before a database is started for nothing.
    kennis, kluis = lees_kennis(settings), open_kluis(settings)
    async with open_migrated(settings) as databank:
        deel = _Deel(settings, databank, kennis, kluis, klok or SysteemKlok(), verbindingen)
        async with _open(deel) as deps:
            yield deps


@asynccontextmanager
async def open_deps_op(settings: Settings, databank: Databank) -> AsyncIterator[Deps]:
    """Yield the parts on a database that another process opened, with one connection."""
    kennis, kluis = lees_kennis(settings), open_kluis(settings)
    async with _open(_Deel(settings, databank, kennis, kluis, SysteemKlok(), 1)) as deps:
        yield deps


def check_instellingen(settings: Settings) -> None:
    """Raise Opstartfout now for what else would be found when a database runs already."""
    lees_kennis(settings)
    open_kluis(settings)


class _Deel(NamedTuple):
    settings: Settings
    databank: Databank
    kennis: Kennis
    kluis: Kluis
    klok: Klok
    verbindingen: int


@asynccontextmanager
async def _open(deel: _Deel) -> AsyncIterator[Deps]:
    settings = deel.settings
    collector = str(settings.otlp_endpoint) if settings.otlp_endpoint else None
    with sporen_naar(collector):
        store = Store(deel.databank, verbindingen=deel.verbindingen)
        try:
            deps = build_deps(store, deel.kluis, deel.kennis, deel.klok)
            yield replace(
                deps,
                grenzen=_grenzen(settings),
                ontvanger=replace(deps.ontvanger, reeks=settings.pauze_na),
            )
        finally:
            await store.close()


def _grenzen(settings: Settings) -> Grenzen:
    gat = timedelta(minutes=settings.gat_minuten)
    return Grenzen(gat=gat, inhoud_maanden=settings.inhoud_maanden)


@asynccontextmanager
async def open_bij_deps(settings: Settings) -> AsyncIterator[BijDeps]:
    """Yield the parts of the BIJ compartment. Only who asks for them holds its key (L01)."""
    kluis = open_kluis(settings, compartiment="bij")
    kennis = _bij_kennis(settings)
    async with open_bij_databank(settings) as databank:
        store = BijStore(databank)
        try:
            yield build_bij_deps(store, kluis, SysteemKlok(), kennis=kennis)
        finally:
            await store.close()


@asynccontextmanager
async def open_migrated(settings: Settings) -> AsyncIterator[Databank]:
    """Yield the database; our own is brought up to date first."""
    with open_databank(settings) as databank:
        if databank.url is None:
            await migreer(databank)
        yield databank


@asynccontextmanager
async def open_bij_databank(settings: Settings) -> AsyncIterator[Databank]:
    """Yield where the BIJ compartment is: a database of its own, or the one of nazorg."""
    async with open_migrated(settings) as databank:
        eigen = settings.bij_database_url
        yield Databank(url=eigen.get_secret_value()) if eigen else databank


def _bij_kennis(settings: Settings) -> BijKennis:
    try:
        return load_bij_kennis(settings.bij_termijnen)
    except TermijnFout as fout:
        raise Opstartfout(str(fout)) from fout


def build_bij_deps(
    store: BijStore,
    kluis: Kluis,
    klok: Klok,
    bronnen: Bronnen | None = None,
    *,
    kennis: BijKennis | None = None,
) -> BijDeps:
    """Return the parts of the compartment. kennis: with times of an operator; else our own."""
    kennis = kennis or load_bij_kennis()
    kamer = Kamer(store=store, kluis=kluis, klok=klok, kennis=kennis)
    return BijDeps(
        kamer=kamer,
        ontvanger=BijOntvanger(store, kluis, klok, kennis),
        bronnen=bronnen or Bronnen(bronnen={}, bases=bases_voor_bij(klok)),
    )


def bases_voor_bij(klok: Klok, tafel: Grondslagen | None = None) -> Bases:
    """Return what tells what a mayor may have asked now. A necessity is always written (L14)."""
    grondslagen = tafel or load_grondslagen()

    def bases() -> tuple[Basis, ...]:
        dag = vandaag(klok)
        oordelen = (
            grondslagen.beoordeel(Doel.OPENBARE_ORDE, partner, op=dag, noodzaak=True)
            for partner in Partner
        )
        return tuple(basis for oordeel in oordelen for basis in oordeel.bases)

    return bases


def lees_kennis(settings: Settings) -> Kennis:
    """Return the reference data with the own rules of this installation."""
    try:
        return load_kennis(settings.profielen, eigen=settings.eigen_regels)
    except EigenFout as fout:
        raise Opstartfout(f"De eigen regels in NAZORG_EIGEN_REGELS kloppen niet.\n{fout}") from fout
    except ValueError as fout:
        raise Opstartfout("NAZORG_PROFIELEN noemt een profiel dat niet bestaat.") from fout


def build_deps(store: Store, kluis: Kluis, kennis: Kennis, klok: Klok) -> Deps:
    bekend = Bekend(
        gemeenten=kennis.gemeenten,
        inrichtingen=kennis.inrichtingen,
    )
    codes = Codes(kennis)
    ontvanger = Ontvanger(store, kluis, klok, kennis, Lezer(bekend), codes)
    return Deps(store=store, kluis=kluis, klok=klok, kennis=kennis, ontvanger=ontvanger)


def open_kluis(settings: Settings, *, compartiment: str = "nazorg") -> Kluis:
    """Return the vault of a compartment; in a demo its key makes itself, beside the data."""
    gegeven = settings.sleutel if compartiment == "nazorg" else settings.bij_sleutel
    naam = "NAZORG_SLEUTEL" if compartiment == "nazorg" else "NAZORG_BIJ_SLEUTEL"
    if gegeven is None and settings.omgeving == "productie":
        raise Opstartfout(f"In productie is {naam} verplicht: 32 bytes in base64.")
    try:
        sleutel = gegeven or _eigen_sleutel(settings.data_dir, compartiment)
    except OSError as fout:
        raise Opstartfout(
            f"De gegevensmap {settings.data_dir} is niet bruikbaar."
            " Kies een andere met NAZORG_DATA_DIR."
        ) from fout
    try:
        return Kluis(lees_sleutel(sleutel.get_secret_value()), compartiment=compartiment)
    except (KluisFout, ValueError) as fout:
        plek = naam if gegeven else f"Het sleutelbestand in {settings.data_dir}"
        raise Opstartfout(f"{plek} klopt niet: het moet 32 bytes zijn, in base64.") from fout


def _eigen_sleutel(data_dir: Path, compartiment: str) -> SecretStr:
    """Read the demo key, or make it: once, also when two commands start at the same moment."""
    data_dir.mkdir(parents=True, exist_ok=True)
    pad = data_dir / f"sleutel-{compartiment}"
    nieuw = pad.with_name(f".{pad.name}-{os.getpid()}")
    if not pad.exists():
        with os.fdopen(os.open(nieuw, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as f:
            f.write(base64.b64encode(os.urandom(SLEUTEL_BYTES)))
        try:
            os.link(nieuw, pad)
        except FileExistsError:
            pass
        finally:
            nieuw.unlink()
    return SecretStr(pad.read_text().strip())
