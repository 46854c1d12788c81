"""Messages that are wrong in every way we could think of; the same seed gives the same bytes.

Each input is a valid message to which one or more things happened. Every twentieth is left whole,
so that a door that stops taking in what is good is noticed.
"""

import copy
import json
import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from nazorg.berichten.soort import TYPE_VAN_BIJ_SOORT, TYPE_VAN_SOORT, BijSoort, Soort
from nazorg.kern.klok import SysteemKlok, vandaag
from tests.bij.berichten import gemeld, intrekking
from tests.factories import BSN_DAAN, BSN_NINA, BSN_STEF, event, persoon

GOED_ELKE = 20
# Names that are found nowhere else: whoever prints one has printed an input.
NAMEN = ("Fluitekruid", "Zandoogje", "Kwikstaartje")
_BSNS = (BSN_DAAN, BSN_NINA, BSN_STEF)
GEK: tuple[Any, ...] = (
    None, True, False, 0, -1, 10**400, -(2**63) - 1, 2**64, 0.1, 1e308, "", " ", [], {}, [[]],
    [None] * 50, {"": {}}, "\x00", "a\x00b", "\ud800", "\udfff\ud800", "\u202e\u2066", "\ufeff",
    "👩‍👩‍👧‍👦" * 30, "é" * 300, "x" * 70_000,
    "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59",
    "2026-02-30", "2026-13-01T25:61:61Z", "0000-00-00", "10000-01-01", "2026-11-20T08:00:60Z",
    "2026-11-20t08:00:00.123456789z", "1e5", "NaN", BSN_DAAN, f"bsn {BSN_NINA}", "' or 1=1 --",
    "<script>alert(1)</script>", "../../etc/passwd", "%00", "\n\r\t", "١٢٣٤٥٦٧٨٩",
    "nl.justitiabelen.x.v1",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Invoer:
    """One input. koppen: the headers, named as in Kafka. is_goed: it must become a dossier."""

    nummer: int
    inhoud: bytes
    koppen: list[tuple[str, bytes | None]] = field(default_factory=list)
    is_goed: bool = False


class Mutator:
    """Makes inputs. bij: for the doors of the mayor."""

    def __init__(self, zaad: int, *, bij: bool = False) -> None:
        self._r = random.Random(zaad)
        self._zaad, self._bij = zaad, bij
        self._vormen: tuple[Callable[[dict[str, Any]], bytes], ...] = (
            self._flip, self._flip, self._knip, self._strooi, self._vervang, self._vervang,
            self._vervang, self._laat_weg, self._dubbele_sleutel, self._diep, self._achter_elkaar,
            self._groot_getal, self._andere_tekens, self._onzin, self._kop_van_gek, self._te_groot,
            self._voeg_toe, self._leeg, self._ander_type, self._half_stuk_tekst,
        )  # fmt: skip

    def maak(self, aantal: int) -> Iterator[Invoer]:
        for nummer in range(aantal):
            basis = self._basis(nummer)
            if nummer % GOED_ELKE == 0:
                yield Invoer(nummer, json.dumps(basis).encode(), [_GESTRUCTUREERD], is_goed=True)
                continue
            if self._r.random() < 0.2:
                yield self._binair(nummer, basis)
                continue
            inhoud = self._r.choice(self._vormen)(basis)
            yield Invoer(nummer, inhoud, self._koppen())

    def _basis(self, nummer: int) -> dict[str, Any]:
        """Return a valid message about a person of its own."""
        sleutel = f"fuzz-{self._zaad}-{nummer}"
        soort = Soort.BEGONNEN if nummer % GOED_ELKE == 0 else self._r.choice(list(Soort))
        wie = persoon(
            bsn=None if nummer % GOED_ELKE == 0 else self._r.choice(_BSNS),
            skn=f"7{nummer:07}",
            geslachtsnaam=self._r.choice(NAMEN),
        )
        basis = event(soort, id=sleutel, detentieId=sleutel, persoon=wie)
        if self._bij:
            soort_bij = self._r.choice(list(BijSoort))
            if nummer % GOED_ELKE == 0:
                soort_bij = BijSoort.GEMELD
            basis["type"] = TYPE_VAN_BIJ_SOORT[soort_bij]
            basis["data"] = _bij(soort_bij, sleutel, wie["geslachtsnaam"])
        return basis

    # ---- what can happen to the bytes

    def _flip(self, basis: dict[str, Any]) -> bytes:
        uit = bytearray(json.dumps(basis).encode())
        for _ in range(self._r.randint(1, 8)):
            uit[self._r.randrange(len(uit))] ^= 1 << self._r.randrange(8)
        return bytes(uit)

    def _knip(self, basis: dict[str, Any]) -> bytes:
        heel = json.dumps(basis).encode()
        return heel[: self._r.randrange(len(heel))]

    def _strooi(self, basis: dict[str, Any]) -> bytes:
        uit = bytearray(json.dumps(basis).encode())
        for _ in range(self._r.randint(1, 5)):
            plek = self._r.randrange(len(uit))
            uit[plek:plek] = self._r.randbytes(self._r.randint(1, 6))
        return bytes(uit)

    def _half_stuk_tekst(self, basis: dict[str, Any]) -> bytes:
        """Break the text inside a string, so that all around it is still JSON."""
        heel = json.dumps(basis).encode()
        plek = heel.index(self._r.choice([b"fuzz-", b"urn:", b"nl."]))
        stuk = self._r.choice([b"\xff", b"\xc3(", b"\xed\xa0\x80", b"\\ud800", b"\\u0000", b"\x01"])
        return heel[:plek] + stuk + heel[plek:]

    def _dubbele_sleutel(self, basis: dict[str, Any]) -> bytes:
        naam = self._r.choice(list(basis))
        extra = f"{json.dumps(naam)}: {json.dumps(self._gek())}, "
        return ("{" + extra + json.dumps(basis)[1:]).encode(errors="surrogatepass")

    def _diep(self, basis: dict[str, Any]) -> bytes:
        diepte = self._r.choice([50, 999, 1_001, 20_000, 60_000])
        open_, dicht = self._r.choice([("[", "]"), ('{"a":', "}")])
        kern = open_ * diepte + ("1" if open_ != "[" else "") + dicht * self._r.choice([0, diepte])
        if self._r.random() < 0.5:
            return kern.encode()
        basis["data"] = "@@"
        return json.dumps(basis).replace('"@@"', kern).encode()

    def _achter_elkaar(self, basis: dict[str, Any]) -> bytes:
        ander = {**basis, "id": basis["id"] + "-b"}
        tussen = self._r.choice(["", " ", "\r", ",", "\x1e", "\x00"])
        tekst = json.dumps(basis) + tussen + json.dumps(ander)
        return (f"[{tekst}]" if self._r.random() < 0.3 else tekst).encode()

    def _groot_getal(self, basis: dict[str, Any]) -> bytes:
        getal = self._r.choice(["1" * 5_000, "-0", "1e9999", "-1e-9999", "0x10", "01", "1.", "+1"])
        naam = self._r.choice(["sequence", "data", "time", "id", "extra"])
        basis[naam] = "@@"
        return json.dumps(basis).replace('"@@"', getal).encode()

    def _andere_tekens(self, basis: dict[str, Any]) -> bytes:
        tekst = json.dumps(basis, ensure_ascii=False)
        return tekst.encode(self._r.choice(["utf-16", "utf-32", "utf-7", "utf-8-sig", "cp037"]))

    def _onzin(self, _: dict[str, Any]) -> bytes:
        return self._r.randbytes(self._r.choice([1, 7, 100, 3_000]))

    def _leeg(self, _: dict[str, Any]) -> bytes:
        return self._r.choice(
            [b"", b" ", b"null", b"[]", b"{}", b'""', b"0", b"\x00", b"\xef\xbb\xbf"]
        )

    def _te_groot(self, basis: dict[str, Any]) -> bytes:
        basis["data"]["vulling"] = self._r.choice(string.ascii_letters) * self._r.randint(
            60_000, 80_000
        )
        return json.dumps(basis).encode()

    # ---- what can happen to the fields

    def _vervang(self, basis: dict[str, Any]) -> bytes:
        for _ in range(self._r.randint(1, 3)):
            plek, naam = self._r.choice(list(_plekken(basis)))
            plek[naam] = self._gek()
        return _json(basis)

    def _laat_weg(self, basis: dict[str, Any]) -> bytes:
        plek, naam = self._r.choice(list(_plekken(basis)))
        del plek[naam]
        return _json(basis)

    def _voeg_toe(self, basis: dict[str, Any]) -> bytes:
        plek, _ = self._r.choice(list(_plekken(basis)))
        naam = self._r.choice(["x", "", "data_base64", "bsn", "\x00", "é", BSN_DAAN, "a" * 999])
        if isinstance(plek, dict):
            plek[naam] = self._gek()
        return _json(basis)

    def _kop_van_gek(self, basis: dict[str, Any]) -> bytes:
        basis[self._r.choice(["id", "source", "type", "time", "specversion", "subject"])] = (
            self._gek()
        )
        return _json(basis)

    def _ander_type(self, basis: dict[str, Any]) -> bytes:
        types = [*TYPE_VAN_SOORT.values(), *TYPE_VAN_BIJ_SOORT.values(), "nl.gedetineerden.x.v1"]
        basis["type"] = self._r.choice(types).replace(
            ".v1", self._r.choice([".v1", ".v2", ".v0", ""])
        )
        return _json(basis)

    def _gek(self) -> Any:
        return copy.deepcopy(self._r.choice(GEK))

    # ---- what can happen to the headers

    def _koppen(self) -> list[tuple[str, bytes | None]]:
        return self._r.choice([
            [_GESTRUCTUREERD], [_GESTRUCTUREERD], [_GESTRUCTUREERD], [],
            [("content-type", None)], [("content-type", b"\xff\xfe")], [("content-type", b"")],
            [("content-type", b"application/xml")], [("content-type", b"application/json")],
            [_GESTRUCTUREERD, ("content-type", b"text/plain")], [("x" * 200, b"y" * 2_000)],
            [("content-type", b"application/cloudevents+json;charset=utf-16")],
        ])  # fmt: skip

    def _binair(self, nummer: int, basis: dict[str, Any]) -> Invoer:
        """Binary mode: attributes in headers, of which some are missing, doubled or broken."""
        data = json.dumps(basis.pop("data")).encode()
        basis.pop("datacontenttype", None)
        koppen: list[tuple[str, bytes | None]] = [
            (f"ce_{naam}", str(waarde).encode()) for naam, waarde in basis.items()
        ]
        koppen.append(("content-type", b"application/json"))
        for _ in range(self._r.randint(0, 3)):
            plek = self._r.randrange(len(koppen))
            gek = self._r.choice([b"", None, b"\xff", b"\x00", b'"', b"\\", b"%ff", b"x" * 5_000])
            stap = self._r.choice(["weg", "dubbel", "gek", "data"])
            if stap == "weg" and len(koppen) > 2:
                koppen.pop(plek)
            elif stap == "dubbel":
                koppen.append((koppen[plek][0], gek))
            elif stap == "gek":
                koppen[plek] = (koppen[plek][0], gek)
            else:
                koppen.append((self._r.choice(["ce_data", "ce_data_base64", "ce_", "ce_Ä"]), b"{}"))
        if self._r.random() < 0.4:
            data = self._r.choice([b"", b"}", data[:-1], b"\xff" + data, data + data, b"<xml/>"])
        return Invoer(nummer, data, koppen)


def _bij(soort: BijSoort, nummer: str, naam: str) -> dict[str, Any]:
    """Return what a message for the mayor says. The return is soon, on the clock of the machine."""
    if soort is BijSoort.INGETROKKEN:
        return intrekking(meldingId=nummer)
    wie = {"geslachtsnaam": naam, "bsn": BSN_DAAN, "geboorte": {"jaar": 1984}}
    dag = (vandaag(SysteemKlok()) + timedelta(days=17)).isoformat()
    return gemeld(meldingId=nummer, persoon=wie, terugkeer={"vroegst": dag, "laatst": dag})


_GESTRUCTUREERD: tuple[str, bytes | None] = ("content-type", b"application/cloudevents+json")


def _plekken(deel: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every place in a message: (what holds it, its name or index)."""
    namen = list(deel) if isinstance(deel, dict) else range(len(deel))
    for naam in namen:
        yield deel, naam
        if isinstance(deel[naam], dict | list):
            yield from _plekken(deel[naam])


def _json(inhoud: Any) -> bytes:
    """Write JSON that may hold what JSON may not: lone surrogates, as escapes or as bytes."""
    try:
        return json.dumps(inhoud, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return json.dumps(inhoud).encode()


def zijn_van_ons(tekst: str) -> list[str]:
    """Return what of the inputs stands in a text where it must not."""
    return [woord for woord in (*NAMEN, *_BSNS) if woord in tekst]
