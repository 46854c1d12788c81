"""A stream as a tile: is it up to date, when did the last one come. In words."""

from datetime import datetime, timedelta

from nazorg.berichten.alarm import NAAM_VAN_STROOM, Alarm, AlarmSoort
from nazorg.berichten.ritme import duur_tekst
from nazorg.berichten.stroomalarm import KAFKA, NET
from nazorg.kern.klok import AMSTERDAM
from nazorg.usecases.bewaking.stroombeeld import UREN, Stroombeeld
from nazorg.usecases.bewaking.toon import Bewaking
from nazorg.web import berichtenscherm as s
from nazorg.web import taal
from nazorg.web.opmaak.gedeeld import to_moment
from nazorg.web.opmaak.stilte import is_langer_stil
from nazorg.web.schermen import Stand

_BREED, _HOOG, _STAP = 7, 44, 10


def to_stroomtegel(beeld: Stroombeeld, b: Bewaking) -> s.Stroomtegel:
    """Return the tile of one stream."""
    woord, stand = _woord(beeld, b)
    return s.Stroomtegel(
        id=f"stroom-{beeld.stroom}",
        naam=NAAM_VAN_STROOM[beeld.stroom],
        woord=woord,
        stand=stand,
        laatste=to_moment(beeld.laatste_op, vandaag=b.dag) if beeld.laatste_op else None,
        geleden=_geleden(beeld.laatste_op, b.nu),
        achterstand=_achterstand(beeld, b),
        vandaag=_vandaag(beeld, b),
        staven=_staven(beeld.uren),
        uitleg=_uitleg(beeld.uren, b.nu),
    )


def _woord(beeld: Stroombeeld, b: Bewaking) -> tuple[str, Stand]:
    """Return the worst that is known, in a word; 'bij' only when somebody looked just now."""
    if beeld.laatste_op is None:
        return "nog niets", "unknown"
    if b.gedaan_op is None or b.staat_stil:
        return "niet nagekeken", "unknown"
    soorten = {a.soort for a in _alarmen(beeld, b)}
    if AlarmSoort.PAUZE in soorten:
        return "op pauze", "todo"
    if AlarmSoort.STILTE in soorten:
        return "te lang stil", "todo"
    if AlarmSoort.ACHTERSTAND in soorten:
        return "loopt achter", "busy"
    langer = any(is_langer_stil(bron, b) for bron in beeld.bronnen)
    return ("langer stil dan gewoon", "busy") if langer else ("bij", "ok")


def _alarmen(beeld: Stroombeeld, b: Bewaking) -> list[Alarm]:
    """Return the alarms about this stream, its sources, or our own reading of all of them."""
    bronnen = {bron.bron for bron in beeld.bronnen}
    return [
        a
        for a in b.alarmen
        if a.stroom in (beeld.stroom, KAFKA) or (not a.stroom and a.bron in bronnen)
    ]


def _geleden(op: datetime | None, nu: datetime) -> str:
    if op is None or nu - op < timedelta(minutes=1):
        return ""
    duur = duur_tekst(nu - op)
    return f"{'1 ' if duur == 'minuut' else ''}{duur} geleden"


def _vandaag(beeld: Stroombeeld, b: Bewaking) -> int:
    """Count since midnight: the last of the hours."""
    uur = b.nu.astimezone(AMSTERDAM).hour
    return sum(beeld.uren[-(uur + 1) :])


def _achterstand(beeld: Stroombeeld, b: Bewaking) -> str:
    """Say how old the messages are that come in, or were when the last one came."""
    gemeten = [bron.peiling for bron in beeld.bronnen if bron.peiling]
    if not gemeten:
        return "onbekend: deze berichten komen uit een bestand" if beeld.bronnen else ""
    ergste = max(gemeten, key=lambda p: p.vertraging)
    if ergste.vertraging < b.grenzen.achterstand:
        return "geen"
    lang = duur_tekst(ergste.vertraging)
    return lang if b.nu - ergste.laatste_op <= NET else f"{lang}, bij het laatste bericht"


def _staven(uren: tuple[int, ...]) -> tuple[s.Staaf, ...]:
    hoogste = max(uren, default=0)
    return tuple(
        s.Staaf(x=i * _STAP, y=_HOOG - hoog, breed=_BREED, hoog=hoog)
        for i, n in enumerate(uren)
        if (hoog := max(3, round(_HOOG * n / hoogste)) if n else 0)
    )


def _uitleg(uren: tuple[int, ...], nu: datetime) -> str:
    """Say in words what the bars show."""
    totaal = sum(uren)
    if not totaal:
        return f"In de afgelopen {UREN} uur kwam er niets."
    drukste = nu - timedelta(hours=UREN - 1 - uren.index(max(uren)))
    berichten = taal.aantal(totaal, "bericht", "berichten")
    wanneer = f"{drukste.astimezone(AMSTERDAM):%H} uur"
    return f"Afgelopen {UREN} uur: {berichten}, de meeste rond {wanneer}."
