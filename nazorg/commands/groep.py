"""The command group, and how every command reports what went wrong."""

import gc
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import click
import uvloop
from pydantic import ValidationError

from nazorg.commands.opbouw import Opstartfout
from nazorg.settings import Settings
from nazorg.store.embedded import PostgresUnavailable
from nazorg.store.kluis import KluisFout

_LUI = {
    "serve": "nazorg.commands.serve:serve",
    "consume": "nazorg.commands.consume:consume",
    "jobs": "nazorg.commands.jobs:jobs",
    "migrate": "nazorg.commands.migrate:migrate",
    "databank": "nazorg.commands.migrate:databank",
    "ingest": "nazorg.commands.ingest:ingest",
    "generate": "nazorg.commands.generate:generate",
    "status": "nazorg.commands.status:status",
    "verify-audit": "nazorg.commands.audit:verify_audit",
    "contract": "nazorg.commands.contract:contract",
    "demo": "nazorg.commands.demo:demo",
}


class _Groep(click.Group):
    """Imports a command only when it is asked for, so that --help stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_LUI)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _LUI:
            return None
        from importlib import import_module

        module, _, naam = _LUI[cmd_name].partition(":")
        opdracht = getattr(import_module(module), naam)
        assert isinstance(opdracht, click.Command)
        return opdracht

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what an operator can mend is said in one Dutch sentence, status 1."""
        try:
            return super().invoke(ctx)
        except ValidationError as fout:
            velden = ", ".join(
                "NAZORG_" + "_".join(str(d) for d in f["loc"]).upper() for f in fout.errors()
            )
            raise click.ClickException(f"Deze instelling klopt niet: {velden}") from fout
        except (Opstartfout, PostgresUnavailable, KluisFout, ValueError) as fout:
            raise click.ClickException(str(fout)) from fout
        except OSError as fout:
            raise click.ClickException(
                f"Geen verbinding of geen toegang: {fout.strerror or type(fout).__name__}"
            ) from fout


@click.group(cls=_Groep)
@click.version_option(package_name="nazorg")
def nazorg() -> None:
    """nazorg: van detentiebericht naar het werk van vandaag."""


T = TypeVar("T")


def run(opdracht: Callable[[Settings], Coroutine[Any, Any, T]]) -> T:
    """Run one asynchronous command with the settings of this environment."""
    settings = Settings()
    # What is loaded by now stays: the collector need not walk through it again and again, and
    # should not stop a batch or a page half-way for a few thousand young objects.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    return uvloop.run(opdracht(settings))
