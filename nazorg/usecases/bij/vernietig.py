"""Destroy what may not be here any more, and prove it (Bjsg art. 11a; L04). Run it every day."""

import secrets
from datetime import date, datetime, time, timedelta
from uuid import UUID

import structlog

from nazorg.bij import bewaren
from nazorg.bij.aanwijzing import codes_van
from nazorg.bij.besluit import Besluit
from nazorg.bij.bewaren import Vernietigsoort
from nazorg.kern.klok import AMSTERDAM
from nazorg.kern.medewerker import Doel
from nazorg.store.audit import Auditregel
from nazorg.store.bij import (
    audit,
    berichten,
    besluiten,
    bewaring,
    meldingen,
    sessies,
    verrijkingen,
)
from nazorg.store.bij.bewaring import Archiefstuk, Uittreksel, Vernietiging
from nazorg.store.bij.meldingen import Melding
from nazorg.store.ids import Ids
from nazorg.store.kluis import KluisFout
from nazorg.store.transactie import Transactie
from nazorg.usecases.bij.kamer import Kamer

log = structlog.get_logger()


class BleefStaan(Exception):  # noqa: N818 - what happened
    """Of an alert the extract of a measure cannot be made, so it was not destroyed: a person must.

    Raised when all that could go has gone, so that the step is seen to fail.
    """


async def vernietig(kamer: Kamer) -> int:
    """Destroy alerts, extracts and answers whose time is over. Returns how many certificates.

    Raises BleefStaan when something could not go; it held nothing else up.
    """
    nu = kamer.klok.nu()
    grens = bewaren.verstrekt_voor(kamer.vandaag())
    # Of that day itself everything goes: the whole day in the Netherlands.
    voor = datetime.combine(grens, time(), AMSTERDAM) + timedelta(days=1)
    async with kamer.store.open_unscoped_werk() as tx:
        maak_id = Ids(nu)
        bewijzen, gebleven = [], 0
        for m in await meldingen.find_verlopen(tx, kamer.kluis, verstrekt_voor=voor):
            try:
                bewijzen.append(await _vernietig_melding(tx, m, kamer, maak_id))
            except KluisFout:
                gebleven += 1
        await berichten.wis_oude_bijzondere(tx, voor=voor)
        for _, gemeente, verwijderd, uiterlijk in await bewaring.delete_archief(
            tx, op=kamer.vandaag()
        ):
            bewijzen.append(_bewijs_archief(gemeente, verwijderd, uiterlijk, nu, maak_id))
        for bewijs in bewijzen:
            await bewaring.certificeer(tx, bewijs)
            await audit.append(tx, _regel(bewijs))
        await verrijkingen.wis_vervallen(tx, kamer.kluis, nu=nu)
        await sessies.delete_verlopen(tx, nu=nu)
    if bewijzen:
        log.info("bij.destroyed", aantal=len(bewijzen))
    if gebleven:
        raise BleefStaan(gebleven)
    return len(bewijzen)


async def _vernietig_melding(
    tx: Transactie, m: Melding, kamer: Kamer, maak_id: Ids
) -> Vernietiging:
    """Take one alert away with all that belongs to it; of a measure an extract stays.

    Raises KluisFout, with nothing changed, when that extract cannot be made.
    """
    nu = kamer.klok.nu()
    genomen = await besluiten.find_van(tx, m.id, kamer.kluis)
    if bewaren.moet_in_archief(b.soort for b in genomen):
        await bewaring.archiveer(tx, _to_stuk(m, genomen, kamer, maak_id()), kamer.kluis)
    rijen = await bewaring.delete_bij_melding(tx, m.id)
    codes = codes_van(m.gemeente, kamer.vandaag(), kamer.kennis.gemeenten) | {m.gemeente}
    rijen["bericht"] = await berichten.wis_van_melding(tx, m.bron, m.nummer, gemeenten=codes)
    await meldingen.delete(tx, m.id)
    return Vernietiging(
        id=maak_id(),
        gemeente=m.gemeente,
        soort=Vernietigsoort.MELDING,
        kenmerk=secrets.token_hex(4).upper(),
        verstrekt_op=m.verstrekt_op,
        uiterlijk=bewaren.uiterlijk_weg(m.verstrekt_op.astimezone(AMSTERDAM).date()),
        vernietigd_op=nu,
        grondslag=bewaren.GRONDSLAG,
        rijen=rijen | {"melding": 1},
    )


def _to_stuk(m: Melding, genomen: list[Besluit], kamer: Kamer, id_: UUID) -> Archiefstuk:
    if m.alert.inhoud is None:
        raise KluisFout("Zonder naam is er geen uittreksel.")
    return Archiefstuk(
        id=id_,
        gemeente=m.gemeente,
        verwijderd_op=kamer.klok.nu(),
        vernietigen_op=bewaren.archief_tot(kamer.vandaag()),
        uittreksel=Uittreksel(
            nummer=m.nummer,
            naam=m.alert.inhoud.persoon.naam,
            soort=m.soort,
            besluiten=tuple(genomen),
        ),
    )


def _bewijs_archief(
    gemeente: str, verwijderd: datetime, uiterlijk: date, nu: datetime, maak_id: Ids
) -> Vernietiging:
    return Vernietiging(
        id=maak_id(),
        gemeente=gemeente,
        soort=Vernietigsoort.ARCHIEF,
        kenmerk=secrets.token_hex(4).upper(),
        verstrekt_op=verwijderd,
        uiterlijk=uiterlijk,
        vernietigd_op=nu,
        grondslag=bewaren.GRONDSLAG_ARCHIEF,
        rijen={"archief": 1},
    )


def _regel(v: Vernietiging) -> Auditregel:
    return Auditregel(
        tijd=v.vernietigd_op,
        actor="nazorg",
        actie=f"{v.soort}_vernietigd",
        object=f"vernietiging {v.id}",
        resultaat=v.kenmerk,
        oorsprong="klok",
        doel=Doel.OPENBARE_ORDE,
        gemeente=v.gemeente,
    )
