"""Meetings of the demo: one that was, with what was agreed, and the next ones with an agenda.

Through the same use cases as the buttons; only where nothing was planned yet.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from nazorg.deps import Deps
from nazorg.kern.klok import AMSTERDAM, vandaag
from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.werkdagen import plus_werkdagen
from nazorg.leefgebieden.behoefte import Behoeftestatus, Eigenaar
from nazorg.overleggen.overleg import Moment, Overlegsoort
from nazorg.referentie.personas import load_personas
from nazorg.store.overlegpunten import Kandidaat
from nazorg.usecases.leefgebieden.behoefte import Behoefteinvoer
from nazorg.usecases.leefgebieden.herbereken import Gereedschap
from nazorg.usecases.overleggen.agenda import breng_in, zet_op_agenda
from nazorg.usecases.overleggen.plan import Opzet, Overleginvoer, plan_overleg, stel_op
from nazorg.usecases.overleggen.slot import Overlegdaad
from nazorg.usecases.overleggen.toon import Overlegbeeld, toon_overleg, toon_overleggen
from nazorg.usecases.overleggen.verslag import Afspraakinvoer, leg_afspraak_vast
from nazorg.usecases.overleggen.wijzig import sluit_af

# So long ago somebody planned the meeting that was: the longest rhythm lies within it.
_TERUG = timedelta(days=32)
_LAATSTE = 5
_MINSTE = 3
_VRAAG = "de casemanager vroeg om mee te denken"
_AFSPRAKEN = (
    "De gemeente zoekt samen met de PI een plek om te wonen. De casemanager belt over een week.",
    "De afspraak bij Werk en Inkomen staat. De PI legt de papieren klaar.",
    "Het wijkteam gaat op bezoek in de PI voor de kennismaking.",
)


class _Toen:
    """A clock that stands still at a moment of the past."""

    def __init__(self, dag: date, uur: int) -> None:
        self._nu = datetime.combine(dag, time(uur), AMSTERDAM).astimezone(UTC)

    def nu(self) -> datetime:
        return self._nu


async def plan_overleggen(deps: Deps) -> None:
    """Let each coordinator have a meeting behind and before them; who shares one sees the same."""
    for persoon in load_personas(deps.kennis, op=vandaag(deps.klok)).values():
        if not persoon.has_rol(Rol.NAZORGCOORDINATOR):
            continue
        daad = _daad(deps, persoon)
        lijst = await toon_overleggen(voor=None, daad=daad)
        if not lijst.gesloten:
            await _houd(deps, persoon)
        soorten = {rij.overleg.soort for rij in lijst.open}
        for soort in Overlegsoort:
            if soort not in soorten:
                await _vul(await _plan(await stel_op(soort, "", daad=daad), daad), daad)


def _daad(deps: Deps, persoon: Medewerker) -> Overlegdaad:
    met = Gereedschap(deps.store, deps.kluis, deps.klok, deps.kennis)
    return Overlegdaad(medewerker=persoon, oorsprong="demo", met=met)


def _op(daad: Overlegdaad, dag: date, uur: int) -> Overlegdaad:
    return replace(daad, met=replace(daad.met, klok=_Toen(dag, uur)))


async def _plan(opzet: Opzet, daad: Overlegdaad) -> UUID:
    vorm = opzet.vorm
    return await plan_overleg(
        Overleginvoer(
            soort=opzet.soort,
            kring=opzet.kring.sleutel,
            moment=Moment(datum=opzet.dagen[0], van=vorm.van, tot=vorm.tot),
            plek=vorm.plek,
            deelnemers=vorm.deelnemers,
            zaken=vorm.zaken,
        ),
        daad=daad,
    )


async def _vul(id_: UUID, daad: Overlegdaad, *, hoogstens: int | None = None) -> None:
    """Put on the agenda who is proposed first; a few places stay free for who reads this.

    Where few are proposed, somebody brings in who has no meeting yet.
    """
    beeld = await toon_overleg(id_, daad=daad)
    aantal = hoogstens or max(1, beeld.overleg.zaken - 2)
    gekozen = [v.zaak.dossier for v in beeld.voorstel.eerst[:aantal]]
    if gekozen:
        await zet_op_agenda(id_, gekozen, daad=daad)
    for k in _anderen(beeld, gekozen)[: max(0, _MINSTE - len(gekozen))]:
        await breng_in(id_, k.nummer, _VRAAG, daad=daad)


def _anderen(beeld: Overlegbeeld, gekozen: Sequence[UUID]) -> list[Kandidaat]:
    """Return who could be brought in: in detention by then and not out, who leaves first first."""
    dag = beeld.overleg.moment.datum
    vrij = [
        k
        for k in beeld.wie.values()
        if k.zaak.dossier not in gekozen
        and k.zaak.gepland_op is None
        and k.zaak.begin is not None
        and k.zaak.vrij_op is not None
        and k.zaak.begin <= dag < k.zaak.vrij_op
    ]
    return sorted(vrij, key=lambda k: (k.zaak.vrij_op or date.max, k.nummer))


async def _houd(deps: Deps, persoon: Medewerker) -> None:
    """Hold a nazorgoverleg in the past: with agreements, an action, and somebody not reached."""
    nu = vandaag(deps.klok)
    toen = _op(_daad(deps, persoon), nu - _TERUG, 9)
    opzet = await stel_op(Overlegsoort.NAZORG, "", daad=toen)
    dag = opzet.dagen[0]
    if dag >= nu:
        return
    id_ = await _plan(opzet, toen)
    await _vul(id_, toen, hoogstens=_LAATSTE)
    daarna = _op(toen, dag, 13)
    punten = (await toon_overleg(id_, daad=daarna)).punten
    for nummer, (punt, tekst) in enumerate(zip(punten, _AFSPRAKEN, strict=False)):
        actie = _actie(plus_werkdagen(nu, 3)) if nummer == 0 else None
        invoer = Afspraakinvoer(tekst=tekst, versie=0, actie=actie)
        await leg_afspraak_vast(id_, punt.id, invoer, daad=daarna)
    niet = [p.id for p in punten[len(_AFSPRAKEN) + 1 :]]
    await sluit_af(id_, niet_besproken=niet, versie=1, daad=daarna)


def _actie(uiterlijk: date) -> Behoefteinvoer:
    return Behoefteinvoer(
        id=None,
        leefgebied=Leefgebied.HUISVESTING,
        soort="onderdak",
        status=Behoeftestatus.OPEN,
        eigenaar=Eigenaar.PARTNER,
        naam="IrisZorg",
        uiterlijk=uiterlijk,
        stap="",
    )
