"""Tasks that are not needed any more, and why: nothing disappears in silence."""

from nazorg.detenties.detentie import Detentiestatus
from nazorg.referentie.kennis import Kennis
from nazorg.store.wachtrij import Wachtrijrij
from nazorg.usecases.dossiers.toon import Inzicht
from nazorg.web.dossierscherm import VervallenTaak
from nazorg.web.opmaak import gedeeld
from nazorg.werkvoorraad.taken import Regel, Taakstatus

_EINDE = {
    Detentiestatus.BEEINDIGD: "de detentie is beëindigd",
    Detentiestatus.INGETROKKEN: "de melding is ingetrokken",
}
_LATER = "een nieuw bericht of gegeven veranderde dit"


def to_vervallen(i: Inzicht, kennis: Kennis) -> tuple[VervallenTaak, ...]:
    """Return what fell away last in a dossier, each with its page and the reason."""
    return tuple(
        VervallenTaak(
            reden=gedeeld.zin(v.taak, kennis, vandaag=i.dag),
            waarom=write_vervallen(v.taak, i),
            href=f"/taken/{v.taak.id}",
            moment=gedeeld.to_moment(v.op, vandaag=i.dag) if v.op else None,
        )
        for v in i.vervallen
    )


def write_vervallen(taak: Wachtrijrij, i: Inzicht) -> str:
    """Say why a task is not needed any more; '' for one that still is."""
    if taak.status is not Taakstatus.VERVALLEN:
        return ""
    return f"Niet meer nodig: {_waarom(taak, i)}"


def _waarom(taak: Wachtrijrij, i: Inzicht) -> str:
    if taak.regel is Regel.BEHOEFTE:
        return "een medewerker heeft de actie laten vervallen, of de datum weggehaald"
    aanleiding = i.find_aanleiding(taak)
    if aanleiding is not None and aanleiding.vervallen:
        m = aanleiding.melding
        opvolgers = [o for o in i.meldingen if o.melding.bron == m.bron and not o.vervallen]
        vervangen = any(o.melding.vervangt == m.id for o in opvolgers)
        return "de melding is vervangen" if vervangen else "de melding is ingetrokken"
    sleutel = tuple(taak.onderwerp.split("|")[:2])
    detentie = next((d for d in i.stand.detenties if (d.bron, d.nummer) == sleutel), None)
    return _EINDE.get(detentie.status, _LATER) if detentie else _LATER
