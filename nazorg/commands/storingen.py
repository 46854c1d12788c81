"""What went wrong, as one Dutch sentence that says what to do.

The text of a fault is never repeated unless it is our own: others quote the value they choke on,
and that can be a password or somebody's data.
"""

import traceback
from collections.abc import Iterator
from pathlib import Path

import asyncpg
from pydantic import ValidationError
from pydantic_settings import SettingsError
from sqlalchemy.exc import SQLAlchemyError

from nazorg.commands.opbouw import Opstartfout
from nazorg.store.embedded import PostgresUnavailable
from nazorg.store.kluis import KluisFout

_NIET_INGERICHT = "De databank is nog niet ingericht voor deze versie. Draai eerst: nazorg migrate"
_WEG = (
    "Geen verbinding met de databank, of die viel weg. Wat al verwerkt is, blijft verwerkt;"
    " geef de opdracht opnieuw als de databank er weer is."
)
_PER_SOORT: tuple[tuple[type[BaseException], str], ...] = (
    (
        asyncpg.InvalidAuthorizationSpecificationError,
        "De databank weigert deze gebruiker of dit wachtwoord. Kijk naar NAZORG_DATABASE_URL.",
    ),
    (
        asyncpg.InvalidCatalogNameError,
        "Deze databank bestaat niet. Kijk naar NAZORG_DATABASE_URL.",
    ),
    (
        asyncpg.ClientConfigurationError,
        "NAZORG_DATABASE_URL klopt niet: postgresql://gebruiker:wachtwoord@server/databank.",
    ),
    (asyncpg.UndefinedTableError, _NIET_INGERICHT),
    (asyncpg.UndefinedColumnError, _NIET_INGERICHT),
    (asyncpg.UndefinedFunctionError, _NIET_INGERICHT),
    (asyncpg.InvalidSchemaNameError, _NIET_INGERICHT),
    (asyncpg.InvalidParameterValueError, _NIET_INGERICHT),  # a role that is not there
    (
        asyncpg.InsufficientPrivilegeError,
        "Deze gebruiker mag dit niet in de databank. Laat een beheerder deploy/rollen.sql draaien.",
    ),
    (asyncpg.TooManyConnectionsError, "De databank heeft geen verbinding meer vrij."),
    (asyncpg.PostgresConnectionError, _WEG),
    (asyncpg.exceptions.OperatorInterventionError, _WEG),
    (asyncpg.InterfaceError, _WEG),
    # A connection that was cut in the middle of being made.
    (asyncpg.InternalClientError, _WEG),
    (OSError, _WEG),
    (SQLAlchemyError, _WEG),
)


def zin_van(fout: BaseException) -> str:
    """Return what to tell the operator. Never raises, never quotes what was given to us."""
    match fout:
        case ValidationError():
            return _zin_van_instellingen(fout)
        case SettingsError():
            return f"Deze instelling klopt niet: {_instelling(str(fout))} is geen geldige JSON."
        case Opstartfout() | PostgresUnavailable() | KluisFout():
            return str(fout)
    for oorzaak in _oorzaken(fout):
        for soort, zin in _PER_SOORT:
            if isinstance(oorzaak, soort) and not _is_schil(oorzaak):
                return zin
        if isinstance(oorzaak, asyncpg.PostgresError):
            return f"De databank kon dit niet uitvoeren (SQLSTATE {oorzaak.sqlstate})."
    return f"Onverwachte fout: {type(fout).__name__} in {_plek(fout)}. Meld dit bij de maker."


def _zin_van_instellingen(fout: ValidationError) -> str:
    fouten = fout.errors()
    # Without a place it is about more settings at once, and the words are those of our own rule.
    eigen = [str(f["ctx"]["error"]) for f in fouten if not f["loc"]]
    if eigen:
        return f"Deze instellingen kloppen niet: {eigen[0]}."
    namen = ["_".join(str(d) for d in f["loc"]).upper() for f in fouten]
    return "Deze instelling klopt niet: " + ", ".join(f"NAZORG_{n}" for n in namen)


def _is_schil(fout: BaseException) -> bool:
    """Whether this only wraps the fault of asyncpg, which says more."""
    return isinstance(fout, SQLAlchemyError) and len([*_oorzaken(fout)]) > 1


def _oorzaken(fout: BaseException) -> Iterator[BaseException]:
    """Walk from the fault to what it wraps, each once."""
    gezien: set[int] = set()
    volgende: BaseException | None = fout
    while volgende is not None and id(volgende) not in gezien:
        gezien.add(id(volgende))
        yield volgende
        volgende = getattr(volgende, "orig", None) or volgende.__cause__


def _instelling(tekst: str) -> str:
    """Return the name of the setting; the library says only which field it is."""
    _, _, rest = tekst.partition('"')
    return "NAZORG_" + rest.partition('"')[0].upper()


def _plek(fout: BaseException) -> str:
    """Return where it happened: file and line, nothing that was being worked on."""
    stappen = traceback.extract_tb(fout.__traceback__)
    eigen = [stap for stap in stappen if "nazorg" in Path(stap.filename).parts] or stappen
    return f"{Path(eigen[-1].filename).name}, regel {eigen[-1].lineno}" if eigen else "nazorg"
