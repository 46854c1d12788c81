"""Table outbox: what others will hear, written with the change itself; nothing personal in it."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from nazorg.berichten.spoor import Spoor
from nazorg.store.rijen import kolommen, pak_in, recordset
from nazorg.store.transactie import Transactie

DOSSIER_GEOPEND = "nl.nazorg.dossier-geopend.v1"
DOSSIER_GEWIJZIGD = "nl.nazorg.dossier-gewijzigd.v1"
TAKEN_GEWIJZIGD = "nl.nazorg.taken-gewijzigd.v1"
OVERLEG_GEPLAND = "nl.nazorg.overleg-gepland.v1"


class Taakwijziging(NamedTuple):
    """A task that came, changed or went, by its opaque id, and the state that it has now."""

    dossier_id: UUID
    taak_id: UUID
    status: str


class Overlegplanning(NamedTuple):
    """When a meeting about a dossier will be, or that it will not. begin, einde: aware UTC.

    stand: gepland, verzet or vervallen; for this dossier, that may also be taken off the agenda.
    """

    dossier_id: UUID
    overleg_id: UUID
    soort: str
    begin: datetime
    einde: datetime
    stand: str


class Gebeurtenis(NamedTuple):
    """An outgoing event about one dossier, by its opaque id. oorzaken: the messages behind it.

    taken: of TAKEN_GEWIJZIGD only, the tasks that it is about; overleg: of OVERLEG_GEPLAND only.
    """

    id: UUID
    type: str
    dossier_id: UUID
    oorzaken: Sequence[UUID] = ()
    spoor: Spoor | None = None
    taken: Sequence[Taakwijziging] = ()
    overleg: Overlegplanning | None = None


class _Rij(msgspec.Struct, omit_defaults=True):
    id: UUID
    type: str
    subject: UUID
    oorzaken: list[UUID]
    inhoud: dict[str, object]
    traceparent: str | None = None
    tracestate: str | None = None


_PUT = f"""
insert into nazorg.outbox ({kolommen(_Rij)}, aangemaakt_op) select i.*, $2 from {recordset(_Rij)}
"""


async def put(tx: Transactie, gebeurtenissen: Sequence[Gebeurtenis], *, nu: datetime) -> None:
    """Write outgoing events in this transaction; delivery is later and elsewhere."""
    if gebeurtenissen:
        await tx.execute(_PUT, pak_in([_to_rij(g) for g in gebeurtenissen]), nu)


def make_taken(
    wijzigingen: Sequence[Taakwijziging],
    *,
    maak_id: Callable[[], UUID],
    oorzaken: Mapping[UUID, Gebeurtenis] | None = None,
) -> list[Gebeurtenis]:
    """Return one event per dossier for these tasks.

    oorzaken: per dossier the event that these tasks follow from, for its messages and its trace.
    """
    per_dossier: dict[UUID, list[Taakwijziging]] = defaultdict(list)
    for w in wijzigingen:
        per_dossier[w.dossier_id].append(w)
    uit = []
    for dossier, taken in sorted(per_dossier.items()):
        door = (oorzaken or {}).get(dossier)
        uit.append(
            Gebeurtenis(
                maak_id(),
                TAKEN_GEWIJZIGD,
                dossier,
                door.oorzaken if door else (),
                door.spoor if door else None,
                taken,
            )
        )
    return uit


def make_overleg(
    planningen: Sequence[Overlegplanning], *, maak_id: Callable[[], UUID]
) -> list[Gebeurtenis]:
    """Return one event per dossier and meeting, in this order."""
    return [Gebeurtenis(maak_id(), OVERLEG_GEPLAND, p.dossier_id, overleg=p) for p in planningen]


def _to_rij(g: Gebeurtenis) -> _Rij:
    inhoud: dict[str, object] = {"dossierId": str(g.dossier_id)}
    if g.taken:
        inhoud["taken"] = [{"taakId": str(t.taak_id), "status": t.status} for t in g.taken]
    if g.overleg:
        inhoud |= {
            "overlegId": str(g.overleg.overleg_id),
            "soort": g.overleg.soort,
            "stand": g.overleg.stand,
            "begin": _moment(g.overleg.begin),
            "einde": _moment(g.overleg.einde),
        }
    rij = _Rij(g.id, g.type, g.dossier_id, list(g.oorzaken), inhoud)
    if g.spoor:
        rij.traceparent, rij.tracestate = g.spoor.traceparent, g.spoor.tracestate or None
    return rij


def _moment(op: datetime) -> str:
    """Return a moment as the wire writes it: in UTC, to the second."""
    return op.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
