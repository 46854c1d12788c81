"""Which counts differ from ours, and which did not come."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta

from nazorg.berichten.alarm import Alarm, Grenzen, alarm_bij_geen_telling, alarm_bij_telling
from nazorg.kern.klok import AMSTERDAM
from nazorg.store import brontelling
from nazorg.store.transactie import Transactie

# Counts that differ are an alarm for as long as they are on the screen.
TELDAGEN = 7


async def vind_verschillen(
    tx: Transactie, *, dag: date, nu: datetime, grenzen: Grenzen
) -> list[Alarm]:
    """Return the alarms for counts that differ."""
    verschillen: dict[str, list[tuple[date, int]]] = defaultdict(list)
    sinds: dict[str, datetime] = {}
    for rij in await brontelling.find(tx, van=dag - timedelta(days=TELDAGEN), tot=dag):
        assert rij.gemeld_op is not None
        if rij.verschil and nu - rij.gemeld_op >= grenzen.gat:
            verschillen[rij.bron].append((rij.dag, rij.verschil))
            sinds[rij.bron] = min(rij.gemeld_op, sinds.get(rij.bron, rij.gemeld_op))
    gevonden = (alarm_bij_telling(b, v, sinds=sinds[b]) for b, v in verschillen.items())
    return [alarm for alarm in gevonden if alarm]


async def vind_gemiste_tellingen(tx: Transactie, nu: datetime) -> list[Alarm]:
    """Look for a count that we are used to get, and did not get by noon."""
    hier = nu.astimezone(AMSTERDAM)
    middag = hier.replace(hour=12, minute=0, second=0, microsecond=0)
    if hier < middag:
        return []
    dag = hier.date()
    per_bron: dict[str, set[date]] = defaultdict(set)
    for rij in await brontelling.find(tx, van=dag - timedelta(days=7), tot=dag):
        if rij.dag < dag:
            per_bron[rij.bron].add(rij.dag)
    gisteren, sinds = dag - timedelta(days=1), middag.astimezone(UTC)
    gevonden = (
        alarm_bij_geen_telling(b, dagen, gisteren=gisteren, sinds=sinds)
        for b, dagen in per_bron.items()
    )
    return [alarm for alarm in gevonden if alarm]
