"""What a message changed, in words. Who may not see the dossier learns which fields, no more."""

from collections.abc import Iterable
from datetime import date

from nazorg.berichten.soort import Bronsoort, Soort
from nazorg.berichten.uitkomst import Uitkomst
from nazorg.detenties.melding import Periode
from nazorg.kern.bsn import mask
from nazorg.kern.deeldatum import DeelDatum
from nazorg.referentie.kennis import Kennis
from nazorg.usecases.berichten.bekijk import Berichtinzicht
from nazorg.web import taal
from nazorg.web.berichtscherm import Gevolgdeel, TaakRegel, VeldRegel, Veranderd
from nazorg.web.schermen import Link
from nazorg.werkvoorraad.gevolg import Detentiegevolg, Gevolg, Taakgevolg, Waarde, Wijziging
from nazorg.werkvoorraad.taken import Taak
from nazorg.werkvoorraad.zinnen import REGELNAAM

_VELD = {
    "status": "Status",
    "gemeente": "Gemeente van het dossier",
    "bsn": "BSN",
    "skn": "SKN",
    "geslachtsnaam": "Achternaam",
    "voorvoegsel": "Voorvoegsel",
    "voornamen": "Voornamen",
    "geboorte": "Geboren",
    "koppeling": "Hoe wij de persoon kennen",
    "gemeente_brp": "Ingeschreven in",
    "gemeente_vestiging": "Wil naar",
    "route_redenen": "Waarom een mens de route bekijkt",
    "inrichting": "Inrichting",
    "begin": "Begin",
    "titel": "Titel",
    "verwacht": "Verwacht einde",
    "einde": "Einde",
    "wijze": "Hoe de detentie eindigt",
    "signalen": "Wat elkaar tegenspreekt",
    "verlof": "Verlof",
    "verlofsoort": "Soort verlof",
    "verlofperiode": "Dagen van het verlof",
}
_GEMEENTEN = frozenset({"gemeente", "gemeente_brp", "gemeente_vestiging"})
# Others hear of every notice that a dossier gets, also when it says nothing new.
_HOORT = "Wie meeleest, hoort wel dat er een bericht bij kwam."
_LEEG = (
    "Het bericht kwam op de tijdlijn.",
    "Verder veranderde er niets: een ander bericht zei dit al, of gaat voor.",
    _HOORT,
)
_LEEG_PLAN = (
    "Het plan kwam op de tijdlijn. Wat het over de leefgebieden zegt, staat in het dossier.",
    "Gegevens van de persoon, de detentie en de taken veranderden niet.",
    _HOORT,
)
_UITLEG = "U ziet welke velden veranderden. Wat erin staat, ziet alleen wie het dossier mag zien."


def to_veranderd(i: Berichtinzicht, kennis: Kennis, *, beheer: bool) -> Veranderd:
    """Return what changed; beheer: this person may see which messages a count is about."""
    b = i.bericht
    if b.soort == Bronsoort.TELLING_GEMELD and b.uitkomst is Uitkomst.VERWERKT:
        return _telling(i, beheer=beheer)
    if i.gevolg is None:
        elders = "Het dossier ligt niet bij de gemeenten waarvoor u werkt."
        geen = "Dit bericht heeft niets veranderd."
        return Veranderd(zinnen=(elders if b.uitkomst is Uitkomst.VERWERKT else geen,))
    woorden = _Woorden(kennis, i.dag, met_waarden=i.met_waarden)
    return Veranderd(
        zinnen=tuple(_zinnen(i, i.gevolg)),
        delen=tuple(woorden.delen(i.gevolg)),
        taken=tuple(woorden.taak(t) for t in i.gevolg.taken),
        meer=_naar_dossier(i),
        uitleg="" if i.met_waarden or i.gevolg.is_leeg else _UITLEG,
    )


def _naar_dossier(i: Berichtinzicht) -> Link | None:
    if not i.met_waarden:
        return None
    return Link(tekst="Open het dossier", href=f"/dossiers/{i.gevolgen.dossier}")


def _telling(i: Berichtinzicht, *, beheer: bool) -> Veranderd:
    if i.telling is None:
        nieuwer = "Deze telling geldt niet. Er kwam een nieuwere telling van dezelfde dag."
        return Veranderd(zinnen=(nieuwer,))
    href = f"/berichten/telling/{i.telling.isoformat()}"
    return Veranderd(
        zinnen=(f"Dit is de telling van {taal.dag_kort(i.telling, vandaag=i.dag)}.",),
        meer=Link(tekst="Bekijk of de telling klopt", href=href) if beheer else None,
    )


def _zinnen(i: Berichtinzicht, g: Gevolg) -> Iterable[str]:
    yield f"Staat in dossier {i.gevolgen.dossier}."
    if g.is_nieuw:
        yield "Met dit bericht is het dossier geopend."
    if g.samengevoegd:
        dossiers = taal.aantal(g.samengevoegd, "ander dossier bleek", "andere dossiers bleken")
        yield f"{dossiers} van dezelfde persoon. Wat daarin stond, hoort nu bij dit dossier."
    if g.is_leeg:
        yield from _LEEG_PLAN if i.bericht.soort == Soort.PLAN_GEDEELD else _LEEG
    if i.gevolgen.taken:
        taken = taal.aantal(i.gevolgen.taken, "taak", "taken")
        yield f"Is nu de aanleiding van {taken}."


class _Woorden:
    """Puts fields and tasks into words, with or without what they hold."""

    def __init__(self, kennis: Kennis, vandaag: date, *, met_waarden: bool) -> None:
        self._kennis, self._vandaag, self._met = kennis, vandaag, met_waarden

    def delen(self, g: Gevolg) -> Iterable[Gevolgdeel]:
        if g.dossier:
            yield Gevolgdeel(titel="Dossier", velden=self._velden(g.dossier))
        for detentie in g.detenties:
            velden = self._velden(detentie.wijzigingen)
            yield Gevolgdeel(titel=self._titel(detentie), velden=velden)

    def _titel(self, d: Detentiegevolg) -> str:
        naam = f"Detentie {d.nummer}" if self._met else "Detentie"
        return f"{naam} (nieuw)" if d.is_nieuw else naam

    def _velden(self, wijzigingen: Iterable[Wijziging]) -> tuple[VeldRegel, ...]:
        regels = []
        for w in wijzigingen:
            soort = w.veld.partition(" ")[0]
            oud, nieuw = self._waarde(soort, w.oud), self._waarde(soort, w.nieuw)
            if not self._met:
                oud = nieuw = ""
            elif not nieuw:
                nieuw = "niet meer bekend"
            regels.append(VeldRegel(veld=_VELD[soort], oud=oud, nieuw=nieuw))
        # Without values the same field of several leaves says nothing more the second time.
        return tuple(dict.fromkeys(regels))

    def _waarde(self, veld: str, waarde: Waarde | None) -> str:
        match waarde:
            case None:
                return ""
            case Periode(vroegst=van, laatst=tot):
                return self._dag(van) if van == tot else f"{self._dag(van)} t/m {self._dag(tot)}"
            case DeelDatum():
                return taal.geboortedatum(waarde.jaar, waarde.maand, waarde.dag)
            case date():
                return self._dag(waarde)
            case tuple():
                return ", ".join(str(deel).replace("_", " ") for deel in waarde)
        return self._tekst(veld, waarde)

    def _tekst(self, veld: str, waarde: str) -> str:
        if veld == "bsn":
            return mask(waarde)
        if veld == "skn":
            return "bekend"
        if veld in _GEMEENTEN:
            return self._kennis.gemeenten.naam(waarde)
        if veld == "inrichting":
            return self._kennis.inrichtingen.naam(waarde)
        is_naam = veld in ("geslachtsnaam", "voorvoegsel", "voornamen")
        return waarde if is_naam else taal.woord(waarde)

    def _dag(self, dag: date) -> str:
        return taal.dag_kort(dag, vandaag=self._vandaag)

    def taak(self, t: Taakgevolg) -> TaakRegel:
        """Return a task that came, moved or fell away."""
        taak = t.nieuw or t.oud
        assert taak is not None
        if t.oud is None:
            woord, wanneer = "Kwam erbij", self._uiterlijk(taak)
        elif t.nieuw is None:
            woord, wanneer = "Niet meer nodig", ""
        else:
            woord, wanneer = "Andere dag", self._verschoven(t.oud, t.nieuw)
        return TaakRegel(
            woord=woord,
            stand="na" if t.nieuw is None else "busy",
            taak=self._naam(taak),
            wanneer=wanneer if self._met else "",
        )

    def _naam(self, taak: Taak) -> str:
        """Return what a task is for; how a leefgebied stands only to who may see the dossier."""
        reden = taak.gegevens.get("reden") if self._met else None
        return reden or REGELNAAM[taak.regel]

    def _verschoven(self, oud: Taak, nieuw: Taak) -> str:
        if oud.uiterlijk != nieuw.uiterlijk:
            return f"{self._uiterlijk(nieuw)}, was {self._dag(oud.uiterlijk)}"
        was = self._dag(oud.vrij_op) if oud.vrij_op else "onbekend"
        nu = self._dag(nieuw.vrij_op) if nieuw.vrij_op else "onbekend"
        return f"vrij nu {nu}, was {was}"

    def _uiterlijk(self, taak: Taak) -> str:
        return f"uiterlijk {self._dag(taak.uiterlijk)}"
