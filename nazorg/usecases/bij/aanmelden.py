"""Sessions of the room of the mayor: its own table, its own token, and two minutes without use."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from nazorg.kern.inlog import InlogMislukt, Inlogreden
from nazorg.kern.medewerker import Doel, Medewerker, Rol
from nazorg.store.accounttabel import Accounttabel
from nazorg.store.audit import Auditregel
from nazorg.store.bij import audit, sessies
from nazorg.usecases.bij.kamer import Kamer

# After this without use nothing is shown any more; somebody may be reading over a shoulder.
STIL = timedelta(minutes=2)
HOOGSTENS = timedelta(hours=8)
ACCOUNTS = Accounttabel("bij")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recht:
    """By which row of the register somebody gets in, and the attempt that this uses up."""

    account: UUID
    poging: bytes
    verloopt_op: datetime


async def meld_aan(
    medewerker: Medewerker, *, kamer: Kamer, oorsprong: str, recht: Recht | None = None
) -> str:
    """Begin a session; return its token, which is kept nowhere.

    recht: None for a persona of the demo. Raises InlogMislukt for an attempt that was used up.
    """
    token, nu = secrets.token_urlsafe(32), kamer.klok.nu()
    async with kamer.store.open_voor(()) as tx:
        if recht and not await ACCOUNTS.verbruik(
            tx, recht.poging, nu=nu, verloopt_op=recht.verloopt_op
        ):
            raise InlogMislukt(Inlogreden.VERLOPEN)
        await sessies.insert(
            tx,
            _hash(token),
            _to_json(medewerker),
            nu=nu,
            verloopt_op=nu + HOOGSTENS,
            account=recht.account if recht else None,
        )
        await audit.append(tx, _regel(medewerker, "aangemeld", oorsprong, nu))
    return token


async def find_medewerker(
    token: str, *, kamer: Kamer, raak_aan: bool, alleen_account: bool
) -> Medewerker | None:
    """Return whose session this is; None when there is none, or it was not used for too long.

    alleen_account: who is not in the register, such as a persona, is nobody.
    """
    nu = kamer.klok.nu()
    async with kamer.store.open_voor(()) as tx:
        inhoud = await sessies.find(
            tx,
            _hash(token),
            nu=nu,
            stil_sinds=nu - STIL,
            aanraken_voor=nu + timedelta(seconds=1) if raak_aan else None,
            op=kamer.vandaag(),
            alleen_account=alleen_account,
        )
    return None if inhoud is None else _from_json(inhoud)


async def meld_af(token: str, medewerker: Medewerker, *, kamer: Kamer, oorsprong: str) -> None:
    """End a session at once."""
    async with kamer.store.open_voor(()) as tx:
        await sessies.delete(tx, _hash(token))
        await audit.append(tx, _regel(medewerker, "afgemeld", oorsprong, kamer.klok.nu()))


def _regel(m: Medewerker, actie: str, oorsprong: str, nu: datetime) -> Auditregel:
    return Auditregel(
        tijd=nu,
        actor=m.id,
        naam=m.naam,
        actie=actie,
        object="sessie",
        resultaat="gelukt",
        oorsprong=oorsprong,
        doel=m.doel,
    )


def _hash(token: str) -> bytes:
    return hashlib.sha256(b"bij:" + token.encode()).digest()


def _to_json(m: Medewerker) -> str:
    return json.dumps(
        {"id": m.id, "naam": m.naam, "functie": m.functie, "rollen": sorted(m.rollen)}
    )


def _from_json(v: dict[str, Any]) -> Medewerker:
    return Medewerker(
        id=v["id"],
        naam=v["naam"],
        functie=v["functie"],
        rollen=frozenset(Rol(r) for r in v["rollen"]),
        gemeenten=(),
        regio="",
        doel=Doel.OPENBARE_ORDE,
    )
