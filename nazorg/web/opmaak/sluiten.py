"""Forms to end what the watch saw, for a reason; and what was closed, by whom and why."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from nazorg.berichten.alarm import NAAM_VAN_STROOM, Alarm, AlarmSoort
from nazorg.berichten.sluiting import Sluiting
from nazorg.berichten.volgnummers import Gat, als_volgnummer
from nazorg.usecases.bewaking.sluit import is_sluitbaar
from nazorg.usecases.bewaking.toon import Bewaking
from nazorg.web.bewakingsscherm import Sluitvorm
from nazorg.web.opmaak.gedeeld import to_moment
from nazorg.web.opmaak.tijdlijn import bron_tekst

_GETOOND = 5
_RECENT = timedelta(days=30)
_GEEN_PERSOON = "Schrijf niets op over een persoon. Uw naam en de reden komen op deze pagina."
_UITLEG = {
    AlarmSoort.STILTE: "Sluit dit als u weet dat de bron niets meer stuurt. Komt er toch weer"
    " een bericht, dan letten wij weer op.",
    AlarmSoort.TELLING: "Sluit dit als u weet dat het verschil zo blijft. Verandert het verschil,"
    " dan is het weer een alarm.",
    AlarmSoort.TELLING_ONTBREEKT: "Sluit dit als u weet dat deze tellingen niet meer komen.",
    AlarmSoort.ONLEESBAAR: "Sluit dit als u weet wat deze berichten zijn. Ze blijven apart staan.",
    AlarmSoort.ACHTERSTAND: "Sluit dit als u weet waarom het bericht laat kwam.",
}
_WAT = {
    AlarmSoort.STILTE: "stilte",
    AlarmSoort.TELLING: "telling klopt niet",
    AlarmSoort.TELLING_ONTBREEKT: "telling ontbreekt",
    AlarmSoort.ACHTERSTAND: "te laat",
    AlarmSoort.ONLEESBAAR: "onleesbare berichten",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Geweigerd:
    """What somebody typed in one of these forms, by the id of its field, and what is wrong."""

    id: str
    reden: str
    fout: str


def alarm_id(soort: str, bron: str, stroom: str) -> str:
    """Return the id of the field for the reason to close an alarm."""
    return f"reden-{soort}-{bron}-{stroom}"


def gat_id(bron: str, van: int, tot: int) -> str:
    return f"reden-gat-{bron}-{van}-{tot}"


def to_alarmvorm(a: Alarm, geweigerd: Geweigerd | None) -> Sluitvorm | None:
    """Return the form to close an alarm; None when something else has to be done about it."""
    if not is_sluitbaar(a.soort, a.stroom):
        return None
    ontbreekt = a.soort is AlarmSoort.TELLING_ONTBREEKT
    return _vul_in(
        Sluitvorm(
            id=alarm_id(a.soort, a.bron, a.stroom),
            kop="Sluit dit alarm",
            uitleg=f"{_UITLEG[a.soort]} {_GEEN_PERSOON}",
            label="Waarom is dit geen alarm meer?",
            knop="Sluit alarm",
            actie="/berichten/alarmen/sluiten",
            verborgen=(
                ("soort", a.soort),
                ("bron", a.bron),
                ("stroom", a.stroom),
                ("gezien", a.tekst),
            ),
            stopt="Deze bron stuurt voortaan geen telling per dag." if ontbreekt else "",
        ),
        geweigerd,
    )


def to_gatvorm(bron: str, gat: Gat, geweigerd: Geweigerd | None) -> Sluitvorm | None:
    """Return the form to accept that numbers will not come; None where the source begins anew.

    Numbers around 2147483647 are no range as the source writes them: the command takes them in two.
    """
    van, tot = als_volgnummer(gat.van), als_volgnummer(gat.tot)
    if van > tot:
        return None
    return _vul_in(
        Sluitvorm(
            id=gat_id(bron, van, tot),
            kop="Komt niet meer",
            uitleg="Alleen als de bron zegt dat dit nummer niet bestaat of niet meer komt."
            f" {_GEEN_PERSOON}",
            label="Wat zei de bron, en wie zei dat?",
            knop="Leg vast: komt niet meer",
            actie="/berichten/gaten/sluiten",
            verborgen=(("bron", bron), ("van", str(van)), ("tot", str(tot))),
        ),
        geweigerd,
    )


def _vul_in(vorm: Sluitvorm, geweigerd: Geweigerd | None) -> Sluitvorm:
    if geweigerd is None or geweigerd.id != vorm.id:
        return vorm
    return replace(vorm, reden=geweigerd.reden, fout=geweigerd.fout)


def to_gesloten(b: Bewaking) -> Iterator[str]:
    """Yield what was closed of late, and each silence that somebody knows of; the last first."""
    gehoord = {bron.bron: bron.laatste_op for bron in b.bronnen}
    gezien: set[tuple[object, ...]] = set()
    for s in reversed(b.boek.sluitingen.alle):
        geldt = s.soort is AlarmSoort.STILTE and gehoord.get(s.bron, b.nu) <= s.gesloten_op
        sleutel = (s.soort, s.bron, s.stroom, s.gesloten_op)
        if sleutel in gezien or not (geldt or b.nu - s.gesloten_op <= _RECENT):
            continue
        gezien.add(sleutel)
        if len(gezien) > _GETOOND:
            return
        yield _gesloten(s, b)


def _gesloten(s: Sluiting, b: Bewaking) -> str:
    moment = to_moment(s.gesloten_op, vandaag=b.dag).tekst
    stroom = next((f" {naam}" for soort, naam in NAAM_VAN_STROOM.items() if soort == s.stroom), "")
    bron = bron_tekst(s.bron) if s.bron else "Onbekende bron"
    return f"{bron},{stroom} {_WAT[s.soort]}. {s.naam}, {moment}: {s.reden}"
