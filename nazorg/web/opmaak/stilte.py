"""How silent each source is, in one sentence: as usual, or longer and when it is an alarm."""

from collections.abc import Iterator, Sequence

from nazorg.berichten.alarm import AlarmSoort
from nazorg.berichten.ritme import VLOER, Ritme, duur_tekst
from nazorg.usecases.bewaking.stroombeeld import Stroombeeld, Stroombron
from nazorg.usecases.bewaking.toon import Bewaking
from nazorg.web import taal
from nazorg.web.opmaak.tijdlijn import bron_tekst

_GETOOND = 3


def to_stilte(beelden: Sequence[Stroombeeld], b: Bewaking) -> tuple[str, ...]:
    """Return a sentence per source, of at most a few; one that has an alarm says it there."""
    return tuple(_zinnen(beelden, b))


def is_langer_stil(bron: Stroombron, b: Bewaking) -> bool:
    """Tell whether a source is silent for longer than usual: what the sentence says of it too."""
    return bron.ritme is not None and _is_langer(bron, bron.ritme, b)


def _zinnen(beelden: Sequence[Stroombeeld], b: Bewaking) -> Iterator[str]:
    alarm = {a.bron for a in b.alarmen if a.soort is AlarmSoort.STILTE}
    alle = {bron.bron: bron for beeld in beelden for bron in beeld.bronnen}
    bronnen = [bron for bron in alle.values() if bron.bron not in alarm]
    yield from (_zin(bron, b) for bron in bronnen[:_GETOOND])
    if len(bronnen) > _GETOOND:
        yield f"En nog {taal.aantal(len(bronnen) - _GETOOND, 'bron', 'bronnen')}."


def _zin(bron: Stroombron, b: Bewaking) -> str:
    naam, stil = bron_tekst(bron.bron), b.nu - bron.laatste_op
    if bron.ritme is None:
        return f"{naam}: wij weten nog niet hoe vaak deze bron stuurt."
    if _is_langer(bron, bron.ritme, b):
        return _langer(bron, bron.ritme, b)
    zin = f"{naam} {bron.ritme.zin(b.nu)}."
    if stil <= VLOER:
        return zin
    # A count is a sign of life too, and is in none of the streams above.
    laatste = f"Het laatste bericht van deze bron (ook een telling) kwam {_moment(bron, b)}"
    return f"{zin} {laatste}. Zo lang stil is gewoon."


def _moment(bron: Stroombron, b: Bewaking) -> str:
    return taal.moment(b.dag, bron.laatste_op)


def _is_langer(bron: Stroombron, ritme: Ritme, b: Bewaking) -> bool:
    """Compare as it is said: what reads as equally long is not longer."""
    stil, gewoon = b.nu - bron.laatste_op, ritme.gewoon(b.nu)
    return stil > gewoon and duur_tekst(stil) != duur_tekst(gewoon)


def _langer(bron: Stroombron, ritme: Ritme, b: Bewaking) -> str:
    stil, gewoon = duur_tekst(b.nu - bron.laatste_op), duur_tekst(ritme.gewoon(b.nu))
    zin = (
        f"{bron_tekst(bron.bron)} is nu {stil} stil. Dat is langer dan gewoon op"
        f" {ritme.wanneer(b.nu)} (hooguit {gewoon})"
    )
    # Somebody knows of this silence: there will be no alarm.
    if b.boek.sluitingen.sinds(AlarmSoort.STILTE, bron.bron, bron.laatste_op):
        return f"{zin}."
    op = ritme.alarm_op(bron.laatste_op, b.nu)
    # What is due already, is for the next look of the watch.
    if op is None or op <= b.nu:
        return f"{zin}."
    return f"{zin}; blijft het stil, dan is het vanaf {taal.moment(b.dag, op)} een alarm."
