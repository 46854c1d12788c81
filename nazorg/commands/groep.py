"""The command group, and how every command reports what went wrong."""

import gc
import os
import sys
from collections.abc import Callable, Coroutine
from typing import Any, NoReturn, TypeVar

import click
import uvloop

from nazorg.commands.storingen import zin_van
from nazorg.commands.taal import Context, in_het_nederlands, meld
from nazorg.logboek import richt_in
from nazorg.settings import Settings

_LUI = {
    "serve": "nazorg.commands.serve:serve",
    "consume": "nazorg.commands.consume:consume",
    "deliver": "nazorg.commands.deliver:deliver",
    "abonnement": "nazorg.commands.abonnement:abonnement",
    "medewerkers": "nazorg.commands.medewerkers:medewerkers",
    "enrich": "nazorg.commands.enrich:enrich",
    "simulate": "nazorg.commands.simulate:simulate",
    "jobs": "nazorg.commands.jobs:jobs",
    "bij": "nazorg.commands.bij:bij",
    "migrate": "nazorg.commands.migrate:migrate",
    "databank": "nazorg.commands.migrate:databank",
    "ingest": "nazorg.commands.ingest:ingest",
    "generate": "nazorg.commands.generate:generate",
    "status": "nazorg.commands.status:status",
    "lijst": "nazorg.commands.lijst:lijst",
    "regels": "nazorg.commands.regels:regels",
    "telling": "nazorg.commands.telling:telling",
    "gat": "nazorg.commands.gat:gat",
    "verify-audit": "nazorg.commands.audit:verify_audit",
    "contract": "nazorg.commands.contract:contract",
    "demo": "nazorg.commands.demo:demo",
}


class _Groep(click.Group):
    """Imports a command only when it is asked for, so that --help stays quick."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_LUI)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _LUI:
            return None
        from importlib import import_module

        module, _, naam = _LUI[cmd_name].partition(":")
        opdracht = getattr(import_module(module), naam)
        assert isinstance(opdracht, click.Command)
        in_het_nederlands(opdracht)
        return opdracht

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; what went wrong is said in one Dutch sentence, status 1."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except BrokenPipeError:
            # Who read our output has gone (`| head`); nothing more may be written, at exit neither.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(1) from None
        except Exception as fout:
            raise click.ClickException(zin_van(fout)) from fout

    def main(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Run as the program that was started; always ends it, with an exit status."""
        try:
            status = super().main(*args, **{**kwargs, "standalone_mode": False})
        except click.Abort:
            click.echo("Gestopt.", err=True)
            sys.exit(130)
        except click.ClickException as fout:
            meld(fout)
            sys.exit(fout.exit_code)
        sys.exit(status if isinstance(status, int) else 0)


@click.group(cls=_Groep)
@click.version_option(package_name="nazorg", message="%(prog)s %(version)s")
def nazorg() -> None:
    """nazorg: van detentiebericht naar het werk van vandaag."""


T = TypeVar("T")


def run(opdracht: Callable[[Settings], Coroutine[Any, Any, T]]) -> T:
    """Run one asynchronous command with the settings of this environment."""
    settings = Settings()
    richt_in(settings.log_niveau)
    bevries()
    return uvloop.run(opdracht(settings))


def bevries() -> None:
    """Tell the garbage collector that what is loaded by now stays.

    It need not walk through it again and again, and should not stop a batch or a page half-way for
    a few thousand young objects.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
