"""Put new notices in their dossiers: find the person, fold, save, derive tasks, tell others."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from nazorg.berichten.soort import Soort
from nazorg.berichten.spoor import Spoor
from nazorg.contract.lezen import herlees
from nazorg.detenties.dossier import Dossierstand, vouw_dossier
from nazorg.detenties.koppeling import Koppelresultaat, Sleutels, koppel
from nazorg.detenties.melding import Melding
from nazorg.detenties.routering import Kaart
from nazorg.leefgebieden.beeld import Beeld, standen_van
from nazorg.leefgebieden.feit import Feit
from nazorg.referentie.kennis import Kennis
from nazorg.store import (
    detenties,
    dossiers,
    meldingen,
    outbox,
    overlegdossiers,
    sleutels,
    taken,
    vertrekbladen,
)
from nazorg.store.dossiers import DossierRij
from nazorg.store.feiten import keep_geldende, pak_in, pak_uit
from nazorg.store.ids import Ids
from nazorg.store.kluis import Kluis
from nazorg.store.meldingen import MeldingRij
from nazorg.store.sleutels import Bekend
from nazorg.store.transactie import Transactie
from nazorg.usecases.regelsets import lees_regels
from nazorg.werkvoorraad.werk import Werk, bepaal_werk

# Number and gemeente of the dossiers that existed before this batch.
Kop = dict[UUID, tuple[str, str]]


class Opname(NamedTuple):
    """A new notice to put in a dossier. id: of the message; data: its JSON block.

    spoor: the trace that goes on in what others will hear of it.
    """

    id: UUID
    melding: Melding
    data: bytes
    ontvangen_op: datetime
    sleutels: Sleutels
    spoor: Spoor | None = None


async def neem_op(
    tx: Transactie,
    opnames: Sequence[Opname],
    *,
    kluis: Kluis,
    kennis: Kennis,
    kaart: Kaart,
    nu: datetime,
) -> set[UUID]:
    """Save what these notices change, in as many statements whatever their number.

    More of them when dossiers are joined or move.

    Returns the notices that change nothing, because their dossier was removed.
    """
    maak_id = Ids(nu)
    alle = opnames
    opnames, uit, bekend = await _koppel(tx, alle, maak_id)
    te_laat = {o.id for o in alle} - {o.id for o in opnames} if bekend.verwijderd else set()
    if not opnames:
        return te_laat
    kop = bekend.kop
    bestaand = sorted({*uit.van_bericht, *uit.samengevoegd} & kop.keys())
    per_dossier = await _lees_eerdere(tx, bestaand, uit, kluis)
    for dossier, opname in zip(uit.van_bericht, opnames, strict=True):
        per_dossier[dossier].append(opname.melding)
    stand = {d: vouw_dossier(m, kaart=kaart) for d, m in per_dossier.items()}
    gemeente_van = {d: s.route.gemeente for d, s in stand.items()}
    await meldingen.insert(tx, _to_rijen(opnames, uit, kluis), gemeente_van=gemeente_van)
    gevolgd = await _volg(tx, uit, kop, gemeente_van, nu)
    gegroeid = {_eind(uit, van) for van in uit.samengevoegd}
    feiten = _lees_feiten(bekend.feiten, uit, kluis)
    werk = await _bepaal_werk(tx, stand, feiten, kennis)
    anders = await _bewaar(tx, stand, werk, kop, gegroeid, kluis, maak_id, nu)
    nieuws = _nieuws(opnames, uit, kop, anders, maak_id)
    await outbox.put(tx, [*nieuws, *outbox.make_overleg(gevolgd, maak_id=maak_id)], nu=nu)
    for d in gegroeid & feiten.keys():
        geheim = pak_in(feiten[d], d, kluis)
        await dossiers.set_leefgebieden(tx, d, feiten=geheim, standen=standen_van(werk[d].beeld))
    return te_laat


async def _bepaal_werk(
    tx: Transactie,
    stand: Mapping[UUID, Dossierstand],
    feiten: Mapping[UUID, list[Feit]],
    kennis: Kennis,
) -> dict[UUID, Werk]:
    """Return the work of each dossier, by the rules of its gemeente and the meetings there."""
    gemeenten = {s.route.gemeente for s in stand.values()}
    regels = await lees_regels(tx, kennis.regelboek, gemeenten)
    return {
        d: bepaal_werk(s, feiten=feiten.get(d, ()), regels=regels[s.route.gemeente])
        for d, s in stand.items()
    }


async def _koppel(
    tx: Transactie, opnames: Sequence[Opname], maak_id: Ids
) -> tuple[Sequence[Opname], Koppelresultaat, Bekend]:
    """Find whose notices these are. The dossiers that exist are locked from here on.

    Returns the notices that count: those of a detention whose dossier was removed do not.
    """
    soort = {s: naam for o in opnames for s, naam in o.sleutels.per_soort()}
    bekend = await sleutels.find_and_lock(tx, sorted(soort))
    if weg := bekend.verwijderd:
        opnames = [o for o in opnames if o.sleutels.detentie not in weg]
    uit = koppel(
        (o.sleutels for o in opnames),
        bekend=bekend.dossier_van,
        met_bsn=bekend.met_bsn,
        maak_id=maak_id,
    )
    nieuw = {
        s: (_eind(uit, d), soort[s]) for s, d in uit.sleutels.items() if s not in bekend.dossier_van
    }
    await sleutels.insert(tx, nieuw)
    return opnames, uit, bekend


def _lees_feiten(
    bekend: Mapping[UUID, bytes], uit: Koppelresultaat, kluis: Kluis
) -> dict[UUID, list[Feit]]:
    """Read what people said, of joined dossiers under their new id."""
    gezegd: dict[UUID, list[Feit]] = defaultdict(list)
    for dossier, geheim in bekend.items():
        gezegd[_eind(uit, dossier)] += pak_uit(geheim, dossier, kluis)
    return {d: keep_geldende(feiten) for d, feiten in gezegd.items()}


async def _lees_eerdere(
    tx: Transactie, bestaand: Sequence[UUID], uit: Koppelresultaat, kluis: Kluis
) -> dict[UUID, list[Melding]]:
    """Read the notices that these dossiers already have, joined dossiers under their new id."""
    per_dossier: dict[UUID, list[Melding]] = defaultdict(list)
    if bestaand:
        for rij in await meldingen.find_by_dossiers(tx, bestaand):
            dossier = rij.dossier_id
            while dossier in uit.samengevoegd:
                dossier = uit.samengevoegd[dossier]
            per_dossier[dossier].append(open_melding(rij, kluis))
    return per_dossier


def open_melding(rij: MeldingRij, kluis: Kluis) -> Melding:
    """Decrypt and read a kept notice. Raises KluisFout when the key is not the right one."""
    return herlees(
        kluis.ontsleutel(rij.inhoud, voor=b"melding|inhoud|" + rij.id.bytes),
        soort=Soort(rij.soort),
        bron=rij.bron,
        id_=rij.bericht_id,
        tijd=rij.tijd,
        volgorde=rij.volgorde,
    )


def _to_rijen(opnames: Sequence[Opname], uit: Koppelresultaat, kluis: Kluis) -> list[MeldingRij]:
    return [
        MeldingRij(
            o.id,
            dossier,
            o.melding.bron,
            o.melding.id,
            o.melding.soort,
            o.melding.tijd,
            o.melding.volgorde,
            o.ontvangen_op,
            kluis.versleutel(o.data, voor=b"melding|inhoud|" + o.id.bytes),
        )
        for dossier, o in zip(uit.van_bericht, opnames, strict=True)
    ]


async def _volg(
    tx: Transactie,
    uit: Koppelresultaat,
    kop: Kop,
    gemeente_van: dict[UUID, str],
    nu: datetime,
) -> list[outbox.Overlegplanning]:
    """Let what hangs under a dossier follow it: to another gemeente, or into another dossier.

    Returns what changed by that about the meetings of these dossiers.
    """
    gevolgd: list[outbox.Overlegplanning] = []
    if uit.samengevoegd:
        naar = {van: _eind(uit, van) for van in uit.samengevoegd}
        await meldingen.repoint(tx, naar)
        await sleutels.repoint(tx, naar)
        await vertrekbladen.repoint(tx, naar)
        gevolgd += await overlegdossiers.merge(tx, naar, nu=nu)
        await dossiers.merge(tx, naar)
    verhuisd = {
        d: g for d, g in gemeente_van.items() if uit.samengevoegd or (d in kop and kop[d][1] != g)
    }
    if verhuisd:
        await dossiers.move(tx, verhuisd)
        gevolgd += await overlegdossiers.end_verhuisd(tx, verhuisd, nu=nu)
    return gevolgd


def _eind(uit: Koppelresultaat, dossier: UUID) -> UUID:
    while dossier in uit.samengevoegd:
        dossier = uit.samengevoegd[dossier]
    return dossier


async def _bewaar(  # noqa: PLR0913, PLR0917 - what one batch saves, named one by one
    tx: Transactie,
    stand: dict[UUID, Dossierstand],
    werk: dict[UUID, Werk],
    kop: Kop,
    gegroeid: set[UUID],
    kluis: Kluis,
    maak_id: Ids,
    nu: datetime,
) -> list[outbox.Taakwijziging]:
    """Save what follows from the notices; return the tasks that came, changed or fell away.

    gegroeid: dossiers that another one was joined to.
    """
    op_volgorde = sorted(stand.items())
    rijen = [_to_dossierrij(d, s, werk[d].beeld, kop, kluis) for d, s in op_volgorde]
    await dossiers.upsert(tx, rijen, nu=nu)
    await detenties.upsert(
        tx, [(d, s.route.gemeente, x) for d, s in op_volgorde for x in s.detenties]
    )
    if gewekene := [(d, x) for d, s in op_volgorde for x in s.gewekene]:
        await detenties.delete(tx, gewekene)
    return await taken.replace(
        tx,
        [(d, s.route.gemeente, t) for d, s in op_volgorde for t in werk[d].taken],
        bestaande_dossiers=[d for d in stand if d in kop or d in gegroeid],
        maak_id=maak_id,
        nu=nu,
    )


def _to_dossierrij(d: UUID, s: Dossierstand, beeld: Beeld, kop: Kop, kluis: Kluis) -> DossierRij:
    bsn, skn = s.persoon.bsn, s.persoon.skn
    return DossierRij(
        id=d,
        nummer=kop[d][0] if d in kop else None,
        stand=s,
        bsn=kluis.versleutel(bsn.encode(), voor=b"dossier|bsn|" + d.bytes) if bsn else None,
        skn=kluis.versleutel(skn.encode(), voor=b"dossier|skn|" + d.bytes) if skn else None,
        standen=standen_van(beeld),
    )


def _nieuws(
    opnames: Sequence[Opname],
    uit: Koppelresultaat,
    kop: Kop,
    taken_: Sequence[outbox.Taakwijziging],
    maak_id: Ids,
) -> list[outbox.Gebeurtenis]:
    """Return what others will hear: of each dossier that there is news, then of its tasks."""
    nieuws = {g.dossier_id: g for g in _gebeurtenissen(opnames, uit, kop, maak_id)}
    return [*nieuws.values(), *outbox.make_taken(taken_, maak_id=maak_id, oorzaken=nieuws)]


def _gebeurtenissen(
    opnames: Sequence[Opname], uit: Koppelresultaat, kop: Kop, maak_id: Ids
) -> Iterable[outbox.Gebeurtenis]:
    """Yield one event per dossier, with every message that caused it and the trace of the last."""
    per_dossier: dict[UUID, list[Opname]] = defaultdict(list)
    for dossier, opname in zip(uit.van_bericht, opnames, strict=True):
        per_dossier[dossier].append(opname)
    for d, oorzaken in per_dossier.items():
        yield outbox.Gebeurtenis(
            maak_id(),
            outbox.DOSSIER_GEWIJZIGD if d in kop else outbox.DOSSIER_GEOPEND,
            d,
            [o.id for o in oorzaken],
            next((o.spoor for o in reversed(oorzaken) if o.spoor), None),
        )
