"""What the commands about accounts have in common, for both compartments."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, TypeVar

import click

from nazorg.commands.opbouw import Opstartfout
from nazorg.kern.klok import SysteemKlok, vandaag
from nazorg.kern.medewerker import Rol
from nazorg.store.accounttabel import Account
from nazorg.usecases.accounts import AccountKloptNiet, Voorstel

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T")


class _Dag(click.ParamType[date]):
    name = "dag"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007 - a day
        except ValueError:
            self.fail("schrijf een dag als 2026-11-23", param, ctx)


_DOOR = click.option("--door", required=True, help="Uw eigen naam, voor het auditlogboek.")


def vaste_opties(opdracht: F) -> F:
    """Give a command the options that every new account needs."""
    opties = (
        click.option("--account", required=True, help="Korte naam binnen nazorg: marieke-bos."),
        click.option("--naam", required=True, help="Zoals collega's die zien."),
        click.option("--functie", required=True, help="In woorden, zoals Nazorgcoördinator."),
        click.option("--kenmerk", default="", help="Van de pagina na het inloggen: K7QF-3M2P."),
        click.option("--sub", default="", help="Of: het vaste nummer (sub) bij de aanbieder."),
        click.option("--van", type=_Dag(), default=None, help="Eerste dag. Leeg: vandaag."),
        click.option("--tot", type=_Dag(), default=None, help="Eerste dag zonder toegang."),
        _DOOR,
    )
    for optie in reversed(opties):
        opdracht = optie(opdracht)
    return opdracht


def eindopties(opdracht: F) -> F:
    """Give a command what it takes to end an account."""
    opdracht = _DOOR(opdracht)
    opdracht = click.option(
        "--per", type=_Dag(), default=None, help="Eerste dag zonder toegang. Leeg: nu."
    )(opdracht)
    return click.argument("account")(opdracht)


def make_voorstel(velden: Mapping[str, Any], *, rol: Rol, issuer: str, **werk: Any) -> Voorstel:
    van = velden["van"] or vandaag(SysteemKlok())
    return Voorstel(**{**velden, "van": van}, rol=rol, issuer=issuer, **werk)


def netjes(opdracht: Callable[[], T]) -> T:
    """Run, and let a refusal be the one sentence that the operator reads."""
    try:
        return opdracht()
    except AccountKloptNiet as fout:
        raise Opstartfout(str(fout)) from fout


def toon_rijen(rijen: Iterable[tuple[Account, bool]]) -> list[str]:
    """Return a line per row: by what nazorg knows somebody, never by what the provider does."""
    return [
        "\t".join(
            (
                a.account,
                a.naam,
                a.rol.value,
                ",".join(a.gemeenten) or "-",
                f"{a.van}",
                f"{a.tot or '-'}",
                "geldt" if geldt else "geldt niet",
            )
        )
        for a, geldt in rijen
    ]
