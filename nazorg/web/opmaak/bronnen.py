"""What partners told, in words."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from nazorg.kern.klok import AMSTERDAM
from nazorg.kern.partner import Antwoordstand, Gegeven, Partner, Partnerreden
from nazorg.store.partnergegevens import Gegevenrij
from nazorg.usecases.verrijking.lees import Bronbeeld
from nazorg.web import taal
from nazorg.web.bronscherm import Bronfeit, Bronregel, Toon
from nazorg.web.opmaak import gedeeld

NAAM = {
    Partner.BRP: "Basisregistratie Personen (BRP)",
    Partner.ZVH: "Zorg- en Veiligheidshuis (ZVH)",
    Partner.RECLASSERING: "Reclassering (3RO)",
    Partner.POLITIE: "Politie",
    Partner.OM: "Openbaar Ministerie",
}
_WOORD: dict[Antwoordstand, tuple[Toon, str]] = {
    Antwoordstand.WACHT: ("wacht", "Wordt gevraagd"),
    Antwoordstand.BEKEND: ("bekend", "Bekend"),
    Antwoordstand.NIETS_BEKEND: ("leeg", "Niets bekend"),
    Antwoordstand.NIET_BEREIKBAAR: ("weg", "Niet bereikbaar"),
    Antwoordstand.NIET_TOEGESTAAN: ("niet", "Niet toegestaan"),
    Antwoordstand.GEWEIGERD: ("fout", "Geweigerd"),
}
_REDEN = {
    Partnerreden.AFGEWEZEN: "De partner wees de vraag af.",
    Partnerreden.ANDER_PERSOON: "Het antwoord ging over iemand anders. Wij bewaren er niets van.",
    Partnerreden.BUITEN_CONTRACT: "Het antwoord was niet wat is afgesproken.",
    Partnerreden.TE_GROOT: "Het antwoord was te groot om te lezen.",
}
_FEIT = {
    "adres": "Adres",
    "soort_adres": "Soort adres",
    "gemeente": "Gemeente",
    "geheimhouding": "Geheimhouding",
    "in_onderzoek": "In onderzoek",
    "overleden": "Overleden",
    "bijhouding_gestopt": "Bijhouding gestopt",
    "rni": "Niet-ingezetene (RNI)",
    "verificatie": "Verificatie",
    "vertrokken_van_adres": "Vertrokken van dit adres",
    "kenmerk": "Kenmerk",
    "tafel": "Tafel",
    "regisseur": "Regisseur",
    "telefoon": "Telefoon",
    "afspraak_op": "Afspraak",
    "plaats": "Plaats",
    "organisatie": "Organisatie",
    "van": "Toezicht vanaf",
    "tot": "Toezicht tot",
    "toezichthouder": "Toezichthouder",
    "voorwaarde": "Voorwaarde",
    "contact": "Contact",
}
_GROEPNAAM = {("vrijwillig", "organisatie"): "Vrijwillige begeleiding"}
_DAGEN = frozenset({"afspraak_op", "van", "tot", "overleden"})


def to_bronnen(beelden: Sequence[Bronbeeld], *, nu: datetime, dag: date) -> tuple[Bronregel, ...]:
    """Return a line per partner."""
    return tuple(_regel(b, nu, dag) for b in beelden)


def _regel(b: Bronbeeld, nu: datetime, dag: date) -> Bronregel:
    toon, woord = _WOORD[b.stand]
    if b.is_verlopen:
        toon, woord = "wacht", "Verlopen"
    moment = b.sinds if b.stand is Antwoordstand.NIET_BEREIKBAAR else b.gehoord_op or b.sinds
    wil = "intrek" if b.toestemming else "geef"
    return Bronregel(
        sleutel=b.partner.value,
        naam=NAAM[b.partner],
        toon=toon,
        woord=woord,
        zin=_zin(b),
        moment=gedeeld.to_moment(moment, vandaag=dag) if moment and toon != "niet" else None,
        feiten=tuple(_feiten(b.gegevens, dag)),
        oud=_oud(b, nu),
        voet=_voet(b.gegevens, dag),
        opnieuw=b.is_verlopen
        or b.stand in (Antwoordstand.GEWEIGERD, Antwoordstand.NIET_BEREIKBAAR),
        wil=wil if b.kan_toestemmen else "",  # type: ignore[arg-type]
        wil_zin=_wil_zin(b, dag) if b.kan_toestemmen else "",
    )


def _zin(b: Bronbeeld) -> str:
    if b.waarom:
        return b.waarom
    if b.is_verlopen:
        return "Wat wij wisten mag niet langer getoond worden. Wij vragen het opnieuw."
    if b.stand is Antwoordstand.NIET_BEREIKBAAR:
        return "Wij blijven het proberen. U hoeft niets te doen."
    if b.stand is Antwoordstand.GEWEIGERD:
        return _REDEN.get(b.reden or Partnerreden.AFGEWEZEN, _REDEN[Partnerreden.AFGEWEZEN])
    return ""


def _feiten(rijen: Sequence[Gegevenrij], dag: date) -> Iterator[Bronfeit]:
    for rij in rijen:
        g = rij.gegeven
        naam = _GROEPNAAM.get((g.groep, g.naam), _FEIT.get(g.naam, g.naam.capitalize()))
        yield Bronfeit(naam=naam, waarde=_waarde(g, dag), let_op=g.groep == "signalen")


def _waarde(g: Gegeven, dag: date) -> str:
    if g.naam not in _DAGEN:
        return g.waarde
    try:
        return taal.dag_kort(date.fromisoformat(g.waarde), vandaag=dag)
    except ValueError:
        return g.waarde


def _oud(b: Bronbeeld, nu: datetime) -> str:
    """Return how old a last known value is, in words."""
    if b.stand is not Antwoordstand.NIET_BEREIKBAAR or not b.gegevens:
        return ""
    dagen = (nu - min(r.gehoord_op for r in b.gegevens)).days
    if dagen == 0:
        return "van vandaag"
    return "1 dag oud" if dagen == 1 else f"{dagen} dagen oud"


def _voet(rijen: Sequence[Gegevenrij], dag: date) -> str:
    if not rijen:
        return ""
    tot = min(r.vervalt_op for r in rijen).astimezone(AMSTERDAM).date()
    gronden = "; ".join(dict.fromkeys(r.grondslag for r in rijen))
    return f"Te zien tot {taal.dag_kort(tot, vandaag=dag)}. Grondslag: {gronden}."


def _wil_zin(b: Bronbeeld, dag: date) -> str:
    if b.toestemming:
        op = gedeeld.to_moment(b.toestemming, vandaag=dag).tekst
        return f"Toestemming voor vrijwillige begeleiding: gegeven {op}."
    return "Vrijwillige begeleiding vragen wij alleen met toestemming van de persoon."
