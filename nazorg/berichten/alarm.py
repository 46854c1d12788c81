"""Alarms about the streams of messages: what is wrong, at which source, in plain Dutch.

Nothing about a person is in an alarm: sources, kinds of message, numbers of messages and moments.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from nazorg.berichten.bewaartermijn import MAANDEN
from nazorg.berichten.ritme import Ritme, duur_tekst
from nazorg.berichten.soort import Soort
from nazorg.berichten.volgnummers import Gat, als_volgnummer


class AlarmSoort(StrEnum):
    """Kinds of alarm, worst first."""

    PAUZE = "pauze"
    STILTE = "stilte"
    GAT = "gat"
    TELLING = "telling"
    TELLING_ONTBREEKT = "telling_ontbreekt"
    ONLEESBAAR = "onleesbaar"
    ACHTERSTAND = "achterstand"
    BEWAARTERMIJN = "bewaartermijn"


class Berichtstroom(StrEnum):
    """Kinds of message that an operator looks at together."""

    DETENTIE = "detentie"
    VERLOF = "verlof"
    PLAN = "plan"


NAAM_VAN_STROOM: dict[Berichtstroom, str] = {
    Berichtstroom.DETENTIE: "Begin, wijziging en einde",
    Berichtstroom.VERLOF: "Verlof",
    Berichtstroom.PLAN: "Deelbaar D&R-plan",
}
# On so many of the last 7 days a source must have counted before a missing count is news.
_TELT_MEESTAL = 5
# More than one thing is in this name, and the verb says so.
_MEERVOUD = frozenset({Berichtstroom.DETENTIE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grenzen:
    """From when on something is an alarm. gat: messages cross, so a gap may close by itself.

    hartslag: for so long a consumer may say nothing.
    inhoud_maanden: for so many whole months what a message says is kept.
    onleesbaar: messages in an hour of which the source cannot be read.
    """

    gat: timedelta = timedelta(minutes=10)
    achterstand: timedelta = timedelta(minutes=15)
    hartslag: timedelta = timedelta(minutes=5)
    inhoud_maanden: int = MAANDEN
    onleesbaar: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """kort: for the foot of the menu. stroom: empty when it is about the whole source."""

    soort: AlarmSoort
    bron: str
    kort: str
    tekst: str
    sinds: datetime
    stroom: str = field(default="")


def stroom_van(soort: str) -> Berichtstroom:
    """Return the stream of a kind of message; what we do not know is about a detention."""
    if soort.startswith("verlof_"):
        return Berichtstroom.VERLOF
    return Berichtstroom.PLAN if soort == Soort.PLAN_GEDEELD else Berichtstroom.DETENTIE


def bron_naam(bron: str) -> str:
    """Return the system behind a source urn, as people say it."""
    return bron.rpartition(":")[2].replace("-", " ").capitalize()


def gat_tekst(gat: Gat) -> str:
    """Return the missing range as the source numbers it: '10' or '10 t/m 12'."""
    van, tot = als_volgnummer(gat.van), als_volgnummer(gat.tot)
    return f"{van}" if gat.aantal == 1 else f"{van} t/m {tot}"


def alarm_bij_gaten(
    bron: str, gaten: Iterable[Gat], *, nu: datetime, grenzen: Grenzen
) -> Alarm | None:
    """Return the alarm for gaps that are older than messages that cross."""
    oud = [g for g in gaten if nu - g.sinds >= grenzen.gat]
    if not oud:
        return None
    aantal, naam = sum(g.aantal for g in oud), bron_naam(bron)
    mist = "1 bericht mist" if aantal == 1 else f"{aantal} berichten missen"
    wat = "het" if aantal == 1 else "ze"
    waar = f"nummer {gat_tekst(oud[0])}" if len(oud) == 1 else f"op {len(oud)} plekken"
    return Alarm(
        soort=AlarmSoort.GAT,
        bron=bron,
        kort=f"{naam}: {mist}.",
        tekst=f"{naam}: {mist}, {waar}. Vraag de bron om {wat} opnieuw te sturen.",
        sinds=min(g.sinds for g in oud),
    )


def alarm_bij_stilte(
    bron: str, ritme: Ritme, *, laatste_op: datetime, nu: datetime
) -> Alarm | None:
    """Return the alarm for a source that is silent for longer than it usually is."""
    stil = nu - laatste_op
    grens = ritme.grens(nu)
    if stil <= grens:
        return None
    return Alarm(
        soort=AlarmSoort.STILTE,
        bron=bron,
        kort=f"{bron_naam(bron)}: al {duur_tekst(stil)} niets.",
        tekst=_stilte_tekst(bron, ritme, stil, nu=nu),
        # Since it was too long, not since the last message: that was still in order.
        sinds=laatste_op + grens,
    )


def _stilte_tekst(bron: str, ritme: Ritme, stil: timedelta, *, nu: datetime) -> str:
    return f"{bron_naam(bron)} {ritme.zin(nu)}; nu al {duur_tekst(stil)} niets."


def blijf_bij_stilte(
    was: Alarm, ritme: Ritme | None, *, laatste_op: datetime, nu: datetime
) -> Alarm:
    """Return the alarm for a source that is still silent: it says how long by now.

    ritme: None when there is nothing left to learn one from.
    """
    stil = nu - laatste_op
    kort = f"{bron_naam(was.bron)}: al {duur_tekst(stil)} niets."
    tekst = _stilte_tekst(was.bron, ritme, stil, nu=nu) if ritme else kort
    return replace(was, kort=kort, tekst=tekst)


def alarm_bij_pauze(bron: str, *, sinds: datetime, wachten: int) -> Alarm:
    """Return the alarm for a source on hold. wachten: how many of its messages wait."""
    naam = bron_naam(bron)
    wacht = "1 bericht wacht" if wachten == 1 else f"{wachten} berichten wachten"
    return Alarm(
        soort=AlarmSoort.PAUZE,
        bron=bron,
        kort=f"{naam} staat op pauze.",
        tekst=f"{naam} staat op pauze: wij konden niets meer van deze bron verwerken. {wacht}.",
        sinds=sinds,
    )


def alarm_bij_onleesbaar(aantal: int, *, sinds: datetime, grenzen: Grenzen) -> Alarm | None:
    """Return the alarm for messages of which not even the source can be read.

    aantal: of the last hour. Nobody can be put on hold for these, so a person has to look.
    """
    if aantal < grenzen.onleesbaar:
        return None
    return Alarm(
        soort=AlarmSoort.ONLEESBAAR,
        bron="",
        kort=f"{aantal} onleesbare berichten in een uur.",
        tekst=f"In een uur kwamen {aantal} berichten waarvan wij de bron niet kunnen lezen."
        " Ze staan apart.",
        sinds=sinds,
    )


def alarm_bij_achterstand(
    stroom: Berichtstroom,
    vertraging: timedelta,
    *,
    bron: str,
    nu: datetime,
    grenzen: Grenzen,
    met_naam: bool = False,
) -> Alarm | None:
    """Return the alarm for a stream of a source of which even the freshest message is late.

    met_naam: another source sends this stream too, so say which one it is.
    """
    if vertraging < grenzen.achterstand:
        return None
    naam = NAAM_VAN_STROOM[stroom] + (f" ({bron_naam(bron)})" if met_naam else "")
    hoeveel = _zo_lang(vertraging)
    loopt = "lopen" if stroom in _MEERVOUD else "loopt"
    return Alarm(
        soort=AlarmSoort.ACHTERSTAND,
        bron=bron,
        stroom=stroom,
        kort=f"{naam} {loopt} {hoeveel} achter.",
        tekst=f"{naam} {loopt} {hoeveel} achter: zo oud zijn de berichten die nu binnenkomen.",
        sinds=nu,
    )


def alarm_bij_hartslag(
    gelezen_op: datetime | None, oudste_op: datetime | None, *, nu: datetime, grenzen: Grenzen
) -> Alarm | None:
    """Return the alarm for our own reader of Kafka: it is gone, or it does not get ahead.

    gelezen_op: when one last looked; None when there never was one. oudste_op: what waits longest.
    """
    if gelezen_op is None:
        return None
    if nu - gelezen_op >= grenzen.hartslag:
        lang = _zo_lang(nu - gelezen_op)
        kort = f"Wij lezen al {lang} geen berichten."
        tekst = f"{kort} Ze blijven bij Kafka staan. De beheerder moet 'nazorg consume' nakijken."
        return _van_ons(kort, tekst, sinds=gelezen_op)
    if oudste_op and nu - oudste_op >= grenzen.achterstand:
        kort = f"Wij lopen {_zo_lang(nu - oudste_op)} achter met lezen."
        tekst = f"{kort} Zo oud is het oudste bericht dat nog wacht."
        return _van_ons(kort, tekst, sinds=oudste_op)
    return None


def _van_ons(kort: str, tekst: str, *, sinds: datetime) -> Alarm:
    return Alarm(
        soort=AlarmSoort.ACHTERSTAND, bron="", stroom="kafka", kort=kort, tekst=tekst, sinds=sinds
    )


def _zo_lang(duur: timedelta) -> str:
    minuten = round(duur / timedelta(minutes=1))
    return f"{minuten} min" if minuten < 120 else duur_tekst(duur)


def alarm_bij_telling(
    bron: str, verschillen: Sequence[tuple[date, int]], *, sinds: datetime
) -> Alarm | None:
    """Return the alarm for counts that differ. verschillen: (day, ours minus the count given)."""
    mist = sum(-v for _, v in verschillen if v < 0)
    over = sum(v for _, v in verschillen if v > 0)
    if not mist and not over:
        return None
    delen = [f"{mist} te weinig"] * bool(mist) + [f"{over} te veel"] * bool(over)
    dagen = len({dag for dag, _ in verschillen})
    waar = "op 1 dag" if dagen == 1 else f"op {dagen} dagen"
    naam, samen = bron_naam(bron), " en ".join(delen)
    return Alarm(
        soort=AlarmSoort.TELLING,
        bron=bron,
        kort=f"{naam}: telling klopt niet ({samen}).",
        tekst=f"{naam}: de telling klopt {waar} niet. Wij hebben er {samen}.",
        sinds=sinds,
    )


def alarm_bij_geen_telling(
    bron: str, dagen: Collection[date], *, gisteren: date, sinds: datetime
) -> Alarm | None:
    """Return the alarm for a source that usually counts, and did not count yesterday.

    dagen: of the last week, of which it gave a count. The caller waits until the day is half over.
    """
    if gisteren in dagen or len(dagen) < _TELT_MEESTAL:
        return None
    naam = bron_naam(bron)
    return Alarm(
        soort=AlarmSoort.TELLING_ONTBREEKT,
        bron=bron,
        kort=f"{naam}: telling van gisteren ontbreekt.",
        tekst=f"{naam} stuurde op {len(dagen)} van de laatste 7 dagen een telling, maar nog niet"
        " die van gisteren. Vraag de bron om die telling.",
        sinds=sinds,
    )


def alarm_bij_bewaartermijn(
    apart: Mapping[date, int], *, nu: datetime, grenzen: Grenzen
) -> Alarm | None:
    """Return the alarm for months that should be gone, but hold messages that wait for a person.

    apart: per such month the number of messages that are set aside.
    """
    if not apart:
        return None
    aantal, maanden = sum(apart.values()), len(apart)
    staat = "1 bericht staat" if aantal == 1 else f"{aantal} berichten staan"
    wat = "het" if aantal == 1 else "ze"
    van = "1 maand" if maanden == 1 else f"{maanden} maanden"
    return Alarm(
        soort=AlarmSoort.BEWAARTERMIJN,
        bron="",
        kort=f"{staat} te lang apart.",
        tekst=f"{staat} al meer dan {grenzen.inhoud_maanden} maanden apart. Daarom is de inhoud van"
        f" {van} berichten nog niet verwijderd. Speel {wat} opnieuw af, of leg vast dat u {wat}"
        " niet verwerkt.",
        sinds=nu,
    )
