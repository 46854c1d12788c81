"""Figures of the BIJ compartment: kinds of trouble and counts of steps, nothing about anybody.

On a port of their own, by a process of their own: nothing of it is among the figures of nazorg.
"""

from collections.abc import Awaitable, Callable, Collection

from prometheus_client import CollectorRegistry, Gauge, generate_latest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nazorg.berichten.uitkomst import Reden
from nazorg.bij.kennisgeving import BijAlarm, Werkstap
from nazorg.usecases.bij.bewaak import BijMetingen

NAMEN = frozenset(
    {
        "nazorg_bij_alarmen",
        "nazorg_bij_apart_gezet",
        "nazorg_bij_consumer_known",
        "nazorg_bij_database_up",
        "nazorg_bij_step_failed",
    }
)
_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# None when the database does not answer.
Lees = Callable[[], Awaitable[BijMetingen | None]]


def make_bij_route(lees: Lees, mislukt: Collection[Werkstap]) -> Route:
    """Return the page. Without a gemeente: with so few alerts that would point at a person.

    mislukt: the steps of which the last time failed, as they are at the moment of asking.
    """
    register = CollectorRegistry()
    alarmen = Gauge("nazorg_bij_alarmen", "Alarms that are open.", ["soort"], registry=register)
    fout = Gauge(
        "nazorg_bij_step_failed", "1 when it failed the last time.", ["stap"], registry=register
    )
    apart = Gauge(
        "nazorg_bij_apart_gezet", "Messages that are set aside.", ["reden"], registry=register
    )
    bekend = Gauge(
        "nazorg_bij_consumer_known", "1 when one ever read the topic.", registry=register
    )
    er = Gauge("nazorg_bij_database_up", "1 when it answered now.", registry=register)

    async def get_metrics(_: Request) -> Response:
        gelezen = await lees()
        er.set(gelezen is not None)
        for soort in BijAlarm:
            alarmen.labels(soort).set(gelezen.alarmen.get(soort, 0) if gelezen else 0)
        # What we do not know is not 0: coming back from that would look like a flood.
        apart.clear()
        if gelezen is not None:
            bekend.set(gelezen.lezer_bekend)
            for reden in Reden:
                apart.labels(reden).set(gelezen.apart.get(reden, 0))
        for stap in Werkstap:
            fout.labels(stap).set(stap in mislukt)
        return Response(generate_latest(register), media_type=None, headers={"Content-Type": _TYPE})

    return Route("/metrics", get_metrics)
