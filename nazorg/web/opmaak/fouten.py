"""What is wrong in the forms on a dossier, for the list above the page."""

from nazorg.web.opmaak.leefdeel import Blik

_ACTIE = {"soort": "na-soort", "uiterlijk": "na-dag"}
_BEWAREN = {"reden": "bw-reden", "tot": "bw-tot"}


def to_fouten(blik: Blik) -> tuple[tuple[str, str], ...]:
    """Return of every field that was refused its id and the sentence."""
    bewaren = blik.bewaren.fouten if blik.bewaren else {}
    return (
        *((_ACTIE.get(v, "na-soort"), zin) for v, zin in (blik.actiefouten or {}).items()),
        *((_BEWAREN.get(v, "bw-reden"), zin) for v, zin in bewaren.items()),
        *((("noot", blik.notitie.fout),) if blik.notitie and blik.notitie.fout else ()),
        *((("op", blik.op_fout),) if blik.op_fout else ()),
    )
