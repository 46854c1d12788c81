"""What was done with tasks, in words: the bar above the list, the history, the line in a row."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from textwrap import shorten

from nazorg.kern.klok import day_of
from nazorg.referentie.kennis import Kennis
from nazorg.referentie.partijen import load_partijen
from nazorg.store.medewerkers import Collega
from nazorg.store.taakstanden import Actie, Actieregel
from nazorg.store.wachtrij import Wachtrijrij
from nazorg.web import taal
from nazorg.web.opmaak import gedeeld
from nazorg.web.wachtrijschermen import Eigenaar, Historie, Melding
from nazorg.werkvoorraad.handelingen import Afloop, Handeling, Lijst, Taakstand
from nazorg.werkvoorraad.taken import Taakstatus
from nazorg.werkvoorraad.zinnen import write_zin

_KORT = 50
ONBEKENDE_COLLEGA = "een collega"
# What a colleague did with it in the meantime: '<naam> heeft deze taak ...'.
_DEED: dict[Handeling, str] = {
    Handeling.AFGEHANDELD: "afgehandeld",
    Handeling.HEROPEND: "teruggezet op de lijst",
    Handeling.TOEGEWEZEN: "aan iemand toegewezen",
    Handeling.VRIJGEGEVEN: "teruggelegd in de lijst van het team",
    Handeling.SLUIMERT: "laten sluimeren",
    Handeling.WACHT: "bij 'Wacht op anderen' gezet",
    Handeling.TERUGGEZET: "bij 'Nu doen' gezet",
    Handeling.ONGEDAAN: "teruggezet zoals hij was",
}
_MEER: dict[Handeling, str] = _DEED | {
    Handeling.TOEGEWEZEN: "toegewezen",
    Handeling.HEROPEND: "teruggezet",
    Handeling.ONGEDAAN: "teruggezet zoals ze waren",
}


def partij(id_: str) -> str:
    return load_partijen().get(id_, "iemand anders")


def naam_van(id_: str, collegas: Iterable[Collega]) -> str:
    return next((c.naam for c in collegas if c.id == id_), ONBEKENDE_COLLEGA)


def to_eigenaar(id_: str, collegas: Iterable[Collega], *, ik: str) -> Eigenaar:
    """Return who does a task; nobody has no initials."""
    if not id_:
        return Eigenaar(naam="Niemand", initialen="")
    naam = naam_van(id_, collegas)
    return Eigenaar(naam=naam, initialen=gedeeld.initialen(naam), eigen=id_ == ik)


def write_stand(
    soort: Handeling, na: Taakstand, collegas: Iterable[Collega], *, vandaag: date
) -> str:
    """Say what a deed made of a task, to stand after its name: 'is toegewezen aan ...'."""
    if soort is Handeling.ONGEDAAN:
        return "is teruggezet zoals die was"
    if na.status is Taakstatus.AFGEHANDELD:
        return "is afgehandeld"
    match soort:
        case Handeling.TOEGEWEZEN | Handeling.VRIJGEGEVEN:
            return f"is nu van {naam_van(na.eigenaar, collegas) if na.eigenaar else 'niemand'}"
        case Handeling.SLUIMERT:
            return write_sluimert(na.tot, bij_wijziging=na.bij_wijziging, vandaag=vandaag)
        case Handeling.WACHT:
            dag = f", herinnering {taal.dag_kort(na.tot, vandaag=vandaag)}" if na.tot else ""
            return f"wacht op {partij(na.wacht_op)}{dag}"
        case _:
            return "staat weer op de lijst"


def write_sluimert(tot: date | None, *, bij_wijziging: bool, vandaag: date) -> str:
    dag = f"sluimert tot {taal.dag_kort(tot, vandaag=vandaag)}" if tot else "sluimert"
    if not bij_wijziging:
        return dag
    return f"{dag}, of tot er iets verandert" if tot else f"{dag} tot er iets verandert"


def to_melding(
    regels: Sequence[Actieregel],
    collegas: Sequence[Collega],
    kennis: Kennis,
    *,
    vandaag: date,
    weg: int = 0,
) -> Melding | None:
    """Return the bar about one deed: what became of each task, and the way back."""
    if not regels:
        return None
    gedaan = [r for r in regels if r.actie.afloop is Afloop.GEDAAN]
    niet = [_niet(r, collegas, vandaag) for r in regels if r.actie.afloop is not Afloop.GEDAAN]
    if weg:
        niet.append(f"{taal.aantal(weg, 'taak is', 'taken zijn')} er niet meer, of niet voor u.")
    soort = regels[0].actie.soort
    kan_terug = gedaan and soort is not Handeling.ONGEDAAN and not gedaan[0].actie.ongedaan
    return Melding(
        tekst=_gedaan(gedaan, soort, collegas, kennis, vandaag),
        niet=tuple(niet),
        ongedaan=f"/handelingen/{regels[0].actie.handeling}/ongedaan" if kan_terug else "",
        terug=tuple(str(r.actie.taak_id) for r in gedaan) if soort is Handeling.ONGEDAAN else (),
        toon="let-op" if niet else "goed",
    )


def _gedaan(
    gedaan: Sequence[Actieregel],
    soort: Handeling,
    collegas: Sequence[Collega],
    kennis: Kennis,
    vandaag: date,
) -> str:
    if not gedaan:
        return "Er is niets veranderd."
    if len(gedaan) > 1:
        wat = _MEER[soort]
        if soort is Handeling.TOEGEWEZEN:
            wat += f" aan {naam_van(gedaan[0].actie.na.eigenaar, collegas)}"
        return f"{len(gedaan)} taken {wat}."
    (een,) = gedaan
    zin = write_stand(soort, een.actie.na, collegas, vandaag=vandaag)
    namens = f" Namens {een.actie.namens_naam}." if een.actie.namens else ""
    return f"‘{_taaknaam(een, kennis, vandaag)}’ van {_wie(een)} {zin}.{namens}"


def _taaknaam(r: Actieregel, kennis: Kennis, vandaag: date) -> str:
    """Return what the list calls a task, short."""
    zin = write_zin(
        r.regel,
        gegevens=r.gegevens,
        vrij_op=r.vrij_op,
        vandaag=vandaag,
        gemeente=kennis.gemeenten.naam,
    )
    return shorten(zin, _KORT, placeholder="…")


def _wie(r: Actieregel) -> str:
    return gedeeld.naam(r.voornamen, r.voorvoegsel, r.geslachtsnaam)


def _niet(r: Actieregel, collegas: Sequence[Collega], vandaag: date) -> str:
    """Say why nothing was done with one task."""
    match r.actie.afloop:
        case Afloop.GEEN_TOEGANG:
            return f"{_wie(r)}: deze collega werkt niet voor die gemeente."
        case Afloop.NIET_MEER_NODIG:
            return f"{_wie(r)}: deze taak is niet meer nodig, en komt dus niet terug op de lijst."
        case Afloop.ONGEWIJZIGD if r.actie.soort is Handeling.TOEGEWEZEN:
            return f"{_wie(r)}: deze taak is al van {naam_van(r.actie.na.eigenaar, collegas)}."
        case Afloop.VERANDERD | Afloop.NIET_OPEN | Afloop.ONGEWIJZIGD if r.laatste:
            naam, soort, tijd = r.laatste
            moment = taal.moment(vandaag, tijd)
            return f"{_wie(r)}: {naam} heeft deze taak al {_DEED[soort]} ({moment})."
        case Afloop.ONGEWIJZIGD:
            return f"{_wie(r)}: dit was al zo."
        case _:
            return f"{_wie(r)}: deze taak is intussen veranderd."


def to_historie(
    acties: Sequence[Actie], huidige: Taakstand, collegas: Sequence[Collega], *, vandaag: date
) -> tuple[Historie, ...]:
    """Return who did what when; what still is as that deed left it can be undone."""
    regels = []
    for a in acties:
        zin = write_stand(a.soort, a.na, collegas, vandaag=vandaag)
        kan_terug = not a.ongedaan and a.soort is not Handeling.ONGEDAAN and a.na == huidige
        regels.append(
            Historie(
                tekst=("Teruggedraaid: " if a.ongedaan else "") + zin[0].upper() + zin[1:],
                wie=a.naam + (f", namens {a.namens_naam}" if a.namens else ""),
                moment=gedeeld.to_moment(a.tijd, vandaag=vandaag),
                ongedaan=f"/handelingen/{a.handeling}/ongedaan" if kan_terug else "",
            )
        )
    return tuple(regels)


def stand_van(t: Wachtrijrij) -> Taakstand:
    """Return the state that people change, of a row."""
    return Taakstand(
        status=t.status,
        eigenaar=t.eigenaar,
        lijst=t.lijst,
        tot=t.tot,
        bij_wijziging=t.bij_wijziging,
        wacht_op=t.wacht_op,
        wacht_sinds=t.wacht_sinds,
    )


def write_extra(t: Wachtrijrij, *, vandaag: date) -> str:
    """Say why a task came back by itself, for whom it waits, or until when it sleeps; or ''."""
    if t.gewekt:
        return _gewekt(t, vandaag)
    if t.status is not Taakstatus.OPEN:
        return ""
    if t.lijst is Lijst.SLUIMERT:
        zin = write_sluimert(t.tot, bij_wijziging=t.bij_wijziging, vandaag=vandaag)
        return zin[0].upper() + zin[1:]
    if t.lijst is Lijst.WACHT:
        herinner = f", herinnering {taal.dag_kort(t.tot, vandaag=vandaag)}" if t.tot else ""
        return f"Wacht op {partij(t.wacht_op)}, {_staat_open(t.wacht_sinds, vandaag)}{herinner}"
    return ""


def klaar_op(t: Wachtrijrij) -> date | None:
    """Return the day in the Netherlands on which a task was done; None while it is not."""
    if t.status is not Taakstatus.AFGEHANDELD or t.afgehandeld_op is None:
        return None
    return day_of(t.afgehandeld_op)


def write_klaar(t: Wachtrijrij, collegas: Iterable[Collega], *, vandaag: date) -> str:
    """Say who did a task and when; '' while it is open."""
    dag = klaar_op(t)
    if dag is None:
        return ""
    wie = naam_van(t.afgehandeld_door or "", collegas)
    return f"Afgehandeld door {wie}, {taal.dag_kort(dag, vandaag=vandaag)}"


def _staat_open(sinds: date | None, vandaag: date) -> str:
    dagen = (vandaag - sinds).days if sinds else 0
    return f"vraag staat {taal.aantal(dagen, 'dag', 'dagen')} open" if dagen else "sinds vandaag"


_VERSCHOVEN = {"vrij_op": "Terug: v", "verschoven": "V", "vervroegd": "Weer open: v"}


def _gewekt(t: Wachtrijrij, vandaag: date) -> str:
    assert t.gewekt is not None
    van, reden = _dag(t.gewekt.get("van")), t.gewekt.get("reden")
    toen = taal.dag_en_maand(van, vandaag=vandaag) if van else "onbekend"
    match reden:
        case "vrij_op" | "verschoven" | "vervroegd":
            nu = taal.dag_en_maand(t.vrij_op, vandaag=vandaag) if t.vrij_op else "onbekend"
            return f"{_VERSCHOVEN[reden]}rijlating ging van {toen} naar {nu}"
        case "uiterlijk":
            nu = taal.dag_en_maand(t.uiterlijk, vandaag=vandaag)
            return f"Terug: moet klaar op {nu}, was {toen}"
        case "weer_nodig":
            return "Terug: weer nodig geworden"
        case "bericht":
            return "Terug: er kwam een nieuw bericht"
        case "herinnering":
            wie = partij(t.wacht_op)
            return f"Herinnering: wacht op {wie}, {_staat_open(t.wacht_sinds, vandaag)}"
        case _:
            return f"Terug: sluimerde tot {toen}"


def _dag(tekst: str | None) -> date | None:
    return datetime.fromisoformat(tekst).date() if tekst else None
