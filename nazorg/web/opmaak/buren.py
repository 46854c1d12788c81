"""The number of a message in words, with the way to what stands beside it at its source."""

from nazorg.berichten.volgnummers import Plek
from nazorg.usecases.berichten.buren import Buur, Volgnummer
from nazorg.web.berichtscherm import Buurregel
from nazorg.web.dossierscherm import Feit
from nazorg.web.opmaak.berichten import UITKOMST
from nazorg.web.opmaak.tijdlijn import bron_tekst
from nazorg.web.schermen import Link, Stand

_PLEK: dict[Plek, tuple[str, Stand]] = {
    "mist": (" ontbreekt. De bron stuurde wel een later nummer.", "todo"),
    "opgegeven": (" komt niet meer. Een beheerder legde dat vast.", "na"),
    "ervoor": (": van voor het eerste dat wij van deze bron kregen.", "na"),
    "erna": (" kwam nog niet.", "unknown"),
    "onbekend": (" kennen wij nog niet.", "unknown"),
}


def to_volgnummer(v: Volgnummer | None) -> tuple[Feit, ...]:
    """Return the number as a fact; whose it is, when that was only read from a broken message."""
    if v is None:
        return ()
    waarde = str(v.nummer)
    if v.is_gelezen:
        waarde += f", zo te lezen, van {bron_tekst(v.bron)}"
    return (Feit(naam="Volgnummer", waarde=waarde),)


def to_buren(v: Volgnummer | None) -> tuple[Buurregel, ...]:
    """Return what stands before and after a message in the sequence of its source."""
    if v is None:
        return ()
    vorige = _regel(v.vorige)
    if v.nummer == 1 and v.vorige.uitkomst is None:
        vorige = Buurregel(tekst="Hier begint de telling van de bron.", href="", stand="na")
    return vorige, _regel(v.volgende)


def _regel(b: Buur) -> Buurregel:
    if b.uitkomst is not None:
        uitkomst, stand, _ = UITKOMST[b.uitkomst]
        if b.id is None:
            tekst = f"Nummer {b.nummer} is er, maar niet voor uw gemeente."
            return Buurregel(tekst=tekst, href="", stand="na")
        return Buurregel(
            tekst=f"Nummer {b.nummer}", href=f"/berichten/{b.id}", stand=stand, uitkomst=uitkomst
        )
    zin, stand = _PLEK[b.plek]
    claim = None
    if b.claim:
        tekst = "Dit bericht dat apart staat, noemt dat nummer"
        claim = Link(tekst=tekst, href=f"/berichten/{b.claim}")
    return Buurregel(tekst=f"Nummer {b.nummer}{zin}", href="", stand=stand, claim=claim)
