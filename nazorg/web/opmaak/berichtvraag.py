"""What the address of the page with messages asks for. What makes no sense is no filter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from nazorg.berichten.soort import ONBEKENDE_BRON, Bronsoort, Soort, naam_van_soort
from nazorg.berichten.uitkomst import ZIN, Reden, Uitkomst
from nazorg.contract.envelop import bevat_bsn
from nazorg.contract.velden import IS_BRON
from nazorg.kern.klok import AMSTERDAM
from nazorg.store.berichtzoeken import Zoekvraag
from nazorg.web import taal
from nazorg.web.opmaak.tijdlijn import bron_tekst

GEEN_BSN = "Zoek op het nummer van het bericht, niet op een BSN. Wij hebben niet gezocht."
NAAM_VAN_UITKOMST: dict[Uitkomst, str] = {
    Uitkomst.VERWERKT: "Verwerkt",
    Uitkomst.APART_GEZET: "Apart gezet",
    Uitkomst.WACHT: "Wacht",
    Uitkomst.GENEGEERD: "Genegeerd",
}
_MAX_NUMMER = 200
_EERSTE = date(2000, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Berichtvraag:
    """velden: the filters as they stand in the address, only those that count, without paging.

    onbruikbaar: filters that were given and make no sense. In a list they are no filter; who is to
    do something with all that is found must not do it with more than was meant.
    """

    zoek: Zoekvraag
    velden: dict[str, str]
    voor: UUID | None = None
    melding: str = ""
    onbruikbaar: tuple[str, ...] = ()

    def href(self, pad: str = "/berichten", **anders: str) -> str:
        """Return the address with some fields changed; '' removes one."""
        velden = {n: w for n, w in (self.velden | anders).items() if w}
        return pad + ("?" + urlencode(velden) if velden else "")

    def tekst(self, naam: str, *, vandaag: date) -> str:
        """Return a filter in words, for the chip that takes it away."""
        waarde = getattr(self.zoek, naam)
        return _TEKST[naam](waarde, vandaag) if waarde is not None else ""


_TEKST: dict[str, Callable[[Any, date], str]] = {
    "nummer": lambda w, _: f"Nummer {w}",
    "soort": lambda w, _: naam_van_soort(w),
    "uitkomst": lambda w, _: NAAM_VAN_UITKOMST[w],
    "reden": lambda w, _: ZIN[w].rstrip("."),
    "bron": lambda w, _: bron_tekst(w),
    "van": lambda w, vandaag: f"Vanaf {taal.moment(vandaag, w)}",
    "tot": lambda w, vandaag: f"Tot {taal.moment(vandaag, w)}",
    "voorstel": lambda _, __: "Wacht op een tweede beheerder",
}


def parse_berichtvraag(velden: Mapping[str, str]) -> Berichtvraag:
    """Read the address. Never raises."""
    nummer = velden.get("nummer", "").strip()[:_MAX_NUMMER]
    melding = GEEN_BSN if bevat_bsn(nummer) else ""
    nummer = "" if melding or not nummer.isprintable() else nummer
    bron = velden.get("bron", "")
    van, tot = _moment(velden.get("van"), einde=False), _moment(velden.get("tot"), einde=True)
    reden = next((r for r in Reden if r == velden.get("reden")), None)
    uitkomst = next((u for u in NAAM_VAN_UITKOMST if u == velden.get("uitkomst")), None)
    voorstel: Literal["open"] | None = "open" if velden.get("voorstel") == "open" else None
    zoek = Zoekvraag(
        nummer=nummer or None,
        soort=next((s.value for s in (*Soort, *Bronsoort) if s == velden.get("soort")), None),
        # A reason or a proposal by itself means: of what is set aside.
        uitkomst=Uitkomst.APART_GEZET if (reden or voorstel) and not uitkomst else uitkomst,
        reden=reden,
        bron=bron if bron == ONBEKENDE_BRON or IS_BRON.match(bron) else None,
        van=van,
        tot=tot,
        voorstel=voorstel,
    )
    geldig = {
        "nummer": nummer,
        "soort": zoek.soort or "",
        "uitkomst": zoek.uitkomst or "",
        "reden": zoek.reden or "",
        "bron": zoek.bron or "",
        "van": velden.get("van", "") if van else "",
        "tot": velden.get("tot", "") if tot else "",
        "voorstel": voorstel or "",
    }
    return Berichtvraag(
        zoek=zoek,
        velden={n: str(w) for n, w in geldig.items() if w},
        voor=_uuid(velden.get("voor")),
        melding=melding,
        onbruikbaar=tuple(n for n, w in geldig.items() if velden.get(n, "").strip() and not w),
    )


def _moment(tekst: str | None, *, einde: bool) -> datetime | None:
    """Read a day or a minute on the clock in the Netherlands; as an end it is included."""
    try:
        gelezen = datetime.fromisoformat(tekst or "")
    except ValueError:
        return None
    if gelezen.tzinfo is not None or not _EERSTE <= gelezen.date() < date(2100, 1, 1):
        return None
    is_dag = "T" not in (tekst or "") and gelezen.time() == time()
    if einde:
        gelezen += timedelta(days=1) if is_dag else timedelta(minutes=1)
    return gelezen.replace(tzinfo=AMSTERDAM).astimezone(UTC)


def _uuid(tekst: str | None) -> UUID | None:
    try:
        return UUID(tekst) if tekst else None
    except ValueError:
        return None
