"""Sessions: begin one, recognise it, end it. How somebody proves who they are is decided before."""

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from nazorg.kern.inlog import InlogMislukt, Inlogreden
from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Doel, Medewerker, Rol
from nazorg.store import audit, medewerkers, sessies, taakeigenaars
from nazorg.store.accounttabel import Accounttabel
from nazorg.store.store import Store

ACCOUNTS = Accounttabel("nazorg")

# Writing 'still here' more often than this would make every page view a write.
_AANRAKEN_NA = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Sessieduur:
    """How long a session lasts at most, and without use."""

    hoogstens: timedelta
    stil: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Recht:
    """By which row of the register somebody gets in, and the attempt that this uses up."""

    account: UUID
    poging: bytes
    verloopt_op: datetime


async def meld_aan(
    medewerker: Medewerker,
    *,
    store: Store,
    klok: Klok,
    duur: Sessieduur,
    oorsprong: str,
    recht: Recht | None = None,
) -> str:
    """Begin a session for an authenticated employee; return its token, which is kept nowhere.

    recht: None for a persona of the demo. Raises InlogMislukt for an attempt that was used up.
    """
    token = secrets.token_urlsafe(32)
    nu = klok.nu()
    async with store.open_aanmelding() as tx:
        if recht and not await ACCOUNTS.verbruik(
            tx, recht.poging, nu=nu, verloopt_op=recht.verloopt_op
        ):
            raise InlogMislukt(Inlogreden.VERLOPEN)
        await sessies.insert(
            tx,
            _hash(token),
            _to_json(medewerker),
            nu=nu,
            verloopt_op=nu + duur.hoogstens,
            account=recht.account if recht else None,
        )
        await audit.append(tx, _regel(medewerker, "aangemeld", oorsprong, nu))
    await onthoud(medewerker, store=store, klok=klok)
    return token


async def onthoud(medewerker: Medewerker, *, store: Store, klok: Klok) -> None:
    """Remember who works here and for which gemeenten, so that colleagues can give work.

    What this person had to do in a gemeente that is not theirs any more is nobody's again: it
    would be on no list of who does it (as `dossiers.move` does).
    """
    async with store.open_voor(medewerker) as tx:
        eerst = await medewerkers.find_werkgebied(tx, medewerker.id)
        await medewerkers.upsert(tx, medewerker, nu=klok.nu())
    nu_nog = medewerker.gemeenten if medewerker.has_rol(Rol.NAZORGCOORDINATOR) else ()
    if kwijt := eerst.difference(nu_nog):
        async with store.open_unscoped_ontvangst() as tx:
            await taakeigenaars.release(tx, medewerker.id, kwijt)


async def laat_los(store: Store, klok: Klok) -> int:
    """Make the open work of who may not log in any more nobody's; return how many tasks."""
    async with store.open_unscoped_ontvangst() as tx:
        return await taakeigenaars.release_left(tx, op=vandaag(klok))


async def find_medewerker(
    token: str,
    *,
    store: Store,
    klok: Klok,
    duur: Sessieduur,
    raak_aan: bool = True,
    alleen_account: bool = False,
) -> Medewerker | None:
    """Return whose session this is, or None when there is none (any more).

    raak_aan: note that it is used; False for a request that no person made. alleen_account: who is
    not in the register, such as a persona, is nobody.
    """
    nu = klok.nu()
    async with store.open_sessie() as tx:
        inhoud = await sessies.find(
            tx,
            _hash(token),
            nu=nu,
            stil_sinds=nu - duur.stil,
            aanraken_voor=nu - _AANRAKEN_NA if raak_aan else None,
            op=vandaag(klok),
            alleen_account=alleen_account,
        )
    return None if inhoud is None else _from_json(inhoud)


async def meld_af(
    token: str, medewerker: Medewerker, *, store: Store, klok: Klok, oorsprong: str
) -> None:
    """End a session at once."""
    async with store.open_aanmelding() as tx:
        await sessies.delete(tx, _hash(token))
        await audit.append(tx, _regel(medewerker, "afgemeld", oorsprong, klok.nu()))


def find_kenmerk(token: str) -> bytes:
    """Return by what a session is known here: never the token itself."""
    return _hash(token)


def _regel(m: Medewerker, actie: str, oorsprong: str, nu: datetime) -> audit.Auditregel:
    return audit.Auditregel(
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
    return hashlib.sha256(token.encode()).digest()


def _to_json(m: Medewerker) -> str:
    return json.dumps(
        {
            "id": m.id,
            "naam": m.naam,
            "functie": m.functie,
            "rollen": sorted(m.rollen),
            "gemeenten": m.gemeenten,
            "regio": m.regio,
            "doel": m.doel,
        }
    )


def _from_json(inhoud: dict[str, Any]) -> Medewerker:
    v: dict[str, Any] = inhoud
    return Medewerker(
        id=v["id"],
        naam=v["naam"],
        functie=v["functie"],
        rollen=frozenset(Rol(r) for r in v["rollen"]),
        gemeenten=tuple(v["gemeenten"]),
        regio=v["regio"],
        doel=Doel(v["doel"]),
    )
