"""W3C Trace Context: the number under which others follow a message through their systems.

https://www.w3.org/TR/trace-context/ (version 00, and what later versions promise to keep). Whoever
sends something else still gets the message across: a trace is a help, never a condition.
"""

import re
from dataclasses import dataclass

from nazorg.kern.bsn import is_bsn

_TRACEPARENT = re.compile(
    r"([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?\Z"
)
_SLEUTEL = r"(?:[a-z][a-z0-9_\-*/]{0,255}|[a-z0-9][a-z0-9_\-*/]{0,240}@[a-z][a-z0-9_\-*/]{0,13})"
_TEKEN = r"\x21-\x2b\x2d-\x3c\x3e-\x7e"
_LID = re.compile(rf"({_SLEUTEL})=[\x20{_TEKEN}]{{0,255}}[{_TEKEN}]\Z")
_NEGEN_CIJFERS = re.compile(r"(?<![0-9])[0-9]{9}(?![0-9])")
_MEESTE_LEDEN, _LANGSTE = 32, 512


@dataclass(frozen=True, slots=True)
class Spoor:
    """A trace to go on with. Both are text as on the wire; tracestate may be empty."""

    traceparent: str
    tracestate: str = ""

    @property
    def trace_id(self) -> str:
        return self.traceparent[3:35]

    @property
    def span_id(self) -> str:
        return self.traceparent[36:52]


def to_headers(spoor: Spoor | None) -> dict[str, str]:
    """Return the headers with which a trace travels, over HTTP and on Kafka alike."""
    if spoor is None:
        return {}
    staat = {"tracestate": spoor.tracestate} if spoor.tracestate else {}
    return {"traceparent": spoor.traceparent} | staat


def lees_spoor(traceparent: str | None, tracestate: str | None = None) -> Spoor | None:
    """Return the trace; None when there is none or it is not one.

    A later version is read as version 00, as the standard asks. A wrong tracestate is left out, and
    so is one with a BSN in it: it travels on to others.
    """
    delen = _TRACEPARENT.match(traceparent or "")
    if delen is None or delen[1] == "ff" or (delen[1] == "00" and delen[5]):
        return None
    # Of the flags only those that version 00 knows have a meaning.
    vlag = int(delen[4], 16) & 1
    return Spoor(f"00-{delen[2]}-{delen[3]}-{vlag:02x}", _tracestate(tracestate or ""))


def _tracestate(tekst: str) -> str:
    leden = [lid.strip(" \t") for lid in tekst.split(",")]
    leden = [lid for lid in leden if lid]
    gevonden = [_LID.match(lid) for lid in leden]
    sleutels = {lid[1] for lid in gevonden if lid}
    schoon = ",".join(leden)
    if len(sleutels) < len(leden) or len(leden) > _MEESTE_LEDEN or len(schoon) > _LANGSTE:
        return ""
    return "" if any(is_bsn(getal) for getal in _NEGEN_CIJFERS.findall(schoon)) else schoon
