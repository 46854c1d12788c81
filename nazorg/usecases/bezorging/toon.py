"""Show which deliveries did not succeed, and let a person ask for another attempt."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from nazorg.kern.klok import Klok, vandaag
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.toegang import NietGevonden, require_rol
from nazorg.kern.weigering import Weigering
from nazorg.store import audit, bezorging, bezorglijst, spoor
from nazorg.store.bezorglijst import EERSTE, Bezorgregel, Plek, Telling, Uitstaand
from nazorg.store.spoor import Oorzaak
from nazorg.store.store import Store

PER_PAGINA = 50


class AbonnementGestopt(Weigering):
    """Nobody waits for this event any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorgoverzicht:
    """oorzaken: the messages behind each event in rijen.

    uit_te_zetten: the events of which it is not known yet who wants them; None when there are none.
    abonnees: who takes our events now, also those with nothing left to send.
    """

    dag: date
    tellingen: tuple[Telling, ...]
    rijen: tuple[Bezorgregel, ...]
    meer: bool
    oorzaken: Mapping[UUID, tuple[Oorzaak, ...]] = field(default_factory=dict)
    uit_te_zetten: Uitstaand | None = None
    abonnees: tuple[tuple[UUID, str], ...] = ()


async def toon_bezorging(
    medewerker: Medewerker, *, na: Plek | None, store: Store, klok: Klok
) -> Bezorgoverzicht:
    """Return what waits and what is dead, for who looks after the connections."""
    require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
    async with store.open_voor(medewerker) as tx:
        rijen = await bezorglijst.find_mislukt(tx, na=na or EERSTE, aantal=PER_PAGINA + 1)
        tellingen = tuple(await bezorglijst.tel_niet_bezorgd(tx))
        abonnees = tuple(await bezorglijst.find_abonnees(tx))
    async with store.open_unscoped_ontvangst() as tx:
        oorzaken = await spoor.find_oorzaken(tx, [r.outbox_id for r in rijen])
        uit_te_zetten = await bezorglijst.tel_uit_te_zetten(tx)
    return Bezorgoverzicht(
        dag=vandaag(klok),
        tellingen=tellingen,
        rijen=tuple(rijen[:PER_PAGINA]),
        meer=len(rijen) > PER_PAGINA,
        oorzaken=oorzaken,
        uit_te_zetten=uit_te_zetten,
        abonnees=abonnees,
    )


async def verzend_opnieuw(
    bestemming: UUID,
    outbox_id: UUID,
    *,
    medewerker: Medewerker,
    store: Store,
    klok: Klok,
    oorsprong: str,
) -> None:
    """Let one delivery begin again, with a day of its own. Asking twice is asking once.

    Raises NietGevonden, and AbonnementGestopt.
    """
    require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
    nu = klok.nu()
    async with store.open_voor(medewerker) as tx:
        _check_actief(await bezorglijst.is_actief(tx, bestemming, outbox_id))
        if await bezorglijst.opnieuw(tx, bestemming, outbox_id, nu=nu):
            wat = {"actie": "bezorging_opnieuw", "resultaat": f"bestemming:{bestemming}"}
            wat["object"] = f"gebeurtenis:{outbox_id}"
            await audit.append(tx, _regel(medewerker, oorsprong, nu, **wat))


async def verzend_alles_opnieuw(
    bestemming: UUID, *, medewerker: Medewerker, store: Store, klok: Klok, oorsprong: str
) -> int:
    """Let all that did not arrive at one destination begin again; return how many events.

    Each with a day of its own, per dossier in order. Asking twice is asking once. Raises
    NietGevonden, and AbonnementGestopt.
    """
    require_rol(medewerker, Rol.FUNCTIONEEL_BEHEERDER)
    nu = klok.nu()
    async with store.open_voor(medewerker) as tx:
        _check_actief(await bezorglijst.is_bestemming_actief(tx, bestemming))
        await bezorging.lock(tx)
        aantal = await bezorglijst.alles_opnieuw(tx, bestemming, nu=nu)
        if aantal:
            wat = {"actie": "bezorging_alles_opnieuw", "object": f"bestemming:{bestemming}"}
            wat["resultaat"] = f"{aantal} gebeurtenissen"
            await audit.append(tx, _regel(medewerker, oorsprong, nu, **wat))
    return aantal


def _check_actief(actief: bool | None) -> None:
    if actief is None:
        raise NietGevonden
    if not actief:
        raise AbonnementGestopt("Dit abonnement is gestopt. Opnieuw versturen kan niet meer.")


def _regel(medewerker: Medewerker, oorsprong: str, nu: datetime, **wat: str) -> audit.Auditregel:
    """Return a row for the audit log. wat: actie, object and resultaat."""
    return audit.Auditregel(
        tijd=nu,
        actor=medewerker.id,
        naam=medewerker.naam,
        oorsprong=oorsprong,
        doel=medewerker.doel,
        **wat,
    )
