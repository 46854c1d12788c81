"""Figures about partners, for the process that asks them. Labels are words of our own."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager

import asyncpg
import sqlalchemy.exc
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from nazorg.kern.partner import Antwoordstand, Partner
from nazorg.store.transactie import Transactie

_WEG = (
    OSError,
    TimeoutError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    sqlalchemy.exc.SQLAlchemyError,
)
_WACHT_S = 5
_TYPE = "text/plain; version=0.0.4; charset=utf-8"
# Of each line since the start: answers by how they ended, retries, and two that are 0 or 1.
Lijncijfers = Mapping[str, float]
Standen = Mapping[tuple[Partner, Antwoordstand], int]
_TELLERS = ("gelukt", "weg", "geweigerd", "opnieuw")


class Partnermeters(Collector):
    """What is known at one moment."""

    def __init__(self) -> None:
        self.standen: Standen | None = None
        self.lijnen: Mapping[Partner, Lijncijfers] = {}

    def collect(self) -> Iterator[Metric]:
        """Yield every figure; those of the database only when it answered."""
        vragen = GaugeMetricFamily(
            "nazorg_partner_questions", "Questions by how they stand.", labels=["partner", "stand"]
        )
        for (partner, stand), aantal in (self.standen or {}).items():
            vragen.add_metric([partner.value, stand.value], aantal)
        yield vragen
        verzoeken = CounterMetricFamily(
            "nazorg_partner_requests", "Requests by how they ended.", labels=["partner", "uitkomst"]
        )
        rust = GaugeMetricFamily(
            "nazorg_partner_resting", "1 while a partner is left alone.", labels=["partner"]
        )
        klok = GaugeMetricFamily(
            "nazorg_partner_clock_skewed", "1 when its clock differs too much.", labels=["partner"]
        )
        for partner, cijfers in self.lijnen.items():
            for naam in _TELLERS:
                verzoeken.add_metric([partner.value, naam], cijfers[naam])
            rust.add_metric([partner.value], cijfers["rust"])
            klok.add_metric([partner.value], cijfers["scheef"])
        yield from (verzoeken, rust, klok)


def make_partnerroute(
    open_: Callable[[], AbstractAsyncContextManager[Transactie]],
    lees: Callable[[Transactie], Awaitable[Standen]],
    lijnen: Callable[[], Mapping[Partner, Lijncijfers]],
) -> Route:
    """Return GET /metrics for the process that asks."""
    meters, register = Partnermeters(), CollectorRegistry()
    register.register(meters)

    async def get_metrics(_: Request) -> Response:
        try:
            async with asyncio.timeout(_WACHT_S), open_() as tx:
                meters.standen = await lees(tx)
        except _WEG:
            meters.standen = None
        meters.lijnen = lijnen()
        return Response(generate_latest(register), headers={"Content-Type": _TYPE})

    return Route("/metrics", get_metrics)
