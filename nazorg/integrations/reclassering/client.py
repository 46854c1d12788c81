"""Ask 3RO about supervision. The contract is docs/contract/partners/reclassering.json."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from nazorg.integrations.lijn.grens import (
    check_gemeten,
    check_persoon,
    check_tekst,
    check_vrije_tekst,
    lees,
)
from nazorg.integrations.lijn.lijn import Partnerlijn
from nazorg.kern.klok import Klok
from nazorg.kern.partner import Gegeven, Partner, Vraag


class _Contact(msgspec.Struct):
    naam: str
    telefoon: str = ""


class _Voorwaarde(msgspec.Struct):
    soort: str
    omschrijving: str = ""
    tot: date | None = None


class _Toezicht(msgspec.Struct):
    organisatie: str
    peildatum: date
    van: date | None = None
    tot: date | None = None
    toezichthouder: _Contact | None = None
    voorwaarden: list[_Voorwaarde] = []


class _Vrijwillig(msgspec.Struct):
    organisatie: str
    peildatum: date
    contact: _Contact | None = None


class _Antwoord(msgspec.Struct):
    burgerservicenummer: str
    toezicht: _Toezicht | None = None
    vrijwillig: _Vrijwillig | None = None


# The description of these names a victim or an address (L27).
_VERBODEN = ("contactverbod", "locatieverbod")
_ANTWOORD = msgspec.json.Decoder(_Antwoord)


class ReclasseringClient:
    """POST /toezichten/raadplegen."""

    partner = Partner.RECLASSERING

    def __init__(self, lijn: Partnerlijn, klok: Klok) -> None:
        self._lijn, self._klok = lijn, klok

    async def vraag(self, vraag: Vraag) -> Sequence[Gegeven]:
        """Return what 3RO knows. Raises PartnerUnavailable, PartnerRefused."""
        inhoud = {"burgerservicenummer": vraag.bsn, "groepen": sorted(vraag.groepen)}
        ruw = await self._lijn.vraag(
            "/toezichten/raadplegen", inhoud, doel=vraag.doel, kenmerk=vraag.kenmerk
        )
        antwoord = lees(_ANTWOORD, ruw)
        check_persoon(vraag.bsn, antwoord.burgerservicenummer)
        for deel in (antwoord.toezicht, antwoord.vrijwillig):
            check_gemeten(deel.peildatum if deel else None, self._klok)
        return [g for g in _to_gegevens(antwoord) if g.groep in vraag.groepen]


def _to_gegevens(a: _Antwoord) -> Iterator[Gegeven]:
    if a.toezicht:
        yield from _toezicht(a.toezicht)
    if a.vrijwillig:
        dag = a.vrijwillig.peildatum
        yield _gegeven("vrijwillig", "organisatie", a.vrijwillig.organisatie, dag)
        yield from _contact("vrijwillig", "contact", a.vrijwillig.contact, dag)


def _toezicht(t: _Toezicht) -> Iterator[Gegeven]:
    yield _gegeven("toezicht", "organisatie", t.organisatie, t.peildatum, t.tot)
    for naam, dag in (("van", t.van), ("tot", t.tot)):
        if dag:
            yield _gegeven("toezicht", naam, dag.isoformat(), t.peildatum, t.tot)
    yield from _contact("toezichthouder", "toezichthouder", t.toezichthouder, t.peildatum)
    for v in t.voorwaarden:
        waarde, zonder = _voorwaarde(v)
        g = _gegeven("voorwaarden", "voorwaarde", waarde, t.peildatum, v.tot or t.tot)
        yield g._replace(niet_overgenomen=zonder)


def _voorwaarde(v: _Voorwaarde) -> tuple[str, bool]:
    """Return the condition as we keep it. Of a ban its kind only: the rest says whom or where."""
    for verbod in _VERBODEN:
        if v.soort.strip().lower().startswith(verbod):
            return verbod, False
    soort, zonder_soort = check_vrije_tekst(v.soort)
    if zonder_soort or not v.omschrijving:
        return soort, zonder_soort
    tekst, zonder = check_vrije_tekst(v.omschrijving)
    return f"{soort}: {_klein(tekst) if zonder else tekst}", zonder


def _klein(zin: str) -> str:
    return zin[:1].lower() + zin[1:]


def _contact(groep: str, naam: str, c: _Contact | None, dag: date) -> Iterator[Gegeven]:
    if c:
        yield _gegeven(groep, naam, c.naam, dag)
        if c.telefoon:
            yield _gegeven(groep, "telefoon", c.telefoon, dag)


def _gegeven(groep: str, naam: str, waarde: str, dag: date, tot: date | None = None) -> Gegeven:
    return Gegeven(
        groep=groep, naam=naam, waarde=check_tekst(waarde), gemeten_op=dag, geldig_tot=tot
    )
