"""The foot of a page of BIJ: how fresh it is. One line, without one word about any alert."""

from datetime import date

from nazorg.bij.kennisgeving import BijAlarm
from nazorg.usecases.bij.stroomstand import BijStroomstand
from nazorg.web import taal
from nazorg.web.bij.schermen import BijStroom

_GOED = "Berichten van justitie lopen bij."
_ZIN = {
    BijAlarm.LEZER_STIL: "Wij lezen geen nieuwe berichten van justitie, sinds {sinds}.",
    BijAlarm.LEZER_ACHTER: "Wij lopen achter met berichten van justitie, sinds {sinds}.",
    BijAlarm.GAT: "Wij missen een bericht van justitie, sinds {sinds}.",
}
_BEHEERDER = " De beheerder ziet dit ook."


def to_stroom(s: BijStroomstand, *, dag: date) -> BijStroom:
    """Return the line. 'Bij' is only said when somebody looked, and not long ago."""
    if s.gekeken_op is None:
        return BijStroom(stand="unknown", regel="Nog niemand keek of de berichten binnenkomen.")
    if s.staat_stil:
        laatst = taal.moment(dag, s.gekeken_op)
        regel = f"De controle van berichten staat stil. De laatste was {laatst}."
        return BijStroom(stand="todo", regel=regel + _BEHEERDER)
    if s.mis is None or s.sinds is None:
        return BijStroom(stand="ok", regel=_GOED)
    regel = _ZIN[s.mis].format(sinds=taal.moment(dag, s.sinds))
    return BijStroom(stand="todo", regel=regel + _BEHEERDER)
