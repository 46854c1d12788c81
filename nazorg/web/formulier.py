"""Reading the forms behind a dossier: what is no answer of our own page becomes a safe one."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from starlette.requests import Request

from nazorg.kern.toegang import NietGevonden
from nazorg.leefgebieden.feit import Spreker
from nazorg.usecases.leefgebieden.herbereken import Gereedschap
from nazorg.web.toegang import deps_of

_E = TypeVar("_E", bound=StrEnum)


def gereedschap(request: Request) -> Gereedschap:
    deps = deps_of(request)
    return Gereedschap(deps.store, deps.kluis, deps.klok, deps.kennis)


async def lees_velden(request: Request) -> dict[str, str]:
    """Return the fields of a form; a file is none, and is thrown away."""
    async with request.form(max_fields=60) as formulier:
        return {naam: waarde for naam, waarde in formulier.items() if isinstance(waarde, str)}


async def has_bestand(request: Request) -> bool:
    """Tell whether a file came with a form."""
    async with request.form(max_fields=60) as formulier:
        return any(not isinstance(waarde, str) for waarde in formulier.values())


def lees_een(soort: Callable[[str], _E], waarde: str | None, anders: _E) -> _E:
    """Return a value of a list; what is not in the list was not chosen on our page."""
    try:
        return soort(waarde or "")
    except ValueError:
        return anders


def lees_spreker(tekst: str | None) -> Spreker:
    """Return who said it. A person cannot speak as a message."""
    spreker = lees_een(Spreker, tekst, Spreker.PI)
    return Spreker.PI if spreker is Spreker.BERICHT else spreker


def lees_getal(tekst: str | None) -> int:
    return int(tekst) if tekst and tekst.isascii() and tekst.isdigit() and len(tekst) < 7 else 0


def lees_id(tekst: str) -> UUID:
    """Return an id out of an address. Raises NietGevonden for what is none."""
    try:
        return UUID(tekst)
    except ValueError as fout:
        raise NietGevonden from fout
