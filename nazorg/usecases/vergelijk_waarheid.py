"""Is what we hold what really happened? Compare with the truth of invented people (L22)."""

from collections import defaultdict
from typing import Any

from nazorg.store.store import Store
from nazorg.store.transactie import Transactie


async def vergelijk_waarheid(
    store: Store, stand: dict[str, dict[str, int]], waarheid: dict[str, Any]
) -> list[str]:
    """Return every difference, one line each, without names or numbers of people."""
    verschillen = [*_vergelijk_tellingen(stand, waarheid)]
    async with store.open_unscoped_ontvangst() as tx:
        bij_ons, dossier_van = await _lees(tx)
    echt: dict[str, dict[str, Any]] = waarheid["per_detentie"]
    verschillen += [f"{k}: ontbreekt" for k in sorted(echt.keys() - bij_ons.keys())]
    verschillen += [f"{k}: te veel" for k in sorted(bij_ons.keys() - echt.keys())]
    for sleutel in sorted(echt.keys() & bij_ons.keys()):
        for veld, waarde in bij_ons[sleutel].items():
            if echt[sleutel][veld] != waarde:
                verschillen.append(f"{sleutel}: {veld} is {waarde}, was {echt[sleutel][veld]}")
    return verschillen + _vergelijk_personen(echt, dossier_van)


def _vergelijk_tellingen(stand: dict[str, dict[str, int]], waarheid: dict[str, Any]) -> list[str]:
    paren = [("dossiers.totaal", stand["dossiers"]["totaal"], waarheid["dossiers"])]
    for groep in ("berichten", "detenties", "taken_open", "leefgebieden"):
        for naam, aantal in stand[groep].items():
            echt = waarheid[groep].get(naam, None if naam == "totaal" else 0)
            if echt is not None:
                paren.append((f"{groep}.{naam}", aantal, echt))
    return [f"{naam}: {wij}, was {echt}" for naam, wij, echt in paren if wij != echt]


def _vergelijk_personen(echt: dict[str, dict[str, Any]], dossier_van: dict[str, Any]) -> list[str]:
    """One person is one dossier, and one dossier is one person."""
    per_persoon: dict[str, set[Any]] = defaultdict(set)
    per_dossier: dict[Any, set[str]] = defaultdict(set)
    for sleutel in echt.keys() & dossier_van.keys():
        per_persoon[echt[sleutel]["persoon"]].add(dossier_van[sleutel])
        per_dossier[dossier_van[sleutel]].add(echt[sleutel]["persoon"])
    return [
        f"{p}: verdeeld over {len(d)} dossiers" for p, d in per_persoon.items() if len(d) > 1
    ] + [f"dossier met {len(p)} personen" for p in per_dossier.values() if len(p) > 1]


async def _lees(tx: Transactie) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    rijen = await tx.fetch(
        """
        select t.bron || '|' || t.nummer, t.status, t.inrichting, t.begin, t.einde, t.wijze,
          t.verwacht_vroegst, t.verwacht_laatst, t.titel, t.verloven, d.gemeente, d.route_redenen,
          d.id
        from nazorg.detentie t join nazorg.dossier d on d.id = t.dossier_id"""
    )
    return {r[0]: _to_stand(r) for r in rijen}, {r[0]: r[12] for r in rijen}


def _to_stand(r: Any) -> dict[str, Any]:
    return {
        "status": r[1],
        "inrichting": r[2],
        "begin": r[3].isoformat() if r[3] else None,
        "einde": r[4].isoformat() if r[4] else None,
        "wijze": r[5],
        "verwacht": [r[6].isoformat(), r[7].isoformat()] if r[6] else None,
        "titel": r[8],
        "verloven": {
            nummer: {k: v[k] for k in ("status", "van", "tot")} for nummer, v in r[9].items()
        },
        "gemeente": r[10],
        "route": list(r[11]),
    }
