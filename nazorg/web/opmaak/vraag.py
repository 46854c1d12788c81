"""What the address of the queue asks for. Anything that makes no sense means 'no filter'."""

import re
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from nazorg.kern.leefgebied import Leefgebied
from nazorg.kern.werkdagen import werkweek
from nazorg.store.wachtrij import EERSTE, Filter
from nazorg.usecases.werkvoorraad.lijsten import STANDAARD as IEDEREEN
from nazorg.usecases.werkvoorraad.lijsten import Lijstvraag, Tab
from nazorg.werkvoorraad.taken import Regel

WEKEN_VOORUIT = 8
VENSTERS = {"8-weken": "Binnen 8 weken", "week": "Deze week", "alles": "Alles"}
STANDAARD = "8-weken"
# Windows of the release; besides these one day can be chosen.
VRIJ = {
    "week": "Deze week vrij",
    "2-weken": "Vrij binnen 2 weken",
    "8-weken": "Vrij binnen 8 weken",
    "geweest": "Dag van vrijlating voorbij",
}
# An id of an employee is opaque, but never a whole text.
_ID = re.compile(r"[\w.:@/|=+-]{1,200}")
# In this order they stand in the address, in the form and among the chips.
FILTERNAMEN = ("gemeente", "leefgebied", "van", "reden", "venster", "vrij")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraag:
    """The state of the queue page, as it stands in the address. vrij: a day, or a key of VRIJ."""

    vandaag: date
    tab: Tab = Tab.DOEN
    gemeente: str | None = None
    leefgebied: Leefgebied | None = None
    van: str = IEDEREEN
    reden: Regel | None = None
    venster: str = STANDAARD
    vrij: date | str | None = None
    na: tuple[date, UUID] | None = None
    voor: tuple[datetime, UUID] | None = None
    gedaan: UUID | None = None

    def to_lijst(self) -> Lijstvraag:
        """Return the question for the use case."""
        _, zondag = werkweek(self.vandaag)
        tot = {"week": zondag, "8-weken": self.vandaag + timedelta(weeks=WEKEN_VOORUIT)}
        vrij_van, vrij_tot = self._vrij()
        return Lijstvraag(
            tab=self.tab,
            van=self.van,
            filter_=Filter(
                gemeenten=(self.gemeente,) if self.gemeente else (),
                regel=self.reden,
                leefgebied=self.leefgebied,
                uiterlijk_tot=tot.get(self.venster) if not self.vrij else None,
                vrij_van=vrij_van,
                vrij_tot=vrij_tot,
                na=self.na or (date.min, EERSTE),
            ),
        )

    def _vrij(self) -> tuple[date | None, date | None]:
        """Return the first and the last day of the window of the release."""
        if isinstance(self.vrij, date):
            return self.vrij, self.vrij
        maandag, zondag = werkweek(self.vandaag)
        match self.vrij:
            case "week":
                return min(maandag, self.vandaag), zondag
            case "2-weken":
                return self.vandaag, self.vandaag + timedelta(weeks=2)
            case "8-weken":
                return self.vandaag, self.vandaag + timedelta(weeks=8)
            case "geweest":
                return None, self.vandaag - timedelta(days=1)
            case _:
                return None, None

    @property
    def velden(self) -> dict[str, str]:
        """Return the filters as they stand in the address, without paging."""
        vrij = self.vrij.isoformat() if isinstance(self.vrij, date) else self.vrij
        alle = {
            "tab": self.tab.value if self.tab is not Tab.DOEN else "",
            "gemeente": self.gemeente or "",
            "leefgebied": self.leefgebied or "",
            "van": self.van,
            "reden": self.reden or "",
            "venster": self.venster if self.venster != STANDAARD else "",
            "vrij": vrij or "",
        }
        return {naam: waarde for naam, waarde in alle.items() if waarde}

    @property
    def query(self) -> str:
        """Return the filters as a query string, to keep under a name."""
        return urlencode(self.velden)

    def href(self, **anders: str) -> str:
        """Return the address of this view with some fields changed; '' removes one."""
        return _adres(tuple((self.velden | anders).items()))

    @property
    def href_alles(self) -> str:
        """Return the address of this tab with nothing left out."""
        return self.href(**(dict.fromkeys(self.actief, "") | {"venster": "alles"}))

    @property
    def terug(self) -> str:
        """Return this very view as a query string, page included."""
        paging = {"na": to_na(*self.na)} if self.na else {}
        if self.voor:
            paging = {"voor": to_voor(*self.voor)}
        return urlencode(self.velden | paging)

    def zonder(self) -> dict[str, "Vraag"]:
        """Return per active filter the same question without it, from its first page on."""
        begin = replace(self, na=None, voor=None, gedaan=None)
        leeg: dict[str, Vraag] = {
            "gemeente": replace(begin, gemeente=None),
            "leefgebied": replace(begin, leefgebied=None),
            "van": replace(begin, van=IEDEREEN),
            "reden": replace(begin, reden=None),
            "venster": replace(begin, venster="alles"),
            "vrij": replace(begin, vrij=None),
        }
        return {naam: leeg[naam] for naam in self.actief}

    @property
    def actief(self) -> list[str]:
        """Return the names of the filters that hide something."""
        # Finished work has no window, and a release window already says how far to look.
        met_venster = self.tab is not Tab.AFGEHANDELD and not self.vrij
        actief = set(self.velden) | ({"venster"} if met_venster else set())
        if self.venster == "alles" or not met_venster:
            actief.discard("venster")
        return [naam for naam in FILTERNAMEN if naam in actief]


# A page has fourteen addresses, and they are the same on the next page.
@lru_cache(maxsize=4096)
def _adres(velden: tuple[tuple[str, str], ...]) -> str:
    gevuld = [(naam, waarde) for naam, waarde in velden if waarde]
    return "/werkvoorraad" + ("?" + urlencode(gevuld) if gevuld else "")


def to_na(dag: date, id_: UUID) -> str:
    return f"{dag.isoformat()}_{id_}"


def to_voor(moment: datetime, id_: UUID) -> str:
    return f"{moment.isoformat()}_{id_}"


def parse_vraag(velden: Mapping[str, str], *, vandaag: date, van: Collection[str]) -> Vraag:
    """Read the address. Never raises. van: the gemeenten of who asks; another one is no filter."""
    gemeente = velden.get("gemeente", "")
    venster = velden.get("venster", STANDAARD)
    vrij = velden.get("vrij", "")
    wie = velden.get("van", "")
    return Vraag(
        vandaag=vandaag,
        tab=next((t for t in Tab if t == velden.get("tab")), Tab.DOEN),
        gemeente=gemeente if gemeente in van else None,
        leefgebied=next((g for g in Leefgebied if g == velden.get("leefgebied")), None),
        van=wie if _ID.fullmatch(wie) else IEDEREEN,
        reden=next((r for r in Regel if r == velden.get("reden")), None),
        venster=venster if venster in VENSTERS else STANDAARD,
        vrij=vrij if vrij in VRIJ else _dag(vrij),
        na=_na(velden.get("na")),
        voor=_voor(velden.get("voor")),
        gedaan=_uuid(velden.get("gedaan")),
    )


def parse_query(tekst: object, *, vandaag: date, van: Collection[str]) -> Vraag:
    """Read a query string that came along with a form or was kept. Never raises."""
    velden: dict[str, str] = {}
    if isinstance(tekst, str):
        with suppress(ValueError):  # too many fields, or text that is no text
            velden = dict(parse_qsl(tekst, max_num_fields=20))
    return parse_vraag(velden, vandaag=vandaag, van=van)


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
