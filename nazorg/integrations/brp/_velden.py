"""The fields of the BRP API that we know, and what they become. Nothing of this leaves the room.

Source: specification 2.7.0 of BRP Personen bevragen. Six signals come along unasked: secrecy, under
investigation, suspended (deceased), RNI, verification, and having left the address.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from nazorg.integrations.lijn.grens import check_tekst
from nazorg.kern.deeldatum import is_mogelijk
from nazorg.kern.partner import Gegeven

_ADRES = "verblijfplaatsBinnenland"
# What we ask per group, and no more. The number comes along to see that it is the right person.
_VELDEN: dict[str, tuple[str, ...]] = {
    "adres": (
        f"{_ADRES}.datumVan",
        f"{_ADRES}.functieAdres",
        f"{_ADRES}.verblijfadres.korteStraatnaam",
        f"{_ADRES}.verblijfadres.huisnummer",
        f"{_ADRES}.verblijfadres.huisletter",
        f"{_ADRES}.verblijfadres.huisnummertoevoeging",
        f"{_ADRES}.verblijfadres.aanduidingBijHuisnummer",
        f"{_ADRES}.verblijfadres.postcode",
        f"{_ADRES}.verblijfadres.woonplaats",
        f"{_ADRES}.verblijfadres.locatiebeschrijving",
    ),
    "gemeente": ("gemeenteVanInschrijving", "datumInschrijvingInGemeente"),
    "signalen": (),
}
_OVERLEDEN = "O"


def velden_van(groepen: frozenset[str]) -> list[str]:
    """Return the `fields` for these groups, in a fixed order."""
    gevraagd = [veld for groep, velden in _VELDEN.items() if groep in groepen for veld in velden]
    return ["burgerservicenummer", *gevraagd]


class _Waarde(msgspec.Struct):
    code: str = ""
    omschrijving: str = ""


class _Datum(msgspec.Struct):
    type: Literal["Datum", "JaarMaandDatum", "JaarDatum", "DatumOnbekend"]
    datum: date | None = None
    jaar: int | None = None
    maand: int | None = None

    def __post_init__(self) -> None:
        if self.type == "Datum" and self.datum is None:
            raise ValueError("datum")
        if self.jaar is not None and not is_mogelijk(self.jaar, self.maand, None):
            raise ValueError("datum")

    @property
    def tekst(self) -> str:
        """Return as much of the date as is known; a part that is not is never invented."""
        if self.datum is not None:
            return self.datum.isoformat()
        if self.jaar is None:
            return "onbekend"
        return f"{self.jaar:04d}" + (f"-{self.maand:02d}" if self.maand else "")


class _Verblijfadres(msgspec.Struct, rename="camel"):
    korte_straatnaam: str = ""
    huisnummer: int | None = None
    huisletter: str = ""
    huisnummertoevoeging: str = ""
    aanduiding_bij_huisnummer: _Waarde | None = None
    postcode: str = ""
    woonplaats: str = ""
    locatiebeschrijving: str = ""

    @property
    def tekst(self) -> str:
        if self.locatiebeschrijving:
            straat = self.locatiebeschrijving
        else:
            bij = self.aanduiding_bij_huisnummer
            nummer = f"{self.huisnummer or ''}{self.huisletter}"
            toevoeging = f"-{self.huisnummertoevoeging}" if self.huisnummertoevoeging else ""
            straat = " ".join(
                deel
                for deel in (self.korte_straatnaam, bij and bij.omschrijving, nummer + toevoeging)
                if deel
            )
        plaats = " ".join(deel for deel in (self.postcode, self.woonplaats) if deel)
        return ", ".join(deel for deel in (straat, plaats) if deel)


class _Verblijfplaats(msgspec.Struct, rename="camel"):
    type: str
    datum_van: _Datum | None = None
    functie_adres: _Waarde | None = None
    verblijfadres: _Verblijfadres | None = None
    indicatie_vastgesteld_verblijft_niet_op_adres: bool = False
    in_onderzoek: dict[str, msgspec.Raw] | None = None


class _Opschorting(msgspec.Struct):
    reden: _Waarde | None = None
    datum: _Datum | None = None


class _Rni(msgspec.Struct):
    deelnemer: _Waarde | None = None


class _Verificatie(msgspec.Struct):
    omschrijving: str = ""
    datum: _Datum | None = None


class Persoon(msgspec.Struct, rename="camel"):
    """One person as the BRP sends it, as far as we look."""

    burgerservicenummer: str
    gemeente_van_inschrijving: _Waarde | None = None
    datum_inschrijving_in_gemeente: _Datum | None = None
    verblijfplaats: _Verblijfplaats | None = None
    geheimhouding_persoonsgegevens: bool = False
    in_onderzoek: dict[str, msgspec.Raw] | None = None
    opschorting_bijhouding: _Opschorting | None = None
    rni: list[_Rni] = []
    verificatie: _Verificatie | None = None


class Antwoord(msgspec.Struct):
    """The answer to RaadpleegMetBurgerservicenummer."""

    type: Literal["RaadpleegMetBurgerservicenummer"]
    personen: list[Persoon] = []


def to_gegevens(p: Persoon, groepen: frozenset[str]) -> Iterator[Gegeven]:
    """Yield what we know now, of the groups that were asked for."""
    if "adres" in groepen:
        yield from _adres(p.verblijfplaats)
    if "gemeente" in groepen and p.gemeente_van_inschrijving:
        yield _gegeven(
            "gemeente",
            "gemeente",
            p.gemeente_van_inschrijving.omschrijving or p.gemeente_van_inschrijving.code,
            p.datum_inschrijving_in_gemeente,
        )
    if "signalen" in groepen:
        yield from _signalen(p)


def _adres(v: _Verblijfplaats | None) -> Iterator[Gegeven]:
    if v is None:
        return
    if v.verblijfadres and v.verblijfadres.tekst:
        yield _gegeven("adres", "adres", v.verblijfadres.tekst, v.datum_van)
    elif v.type == "VerblijfplaatsBuitenland":
        yield _gegeven("adres", "adres", "in het buitenland", v.datum_van)
    elif v.type == "VerblijfplaatsOnbekend":
        yield _gegeven("adres", "adres", "onbekend", v.datum_van)
    if v.functie_adres and v.functie_adres.omschrijving:
        yield _gegeven("adres", "soort_adres", v.functie_adres.omschrijving)


def _signalen(p: Persoon) -> Iterator[Gegeven]:
    if p.geheimhouding_persoonsgegevens:
        yield _gegeven("signalen", "geheimhouding", "ja")
    for wat, onderzoek in (
        ("persoon of gemeente", p.in_onderzoek),
        ("adres", p.verblijfplaats and p.verblijfplaats.in_onderzoek),
    ):
        if onderzoek:
            yield _gegeven("signalen", "in_onderzoek", wat)
    if p.opschorting_bijhouding:
        yield _opschorting(p.opschorting_bijhouding)
    for rni in p.rni:
        yield _gegeven("signalen", "rni", (rni.deelnemer and rni.deelnemer.omschrijving) or "ja")
    if p.verificatie:
        waarde = p.verificatie.omschrijving or "ja"
        yield _gegeven("signalen", "verificatie", waarde, p.verificatie.datum)
    if p.verblijfplaats and p.verblijfplaats.indicatie_vastgesteld_verblijft_niet_op_adres:
        yield _gegeven("signalen", "vertrokken_van_adres", "ja")


def _opschorting(o: _Opschorting) -> Gegeven:
    reden = o.reden or _Waarde()
    if reden.code == _OVERLEDEN:
        return _gegeven("signalen", "overleden", o.datum.tekst if o.datum else "ja")
    return _gegeven("signalen", "bijhouding_gestopt", reden.omschrijving or "ja", o.datum)


def _gegeven(groep: str, naam: str, waarde: str, datum: _Datum | None = None) -> Gegeven:
    gemeten = datum.datum if datum else None
    return Gegeven(groep=groep, naam=naam, waarde=check_tekst(waarde), gemeten_op=gemeten)
