"""What the source of the demo counts: every day how much it sent the day before, as a message.

It counts what it sent and not what we have, so it keeps its own book of that: at a later start of
the demo the noise in the stream is another, and what went out before still counts. One message of
one day never reached us.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from nazorg.berichten.soort import TYPE_VAN_BRONSOORT, TYPE_VAN_SOORT, Bronsoort, Soort
from nazorg.berichten.uitkomst import Deur, RuwBericht
from nazorg.commands.opbouw import build_deps
from nazorg.deps import Deps
from nazorg.kern.klok import AMSTERDAM
from nazorg.synthetic.berichten import BRON

_DAGEN = 9
# So long before the first start the source wrote a message that never came.
_KWIJT = timedelta(days=4)
_UUR = time(8)
_BEGIN, _EINDE = TYPE_VAN_SOORT[Soort.BEGONNEN], TYPE_VAN_SOORT[Soort.BEEINDIGD]

# Per day: type to the ids of what was sent.
Boek = dict[str, dict[str, list[str]]]


class _Vast:
    """A clock that stands where a count came in."""

    def __init__(self, nu: datetime) -> None:
        self._nu = nu

    def nu(self) -> datetime:
        return self._nu


async def meld_tellingen(
    data_dir: Path, events: Iterable[dict[str, Any]], *, deps: Deps, nu: datetime
) -> None:
    """Send the count of each of the last days; again where the source sent more since."""
    pad = data_dir / "demo-verzonden.json"
    boek, gemeld = json.loads(pad.read_text()) if pad.exists() else ({}, {})
    _schrijf_bij(boek, events, nu.astimezone(AMSTERDAM).date())
    for dag in sorted(boek):
        aantallen, op = _tel(boek[dag]), _ochtend_na(date.fromisoformat(dag))
        if op > nu or gemeld.get(dag) == aantallen:
            continue
        # A count that is corrected is written now; the first one on the morning after.
        moment = nu if dag in gemeld else op
        toen = build_deps(deps.store, deps.kluis, deps.kennis, _Vast(moment))
        bericht = _bericht(dag, aantallen, moment)
        await toen.ontvang([RuwBericht(bericht, Deur.BESTAND, "demo telling")])
        gemeld[dag] = aantallen
    pad.write_text(json.dumps([boek, gemeld]))


def _schrijf_bij(boek: Boek, events: Iterable[dict[str, Any]], vandaag: date) -> None:
    """Add what was sent from the first day in the book up to now."""
    nieuw = not boek
    eerste = min(map(date.fromisoformat, boek), default=vandaag - timedelta(days=_DAGEN))
    for verder in range((vandaag - eerste).days + 1):
        soorten = boek.setdefault((eerste + timedelta(days=verder)).isoformat(), {})
        soorten.setdefault(_BEGIN, [])
        soorten.setdefault(_EINDE, [])
    for dag, soort, id_ in _verzonden(events):
        soorten = boek.get(dag.isoformat(), {})
        if soorten and id_ not in soorten.setdefault(soort, []):
            soorten[soort].append(id_)
    if nieuw:
        boek[(vandaag - _KWIJT).isoformat()][_BEGIN].append("kwijt")


def _verzonden(events: Iterable[dict[str, Any]]) -> Iterator[tuple[date, str, str]]:
    """Yield the day in the Netherlands, the type and the id of what can be read."""
    for e in events:
        yield datetime.fromisoformat(e["time"]).astimezone(AMSTERDAM).date(), e["type"], e["id"]


def _tel(soorten: dict[str, list[str]]) -> dict[str, int]:
    return {soort: len(ids) for soort, ids in sorted(soorten.items())}


def _ochtend_na(dag: date) -> datetime:
    return datetime.combine(dag + timedelta(days=1), _UUR, AMSTERDAM).astimezone(UTC)


def _bericht(dag: str, aantallen: dict[str, int], op: datetime) -> bytes:
    data = {"dag": dag, "aantallen": [{"type": t, "aantal": n} for t, n in aantallen.items()]}
    kenmerk = hashlib.sha256(json.dumps([data, op.isoformat()]).encode()).hexdigest()[:24]
    event = {
        "specversion": "1.0",
        "id": f"telling-{kenmerk}",
        "source": BRON,
        "type": TYPE_VAN_BRONSOORT[Bronsoort.TELLING_GEMELD],
        "time": op.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "datacontenttype": "application/json",
        "data": data,
    }
    return json.dumps(event).encode()
