"""Plan a meeting: a proposal from the rhythm, and what a person makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from nazorg.kern.klok import vandaag
from nazorg.kern.toegang import NietGevonden
from nazorg.kern.werkdagen import plus_werkdagen
from nazorg.overleggen.overleg import (
    Moment,
    Overleg,
    Overlegsoort,
    check_moment,
    check_opzet,
)
from nazorg.overleggen.ritme import find_vrije_dagen
from nazorg.overleggen.vorm import Overlegvorm
from nazorg.referentie.medisch import load_medisch
from nazorg.store import overleggen
from nazorg.store.ids import Ids
from nazorg.usecases.leefgebieden.leg_vast import Invoerfout
from nazorg.usecases.overleggen.kring import (
    Kring,
    dicht_van,
    find_kring,
    find_kringen,
    ritme_van,
    vorm_van,
)
from nazorg.usecases.overleggen.slot import Overlegdaad

AL_GEPLAND = "Dit overleg is op die dag en tijd al gepland."
# So many days ahead are offered; whoever wants another one types it.
DAGEN_GETOOND = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Opzet:
    """A meeting that could be planned. dagen: when it could be, first first; bezet: when it is."""

    soort: Overlegsoort
    kring: Kring
    kringen: tuple[Kring, ...]
    vorm: Overlegvorm
    dagen: tuple[date, ...]
    bezet: tuple[date, ...]
    om_de_dagen: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overleginvoer:
    """What somebody typed. moment: None when a day or a time could not be read."""

    soort: Overlegsoort
    kring: str
    moment: Moment | None
    plek: str
    deelnemers: Sequence[str]
    zaken: int


async def stel_op(soort: Overlegsoort | None, sleutel: str, *, daad: Overlegdaad) -> Opzet:
    """Return a proposal for a meeting; what is not chosen yet is chosen as the profile says.

    Raises NietGevonden for who works for no gemeente: there is nobody to meet about.
    """
    daad.require_schrijver()
    kennis, dag = daad.met.kennis, vandaag(daad.met.klok)
    soort = soort or Overlegsoort.NAZORG
    kringen = find_kringen(daad.medewerker, kennis)
    if not kringen:
        raise NietGevonden
    kring = find_kring(daad.medewerker, kennis, sleutel) or _eerste(kringen, soort, daad)
    vorm = vorm_van(kring.gemeenten, soort, kennis, op=dag)
    async with daad.met.store.open_voor(daad.medewerker) as tx:
        gepland = await overleggen.find_dagen(tx, kring.gemeenten, soort)
    alle = [g for dagen in gepland.values() for g in dagen]
    bezet = sorted({g.op for g in alle if g.op >= dag and not g.vervallen})
    ritme, dicht = ritme_van(kring.gemeenten, kennis), dicht_van(kring.gemeenten, kennis)
    if vorm.over_werkdagen is not None or ritme is None:
        dagen: tuple[date, ...] = (plus_werkdagen(dag, vorm.over_werkdagen or 5, dicht),)
    else:
        dagen = find_vrije_dagen(ritme, bezet, dag, dicht, aantal=DAGEN_GETOOND)
    return Opzet(
        soort=soort,
        kring=kring,
        kringen=kringen,
        vorm=vorm,
        dagen=dagen,
        bezet=tuple(bezet),
        om_de_dagen=None if vorm.over_werkdagen or ritme is None else ritme.om_de_dagen,
    )


def _eerste(kringen: tuple[Kring, ...], soort: Overlegsoort, daad: Overlegdaad) -> Kring:
    """Return for whom this kind is held: the region where the profile says so, else a gemeente."""
    dag = vandaag(daad.met.klok)
    for kring in kringen:
        per_regio = vorm_van(kring.gemeenten, soort, daad.met.kennis, op=dag).per_regio
        if per_regio is bool(kring.regio):
            return kring
    return kringen[0]


async def plan_overleg(invoer: Overleginvoer, *, daad: Overlegdaad) -> UUID:
    """Plan a meeting and return its id. Raises Invoerfout."""
    daad.require_schrijver()
    nu, kennis = daad.met.klok.nu(), daad.met.kennis
    kring = find_kring(daad.medewerker, kennis, invoer.kring)
    if kring is None:
        raise Invoerfout({"kring": "Kies een gemeente of regio waarvoor u werkt."})
    deelnemers = tuple(d for d in (regel.strip() for regel in invoer.deelnemers) if d)
    fouten = check_moment(
        invoer.moment, vandaag=vandaag(daad.met.klok), dicht=dicht_van(kring.gemeenten, kennis)
    ) | check_opzet(invoer.plek, deelnemers, invoer.zaken, medisch=load_medisch())
    if fouten or invoer.moment is None:
        raise Invoerfout(fouten)
    overleg = Overleg(
        id=Ids(nu)(),
        soort=invoer.soort,
        regio=kring.regio,
        gemeenten=kring.gemeenten,
        moment=invoer.moment,
        plek=invoer.plek.strip(),
        deelnemers=deelnemers,
        zaken=invoer.zaken,
    )
    async with daad.met.store.open_voor(daad.medewerker) as tx:
        if not await overleggen.insert(tx, overleg, daad.schrijver(nu), daad.met.kluis):
            raise Invoerfout({"datum": AL_GEPLAND})
        await daad.log(tx, overleg, "overleg_gepland", overleg.soort, nu=nu)
    return overleg.id
