"""From who somebody is to the provider to who that is here: by the register, and nothing else."""

from collections.abc import Collection
from datetime import date, datetime

from nazorg.kern.gemeente import ONBEKEND
from nazorg.kern.inlog import Identiteit, InlogMislukt, Inlogreden
from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Doel, Medewerker, Rol
from nazorg.referentie.kennis import Kennis
from nazorg.store.accounttabel import Account
from nazorg.store.store import Store
from nazorg.usecases.aanmelden import ACCOUNTS, Recht, Sessieduur, meld_aan
from nazorg.usecases.accounts import make_kenmerk

DOEL_VAN_ROL = {
    Rol.NAZORGCOORDINATOR: Doel.RE_INTEGRATIE,
    Rol.FUNCTIONEEL_BEHEERDER: Doel.BERICHTENBEHEER,
}


async def log_in(
    wie: Identiteit,
    *,
    poging: tuple[bytes, datetime],
    store: Store,
    klok: Klok,
    kennis: Kennis,
    duur: Sessieduur,
    oorsprong: str,
) -> tuple[Medewerker, str]:
    """Begin a session for who came back from the provider; return who it is, and its token.

    poging: the hash of the attempt and when it is over. Raises InlogMislukt.
    """
    nu, op = klok.nu(), vandaag(klok)
    kenmerk = ""
    async with store.open_aanmelding() as tx:
        account = await ACCOUNTS.find(tx, wie, op=op)
        if account is None:
            kenmerk = await ACCOUNTS.note_onbekend(tx, wie, make_kenmerk(), nu=nu)
    if account is None:
        raise InlogMislukt(Inlogreden.ACCOUNT_ONBEKEND, kenmerk=kenmerk)
    medewerker = to_medewerker(account, kennis, op=op)
    recht = Recht(account=account.id, poging=poging[0], verloopt_op=poging[1])
    token = await meld_aan(
        medewerker, store=store, klok=klok, duur=duur, oorsprong=oorsprong, recht=recht
    )
    return medewerker, token


def to_medewerker(account: Account, kennis: Kennis, *, op: date) -> Medewerker:
    """Return an employee with the codes of today; a beheerder also sees what is of no gemeente."""
    return Medewerker(
        id=account.account,
        naam=account.naam,
        functie=account.functie,
        rollen=frozenset({account.rol}),
        gemeenten=_huidige(account, kennis, op),
        regio=account.regio,
        doel=DOEL_VAN_ROL[account.rol],
    )


def _huidige(account: Account, kennis: Kennis, op: date) -> tuple[str, ...]:
    gevonden = (kennis.gemeenten.huidige(code, op=op) for code in account.gemeenten)
    codes: Collection[str] = sorted({g.code for g in gevonden if g})
    return (ONBEKEND, *codes) if account.rol is Rol.FUNCTIONEEL_BEHEERDER else tuple(codes)
