"""Keep the register of who may log in: add, end and list. By an administrator, never by the web."""

import re
import secrets
from collections.abc import Awaitable, Callable, Iterable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date
from typing import Any

from nazorg.kern.inlog import Identiteit
from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Rol
from nazorg.kern.weigering import Weigering
from nazorg.store.accounttabel import Account, Accounttabel
from nazorg.store.audit import Auditregel
from nazorg.store.ids import Ids
from nazorg.store.transactie import Transactie

_ACCOUNT = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
_LANGSTE_TEKST = 100
# No letter or digit that can be taken for another: somebody reads it out over the telephone.
_TEKENS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


class AccountKloptNiet(Weigering):
    """Something that a row of the register needs is missing or cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The register of one compartment: how to open it as its owner, and what may be in it.

    doel_van_rol: also says which roles this compartment knows. leg_vast: its own audit chain.
    """

    open_: Callable[[], AbstractAsyncContextManager[Transactie]]
    tabel: Accounttabel
    leg_vast: Callable[[Transactie, Auditregel], Awaitable[Any]]
    doel_van_rol: Mapping[Rol, str]
    klok: Klok


@dataclass(frozen=True, slots=True, kw_only=True)
class Voorstel:
    """What an administrator fills in. issuer and sub, or the mark that the login page showed.

    door: who does this, for the audit log.
    """

    account: str
    naam: str
    functie: str
    rol: Rol
    van: date
    tot: date | None
    door: str
    issuer: str = ""
    sub: str = ""
    kenmerk: str = ""
    gemeenten: tuple[str, ...] = ()
    regio: str = ""


async def voeg_toe(v: Voorstel, register: Register) -> Account:
    """Let somebody in from a day on. Raises AccountKloptNiet."""
    _controleer(v, register)
    nu = register.klok.nu()
    async with register.open_() as tx:
        await register.tabel.lock(tx)
        nieuw = Account(
            id=Ids(nu)(),
            account=v.account,
            wie=await _find_wie(v, tx, register.tabel),
            naam=v.naam,
            functie=v.functie,
            rol=v.rol,
            gemeenten=v.gemeenten,
            regio=v.regio,
            van=v.van,
            tot=v.tot,
        )
        _controleer_samen(nieuw, await register.tabel.find_alle(tx))
        await register.tabel.insert(tx, nieuw, nu=nu)
        await register.leg_vast(tx, _regel(register, "account_vastgelegd", nieuw, v.door))
    return nieuw


async def beeindig(account: str, tot: date | None, *, door: str, register: Register) -> int:
    """End what somebody may be from that day on, today when it is None; return how many rows.

    A session ends at the next request. Raises AccountKloptNiet when there is nothing to end.
    """
    op = vandaag(register.klok)
    if not door.strip():
        raise AccountKloptNiet("Schrijf bij --door wie dit doet.")
    async with register.open_() as tx:
        await register.tabel.lock(tx)
        alle = [a for a in await register.tabel.find_alle(tx) if a.account == account]
        if not alle:
            raise AccountKloptNiet("Dit account staat niet in de lijst.")
        dag = tot or op
        open_ = [a for a in alle if a.tot is None or a.tot > max(dag, a.van)]
        if not open_ or dag < op:
            raise AccountKloptNiet(
                "Er is niets te beëindigen: het eindigde al, of de dag is al geweest."
            )
        for a in open_:
            await register.tabel.beeindig(tx, a.id, tot=max(dag, a.van), nu=register.klok.nu())
            await register.leg_vast(tx, _regel(register, "account_beeindigd", a, door))
    return len(open_)


async def toon(register: Register) -> list[tuple[Account, bool]]:
    """Return the register, and of each row whether it holds today."""
    op = vandaag(register.klok)
    async with register.open_() as tx:
        return [(a, a.is_geldig(op)) for a in await register.tabel.find_alle(tx)]


def make_kenmerk() -> str:
    """Return a mark by which an administrator finds an account, such as 'K7QF-3M2P'."""
    deel = "".join(secrets.choice(_TEKENS) for _ in range(8))
    return f"{deel[:4]}-{deel[4:]}"


def _controleer(v: Voorstel, register: Register) -> None:
    if not _ACCOUNT.fullmatch(v.account):
        raise AccountKloptNiet(
            "Een account is een korte naam van kleine letters, cijfers en streepjes, zoals"
            " marieke-bos."
        )
    teksten = (v.naam, v.functie, v.door)
    if not all(t.strip() and len(t) <= _LANGSTE_TEKST and t.isprintable() for t in teksten):
        raise AccountKloptNiet("Vul naam, functie en door in, met hoogstens 100 tekens.")
    if v.rol not in register.doel_van_rol:
        raise AccountKloptNiet("Deze rol bestaat in dit deel niet.")
    if v.tot is not None and v.tot <= v.van:
        raise AccountKloptNiet("De einddag moet na de eerste dag liggen.")
    if bool(v.sub) == bool(v.kenmerk):
        raise AccountKloptNiet("Geef --kenmerk of --sub, en niet allebei.")
    if v.sub and not v.issuer:
        raise AccountKloptNiet(
            "Er is nog geen aanbieder ingesteld, dus --sub zegt niet wie het is."
        )


async def _find_wie(v: Voorstel, tx: Transactie, tabel: Accounttabel) -> Identiteit:
    if v.sub:
        return Identiteit(issuer=v.issuer, sub=v.sub)
    wie = await tabel.take_onbekend(tx, v.kenmerk.strip().upper())
    if wie is None:
        raise AccountKloptNiet(
            "Dit kenmerk is niet bekend, of ouder dan 14 dagen. Laat de collega opnieuw inloggen:"
            " dan staat er een kenmerk op de pagina."
        )
    return wie


def _controleer_samen(nieuw: Account, alle: Iterable[Account]) -> None:
    """Refuse two roles at once, and the account name of somebody else."""
    for a in alle:
        if a.account == nieuw.account and a.wie != nieuw.wie and a.naam != nieuw.naam:
            raise AccountKloptNiet(
                "Dit account is of was van een ander. Kies een andere naam: in het auditlogboek"
                " moet altijd duidelijk zijn wie het was."
            )
        na_elkaar = (a.tot and a.tot <= nieuw.van) or (nieuw.tot and nieuw.tot <= a.van)
        if a.wie == nieuw.wie and a.account != nieuw.account:
            raise AccountKloptNiet(f"Deze persoon heeft al een account: {a.account}.")
        if a.account == nieuw.account and not na_elkaar:
            raise AccountKloptNiet(
                f"{a.naam} heeft dan al een rol: {a.rol.value}. Beëindig die eerst."
            )


def _regel(register: Register, actie: str, a: Account, door: str) -> Auditregel:
    return Auditregel(
        tijd=register.klok.nu(),
        actor=f"opdrachtregel: {door}",
        naam=door,
        actie=actie,
        object=f"account {a.account} {a.rol.value}",
        resultaat="gelukt",
        oorsprong="opdrachtregel",
        doel="toegangsbeheer",
    )
