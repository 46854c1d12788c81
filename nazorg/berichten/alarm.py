"""Alarms about the streams of messages: what is wrong, at which source, in plain Dutch.

Nothing about a person is in an alarm: sources, kinds of message, numbers of messages and moments.
"""

from collections.abc import Iterable, Mapping
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


def blijf_bij_onleesbaar(was: Alarm, aantal: int) -> Alarm | None:
    """Return the alarm for as long as messages of then are set aside. aantal: so many."""
    if not aantal:
        return None
    staan = "1 staat" if aantal == 1 else f"{aantal} staan"
    return replace(
        was,
        kort=f"Onleesbare berichten: {staan} nog apart.",
        tekst="In een uur kwamen veel berichten waarvan wij de bron niet kunnen lezen."
        f" Daarvan {staan} nog apart.",
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
