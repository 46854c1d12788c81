"""The foot of the menu: how fresh our data is, and what is wrong with the streams."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from nazorg.berichten.alarm import NAAM_VAN_STROOM, Alarm, AlarmSoort
from nazorg.usecases.bewaking.toon import Stroomstand
from nazorg.web import taal
from nazorg.web.schermen import Stroom

# Longer than a weekend without one message for these gemeenten is worth a look.
_STIL = timedelta(hours=72)


def to_stroom(s: Stroomstand, *, nu: datetime, dag: date) -> Stroom:
    """Return the foot of the menu: what is wrong, worst first, in at most three lines.

    'Bij' is only said when somebody looked, and not long ago.
    """
    if s.staat_stil:
        return Stroom(stand="todo", regels=_staat_stil(s, dag), href="/berichten")
    if s.alarmen:
        return Stroom(stand="todo", regels=tuple(_kort(s.alarmen)), href="/berichten")
    if s.laatste_op is None:
        return Stroom(stand="unknown", regels=("Nog geen berichten ontvangen.",))
    regel = f"Laatste bericht: {taal.moment(dag, s.laatste_op)}."
    if nu - s.laatste_op > _STIL:
        return Stroom(stand="busy", regels=(regel, "Dat is langer dan 3 dagen geleden."))
    if s.gedaan_op is None:
        return Stroom(stand="unknown", regels=("Nog niet gecontroleerd.", regel))
    return Stroom(stand="ok", regels=("Berichten lopen bij.", regel))


def _staat_stil(s: Stroomstand, dag: date) -> tuple[str, str]:
    assert s.gedaan_op is not None
    open_ = taal.aantal(len(s.alarmen), "alarm", "alarmen")
    laatste = f"Laatste controle: {taal.moment(dag, s.gedaan_op)}."
    if s.alarmen:
        laatste += f" Toen {'was' if len(s.alarmen) == 1 else 'waren'} er {open_}."
    return "De controle van berichten staat stil.", laatste


def _kort(alarmen: tuple[Alarm, ...]) -> Iterator[str]:
    """Yield the worst alarm, what streams are late, and how many more there are.

    A stream that is late is never only a number: it says which messages to doubt.
    """
    if len(alarmen) <= 2:
        yield from (a.kort for a in alarmen)
        return
    ergste, rest = alarmen[0], alarmen[1:]
    yield ergste.kort
    laat = [a for a in rest if a.soort is AlarmSoort.ACHTERSTAND]
    if laat:
        yield _te_laat(laat)
    if over := len(rest) - len(laat):
        yield f"En nog {taal.aantal(over, 'alarm', 'alarmen')}."


def _te_laat(laat: list[Alarm]) -> str:
    """Return one line about streams that are late: in full, or by name when there are several."""
    if len(laat) == 1:
        return laat[0].kort
    bekend = {soort.value: naam for soort, naam in NAAM_VAN_STROOM.items()}
    namen = list(dict.fromkeys(bekend.get(a.stroom, "ons lezen") for a in laat))
    return f"Te laat: {'; '.join(namen)}."
