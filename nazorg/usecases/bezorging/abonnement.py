"""Subscriptions: somebody else wants our events. The secret is shown once, when it is made."""

import base64
import os
from collections.abc import Sequence

from nazorg.berichten.bezorging import GEHEIM_BYTES, GEHEIM_VOORVOEGSEL, Abonnee, is_adres
from nazorg.contract.uitgaand import NAAM_VAN_UITGAAND
from nazorg.kern.klok import Klok
from nazorg.kern.weigering import Weigering
from nazorg.store import abonnementen, audit
from nazorg.store.abonnementen import AbonnementRij
from nazorg.store.ids import Ids
from nazorg.store.kluis import Kluis
from nazorg.store.store import Store
from nazorg.store.transactie import Transactie

_LANGSTE_NAAM = 80


class OngeldigAbonnement(Weigering):
    """This cannot be a subscription."""


def to_abonnee(rij: AbonnementRij, kluis: Kluis) -> Abonnee:
    """Return where the events of a subscription go, with its secret decrypted."""
    return Abonnee(rij.id, rij.url, kluis.ontsleutel(rij.geheim, voor=_plek(rij.id.bytes)))


async def voeg_toe(
    naam: str,
    url: str,
    soorten: Sequence[str],
    *,
    store: Store,
    kluis: Kluis,
    klok: Klok,
    demo: bool,
) -> str:
    """Begin a subscription on what happens from now on; return its secret, which is kept nowhere.

    Raises OngeldigAbonnement.
    """
    _controleer(naam, url, soorten, demo=demo)
    nu, geheim = klok.nu(), os.urandom(GEHEIM_BYTES)
    id_ = Ids(nu)()
    versleuteld = kluis.versleutel(geheim, voor=_plek(id_.bytes))
    rij = AbonnementRij(id_, naam, url, tuple(sorted(set(soorten))), versleuteld, nu)
    async with store.open_unscoped_ontvangst() as tx:
        if not await abonnementen.insert(tx, rij):
            raise OngeldigAbonnement("Er is al een abonnement met deze naam.")
        await _log(tx, "abonnement_toegevoegd", rij, klok)
    return GEHEIM_VOORVOEGSEL + base64.b64encode(geheim).decode()


async def lijst(*, store: Store) -> list[AbonnementRij]:
    """Return every subscription, also what was stopped."""
    async with store.open_unscoped_ontvangst() as tx:
        return await abonnementen.find(tx)


async def stop(naam: str, *, store: Store, klok: Klok) -> None:
    """End a subscription; what still waits for it is not sent. Raises OngeldigAbonnement."""
    async with store.open_unscoped_ontvangst() as tx:
        gevonden = [r for r in await abonnementen.find(tx, alleen_actief=True) if r.naam == naam]
        if not gevonden:
            raise OngeldigAbonnement("Er is geen lopend abonnement met deze naam.")
        await abonnementen.stop(tx, [gevonden[0].id], door="beheerder", nu=klok.nu())
        await _log(tx, "abonnement_gestopt", gevonden[0], klok)


def _plek(id_: bytes) -> bytes:
    return b"abonnement|geheim|" + id_


def _controleer(naam: str, url: str, soorten: Sequence[str], *, demo: bool) -> None:
    if not naam.strip() or len(naam) > _LANGSTE_NAAM:
        raise OngeldigAbonnement(f"Geef een naam van hoogstens {_LANGSTE_NAAM} tekens.")
    if not set(soorten) <= NAAM_VAN_UITGAAND.keys():
        raise OngeldigAbonnement("Deze soort kennen wij niet: " + ", ".join(NAAM_VAN_UITGAAND))
    if not is_adres(url, demo=demo):
        raise OngeldigAbonnement(
            "Dit adres kan niet. Schrijf een volledig adres met https, zonder wachtwoord erin."
        )


async def _log(tx: Transactie, actie: str, rij: AbonnementRij, klok: Klok) -> None:
    await audit.append(
        tx,
        audit.Auditregel(
            tijd=klok.nu(),
            actor="opdracht",
            actie=actie,
            object=f"abonnement:{rij.id}",
            resultaat="gedaan",
            oorsprong="opdrachtregel",
            doel="berichtenbeheer",
        ),
    )
