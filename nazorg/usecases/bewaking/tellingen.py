"""The alarms about counts: those that differ from ours, and those that did not come."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from nazorg.berichten.alarm import Alarm, Grenzen
from nazorg.berichten.telalarm import alarm_bij_geen_telling, alarm_bij_telling
from nazorg.store.brontelling import Tellingrij
from nazorg.usecases.bewaking.telboek import Telboek


def alarmen_bij_tellingen(
    boek: Telboek, *, dag: date, nu: datetime, grenzen: Grenzen
) -> list[Alarm]:
    """Return the alarms about counts of whatever day, except what somebody closed."""
    gevonden = [
        alarm_bij_telling(
            bron,
            [(r.dag, r.verschil) for r in rijen],
            sinds=min(r.gemeld_op or nu for r in rijen),
        )
        for bron, rijen in vind_rijpe_verschillen(boek, nu=nu, grenzen=grenzen).items()
    ]
    gisteren = dag - timedelta(days=1)
    return [
        *(alarm for alarm in gevonden if alarm),
        *(
            alarm_bij_geen_telling(bron, dagen, gisteren=gisteren)
            for bron, dagen in boek.gemist.items()
        ),
    ]


def vind_rijpe_verschillen(
    boek: Telboek, *, nu: datetime, grenzen: Grenzen
) -> dict[str, list[Tellingrij]]:
    """Return per source what differs for so long that it is not under way any more."""
    per_bron: dict[str, list[Tellingrij]] = defaultdict(list)
    for rij in boek.open_verschillen:
        assert rij.gemeld_op is not None
        if nu - rij.gemeld_op >= grenzen.gat:
            per_bron[rij.bron].append(rij)
    return per_bron
