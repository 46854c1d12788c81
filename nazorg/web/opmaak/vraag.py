"""What the address of the queue asks for. Anything that makes no sense means 'no filter'."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from nazorg.store.wachtrij import EERSTE, Filter
from nazorg.werkvoorraad.taken import Regel, Taakstatus
from nazorg.werkvoorraad.werkdagen import werkweek

WEKEN_VOORUIT = 8
VENSTERS = {"8-weken": "Binnen 8 weken", "week": "Deze week", "alles": "Alles"}
STANDAARD = "8-weken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraag:
    """The state of the queue page, as it stands in the address."""

    vandaag: date
    tab: Taakstatus = Taakstatus.OPEN
    gemeente: str | None = None
    reden: Regel | None = None
    venster: str = STANDAARD
    vrij: date | None = None
    na: tuple[date, UUID] | None = None
    voor: tuple[datetime, UUID] | None = None
    gedaan: UUID | None = None

    def to_filter(self) -> Filter:
        _, zondag = werkweek(self.vandaag)
        tot = {"week": zondag, "8-weken": self.vandaag + timedelta(weeks=WEKEN_VOORUIT)}
        is_open = self.tab is Taakstatus.OPEN
        return Filter(
            gemeenten=(self.gemeente,) if self.gemeente else (),
            status=self.tab,
            regel=self.reden,
            uiterlijk_tot=tot.get(self.venster) if is_open and not self.vrij else None,
            vrij_op=self.vrij,
            na=self.na or (date.min, EERSTE),
        )

    @property
    def velden(self) -> dict[str, str]:
        """Return the filters as they stand in the address, without paging."""
        alle = {
            "tab": "afgehandeld" if self.tab is Taakstatus.AFGEHANDELD else "",
            "gemeente": self.gemeente or "",
            "reden": self.reden or "",
            "venster": self.venster if self.venster != STANDAARD else "",
            "vrij": self.vrij.isoformat() if self.vrij else "",
        }
        return {naam: waarde for naam, waarde in alle.items() if waarde}

    def href(self, **anders: str) -> str:
        """Return the address of this view with some fields changed; '' removes one."""
        velden = {n: w for n, w in (self.velden | anders).items() if w}
        return "/werkvoorraad" + ("?" + urlencode(velden) if velden else "")

    @property
    def terug(self) -> str:
        """Return this very view as a query string, page included."""
        paging = {"na": to_na(*self.na)} if self.na else {}
        if self.voor:
            paging = {"voor": to_voor(*self.voor)}
        return urlencode(self.velden | paging)


def to_na(dag: date, id_: UUID) -> str:
    return f"{dag.isoformat()}_{id_}"


def to_voor(moment: datetime, id_: UUID) -> str:
    return f"{moment.isoformat()}_{id_}"


def parse_vraag(velden: Mapping[str, str], *, vandaag: date, van: Collection[str]) -> Vraag:
    """Read the address. Never raises. van: the gemeenten of who asks; another one is no filter."""
    gemeente = velden.get("gemeente", "")
    venster = velden.get("venster", STANDAARD)
    return Vraag(
        vandaag=vandaag,
        tab=Taakstatus.AFGEHANDELD if velden.get("tab") == "afgehandeld" else Taakstatus.OPEN,
        gemeente=gemeente if gemeente in van else None,
        reden=next((r for r in Regel if r == velden.get("reden")), None),
        venster=venster if venster in VENSTERS else STANDAARD,
        vrij=_dag(velden.get("vrij")),
        na=_na(velden.get("na")),
        voor=_voor(velden.get("voor")),
        gedaan=_uuid(velden.get("gedaan")),
    )


def _dag(tekst: str | None) -> date | None:
    try:
        return date.fromisoformat(tekst) if tekst else None
    except ValueError:
        return None


def _moment(tekst: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(tekst) if tekst else None
        return moment.astimezone(UTC) if moment and moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _uuid(tekst: str | None) -> UUID | None:
    try:
        return UUID(tekst) if tekst else None
    except ValueError:
        return None


def _na(tekst: str | None) -> tuple[date, UUID] | None:
    dag, _, id_ = (tekst or "").partition("_")
    gelezen = (_dag(dag), _uuid(id_))
    return (gelezen[0], gelezen[1]) if gelezen[0] and gelezen[1] else None


def _voor(tekst: str | None) -> tuple[datetime, UUID] | None:
    moment, _, id_ = (tekst or "").partition("_")
    gelezen = (_moment(moment), _uuid(id_))
    return (gelezen[0], gelezen[1]) if gelezen[0] and gelezen[1] else None
