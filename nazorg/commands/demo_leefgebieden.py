"""What invented colleagues wrote: facts, actions and notes, by the same use cases as people."""

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from nazorg.deps import Deps
from nazorg.kern.klok import vandaag
from nazorg.kern.leefgebied import BASIS, Leefgebied
from nazorg.kern.medewerker import Medewerker, Rol
from nazorg.kern.werkdagen import plus_werkdagen
from nazorg.leefgebieden.behoefte import Behoeftestatus, Eigenaar
from nazorg.leefgebieden.betrokken import Betrokkene, Betrokkenrol, Betrokkensoort
from nazorg.leefgebieden.feit import Spreker
from nazorg.referentie.personas import load_personas
from nazorg.store.ids import Ids
from nazorg.usecases.leefgebieden.behoefte import Behoefteinvoer, save_behoefte
from nazorg.usecases.leefgebieden.betrokken import add_betrokkene
from nazorg.usecases.leefgebieden.herbereken import Gereedschap
from nazorg.usecases.leefgebieden.leg_vast import Kaartinvoer, leg_vast
from nazorg.usecases.leefgebieden.notitie import Notitieinvoer, save_notitie
from nazorg.usecases.leefgebieden.vragenlijst import begin_lijst

_PER_PERSOON = 12
_ANTWOORDEN: dict[Leefgebied, Sequence[dict[str, str]]] = {
    Leefgebied.IDENTITEITSBEWIJS: (
        {"document": "geldig"},
        {"document": "aangevraagd"},
        {"document": "geen"},
    ),
    Leefgebied.HUISVESTING: (
        {"verblijf": "geen_adres", "woningzoekend": "nee"},
        {"verblijf": "familie_of_vrienden"},
        {"verblijf": "eigen_woning", "alleenstaand": "ja", "reserves": "nee"},
    ),
    Leefgebied.INKOMEN: (
        {"inkomensbron": "bijstand", "aanvraag": "gesprek_gepland"},
        {"inkomensbron": "geen"},
        {"inkomensbron": "werk"},
    ),
    Leefgebied.SCHULDEN: (
        {"schuldsituatie": "overzicht_ontbreekt"},
        {"schuldsituatie": "overzicht_bezig", "overzicht_door": "ric"},
    ),
    Leefgebied.ZORG: (
        {"verzekering": "rust_tijdens_detentie", "zorgbehoefte": "nee"},
        {"zorgbehoefte": "ja", "ggd_bezoek": "gepland"},
    ),
}
_ACTIES = (
    (Leefgebied.HUISVESTING, "onderdak", Eigenaar.PARTNER, "IrisZorg", "Bel over een plek"),
    (Leefgebied.IDENTITEITSBEWIJS, "id_ophalen", Eigenaar.PI, "R. Smit", "Ophalen bij de balie"),
    (Leefgebied.INKOMEN, "uitkering", Eigenaar.GEMEENTE, "J. van Veen", "Papieren klaarleggen"),
    (Leefgebied.SCHULDEN, "schuldhulp", Eigenaar.PARTNER, "Schuldhulp", "Intake plannen"),
)
_NOTITIES = (
    "Gebeld met moeder. Hij kan van vrijdag tot zondag bij haar slapen. Langer lukt niet.",
    "Casemanager gesproken. De papieren liggen klaar bij het RIC.",
    "Wil graag weer werken in de bouw. Oude werkgever mag gebeld worden.",
)


class _Toen:
    """A clock that stands where the story is."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def nu(self) -> datetime:
        return self._moment


async def write_leefgebieden(deps: Deps) -> None:
    """Let each coordinator have written in some dossiers; only when nobody did so before."""
    dag = vandaag(deps.klok)
    async with deps.store.open_unscoped_ontvangst() as tx:
        if await tx.fetchval("select exists (select from nazorg.feit)"):
            return
    for persoon in load_personas(deps.kennis, op=dag).values():
        if not persoon.has_rol(Rol.NAZORGCOORDINATOR):
            continue
        rng = random.Random(persoon.id)  # noqa: S311 - the same story on every machine
        for nummer in await _find_dossiers(deps, persoon):
            await _write(deps, nummer, persoon, rng, dag)


async def _find_dossiers(deps: Deps, persoon: Medewerker) -> list[str]:
    async with deps.store.open_voor(persoon) as tx:
        rijen = await tx.fetch(
            """select nummer from nazorg.dossier where gemeente = any($1::text[])
              and status = 'in_detentie' and feiten is null order by vrij_op nulls last limit $2""",
            list(persoon.gemeenten),
            _PER_PERSOON,
        )
    return [r[0] for r in rijen]


async def _write(
    deps: Deps, nummer: str, persoon: Medewerker, rng: random.Random, dag: date
) -> None:
    # Some words are older than the D&R plan: then a newer message may contradict them.
    toen = dag - timedelta(days=rng.choice((1, 2, 3, 5, 40)))
    klok = _Toen(datetime.combine(toen, time(9 + rng.randint(0, 6), rng.randint(0, 59)), UTC))
    met = Gereedschap(deps.store, deps.kluis, klok, deps.kennis)
    for gebied in rng.sample(BASIS, 3):
        antwoorden = rng.choice(_ANTWOORDEN[gebied])
        spreker = rng.choice((Spreker.PI, Spreker.PI, Spreker.PARTNER, Spreker.PERSOON))
        invoer = Kaartinvoer(
            leefgebied=gebied, waarden=antwoorden, gemeten_op=toen, spreker=spreker
        )
        await leg_vast(nummer, invoer, medewerker=persoon, oorsprong="demo", met=met)
    await _write_actie(nummer, persoon, rng, dag, met)
    if rng.random() < 0.7:
        notitie = Notitieinvoer(id=None, tekst=rng.choice(_NOTITIES))
        await save_notitie(nummer, notitie, medewerker=persoon, oorsprong="demo", met=met)
    await _write_gesprek(nummer, persoon, rng, met)


async def _write_gesprek(
    nummer: str, persoon: Medewerker, rng: random.Random, met: Gereedschap
) -> None:
    """Begin a conversation here and there, and note who the casemanager is."""
    if rng.random() < 0.4:
        await begin_lijst(nummer, "intake", medewerker=persoon, oorsprong="demo", met=met)
    if rng.random() < 0.6:
        casemanager = Betrokkene(
            id=Ids(met.klok.nu())(),
            soort=Betrokkensoort.CONTACT,
            rol=Betrokkenrol.CASEMANAGER_PI,
            organisatie="",
            naam=rng.choice(("R. Smit", "K. de Boer", "T. Yilmaz")),
            telefoon="",
        )
        await add_betrokkene(nummer, casemanager, medewerker=persoon, oorsprong="demo", met=met)


async def _write_actie(
    nummer: str, persoon: Medewerker, rng: random.Random, dag: date, met: Gereedschap
) -> None:
    gebied, soort, eigenaar, naam, stap = rng.choice(_ACTIES)
    behoefte = Behoefteinvoer(
        id=None,
        leefgebied=gebied,
        soort=soort,
        status=Behoeftestatus.LOOPT,
        eigenaar=eigenaar,
        naam=naam,
        uiterlijk=plus_werkdagen(dag, rng.randint(1, 9)),
        stap=stap,
    )
    await save_behoefte(nummer, behoefte, medewerker=persoon, oorsprong="demo", met=met)
