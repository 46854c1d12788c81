"""Rules that changed count now: look at every dossier of the gemeenten whose rules they are."""

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from nazorg.detenties.dossier import vouw_dossier
from nazorg.kern.klok import vandaag
from nazorg.leefgebieden.beeld import standen_van
from nazorg.store import dossiers, outbox, regelstand, taken
from nazorg.store.feiten import pak_uit
from nazorg.store.ids import Ids
from nazorg.store.regelstand import Dossierregel, Taakregel
from nazorg.store.transactie import Transactie
from nazorg.usecases.berichten.neem_op import open_melding
from nazorg.usecases.leefgebieden.herbereken import Gereedschap
from nazorg.usecases.regelsets import lees_regels, lees_regelset
from nazorg.werkvoorraad.taken import Taak
from nazorg.werkvoorraad.vingerafdruk import make_vingerafdruk
from nazorg.werkvoorraad.werk import Werk, bepaal_werk

BATCH = 100


async def pas_regels_toe(met: Gereedschap, *, batch: int = BATCH) -> int:
    """Bring tasks and stands in step with today's rules; return how many dossiers changed.

    Does nothing where the rules, and the meetings that people planned, are those of the last time.
    In batches, each by itself: what was done stays done, and the next run goes on where this one
    stopped.
    """
    async with met.store.open_unscoped_ontvangst() as tx:
        klaar = await regelstand.find_klaar(tx)
        gemeenten = await regelstand.find_gemeenten(tx)
        regels = await lees_regels(tx, met.kennis.regelboek, gemeenten)
    gewijzigd = 0
    for gemeente in gemeenten:
        vingerafdruk = make_vingerafdruk(regels[gemeente])
        is_klaar = klaar.get(gemeente) == vingerafdruk
        while not is_klaar:
            aantal, is_klaar = await _doe_batch(met, gemeente, vingerafdruk, batch)
            gewijzigd += aantal
    return gewijzigd


async def _doe_batch(
    met: Gereedschap, gemeente: str, vingerafdruk: str, batch: int
) -> tuple[int, bool]:
    """Do the next dossiers; return how many changed, and whether these were the last."""
    async with met.store.open_unscoped_ontvangst() as tx:
        na = await regelstand.begin(tx, gemeente, vingerafdruk)
        gekozen = await regelstand.find_volgende(tx, gemeente, na=na, limiet=batch)
        gewijzigd = await _herreken(tx, gemeente, gekozen, met) if gekozen else 0
        is_klaar = len(gekozen) < batch
        tot = gekozen[-1].id if gekozen else na
        await regelstand.set_gedaan(tx, gemeente, tot, met.klok.nu() if is_klaar else None)
    return gewijzigd, is_klaar


async def _herreken(
    tx: Transactie, gemeente: str, gekozen: Sequence[Dossierregel], met: Gereedschap
) -> int:
    """Save what is different now; return in how many dossiers that is.

    A dossier in which nothing changes is left alone: a task that sleeps until something changes
    must not wake for nothing.
    """
    werk, nu = await _bepaal(tx, gemeente, gekozen, met), met.klok.nu()
    anders = await _find_anders(tx, werk)
    rijen = [(d, gemeente, taak) for d in anders for taak in werk[d].taken]
    if anders:
        maak_id = Ids(nu)
        gewijzigd = await taken.replace(
            tx, rijen, bestaande_dossiers=anders, maak_id=maak_id, nu=nu
        )
        await outbox.put(tx, outbox.make_taken(gewijzigd, maak_id=maak_id), nu=nu)
    standen = {
        d.id: nieuw
        for d in gekozen
        if (nieuw := standen_van(werk[d.id].beeld)) != (list(d.standen) if d.standen else None)
    }
    if standen:
        await dossiers.set_standen(tx, standen)
    return len({*anders, *standen})


async def _find_anders(tx: Transactie, werk: Mapping[UUID, Werk]) -> list[UUID]:
    """Return the dossiers of which the tasks are not what they should be. Done stays done."""
    open_ = await regelstand.find_taken(tx, list(werk), status="open")
    gedaan = await regelstand.find_taken(tx, list(werk), status="afgehandeld")
    anders = []
    for dossier, w in werk.items():
        nodig, ligt = {_to_regel(t) for t in w.taken}, _normaal(open_[dossier])
        if ligt - nodig or nodig - ligt - _normaal(gedaan[dossier]):
            anders.append(dossier)
    return anders


async def _bepaal(
    tx: Transactie, gemeente: str, gekozen: Sequence[Dossierregel], met: Gereedschap
) -> dict[UUID, Werk]:
    regels = await lees_regelset(tx, met.kennis.regelboek, gemeente)
    kaart = met.kennis.kaart(op=vandaag(met.klok))
    meldingen = await regelstand.find_meldingen(tx, [d.id for d in gekozen])
    return {
        d.id: bepaal_werk(
            vouw_dossier([open_melding(r, met.kluis) for r in meldingen[d.id]], kaart=kaart),
            feiten=pak_uit(d.feiten, d.id, met.kluis),
            regels=regels,
        )
        for d in gekozen
    }


def _to_regel(t: Taak) -> Taakregel:
    return Taakregel(
        t.regel, t.onderwerp, t.uiterlijk, t.vrij_op, t.aanleiding, t.leefgebied, _tekst(t.gegevens)
    )


def _normaal(regels: set[Taakregel]) -> set[Taakregel]:
    return {r._replace(gegevens=_tekst(json.loads(r.gegevens))) for r in regels}


def _tekst(gegevens: object) -> str:
    """Return what a task says, in a form of which the order does not matter."""
    return json.dumps(gegevens, sort_keys=True)
