"""Invented alerts for a mayor, around a day: what the demo shows. Nobody exists."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from nazorg.berichten.soort import TYPE_VAN_BIJ_SOORT, BijSoort

BRON = "urn:nld:oin:00000099000000001000:systeem:bij-register"
TIEL, BUREN = "0281", "0214"


def generate_bij(dag: date) -> list[dict[str, Any]]:
    """Return CloudEvents as a source would have sent them up to this day, in order of arrival."""
    maker = _Maker(dag)
    linden = _persoon("Linden", "Rik", "van der", 1984, "999990408", "Voorbeeldkade 12")
    gemeld = maker.definitief("1", TIEL, linden, _mishandeling(dag), dagen=24)
    return [
        maker.event(9, BijSoort.GEMELD, gemeld),
        maker.event(8, BijSoort.GEMELD, maker.weekenden("2")),
        maker.event(6, BijSoort.GEMELD, maker.verkeerd("3")),
        # The day moves forward by a week: the page shows the old one struck through.
        maker.event(5, BijSoort.GEWIJZIGD, gemeld | maker.terug(17)),
        maker.event(4, BijSoort.INGETROKKEN, maker.intrekking("3")),
        maker.event(3, BijSoort.GEMELD, maker.te_vroeg("4")),
        maker.event(2, BijSoort.GEMELD, maker.niet_onherroepelijk("5")),
        maker.event(1, BijSoort.GEMELD, maker.buren("6")),
        maker.event(0, BijSoort.GEMELD, maker.zeden("7")),
    ]


class _Maker:
    """Makes messages with dates around one day."""

    def __init__(self, dag: date) -> None:
        self._dag = dag
        self._nr = 0

    def event(self, geleden: int, soort: BijSoort, data: dict[str, Any]) -> dict[str, Any]:
        self._nr += 1
        moment = datetime.combine(self._dag - timedelta(days=geleden), time(6, 12), UTC)
        return {
            "specversion": "1.0",
            "id": f"bij-demo-{self._dag:%Y%m%d}-{self._nr:03}",
            "source": BRON,
            "type": TYPE_VAN_BIJ_SOORT[soort],
            "time": moment.isoformat(),
            "sequence": str(self._nr),
            "data": data,
        }

    def nummer(self, nr: str) -> str:
        return f"{self._dag:%Y}-{self._dag:%m%d}{nr}"

    def terug(self, dagen: int) -> dict[str, Any]:
        dag = (self._dag + timedelta(days=dagen)).isoformat()
        return {"terugkeer": {"vroegst": dag, "laatst": dag}}

    def definitief(
        self,
        nr: str,
        gemeente: str,
        persoon: dict[str, Any],
        uitspraak: dict[str, Any],
        *,
        dagen: int,
    ) -> dict[str, Any]:
        return {
            "meldingId": self.nummer(nr),
            "soort": "definitief",
            "ontvangerGemeente": gemeente,
            "grondslag": "bjsg-11a",
            "persoon": persoon,
            "uitspraken": [uitspraak],
            **self.terug(dagen),
        }

    def weekenden(self, nr: str) -> dict[str, Any]:
        """Return recurring leave: one permission, of which the first time is over."""
        keren = []
        for i, begin in enumerate((-6, 3, 17, 31)):
            van = datetime.combine(self._dag + timedelta(days=begin), time(9), UTC)
            keer: dict[str, Any] = {
                "voorvalId": f"w{i + 1}",
                "van": van.isoformat(),
                "tot": (van + timedelta(hours=34)).isoformat(),
            }
            if begin < 0:
                keer |= {
                    "vertrokkenOp": van.isoformat(),
                    "teruggekeerdOp": (van + timedelta(hours=33)).isoformat(),
                }
            keren.append(keer)
        wie = _persoon("Boomgaard", "Theo", None, 1979, "999993653", "Dijkweg 4")
        straf = {"soort": "tbs"}
        zaak = _uitspraak(self._dag, "287", None, "Doodslag", straf, jaren=11)
        basis = self.definitief(nr, TIEL, wie, zaak, dagen=3)
        return basis | {"soort": "verlof", "voorvallen": keren}

    def verkeerd(self, nr: str) -> dict[str, Any]:
        wie = _persoon("Hazelaar", "Kees", None, 1990, "999990342", "Lindelaan 8")
        return self.definitief(nr, TIEL, wie, _mishandeling(self._dag), dagen=30)

    def intrekking(self, nr: str) -> dict[str, Any]:
        return {
            "meldingId": self.nummer(nr),
            "ontvangerGemeente": TIEL,
            "grondslag": "bjsg-11a",
            "reden": "verkeerde_gemeente",
        }

    def te_vroeg(self, nr: str) -> dict[str, Any]:
        wie = _persoon("Zandweg", "Piet", None, 1988, None, "Kerkstraat 1")
        return self.definitief(nr, TIEL, wie, _mishandeling(self._dag), dagen=110)

    def niet_onherroepelijk(self, nr: str) -> dict[str, Any]:
        wie = _persoon("Meerdijk", "Jan", None, 1995, None, "Molenpad 3")
        zaak = {n: w for n, w in _mishandeling(self._dag).items() if n != "onherroepelijkOp"}
        return self.definitief(nr, TIEL, wie, zaak, dagen=40)

    def buren(self, nr: str) -> dict[str, Any]:
        wie = _persoon("Waterland", "Ab", "van", 1971, None, "Achterstraat 20")
        wie["adres"] |= {"plaats": "Buren"}
        zaak = _mishandeling(self._dag) | {
            "parketnummer": f"05-123499-{self._dag.year % 100 - 5:02}"
        }
        return self.definitief(nr, BUREN, wie, zaak, dagen=45)

    def zeden(self, nr: str) -> dict[str, Any]:
        """Return an alert on an article of after 1 July 2024, which we could not confirm."""
        wie = _persoon("Rietveld", "Sam", None, 1992, None, "Havendijk 2")
        straf = {"soort": "gevangenisstraf", "onvoorwaardelijkDagen": 480}
        zaak = _uitspraak(self._dag, "241", None, "Opzetaanranding", straf, jaren=1)
        zaak |= {"pleegperiode": {"van": "2024-09-03", "tot": "2024-09-03"}}
        zaak |= {"datum": "2025-02-11", "onherroepelijkOp": "2025-02-26"}
        return self.definitief(nr, TIEL, wie, zaak, dagen=52)


def _persoon(
    naam: str, voornaam: str, voorvoegsel: str | None, jaar: int, bsn: str | None, adres: str
) -> dict[str, Any]:
    straat, _, huisnummer = adres.rpartition(" ")
    velden = {
        "geslachtsnaam": naam,
        "voorvoegsel": voorvoegsel,
        "voornamen": voornaam,
        "bsn": bsn,
        "geboorte": {"jaar": jaar, "maand": 5, "dag": 14},
        "geboorteplaats": "Tiel",
        "geboorteland": "Nederland",
        "adres": {"straat": straat, "huisnummer": huisnummer, "plaats": "Tiel"},
    }
    return {n: w for n, w in velden.items() if w is not None}


def _mishandeling(dag: date) -> dict[str, Any]:
    straf = {"soort": "gevangenisstraf", "onvoorwaardelijkDagen": 1825}
    return _uitspraak(dag, "302", 1, "Zware mishandeling", straf, jaren=5)


def _uitspraak(
    dag: date, artikel: str, lid: int | None, wat: str, straf: dict[str, Any], *, jaren: int
) -> dict[str, Any]:
    jaar = dag.year - jaren
    bepaling: dict[str, Any] = {"artikel": artikel}
    if lid:
        bepaling["lid"] = lid
    return {
        "beslissing": "Veroordeling",
        "parketnummer": f"05-1234{jaren:02}-{jaar % 100:02}",
        "strafbepalingen": [bepaling],
        "kwalificatie": wat,
        "pleegperiode": {"van": f"{jaar - 1}-08-14", "tot": f"{jaar - 1}-08-14"},
        "instantie": "Rechtbank Gelderland",
        "datum": f"{jaar}-03-12",
        "onherroepelijkOp": f"{jaar}-03-27",
        "straffen": [straf],
        "voorwaarden": ["contactverbod", "meldplicht"],
    }
