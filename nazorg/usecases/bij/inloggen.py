"""From who somebody is to the provider to who that is in the room of the mayor.

The register of accounts lets somebody in; what may be seen there, only a designation says.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import datetime

from nazorg.kern.inlog import Identiteit, InlogMislukt, Inlogreden
from nazorg.kern.klok import Klok
from nazorg.kern.medewerker import Doel, Medewerker, Rol
from nazorg.store.accounttabel import Account
from nazorg.store.bij import audit
from nazorg.store.transactie import Transactie
from nazorg.usecases.accounts import Register, make_kenmerk
from nazorg.usecases.bij.aanmelden import ACCOUNTS, Recht, meld_aan
from nazorg.usecases.bij.kamer import Kamer

DOEL_VAN_ROL = dict.fromkeys(
    (Rol.BURGEMEESTER, Rol.AANDACHTSFUNCTIONARIS_BIJ, Rol.BEHEERDER_AANWIJZINGEN),
    Doel.OPENBARE_ORDE,
)


async def log_in(
    wie: Identiteit, *, poging: tuple[bytes, datetime], kamer: Kamer, oorsprong: str
) -> tuple[Medewerker, str]:
    """Begin a session for who came back from the provider; return who it is, and its token.

    poging: the hash of the attempt and when it is over. Raises InlogMislukt.
    """
    kenmerk = ""
    async with kamer.store.open_voor(()) as tx:
        account = await ACCOUNTS.find(tx, wie, op=kamer.vandaag())
        if account is None:
            kenmerk = await ACCOUNTS.note_onbekend(tx, wie, make_kenmerk(), nu=kamer.klok.nu())
    if account is None:
        raise InlogMislukt(Inlogreden.ACCOUNT_ONBEKEND, kenmerk=kenmerk)
    medewerker = _to_medewerker(account)
    recht = Recht(account=account.id, poging=poging[0], verloopt_op=poging[1])
    token = await meld_aan(medewerker, kamer=kamer, oorsprong=oorsprong, recht=recht)
    return medewerker, token


def _to_medewerker(account: Account) -> Medewerker:
    return Medewerker(
        id=account.account,
        naam=account.naam,
        functie=account.functie,
        rollen=frozenset({account.rol}),
        gemeenten=(),
        regio="",
        doel=DOEL_VAN_ROL[account.rol],
    )


def make_register(
    open_: Callable[[], AbstractAsyncContextManager[Transactie]], klok: Klok
) -> Register:
    """Return the register of this compartment; only here it meets its audit chain."""
    return Register(
        open_=open_,
        tabel=ACCOUNTS,
        leg_vast=audit.append,
        doel_van_rol=DOEL_VAN_ROL,
        klok=klok,
    )
