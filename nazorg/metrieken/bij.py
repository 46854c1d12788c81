"""Figures of the BIJ compartment: kinds of trouble and counts of steps, nothing about anybody.

On a port of their own, by a process of their own: nothing of it is among the figures of nazorg.
"""

from collections.abc import Awaitable, Callable, Collection, Mapping

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nazorg.bij.kennisgeving import BijAlarm, Werkstap

NAMEN = frozenset({"nazorg_bij_alarmen", "nazorg_bij_step_failed", "nazorg_bij_database_up"})
_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# The number of open alarms by kind; None when the database does not answer.
Lees = Callable[[], Awaitable[Mapping[BijAlarm, int] | None]]


def make_bij_route(lees: Lees, mislukt: Collection[Werkstap]) -> Route:
    """Return the page. Without a gemeente: with so few alerts that would point at a person.

    mislukt: the steps of which the last time failed, as they are at the moment of asking.
    """
    register = CollectorRegistry()
    alarmen = Gauge("nazorg_bij_alarmen", "Alarms that are open.", ["soort"], registry=register)
    fout = Gauge(
        "nazorg_bij_step_failed", "1 when it failed the last time.", ["stap"], registry=register
    )
    er = Gauge("nazorg_bij_database_up", "1 when it answered now.", registry=register)

    async def get_metrics(_: Request) -> Response:
        gelezen = await lees()
        er.set(0 if gelezen is None else 1)
        for soort in BijAlarm:
            alarmen.labels(soort).set((gelezen or {}).get(soort, 0))
        for stap in Werkstap:
            fout.labels(stap).set(stap in mislukt)
        return Response(generate_latest(register), media_type=None, headers={"Content-Type": _TYPE})

    return Route("/metrics", get_metrics)
