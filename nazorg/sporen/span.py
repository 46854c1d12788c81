"""Follow a piece of work. Costs next to nothing as long as nobody asked for traces.

OpenTelemetry is only loaded when it is switched on (`uitvoer.zet_aan`): it takes as long to import
as many a command takes to run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Literal

from nazorg.berichten.spoor import Spoor

if TYPE_CHECKING:
    from opentelemetry import trace
    from opentelemetry.context import Context

Soort = Literal["INTERNAL", "SERVER", "CLIENT", "PRODUCER", "CONSUMER"]
Kenmerk = str | int


class _Stand:
    tracer: trace.Tracer | None = None


def gebruik(tracer: trace.Tracer | None) -> None:
    """Follow with this tracer from now on; None: follow nothing."""
    _Stand.tracer = tracer


class Span:
    """A piece of work that is being followed; every method does nothing when it is not."""

    def __init__(self, echt: trace.Span | None = None, staat: str = "") -> None:
        self._echt, self._staat = echt, staat

    @property
    def volgt(self) -> bool:
        """Tell whether anybody will see it: else what it would say need not be counted."""
        return self._echt is not None

    def zet(self, **kenmerken: Kenmerk) -> None:
        """Set attributes; a double underscore in a name stands for a dot."""
        if self._echt is not None:
            self._echt.set_attributes(_met_punten(kenmerken))

    def hernoem(self, naam: str) -> None:
        if self._echt is not None:
            self._echt.update_name(naam)

    def verbind(self, sporen: Iterable[Spoor | None]) -> None:
        """Link to other traces, each once: what this work is about came in under them."""
        if self._echt is None or not self._echt.is_recording():
            return
        for spoor in dict.fromkeys(s for s in sporen if s):
            self._echt.add_link(_context(spoor))

    @property
    def spoor(self) -> Spoor | None:
        """Return the trace to hand on to whom we call; None when nothing is followed."""
        if self._echt is None:
            return None
        c = self._echt.get_span_context()
        parent = f"00-{c.trace_id:032x}-{c.span_id:016x}-{c.trace_flags & 1:02x}"
        return Spoor(parent, self._staat)


_STIL = nullcontext(Span())


def volg(
    naam: str,
    *,
    soort: Soort = "INTERNAL",
    ouder: Spoor | None = None,
    huidig: bool = True,
    **kenmerken: Kenmerk,
) -> AbstractContextManager[Span]:
    """Follow the work in this block.

    ouder: the trace that it goes on with, from outside; without it that of the work around it.
    huidig: what happens inside belongs to it; not for a block that another task may end.
    """
    if _Stand.tracer is None:
        return _STIL
    from opentelemetry import trace

    echt = _Stand.tracer.start_span(
        naam,
        context=_als_ouder(ouder) if ouder else None,
        kind=trace.SpanKind[soort],
        attributes=_met_punten(kenmerken),
    )
    return _blok(echt, ouder, huidig=huidig)


@contextmanager
def _blok(echt: trace.Span, ouder: Spoor | None, *, huidig: bool) -> Iterator[Span]:
    from opentelemetry import trace

    span = Span(echt, ouder.tracestate if ouder else "")
    try:
        if huidig:
            with trace.use_span(echt, record_exception=False, set_status_on_exception=False):
                yield span
        else:
            yield span
    except BaseException as fout:
        # The kind of it only: its text may quote what somebody sent.
        echt.set_status(trace.StatusCode.ERROR)
        span.zet(error__type=type(fout).__name__)
        raise
    finally:
        echt.end()


def _met_punten(kenmerken: dict[str, Kenmerk]) -> dict[str, Kenmerk]:
    return {naam.replace("__", "."): waarde for naam, waarde in kenmerken.items()}


def _context(spoor: Spoor) -> trace.SpanContext:
    from opentelemetry import trace

    return trace.SpanContext(
        int(spoor.trace_id, 16),
        int(spoor.span_id, 16),
        is_remote=True,
        trace_flags=trace.TraceFlags(int(spoor.traceparent[-2:], 16)),
    )


def _als_ouder(spoor: Spoor) -> Context:
    from opentelemetry import trace

    return trace.set_span_in_context(trace.NonRecordingSpan(_context(spoor)))
