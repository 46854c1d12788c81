"""Who hears by webhook that a mayor decided. The secret is shown once, when it is made."""

import base64
import os
from uuid import UUID

from nazorg.berichten.bezorging import GEHEIM_BYTES, GEHEIM_VOORVOEGSEL, Abonnee, is_adres
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.kern.weigering import Weigering
from nazorg.store.audit import Auditregel
from nazorg.store.bij import audit, doorgaven
from nazorg.store.bij.doorgaven import Abonnement
from nazorg.store.ids import Ids
from nazorg.store.kluis import Kluis
from nazorg.store.transactie import Transactie
from nazorg.usecases.bij.kamer import Kamer

_LANGSTE_NAAM = 80


# What the command line shows.
__all__ = ["Abonnement"]


class OngeldigBijAbonnement(Weigering):
    """This cannot be a receiver."""


def to_abonnee(a: Abonnement, kluis: Kluis) -> Abonnee:
    """Return where to send, with the secret decrypted. Raises KluisFout."""
    return Abonnee(a.id, a.url, kluis.ontsleutel(a.geheim, voor=_plek(a.id)))


def _plek(id_: UUID) -> bytes:
    return b"bij.abonnement|geheim|" + id_.bytes


async def voeg_toe(
    naam: str, url: str, *, medewerker: Medewerker, kamer: Kamer, oorsprong: str, demo: bool
) -> str:
    """Tell a receiver of every decision from now on; return its secret, which is kept nowhere.

    Raises OngeldigBijAbonnement.
    """
    require_rol(medewerker, Rol.BEHEERDER_AANWIJZINGEN)
    if not naam.strip() or len(naam) > _LANGSTE_NAAM:
        raise OngeldigBijAbonnement(f"Geef een naam van hoogstens {_LANGSTE_NAAM} tekens.")
    if not is_adres(url, demo=demo):
        raise OngeldigBijAbonnement(
            "Dit adres kan niet. Schrijf een volledig adres met https, zonder wachtwoord erin."
        )
    nu, geheim = kamer.klok.nu(), os.urandom(GEHEIM_BYTES)
    id_ = Ids(nu)()
    nieuw = Abonnement(id_, naam, url, kamer.kluis.versleutel(geheim, voor=_plek(id_)), nu)
    async with kamer.store.open_unscoped_werk() as tx:
        if not await doorgaven.insert(tx, nieuw):
            raise OngeldigBijAbonnement("Er is al een abonnement met deze naam.")
        await _log(tx, "abonnement_toegevoegd", id_, medewerker, kamer, oorsprong)
    return GEHEIM_VOORVOEGSEL + base64.b64encode(geheim).decode()


async def toon_abonnementen(medewerker: Medewerker, kamer: Kamer) -> list[Abonnement]:
    """Return every receiver, also one that was stopped."""
    require_rol(medewerker, Rol.BEHEERDER_AANWIJZINGEN)
    async with kamer.store.open_unscoped_werk() as tx:
        return await doorgaven.find(tx)


async def stop(naam: str, *, medewerker: Medewerker, kamer: Kamer, oorsprong: str) -> None:
    """Stop telling a receiver. Raises OngeldigBijAbonnement."""
    require_rol(medewerker, Rol.BEHEERDER_AANWIJZINGEN)
    async with kamer.store.open_unscoped_werk() as tx:
        lopend = await doorgaven.find(tx, alleen_lopend=True)
        gevonden = next((a for a in lopend if a.naam == naam), None)
        if gevonden is None:
            raise OngeldigBijAbonnement("Er is geen lopend abonnement met deze naam.")
        await doorgaven.stop(tx, gevonden.id, door="beheerder", nu=kamer.klok.nu())
        await _log(tx, "abonnement_gestopt", gevonden.id, medewerker, kamer, oorsprong)


async def stuur_opnieuw(id_: UUID, *, medewerker: Medewerker, kamer: Kamer, oorsprong: str) -> int:
    """Send a receiver again what it did not get; return how many. Raises NietGevonden."""
    require_rol(medewerker, Rol.BEHEERDER_AANWIJZINGEN)
    async with kamer.store.open_voor(()) as tx:
        if id_ not in {stand.id for stand in await doorgaven.find_standen(tx)}:
            raise NietGevonden
        aantal = await doorgaven.stuur_opnieuw(tx, id_, nu=kamer.klok.nu())
        if aantal:
            await _log(tx, "besluiten_opnieuw_gestuurd", id_, medewerker, kamer, oorsprong)
    return aantal


async def _log(
    tx: Transactie, actie: str, id_: UUID, m: Medewerker, kamer: Kamer, oorsprong: str
) -> None:
    regel = Auditregel(
        tijd=kamer.klok.nu(),
        actor=m.id,
        naam=m.naam,
        actie=actie,
        object=f"abonnement:{id_}",
        resultaat="gedaan",
        oorsprong=oorsprong,
        doel=m.doel,
    )
    await audit.append(tx, regel)
